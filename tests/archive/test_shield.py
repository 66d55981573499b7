"""Damage and rights: one letter flipped in any row costs that row; readers need no leave to write, and nobody else reads."""

import os
import random
import shutil
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.archive import Archive, Remembered
from briefing.cli import main
from tests.proving.news import SECOND, Built, built

NOBODY = 65534


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("sound"))


def cells(path: Path) -> list[tuple[str, str, int]]:
    """(table, column, row) of every text that the archive holds, but those of its index."""
    with sqlite3.connect(path) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("articles_text", "sqlite_", "meta"))
        ]
        return [
            (table, column, row)
            for table in sorted(tables)
            for (column,) in connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
            for (row,) in connection.execute(
                f"SELECT rowid FROM {table} WHERE typeof({column}) IN ('text', 'blob') AND length({column})"
            )
        ]


def flip(path: Path, cell: tuple[str, str, int], chance: random.Random) -> None:
    """One bit of one letter is another."""
    table, column, row = cell
    with sqlite3.connect(path) as connection:
        (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()
        content = bytearray(value if isinstance(value, bytes) else value.encode())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(7)
        new = bytes(content) if isinstance(value, bytes) else content.decode("utf-8", "replace")
        connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (new, row))


@pytest.mark.parametrize("seed", range(10))
def test_a_flipped_letter_anywhere_ends_no_build(made: Built, tmp_path: Path, seed: int) -> None:
    """Each table in turn; the day is built again, and what is read of the archive is read or named."""
    chance = random.Random(seed)
    source = Path(made.url.removeprefix("sqlite:///"))
    path = tmp_path / "a.sqlite"
    shutil.copy(source, path)
    every = cells(path)
    tables = sorted({table for table, _, _ in every})
    hit = chance.choice([cell for cell in every if cell[0] == tables[seed % len(tables)]])
    flip(path, hit, chance)
    with Archive.open(f"sqlite:///{path}") as archive:
        again = pipeline.build([], made.settings, out=tmp_path, formats=("json",), day=SECOND, archive=archive)
        assert again.edition.counts.articles >= 5, hit


@pytest.mark.parametrize("part", ["form", "body"])
def test_a_damaged_article_is_left_out_by_its_name(made: Built, tmp_path: Path, part: str) -> None:
    """The others are in the brief, and it says what is not."""
    path = tmp_path / "a.sqlite"
    shutil.copy(made.url.removeprefix("sqlite:///"), path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE articles SET {part} = substr({part}, 2) WHERE source = 'Gulf Observer'")
    with Archive.open(f"sqlite:///{path}") as archive:
        again = pipeline.build([], made.settings, out=tmp_path, formats=("json",), day=SECOND, archive=archive)
    ((name, reason),) = [(one.input, one.reason) for one in again.edition.left_out]
    assert "gulf.example" in name
    assert reason == "damaged in the archive"
    assert again.edition.counts.articles == 5


def test_a_damaged_yesterday_is_named(made: Built, tmp_path: Path) -> None:
    """Today's brief is built without it, under its right number."""
    path = tmp_path / "a.sqlite"
    shutil.copy(made.url.removeprefix("sqlite:///"), path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE editions SET form = replace(form, '{', '[') WHERE number = 1")
    with Archive.open(f"sqlite:///{path}") as archive:
        again = pipeline.build([], made.settings, out=tmp_path, formats=("json",), day=SECOND, archive=archive)
    assert again.edition.number == 2
    assert "edition of 2019-01-28: damaged in the archive and passed over" in again.notices


@contextmanager
def somebody_else() -> Iterator[None]:
    """As root, be somebody who may do less; others may do no more than their rights already."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if os.getuid() == 0:
            os.seteuid(0)


@pytest.fixture
def shelf(made: Built) -> Iterator[Path]:
    """A copy of both days that nobody may write to, where everybody may look."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "shelf"
        shutil.copytree(made.folder.parent.parent, folder)
        (folder / "briefing.toml").write_text('[reading]\nmodel = "rules"\n[engine]\nworkers = 1\n', encoding="utf-8")
        Path(place).chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def test_a_read_only_archive_is_searched_and_verified(shelf: Path) -> None:
    """Neither the file nor its folder may be written to, and nothing is; what has to write says so."""
    before = sorted(path.name for path in shelf.iterdir())
    common = ["--config", str(shelf / "briefing.toml"), "--archive", f"sqlite:///{shelf / 'archive.sqlite'}"]
    edition = str(shelf / "out" / str(SECOND) / "edition.json")
    for command in (["search", "market"], ["actor", "Ada Quill"], ["archive", "stats"], ["verify", edition]):
        assert main([*command, *common]) == 0
        with somebody_else():
            assert main([*command, *common]) == 0, command
    with somebody_else():
        assert main(["archive", "prune", "--days", "1", *common]) == 1
    assert sorted(path.name for path in shelf.iterdir()) == before


def test_readers_wait_for_no_writer(made: Built, tmp_path: Path) -> None:
    """While a transaction that writes is open, an archive is opened, read and searched."""
    path = tmp_path / "a.sqlite"
    shutil.copy(made.url.removeprefix("sqlite:///"), path)
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        done = threading.Event()

        def read() -> None:
            assert main(["search", "market", "--archive", f"sqlite:///{path}"]) == 0
            done.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        assert done.wait(20)
        writer.execute("ROLLBACK")


def test_nobody_else_reads_a_new_archive(tmp_path: Path) -> None:
    """0600 in folders of 0700, SQLite's own files beside it too; older folders stay as they are."""
    own = tmp_path / "new" / "deep" / "a.sqlite"
    before = stat.S_IMODE(tmp_path.stat().st_mode)
    old = os.umask(0)
    try:
        with Archive.open(f"sqlite:///{own}") as archive:
            assert archive.editions() == []
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in own.parent.iterdir()}
    finally:
        os.umask(old)
    assert set(modes.values()) == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (own.parent, own.parent.parent)} == {0o700}
    assert stat.S_IMODE(tmp_path.stat().st_mode) == before


def test_no_secret_of_an_address_is_kept(tmp_path: Path) -> None:
    """What makes the next request cheap is found by the address, and does not hold its password."""
    address = "https://reader:s3cret@wire.example/feed?section=world&access_token=t0ken"
    with Archive.open(f"sqlite:///{tmp_path / 'a.sqlite'}") as archive:
        archive.sources.record(
            "Wire",
            at="2019-01-29T05:00:00+00:00",
            new=1,
            reason="",
            validators={address: {"key": address, "etag": "x"}},
        )
        found = archive.sources.validators()
    content = (tmp_path / "a.sqlite").read_bytes()
    assert b"s3cret" not in content
    assert b"t0ken" not in content
    assert Remembered(found)[address]["etag"] == "x"
    assert address.replace("s3cret", "other") not in Remembered(found)

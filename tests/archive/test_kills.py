"""Kill -9 at any step of `fetch` or `build`: nothing stored is lost, and the next run completes."""

import json
import random
import sqlite3
from pathlib import Path

import pytest

from briefing.archive import Archive, Query, search, upkeep
from tests.archive import killed

DAY = "2019-01-29"


def configured(folder: Path) -> Path:
    """Two watched folders of seven articles, an archive that holds one other, and a configuration."""
    for n in range(7):
        drop = folder / f"drop{n % 2}"
        drop.mkdir(exist_ok=True)
        text = f"Quay number{n} opens\n\n29 January 2019\n\nThe minister Anna Berg opened quay number{n} in Oslo on Monday."
        (drop / f"{n}.txt").write_text(text, encoding="utf-8")
    sources = "".join(
        f'[[source]]\nname = "drop{n}"\nkind = "folder"\nlocation = "{folder / f"drop{n}"}"\n' for n in (0, 1)
    )
    config = folder / "briefing.toml"
    config.write_text(
        f'[reading]\nmodel = "rules"\n[archive]\nurl = "sqlite:///{folder / "a.sqlite"}"\n{sources}', encoding="utf-8"
    )
    with Archive.open(f"sqlite:///{folder / 'a.sqlite'}") as archive:
        upkeep.import_(archive.engine, [json.dumps({"id": "before", "text": "The old bridge.", "published": DAY})])
    return config


def run(at: int, folder: Path, command: str) -> tuple[int, int]:
    """The exit code of the command, killed at step ``at``, and its steps."""
    arguments = [command, "--config", str(folder / "briefing.toml")]
    if command == "build":
        arguments += ["--date", DAY, "--out", str(folder / "out"), "--formats", "json,txt"]
    return killed.run(at, arguments)


def sound(folder: Path) -> set[str]:
    """The ids in the archive, once its file, its index and what each part says of the others are found sound."""
    path = folder / "a.sqlite"
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.execute("INSERT INTO articles_text(articles_text, rank) VALUES ('integrity-check', 1)")
    connection.close()
    with Archive.open(f"sqlite:///{path}", create=False) as archive:
        ids = {json.loads(line)["id"] for line in upkeep.export(archive.engine, archive.shield)}
        with archive.engine.connect() as connected:
            for part in ("members", "appearances", "readings"):
                named = {row[0] for row in connected.exec_driver_sql(f"SELECT article FROM {part}")}
                assert named <= ids, part
        edition = archive.edition()
        if edition:
            assert {source.id for source in edition.sources} <= ids
    for file in folder.glob("out/*/edition.*"):
        assert file.stat().st_size > 100
    return ids


@pytest.mark.parametrize("command", ["fetch", "build"])
def test_a_kill_at_any_step_loses_nothing(tmp_path: Path, command: str) -> None:
    """Four steps drawn by a fixed seed, one after another on the same archive; then a run that is left alone."""
    folder, whole = tmp_path / "killed", tmp_path / "whole"
    for each in (folder, whole):
        each.mkdir()
        configured(each)
        if command == "build":
            assert run(0, each, "fetch")[0] == 0
    code, steps = run(0, whole, command)
    assert code == 0
    assert steps > 20
    before = sound(folder)
    assert "before" in before
    for at in sorted(random.Random(6).sample(range(1, steps), 4)):
        assert run(at, folder, command)[0] in (-9, 0)  # 0: less was left to do than the step's number
        after = sound(folder)
        assert before <= after
        before = after
    assert run(0, folder, command)[0] == 0
    assert sound(folder) == sound(whole)
    assert len(sound(folder)) == 8
    with Archive.open(f"sqlite:///{folder / 'a.sqlite'}") as archive:
        for n in range(7):
            assert len(list(search(archive.engine, Query(words=f"number{n}")))) == 1
    if command == "build":
        for name in ("edition.json", "edition.txt"):
            assert (folder / "out" / DAY / name).read_bytes() == (whole / "out" / DAY / name).read_bytes()

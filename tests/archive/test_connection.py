"""What can be wrong with an archive is said in one line, with a remedy."""

import sqlite3
from pathlib import Path

import pytest

from briefing.archive import Archive, connection
from briefing.errors import ArchiveError, SettingsError
from tests.archive import made


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("brief.sqlite", "not an archive URL"),
        ("", "not an archive URL"),
        ("mysql://root@localhost/x", "SQLite or PostgreSQL"),
        ("sqlite+aiosqlite:///x", "SQLite or PostgreSQL"),
        ("oracle://x", "SQLite or PostgreSQL"),
        ("sqlite://", "keeps nothing"),
        ("sqlite:///:memory:", "keeps nothing"),
        ("sqlite:////proc/none/x.sqlite", "cannot be opened"),
    ],
)
def test_a_wrong_address_is_named(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, no driver's jargon."""
    monkeypatch.setattr("briefing.archive.archive.default_url", lambda: "")
    with pytest.raises((ArchiveError, SettingsError), match=said) as caught:
        Archive.open(url)
    assert caught.value.remedy
    assert isinstance(caught.value, ArchiveError) == (said == "cannot be opened")  # the rest is wrong usage


def test_a_password_is_never_said() -> None:
    """A server that does not answer is named without the secret."""
    with pytest.raises(ArchiveError) as caught:
        Archive.open("postgresql://anna:hunter2@127.0.0.1:1/briefs")
    assert "hunter2" not in str(caught.value)
    assert "anna" in caught.value.subject
    assert "hunter2" not in str(caught.value.__cause__)
    with pytest.raises(SettingsError) as mistyped:
        Archive.open("postgresql:/anna:hun:ter2@127.0.0.1/briefs")
    assert "ter2" not in str(mistyped.value)


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    """A letter is no archive, and stays a letter."""
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Dear Anna, " * 500)
    with pytest.raises(ArchiveError, match=r"not a database .*name another"):
        Archive.open(f"sqlite:///{path}")
    assert path.read_bytes() == b"Dear Anna, " * 500


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    """As `touch` leaves one."""
    (tmp_path / "new.sqlite").touch()
    with Archive.open(f"sqlite:///{tmp_path / 'new.sqlite'}") as archive:
        assert archive.save_articles([made.article("The quays will be widened.")]) == 1


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    """A first run needs no preparation."""
    with Archive.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'brief.sqlite'}") as archive:
        assert archive.editions() == []


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    """Whether at opening or later: an archive error with a remedy, never a fault of the program."""
    path = tmp_path / "brief.sqlite"
    with Archive.open(f"sqlite:///{path}") as archive:
        archive.save_articles(made.article(f"Ship number {n} has sailed." * 50, id_=f"{n}") for n in range(300))
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = bytes(range(7, 23)) * (len(content[4096 * 2 :]) // 16)
    path.write_bytes(bytes(content))
    with pytest.raises(ArchiveError) as caught, Archive.open(f"sqlite:///{path}") as archive:
        list(archive.articles_for(made.MONDAY))
    assert "malformed" in caught.value.reason or "not a database" in caught.value.reason


def test_a_lock_that_is_not_given_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds the archive: after waiting, one line."""
    monkeypatch.setattr(connection, "BUSY", 50)
    path = tmp_path / "brief.sqlite"
    with Archive.open(f"sqlite:///{path}") as archive:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match=r"locked .*another run"):
            archive.save_articles([made.article("The quays will be widened.")])
        assert archive.editions() == []  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert archive.save_articles([made.article("The quays will be widened.")]) == 1


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """What was kept before is still there."""
    with Archive.open(f"sqlite:///{tmp_path / 'brief.sqlite'}") as archive:
        archive.save_articles([made.article("The quays will be widened.")])
        with archive.engine.connect() as connected:
            raw = connected.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA max_page_count=60")
        with pytest.raises(ArchiveError, match=r"full .*make room"):
            archive.save_articles(made.article("word " * 2000 + str(n), id_=f"{n}") for n in range(400))
        assert len(list(archive.articles_for(made.MONDAY))) == 1

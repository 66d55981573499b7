"""Archives of another version and strangers are refused."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from briefing.archive import Archive, schema
from briefing.archive.connection import VERSION
from briefing.errors import ArchiveError


def test_a_newer_archive_is_refused_and_left_alone(url: str) -> None:
    """One line: which version it is, which one this program has, and what to do."""
    with Archive.open(url) as archive, archive.engine.begin() as connection:
        connection.execute(schema.meta.update().values(value=str(VERSION + 1)))
    with pytest.raises(ArchiveError, match=rf"version {VERSION + 1} is newer .* {VERSION} \(update Briefing\)"):
        Archive.open(url)
    with pytest.raises(ArchiveError, match="newer"):
        Archive.open(url, create=False, write=False)


def test_an_archive_from_before_the_first_release_is_refused(url: str) -> None:
    """No program was released that made one."""
    with Archive.open(url) as archive, archive.engine.begin() as connection:
        connection.execute(schema.meta.update().values(value=str(VERSION - 1)))
    with pytest.raises(ArchiveError, match=rf"version {VERSION - 1} is older"):
        Archive.open(url)


@pytest.mark.parametrize("statement", ["CREATE TABLE meta (a integer)", "CREATE TABLE meta (key text, value text)"])
def test_somebody_elses_database_is_refused(url: str, statement: str) -> None:
    """A database with a table of our table's name is not taken for an archive."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    with pytest.raises(ArchiveError, match="is no archive of Briefing"):
        Archive.open(url)


def test_looking_makes_no_archive(url: str) -> None:
    """Where there is none, a command that only looks says so, and makes none."""
    for _ in range(2):
        with pytest.raises(ArchiveError, match="there is no archive yet"):
            Archive.open(url, create=False)
    if url.startswith("sqlite"):
        assert not Path(url.removeprefix("sqlite:///")).exists()

"""Older archives become present ones; newer ones and strangers are refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from briefing.archive import Archive, Query, dossier, find_actors, schema, search, upkeep
from briefing.archive.migrations import VERSION
from briefing.errors import ArchiveError
from briefing.model import Role, Terms
from tests import make
from tests.archive.conftest import NewUrl
from tests.archive.made import BERG, MONDAY, OSLO, TUESDAY

HERE = Path(__file__).parent


def version_one(url: str) -> str:
    """Make the archive of version 1 at ``url``: two editions, three articles, a delivery, a source."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript((HERE / "version1-sqlite.sql").read_text(encoding="utf-8"))
        connection.close()
    else:
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connected:
            connected.exec_driver_sql((HERE / "version1-postgresql.sql").read_text(encoding="utf-8"))
        engine.dispose()
    return url


def test_an_archive_of_version_one_loses_nothing(url: str) -> None:
    """Articles, readings, editions, stories, actors, deliveries and sources are there, and can be searched."""
    with Archive.open(version_one(url), create=False) as archive:
        figures = upkeep.stats(archive.engine)
        assert [figures[name] for name in ("articles", "readings", "actors", "editions", "deliveries", "sources")] == [
            3, 2, 2, 2, 1, 1,
        ]  # fmt: skip
        later = replace(BERG, aliases=("Ms Berg",), roles=(Role(text="finance minister", day=TUESDAY),))
        first = make.reading(
            "Anna Berg, the harbour minister, spoke in Oslo on Monday.\nThe quays will be widened.",
            title="Quays to be widened", day=MONDAY, actors=(BERG, OSLO),
        )  # fmt: skip
        assert archive.reading(first.article, "test") == replace(first, terms=Terms())
        assert archive.known_actors(TUESDAY) == [OSLO, BERG]
        assert archive.known_actors(date(2019, 1, 30)) == [OSLO, later]
        assert list(archive.editions()) == [(TUESDAY, 2), (MONDAY, 1)]
        assert [story.id for story in archive.known_stories(TUESDAY)] == ["s1"]
        assert archive.ledger.deliveries(TUESDAY)[0].answer == "250 ok"
        assert archive.sources.health()[0].name == "harbour"
        assert [hit.title for hit in search(archive.engine, Query(words="cafe"))] == ["Café tax cut"]
        assert [hit.title for hit in search(archive.engine, Query(source="élan daily"))] == ["Café tax cut"]
        told = dossier(archive.engine, find_actors(archive.engine, "Anna Berg")[0])
        assert [role.text for role in told.actor.roles] == ["finance minister", "harbour minister"]
        assert upkeep.prune(archive.engine, date(2019, 3, 2), keep_days=None) == 1
        assert archive.save_articles([first.article]) == 0


def test_an_older_archive_is_then_as_a_new_one(new_url: NewUrl) -> None:
    """The same tables with the same columns, and opening it again changes nothing."""
    shapes = []
    for url in (version_one(new_url()), new_url()):
        for _ in range(2):
            with Archive.open(url) as archive, archive.engine.connect() as connection:
                found = inspect(connection)
                tables = {name for name in found.get_table_names() if not name.startswith("articles_text")}
                assert tables == set(schema.metadata.tables)
                shapes.append(
                    {
                        name: (
                            {(column["name"], str(column["type"])) for column in found.get_columns(name)},
                            {index["name"] for index in found.get_indexes(name)},
                        )
                        for name in sorted(tables - {"meta"})
                    }
                )
    upgraded, _, new, _ = shapes
    changed = ("articles", "readings", "actors", "sightings", "actor_names")
    assert {name: upgraded[name] for name in changed} == {name: new[name] for name in changed}
    for name in set(new) - set(changed):
        assert {column for column, _ in upgraded[name][0]} == {column for column, _ in new[name][0]}
        assert upgraded[name][1] == new[name][1]


def test_an_upgrade_that_fails_leaves_the_older_archive(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it or nothing: the older program still opens the file, and the next try succeeds."""
    version_one(url)
    with monkeypatch.context() as patched:
        patched.setattr("briefing.archive.index.rebuild", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Archive.open(url)
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT value FROM meta WHERE key = 'version'")).scalar_one() == "1"
        assert connection.execute(text("SELECT count(*) FROM articles")).scalar_one() == 3
        assert "sightings" not in inspect(connection).get_table_names()
    engine.dispose()
    with Archive.open(url) as archive:
        assert upkeep.stats(archive.engine)["articles"] == 3


def test_a_newer_archive_is_refused_and_left_alone(url: str) -> None:
    """One line: which version it is, which one this program has, and what to do."""
    with Archive.open(url) as archive, archive.engine.begin() as connection:
        connection.execute(schema.meta.update().values(value=str(VERSION + 1)))
    with pytest.raises(ArchiveError, match=rf"version {VERSION + 1} is newer .* {VERSION} \(update Briefing\)"):
        Archive.open(url)
    with pytest.raises(ArchiveError, match="newer"):
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

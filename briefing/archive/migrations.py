"""How a new archive is made, and how an older one becomes a newer one."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection, inspect, select, text

from briefing.archive import index, schema
from briefing.archive.actors import actors_of, save_sightings
from briefing.archive.shield import Shield
from briefing.errors import ArchiveError
from briefing.forms import parse
from briefing.model import Story


def ensure(connection: Connection, subject: str, *, create: bool = True) -> None:
    """Make the tables of a new archive, or bring an older one up to date; all of it in the caller's transaction, `writing`.

    Raises:
        ArchiveError: if a newer version of the program made the archive, or it is none.
    """
    if not inspect(connection).has_table("meta"):
        if not create:
            raise ArchiveError(subject, "there is no archive yet", "'briefing fetch' or 'briefing build' makes one")
        schema.metadata.create_all(connection)
        index.create(connection)
        connection.execute(schema.meta.insert().values(key="version", value=str(VERSION)))
        return
    version = version_of(connection)
    if version is None:
        raise ArchiveError(subject, "this database is no archive of Briefing", "name another")
    if version > VERSION:
        raise ArchiveError(subject, f"its version {version} is newer than this program's {VERSION}", "update Briefing")
    for step in STEPS[version - 1 :]:
        step(connection)
    if version < VERSION:
        connection.execute(schema.meta.update().where(schema.meta.c.key == "version").values(value=str(VERSION)))


def is_current(connection: Connection, subject: str) -> bool:
    """Whether `ensure` would find nothing to do; takes no lock.

    Raises:
        ArchiveError: if a newer version of the program made the archive.
    """
    if not inspect(connection).has_table("meta"):
        return False
    version = version_of(connection)
    if version is not None and version > VERSION:
        raise ArchiveError(subject, f"its version {version} is newer than this program's {VERSION}", "update Briefing")
    return version == VERSION


def version_of(connection: Connection) -> int | None:
    """The version of the archive; None where its ``meta`` is not ours."""
    columns = {column["name"] for column in inspect(connection).get_columns("meta")}
    if not columns >= {"key", "value"}:
        return None
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "version")).scalar_one_or_none()
    return int(found) if found and found.isdecimal() else None


def _two(connection: Connection) -> None:
    """Version 2: articles by id and text, arrival, what each edition knew of an actor, names, one index for both."""
    if schema.on_sqlite(connection):
        for name in ("articles_ai", "articles_ad", "articles_au"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("DROP TABLE articles_text"))
    else:
        for name, columns in _IDS.items():
            for column in columns.split():
                connection.execute(text(f'ALTER TABLE {name} ALTER COLUMN {column} TYPE text COLLATE "C"'))
    for name in ("articles_by_day", "articles_by_url", "actors_by_last_seen", "actors_by_name"):
        connection.execute(text(f"DROP INDEX {name}"))
    for name in ("articles", "readings", "actors"):
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {name}_1"))
    new = ("articles", "readings", "actors", "sightings", "actor_names")
    schema.metadata.create_all(connection, tables=[schema.metadata.tables[name] for name in new])
    connection.execute(text("CREATE INDEX members_by_article ON members (article)"))
    for statement in _COPIES:
        connection.execute(text(statement))
    for source in list(connection.execute(select(schema.articles.c.source).distinct()).scalars()):
        update = schema.articles.update().where(schema.articles.c.source == source)
        connection.execute(update.values(outlet=source.casefold()))
    for day in list(connection.execute(select(schema.editions.c.day).order_by(schema.editions.c.day)).scalars()):
        save_sightings(connection, day, actors_of(_stories(connection, day)))
    for name in ("articles", "readings", "actors"):
        connection.execute(text(f"DROP TABLE {name}_1"))
    index.create(connection)
    index.rebuild(connection)


#: Ids that PostgreSQL sorted as its server's language does, and cut at 200 characters.
_IDS = {
    "appearances": "article actor story", "stories": "id", "members": "story article",
    "deliveries": "recipient", "sources": "name",
}  # fmt: skip
_COPIES = (
    (
        "INSERT INTO articles (id, sha256, day, title, source, outlet, url, language, licence, keep_until, form, body) "
        "SELECT id, sha256, day, title, source, source, url, language, licence, keep_until, form, body "
        "FROM articles_1 ORDER BY id"
    ),
    (
        "INSERT INTO readings (article, sha256, version, form) "
        "SELECT r.article, a.sha256, r.version, r.form FROM readings_1 r JOIN articles_1 a ON a.id = r.article"
    ),
)


def _stories(connection: Connection, day: date) -> list[Story]:
    table = schema.stories
    forms = connection.execute(select(table.c.form).where(table.c.edition == day).order_by(table.c.id)).scalars()
    shield = Shield()  # what a damaged story knew of actors is not missed for long
    found = (shield.read(functools.partial(parse, Story, form), "story") for form in forms)
    return [story for story in found if story]


def _three(connection: Connection) -> None:
    """Version 3: what each edition was made from."""
    schema.metadata.create_all(connection, tables=[schema.makings])


def _four(connection: Connection) -> None:
    """Version 4: the desk's decisions and corrections."""
    schema.metadata.create_all(connection, tables=[schema.decisions, schema.corrections])


def _five(connection: Connection) -> None:
    """Version 5: several briefs in one archive; what there is belongs to the one without a name."""
    for name in _OF_A_BRIEF:
        columns = [column["name"] for column in inspect(connection).get_columns(name)]
        if "brief" in columns:
            continue  # an earlier step has just made it as it is today
        for found in inspect(connection).get_indexes(name):
            connection.execute(text(f"DROP INDEX {found['name']}"))
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {name}_4"))
        schema.metadata.create_all(connection, tables=[schema.metadata.tables[name]])
        listed = ", ".join(columns)
        connection.execute(text(f"INSERT INTO {name} ({listed}) SELECT {listed} FROM {name}_4"))  # noqa: S608 — our names
        connection.execute(text(f"DROP TABLE {name}_4"))
    if "brief" not in [column["name"] for column in inspect(connection).get_columns("corrections")]:
        connection.execute(text("ALTER TABLE corrections ADD COLUMN brief text DEFAULT '' NOT NULL"))


_OF_A_BRIEF = ("appearances", "sightings", "stories", "members", "editions", "makings", "deliveries", "decisions")

#: Step n turns an archive of version n into one of version n + 1. Steps are added, never changed.
STEPS: tuple[Callable[[Connection], None], ...] = (_two, _three, _four, _five)
VERSION = 1 + len(STEPS)

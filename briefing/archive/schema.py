"""The tables, and how an older archive becomes a newer one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
    text,
)

from briefing.errors import ArchiveError

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

articles = Table(
    "articles", metadata,
    Column("id", String(200), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("day", Date),                    # of publication; of arrival where that is unknown
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("body", Text, nullable=False),   # the article's text
    Column("form", Text, nullable=False),   # the rest of the article, as JSON
    Column("licence", Text, nullable=False, server_default=""),
    Column("keep_until", Date),             # by the source's licence note
    Index("articles_by_day", "day"),
    Index("articles_by_url", "url"),
)  # fmt: skip

readings = Table(
    "readings", metadata,
    Column("article", String(200), primary_key=True),
    Column("version", String(80), primary_key=True),
    Column("form", LargeBinary, nullable=False),  # ReadingForm as JSON, zlib
)  # fmt: skip

appearances = Table(
    "appearances", metadata,
    Column("article", String(200), primary_key=True),
    Column("actor", String(200), primary_key=True),
    Column("edition", Date, primary_key=True),
    Column("day", Date, nullable=False),          # of the article
    Column("story", String(200), nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("salience", Float, nullable=False),
    Index("appearances_by_actor", "actor", "day"),
    Index("appearances_by_story", "story", "day"),
    Index("appearances_by_edition", "edition"),
)  # fmt: skip

actors = Table(
    "actors", metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),       # for look-ups by name
    Column("first_seen", Date, nullable=False),
    Column("last_seen", Date, nullable=False),
    Column("form", Text, nullable=False),         # ActorForm as JSON
    Index("actors_by_name", "folded"),
    Index("actors_by_last_seen", "last_seen"),
)  # fmt: skip

stories = Table(
    "stories", metadata,
    Column("id", String(200), primary_key=True),
    Column("edition", Date, primary_key=True),
    Column("title", Text, nullable=False),
    Column("form", Text, nullable=False),         # StoryForm as JSON
    Column("known", Text, nullable=False),        # what tomorrow's grouping needs of it, as JSON
    Index("stories_by_edition", "edition"),
)  # fmt: skip

members = Table(
    "members", metadata,
    Column("edition", Date, primary_key=True),
    Column("story", String(200), primary_key=True),
    Column("article", String(200), primary_key=True),
    Column("day", Date, nullable=False),
    Index("members_by_story", "story", "day"),
)  # fmt: skip

editions = Table(
    "editions", metadata,
    Column("day", Date, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("form", Text, nullable=False),         # EditionForm as JSON
)  # fmt: skip

deliveries = Table(
    "deliveries", metadata,
    Column("edition", Date, primary_key=True),
    Column("recipient", String(320), primary_key=True),
    Column("message_id", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String(40), nullable=False),
)  # fmt: skip

sources = Table(
    "sources", metadata,
    Column("name", String(200), primary_key=True),
    Column("form", Text, nullable=False),         # validators and health, as JSON
)  # fmt: skip

#: Step n turns an archive of version n into one of version n + 1. Steps are added, never changed.
STEPS: tuple[Callable[[Connection], None], ...] = ()
VERSION = 1 + len(STEPS)


def ensure(connection: Connection, subject: str) -> None:
    """Make the tables of a new archive, or bring an older one up to date, in one transaction.

    Raises:
        ArchiveError: if a newer version of the program made the archive.
    """
    if not inspect(connection).has_table("meta"):
        metadata.create_all(connection)
        _full_text(connection)
        connection.execute(meta.insert().values(key="version", value=str(VERSION)))
        return
    version = int(connection.execute(select(meta.c.value).where(meta.c.key == "version")).scalar_one())
    if version > VERSION:
        raise ArchiveError(subject, f"its version {version} is newer than this program's {VERSION}", "update Briefing")
    for step in STEPS[version - 1 :]:
        step(connection)
    if version < VERSION:
        connection.execute(meta.update().where(meta.c.key == "version").values(value=str(VERSION)))


def _full_text(connection: Connection) -> None:
    """The full-text index: FTS5 in SQLite, a tsvector in PostgreSQL; both keep themselves up to date."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE articles_text USING fts5("
                "title, body, content='articles', content_rowid='rowid', tokenize='unicode61 remove_diacritics 2')"
            )
        )
        for name, event, statement in (
            ("ai", "INSERT", _INSERT), ("ad", "DELETE", _DELETE), ("au", "UPDATE OF title, body", _DELETE + _INSERT),
        ):  # fmt: skip
            connection.execute(text(f"CREATE TRIGGER articles_{name} AFTER {event} ON articles BEGIN {statement} END"))
    else:
        connection.execute(
            text(
                "ALTER TABLE articles ADD COLUMN words tsvector GENERATED ALWAYS AS ("
                "setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', left(body, 200000))) STORED"
            )
        )
        connection.execute(text("CREATE INDEX articles_words ON articles USING gin (words)"))


_INSERT = "INSERT INTO articles_text(rowid, title, body) VALUES (new.rowid, new.title, new.body);"
_DELETE = (
    "INSERT INTO articles_text(articles_text, rowid, title, body) VALUES ('delete', old.rowid, old.title, old.body);"
)

"""The tables of the archive, as the present version has them."""

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from briefing.archive.shield import Day

metadata = MetaData()

#: Ids sort by code point everywhere: a server's language must not change the order of an edition.
Id = Text().with_variant(Text(collation="C"), "postgresql")

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

#: By id and text: ids that others give ("1", "2" …) may come again for another text, and both are kept.
articles = Table(
    "articles", metadata,
    Column("n", Integer, primary_key=True),  # of the full-text index; a row's hidden number may change in SQLite
    Column("id", Id, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("day", Day),                     # of publication; of arrival where that is unknown
    Column("arrived", String(40), nullable=False, server_default=""),  # when it was taken in: ISO 8601, UTC
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("outlet", Text, nullable=False),  # the source, for look-ups
    Column("url", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("licence", Text, nullable=False, server_default=""),
    Column("keep_until", Day),              # by the source's licence note
    Column("form", Text, nullable=False),    # the rest of the article, as JSON
    Column("body", Text, nullable=False),    # the article's text
    UniqueConstraint("id", "sha256"),
    Index("articles_by_day", "day", "id"),
    Index("articles_by_keep_until", "keep_until"),
    Index("articles_by_outlet", "outlet", "day"),
)  # fmt: skip

readings = Table(
    "readings", metadata,
    Column("article", Id, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("version", Id, primary_key=True),
    Column("form", LargeBinary, nullable=False),  # a Reading as JSON, zlib
)  # fmt: skip

#: What belongs to an edition belongs to one of a brief: "" where a configuration has one brief only. See `briefs`.
appearances = Table(
    "appearances", metadata,
    Column("article", Id, primary_key=True),
    Column("actor", Id, primary_key=True),
    Column("edition", Day, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("day", Day, nullable=False),          # of the article
    Column("story", Id, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("salience", Float, nullable=False),
    Index("appearances_of_actor", "actor", "edition", "article", "day"),  # an actor's page is read from it alone
    Index("appearances_by_story", "story", "day"),
    Index("appearances_by_edition", "edition"),
)  # fmt: skip

#: Each actor once; what each edition knew of it stands in `sightings`.
actors = Table(
    "actors", metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("first_seen", Day, nullable=False),
    Column("last_seen", Day, nullable=False),
    Index("actors_by_last_seen", "last_seen"),
)  # fmt: skip

sightings = Table(
    "sightings", metadata,
    Column("actor", Id, primary_key=True),
    Column("edition", Day, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("form", Text, nullable=False),         # an Actor as JSON
    Index("sightings_by_edition", "edition"),
)  # fmt: skip

#: Every spelling under which an actor was printed, folded and in Latin letters.
actor_names = Table(
    "actor_names", metadata,
    Column("folded", Id, primary_key=True),
    Column("actor", Id, primary_key=True),
)  # fmt: skip

stories = Table(
    "stories", metadata,
    Column("id", Id, primary_key=True),
    Column("edition", Day, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("title", Text, nullable=False),
    Column("form", Text, nullable=False),         # a Story as JSON
    Column("known", Text, nullable=False),        # what tomorrow's grouping needs of it, as JSON
    Index("stories_by_edition", "edition"),
)  # fmt: skip

members = Table(
    "members", metadata,
    Column("edition", Day, primary_key=True),
    Column("story", Id, primary_key=True),
    Column("article", Id, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("day", Day, nullable=False),
    Index("members_by_story", "story", "day"),
    Index("members_by_article", "article"),
)  # fmt: skip

editions = Table(
    "editions", metadata,
    Column("day", Day, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("number", Integer, nullable=False),
    Column("form", Text, nullable=False),         # an Edition as JSON
)  # fmt: skip

#: What an edition was made from, and what it was written to: see `makings`.
makings = Table(
    "makings", metadata,
    Column("day", Day, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("form", Text, nullable=False),         # model.Making as JSON
    Column("files", Text, nullable=False),        # name → SHA-256, as JSON
)  # fmt: skip

#: What the desk decided on each edition.
decisions = Table(
    "decisions", metadata,
    Column("day", Day, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("form", Text, nullable=False),         # model.Decisions as JSON
)  # fmt: skip

#: What released editions should not have printed.
corrections = Table(
    "corrections", metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("day", Day, nullable=False),           # of the edition that is corrected
    Column("brief", Id, nullable=False, server_default=""),
    Column("form", Text, nullable=False),         # model.Correction as JSON
    Column("printed", Day),                       # the edition that prints it
    Index("corrections_by_day", "day"),
)  # fmt: skip

deliveries = Table(
    "deliveries", metadata,
    Column("edition", Day, primary_key=True),
    Column("recipient", Id, primary_key=True),
    Column("brief", Id, primary_key=True, server_default=""),
    Column("message_id", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String(40), nullable=False),
)  # fmt: skip

sources = Table(
    "sources", metadata,
    Column("name", Id, primary_key=True),
    Column("form", Text, nullable=False),         # validators and health, as JSON
)  # fmt: skip


def on_sqlite(connection: Connection) -> bool:
    """Whether the archive is a SQLite file; else it is in PostgreSQL."""
    return connection.dialect.name == "sqlite"

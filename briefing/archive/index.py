"""The full-text index: FTS5 in SQLite, which fills itself; a tsvector of our own words in PostgreSQL."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sqlalchemy import Connection, text

from briefing.archive import schema

_WORD = re.compile(r"[^\W_]+")
#: PostgreSQL takes lexemes of 2,046 bytes, 16,383 positions and 1 MB in all; nobody looks for longer words.
LONGEST, POSITIONS, ROOM = 100, 16_000, 500_000
#: Characters of a text that are indexed in PostgreSQL.
INDEXED = 2_000_000

_SQLITE = (
    (
        "CREATE VIRTUAL TABLE articles_text USING fts5("
        "title, body, content='articles', content_rowid='n', tokenize='unicode61 remove_diacritics 2')"
    ),
    "CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN {insert} END",
    "CREATE TRIGGER articles_out AFTER DELETE ON articles BEGIN {delete} END",
    "CREATE TRIGGER articles_anew AFTER UPDATE OF title, body ON articles BEGIN {delete} {insert} END",
)
_INSERT = "INSERT INTO articles_text(rowid, title, body) VALUES (new.n, new.title, new.body);"
_DELETE = "INSERT INTO articles_text(articles_text, rowid, title, body) VALUES ('delete', old.n, old.title, old.body);"
_POSTGRESQL = (
    "CREATE TABLE articles_text (n integer PRIMARY KEY REFERENCES articles ON DELETE CASCADE, words tsvector NOT NULL)",
    "CREATE INDEX articles_text_words ON articles_text USING gin (words)",
)
_FILL = text(
    "INSERT INTO articles_text SELECT n, CAST(:words AS tsvector) FROM articles WHERE id = :id AND sha256 = :sha256 "
    "ON CONFLICT DO NOTHING"
)


#: What no database holds.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(passage: str) -> str:
    """``passage`` with NUL and lone surrogates replaced, one for one: offsets stay."""
    return _UNSTORABLE.sub("\ufffd", passage)


def create(connection: Connection) -> None:
    """Make the index of an archive that has no article yet."""
    for statement in _SQLITE if schema.on_sqlite(connection) else _POSTGRESQL:
        connection.execute(text(statement.format(insert=_INSERT, delete=_DELETE)))


def fill(connection: Connection, rows: Iterable[dict[str, str]]) -> None:
    """Index ``rows`` of articles that have just been inserted; those that are indexed stay as they are."""
    if schema.on_sqlite(connection):
        return
    values = [
        {"id": row["id"], "sha256": row["sha256"], "words": vector(row["title"], row["body"])}
        for row in rows
    ]  # fmt: skip
    if values:
        connection.execute(_FILL, values)


def words(passage: str) -> Iterator[tuple[str, int, int]]:
    """(folded word, start, end) of each word of ``passage``: letters and digits, as FTS5's unicode61 sees them."""
    for match in _WORD.finditer(passage):
        yield fold(match.group()[:LONGEST]), match.start(), match.end()


def fold(word: str) -> str:
    """``word`` in small letters, Latin ones without accents: "Élan" → "elan"; "Й" stays what it is."""
    word = word.lower()
    return word if word.isascii() else "".join(_bare(char) for char in word)


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    plain = unicodedata.normalize("NFD", char)
    return plain[0] if plain[0].isascii() else char


def vector(title: str, body: str) -> str:
    """A tsvector of title (weight A) and body (D), with positions."""
    places: dict[str, list[str]] = {}
    position = room = 0
    for passage, weight in ((title[:2000], "A"), (body[:INDEXED], "")):
        for word, _, _ in words(passage):
            position += 1
            if room > ROOM:
                break
            found = places.setdefault(word, [])
            room += 4 if found else 4 + len(word.encode())
            if len(found) < 255:
                found.append(f"{min(position, POSITIONS)}{weight}")
        position += 1  # no phrase runs from the title into the text
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())

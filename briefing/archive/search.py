"""Full-text search over the archive: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text

#: Marks around the words found in a snippet.
OPEN, CLOSE = "\u27e6", "\u27e7"

_WORD = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    id: str
    title: str
    source: str
    url: str
    day: date | None
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for.

    Attributes:
        words: words and "quoted phrases", all of which must occur; a last "*" matches beginnings.
        actor: id of an actor that the article must name.
        source: outlet.
        first, last: days of publication, both inclusive.
    """

    words: str
    actor: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None
    limit: int = 20


def search(engine: Engine, query: Query) -> Iterator[Hit]:
    """The articles that match, best first (BM25 in SQLite, cover density in PostgreSQL); then latest first."""
    with engine.connect() as connection:
        rows = _sqlite(connection, query) if engine.dialect.name == "sqlite" else _postgresql(connection, query)
    for row in rows:
        day = row.day if isinstance(row.day, date) or row.day is None else date.fromisoformat(row.day)
        snippet = " ".join(str(row.snippet).split())
        yield Hit(id=row.id, title=row.title, source=row.source, url=row.url, day=day, snippet=snippet)


def _filters(query: Query, values: dict[str, Any]) -> str:
    wanted = []
    if query.source:
        wanted.append("lower(a.source) = :source")
        values["source"] = query.source.lower()
    if query.first:
        wanted.append("a.day >= :first")
        values["first"] = query.first.isoformat() if values["dialect"] == "sqlite" else query.first
    if query.last:
        wanted.append("a.day <= :last")
        values["last"] = query.last.isoformat() if values["dialect"] == "sqlite" else query.last
    if query.actor:
        wanted.append("EXISTS (SELECT 1 FROM appearances p WHERE p.article = a.id AND p.actor = :actor)")
        values["actor"] = query.actor
    del values["dialect"]
    return "".join(f" AND {clause}" for clause in wanted)


def _terms(words: str) -> list[tuple[str, bool]]:
    """(phrase, is a beginning): whatever a person types is words, never syntax."""
    found = []
    for phrase, word in _WORD.findall(words):
        plain = phrase or word
        clean = " ".join(re.findall(r"\w+", plain))
        if clean:
            found.append((clean, not phrase and word.endswith("*")))
    return found


def _sqlite(connection: Connection, query: Query) -> list[Any]:
    match = " AND ".join(f'"{phrase}"{"*" if begins else ""}' for phrase, begins in _terms(query.words))
    if not match:
        return []
    values: dict[str, Any] = {"match": match, "limit": query.limit, "dialect": "sqlite"}
    where = _filters(query, values)
    statement = (
        "SELECT a.id, a.title, a.source, a.url, a.day, "  # noqa: S608 — the filters are our own words; values are bound
        f"snippet(articles_text, 1, '{OPEN}', '{CLOSE}', '…', 24) AS snippet "
        "FROM articles_text JOIN articles a ON a.rowid = articles_text.rowid "
        f"WHERE articles_text MATCH :match{where} "
        "ORDER BY bm25(articles_text, 4.0, 1.0), a.day DESC, a.id LIMIT :limit"
    )
    return list(connection.execute(text(statement), values))


def _postgresql(connection: Connection, query: Query) -> list[Any]:
    match = " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in phrase.split()) + (":*" if begins else "") + ")"
        for phrase, begins in _terms(query.words)
    )
    if not match:
        return []
    values: dict[str, Any] = {"match": match, "limit": query.limit, "dialect": "postgresql"}
    where = _filters(query, values)
    statement = (
        "SELECT a.id, a.title, a.source, a.url, a.day, "  # noqa: S608 — as above
        "ts_headline('simple', left(a.body, 20000), to_tsquery('simple', :match), "
        f"'StartSel={OPEN}, StopSel={CLOSE}, MaxWords=24, MinWords=12') AS snippet FROM articles a "
        f"WHERE a.words @@ to_tsquery('simple', :match){where} "
        "ORDER BY ts_rank_cd(a.words, to_tsquery('simple', :match)) DESC, a.day DESC, a.id LIMIT :limit"
    )
    return list(connection.execute(text(statement), values))

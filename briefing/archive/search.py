"""Full-text search over the archive (FTS5 in SQLite, tsvector in PostgreSQL), and the passage that holds most of the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, TableClause, cast, column, func, literal_column, select, text
from sqlalchemy.sql.elements import ColumnElement

from briefing.archive import index, schema

#: (text, whether it was looked for).
Part = tuple[str, bool]

#: Words of a snippet, and of these before the first found one.
LENGTH, BEFORE = 26, 6
#: Characters of a text that are looked at.
LOOKED_AT = 60_000
#: Characters between two words that are shown.
GAP = 80


def snippet(body: str, wanted: Sequence[tuple[tuple[str, ...], bool]]) -> tuple[Part, ...]:
    """A passage of ``body`` in parts, white space folded, "…" where it was cut.

    Args:
        body: of an article.
        wanted: (folded words, whether the last is a beginning); the passage with most different ones is taken,
            the first of several; without any, the text's beginning.
    """
    whole = {word for words, begins in wanted for word in (words[:-1] if begins else words)}
    beginnings = tuple(words[-1] for words, begins in wanted if begins)
    places = list(index.words(body[:LOOKED_AT]))
    if not places:
        return ()
    found = [n for n, (word, _, _) in enumerate(places) if word in whole or word.startswith(beginnings)]
    first = max(0, _best(places, found) - BEFORE)
    last = min(len(places), first + LENGTH) - 1
    first = max(0, last - LENGTH + 1)
    parts: list[Part] = [("… ", False)] if first else []
    at = places[first][1]
    marked = set(found)
    for n in range(first, last + 1):
        _, start, end = places[n]
        if n in marked:
            parts += [(_flat(body[at:start]), False), (body[start : min(end, start + GAP)], True)]
            at = end
    cut = last + 1 < len(places)
    end = places[last][2] if cut else min(len(body), places[last][2] + GAP)
    parts.append((_flat(body[at:end]).rstrip(), False))
    if cut or end < len(body.rstrip()):
        parts.append((" …", False))
    return tuple(part for part in parts if part[0])


def _best(places: Sequence[tuple[str, int, int]], found: Sequence[int]) -> int:
    """Where the stretch with most different found words begins."""
    best, where, start = 0, 0, 0
    counts: dict[str, int] = {}
    for n in found:
        counts[places[n][0]] = counts.get(places[n][0], 0) + 1
        while n - found[start] > LENGTH - BEFORE:
            word = places[found[start]][0]
            counts[word] -= 1
            if not counts[word]:
                del counts[word]
            start += 1
        if len(counts) > best:
            best, where = len(counts), found[start]
    return where


def _flat(passage: str) -> str:
    """White space folded, at its ends to one space; long stretches without words are no help to anybody."""
    return " ".join(f"|{passage[: LENGTH * GAP]}|".split())[1:-1]


#: Terms of one query; more say nothing that these do not.
MOST_TERMS = 32
#: Of the articles that hold all words, so many of the latest are ranked in PostgreSQL, which reads each for it:
#: chosen so that the words of every other article among 100,000 are answered in a tenth of a second.
RANKED = 2000
#: In SQLite: of articles that rank alike, so many are looked at for the latest.
TIES = 200

_WORD = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found.

    Attributes:
        snippet: the passage that holds most of the words, as plain text in parts: found words and what is between.
    """

    id: str
    title: str
    source: str
    url: str
    day: date | None
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for.

    Attributes:
        words: words and "quoted phrases", all of which must occur; a last "*" matches beginnings. Without any,
            the filters alone decide.
        actor: id of an actor that the article must name.
        source: outlet, in capitals or not.
        first, last: days of publication, both inclusive.
        skip: so many of the best are not asked for: those of earlier pages.
    """

    words: str = ""
    actor: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None
    limit: int = 20
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row; `begins`: the last one may go on."""

    words: tuple[str, ...]
    begins: bool


def search(engine: Engine, query: Query) -> Iterator[Hit]:
    """The articles that match, best first (BM25 in SQLite, cover density in PostgreSQL); then latest first."""
    wanted = terms(query.words)
    if query.words.strip() and not wanted:
        return  # signs only: nothing can match
    if not wanted and not (query.actor or query.source or query.first or query.last):
        return
    with engine.connect() as connection:
        rows = _found(connection, query, wanted)
    for row in rows:
        parts = snippet(row.body, [(term.words, term.begins) for term in wanted])
        yield Hit(id=row.id, title=row.title, source=row.source, url=row.url, day=row.day, snippet=parts)


def terms(words: str) -> list[Term]:
    """Whatever a person types is words, never syntax."""
    found = []
    for phrase, word in _WORD.findall(words):
        plain = tuple(folded for folded, _, _ in index.words(phrase or word))
        if plain:
            found.append(Term(plain, not phrase and word.endswith("*")))
    return found[:MOST_TERMS]


def _filters(query: Query) -> list[ColumnElement[bool]]:
    table, seen = schema.articles, schema.appearances
    wanted: list[ColumnElement[bool]] = []
    if query.source:
        wanted.append(table.c.outlet == index.storable(query.source).casefold())
    if query.first:
        wanted.append(table.c.day >= query.first)
    if query.last:
        wanted.append(table.c.day <= query.last)
    if query.actor:
        named = select(seen.c.article).where(seen.c.actor == index.storable(query.actor))
        wanted.append(table.c.id.in_(named))
    return wanted


def _found(connection: Connection, query: Query, wanted: Sequence[Term]) -> list[Any]:
    table = schema.articles
    body = func.substr(table.c.body, 1, LOOKED_AT).label("body")
    statement = select(table.c.id, table.c.title, table.c.source, table.c.url, table.c.day, body)
    if wanted:
        best = _best_in_sqlite if schema.on_sqlite(connection) else _best_in_postgresql
        numbers = best(connection, query, wanted)
        rows = connection.execute(statement.add_columns(table.c.n).where(table.c.n.in_(numbers))).all()
        return sorted(rows, key=lambda row: numbers.index(row.n))
    latest = statement.where(*_filters(query)).order_by(*_latest_first())
    return list(connection.execute(latest.limit(query.limit).offset(query.skip)).all())


def _best_in_sqlite(connection: Connection, query: Query, wanted: Sequence[Term]) -> list[int]:
    """The numbers of the best that match; of those that rank alike the latest come first."""
    match = " AND ".join(f'"{" ".join(term.words)}"{"*" if term.begins else ""}' for term in wanted)
    table = schema.articles
    is_met = text("articles_text MATCH :match").bindparams(match=match)
    rank: ColumnElement[float] = literal_column("bm25(articles_text, 4.0, 1.0)")
    number: ColumnElement[int] = literal_column("articles_text.rowid")
    met = select(number.label("n"), rank.label("rank")).select_from(text("articles_text")).where(is_met)
    if filters := _filters(query):  # a "+" keeps the full-text index from being asked once for each of them
        met = met.where(literal_column("+articles_text.rowid").in_(select(table.c.n).where(*filters)))
    found = met.order_by(rank, number.desc()).limit(query.skip + query.limit + TIES).subquery("met")
    best = select(table.c.n).join(found, found.c.n == table.c.n).order_by(found.c.rank, *_latest_first())
    return list(connection.execute(best.limit(query.limit).offset(query.skip)).scalars())


def _best_in_postgresql(connection: Connection, query: Query, wanted: Sequence[Term]) -> list[int]:
    from sqlalchemy.dialects.postgresql import TSQUERY

    match = " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begins else "") + ")" for term in wanted
    )
    table = schema.articles
    kept = TableClause("articles_text", column("n"), column("words"))  # see `index`
    is_met = text("articles_text.words @@ CAST(:match AS tsquery)").bindparams(match=match)
    met = (
        select(table.c.n, table.c.day, table.c.id, kept.c.words)
        .join(kept, kept.c.n == table.c.n)
        .where(is_met, *_filters(query))
        .order_by(*_latest_first())
        .limit(RANKED)
        .subquery("met")
    )
    rank = func.ts_rank_cd(met.c.words, cast(match, TSQUERY))
    best = select(met.c.n).order_by(rank.desc(), *_latest_first(met.c)).limit(query.limit).offset(query.skip)
    return list(connection.execute(best).scalars())


def _latest_first(columns: Any = schema.articles.c) -> tuple[ColumnElement[Any], ...]:
    return columns.day.desc().nulls_last(), columns.id, columns.n

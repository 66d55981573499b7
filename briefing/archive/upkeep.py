"""Keeping house: figures, faults, pruning, export and import, each bounded in memory."""

import dataclasses
import functools
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, exists, func, select, text
from sqlalchemy.sql.elements import ColumnElement

from briefing.archive import index, schema
from briefing.archive.connection import writing
from briefing.archive.rows import article_row, insert_articles, sound_article
from briefing.archive.shield import Shield
from briefing.errors import ArchiveError, InputError
from briefing.forms import line, load, parse
from briefing.model import Fault, KeptArticle, article_id

BATCH = 500
#: A line of an import; longer than any article that the sources let in.
LONGEST_LINE = 32_000_000
#: An id that any database takes.
LONGEST_ID = 200

_COUNTED = ("articles", "readings", "actors", "stories", "editions", "deliveries", "sources")


def stats(engine: Engine) -> dict[str, int | str]:
    """How much of everything is kept, in how many bytes, and from when to when."""
    figures: dict[str, int | str] = {}
    with engine.connect() as connection:
        for name in _COUNTED:
            table = schema.metadata.tables[name]
            number = func.count(table.c.id.distinct()) if name == "stories" else func.count()
            figures[name] = connection.execute(select(number).select_from(table)).scalar_one()
        first, last = connection.execute(select(func.min(schema.articles.c.day), func.max(schema.articles.c.day))).one()
        size = (
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            if schema.on_sqlite(connection)
            else "SELECT pg_database_size(current_database())"
        )
        figures["bytes"] = connection.execute(text(size)).scalar_one()
    figures["first_day"] = first.isoformat() if first else ""
    figures["last_day"] = last.isoformat() if last else ""
    return figures


def prune(engine: Engine, today: date, *, keep_days: int | None) -> int:
    """Forget articles that are older than ``keep_days``, or whose source's licence lets them be kept no longer.

    An article is as old as the later of its publication and its arrival. Editions stay: they quote, and
    their proof then says that the source is gone. In batches: a killed prune has forgotten some, whole,
    and kept the rest.

    Returns:
        How many articles were forgotten.
    """
    table = schema.articles
    forgotten = _forget(engine, table.c.keep_until < today, table.c.keep_until)
    if keep_days is not None:
        since = today - timedelta(days=keep_days)
        forgotten += _forget(engine, (table.c.day < since) & (table.c.arrived < since.isoformat()), table.c.day)
    return forgotten


def _forget(engine: Engine, which: ColumnElement[bool], order: ColumnElement[Any]) -> int:
    table = schema.articles
    forgotten = 0
    while True:
        # The oldest first: each batch begins where the last one ended, at the low end of an index.
        batch = select(table.c.n, table.c.id, table.c.sha256).where(which).order_by(order, table.c.n).limit(BATCH)
        with writing(engine) as connection:
            rows = connection.execute(batch).all()
            if not rows:
                return forgotten
            connection.execute(table.delete().where(table.c.n.in_([row.n for row in rows])))
            ids = [row.id for row in rows]
            left = set(connection.execute(select(table.c.id).where(table.c.id.in_(ids))).scalars())
            gone = [id_ for id_ in ids if id_ not in left]
            texts = [row.sha256 for row in rows]
            cached = schema.readings.c
            connection.execute(schema.readings.delete().where(cached.article.in_(ids), cached.sha256.in_(texts)))
            for other in (schema.appearances, schema.members):
                connection.execute(other.delete().where(other.c.article.in_(gone)))
        forgotten += len(rows)


def superseded(engine: Engine, version: str) -> int:
    """Forget readings by other versions of texts that the reader of ``version`` has read; gives how many."""
    old, new = schema.readings, schema.readings.alias()
    same = (new.c.article == old.c.article) & (new.c.sha256 == old.c.sha256) & (new.c.version == version)
    with writing(engine) as connection:
        done = connection.execute(old.delete().where(old.c.version != version, exists().where(same)))
    return int(done.rowcount)


def compact(engine: Engine) -> str:
    """Give the room of what was forgotten back to the disk; returns why that had to wait, or ""."""
    if engine.dialect.name != "sqlite":
        return ""  # PostgreSQL sees to it by itself
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text("VACUUM"))
        except ArchiveError as error:
            return error.reason
    return ""


def export(engine: Engine, shield: Shield) -> Iterator[str]:
    """Every article as a line of JSON in the contract's form, by day and id; `import_` takes them in again.

    A damaged one is passed over; ``shield`` knows it.
    """
    table = schema.articles
    query = select(table).order_by(table.c.day.nulls_first(), table.c.id, table.c.sha256)
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
            if exported := shield.read(functools.partial(_line, dict(row)), f"article {row['id']}"):
                yield exported


def _line(row: dict[str, Any]) -> str:
    sound_article(row)
    content = {
        **json.loads(row["form"]), "text": row["body"], "arrived": row["arrived"], "licence": row["licence"],
        "keep_until": _iso(row["keep_until"]), "kept_day": _iso(row["day"]),
    }  # fmt: skip
    return line(load(KeptArticle, content))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def import_(engine: Engine, lines: Iterable[str]) -> tuple[int, int]:
    """Take in what `export` wrote; returns (lines read, articles that were new).

    Raises:
        InputError: naming the first line that is no article; what stood before it is kept.
    """
    read = new = 0
    batch: list[dict[str, Any]] = []
    for number, each in enumerate(lines, 1):
        if not each.strip():
            continue
        try:
            batch.append(_row(each))
        except ValueError as error:
            _take(engine, batch)
            said = " ".join(str(error).splitlines()[0].split())[:200]
            raise InputError(f"line {number}", f"no article: {said}") from error
        read += 1
        if len(batch) == BATCH:
            new += _take(engine, batch)
            batch = []
    return read, new + _take(engine, batch)


def _row(said: str) -> dict[str, Any]:
    if len(said) > LONGEST_LINE:
        raise ValueError(f"a line of more than {LONGEST_LINE:,} characters")
    kept = parse(KeptArticle, said)
    plain: dict[str, Any] = {name: index.storable(getattr(kept.article, name)) for name in _PLAIN}
    article = dataclasses.replace(kept.article, **plain)
    if len(article.id) > LONGEST_ID or not article.id.isprintable():
        raise ValueError(f"id: at most {LONGEST_ID} printable characters")
    if not article.id:
        published = article.published.isoformat() if article.published else ""
        named = article_id(text=article.text, title=article.title, source=article.source, published=published)
        article = dataclasses.replace(article, id=named)
    arrived = datetime.fromisoformat(kept.arrived) if kept.arrived else None
    licence = index.storable(kept.licence)
    row = article_row(article, licence=licence, keep_until=kept.keep_until, arrived=arrived)
    return row | {"day": row["day"] or kept.kept_day}


_PLAIN = ("title", "text", "source", "url", "language", "origin", "extract")


def _take(engine: Engine, batch: list[dict[str, Any]]) -> int:
    with writing(engine) as connection:
        return insert_articles(connection, batch)


#: Readings that are looked at: those kept last.
_MOST = 1000


def faults(engine: Engine) -> Counter[Fault]:
    """The faults of the readings that the latest edition rests on, with the number of its articles that have each."""
    readings, seen, editions = schema.readings, schema.appearances, schema.editions
    found: Counter[Fault] = Counter()
    with engine.connect() as connection:
        day = connection.execute(select(editions.c.day).order_by(editions.c.day.desc()).limit(1)).scalar_one_or_none()
        articles = select(seen.c.article).where(seen.c.edition == day).distinct().limit(_MOST)
        for (packed,) in connection.execute(select(readings.c.form).where(readings.c.article.in_(articles))):
            try:
                form = json.loads(zlib.decompress(packed))
                found.update(Fault(**fault) for fault in form.get("faults", ()))
            except (zlib.error, ValueError, TypeError):
                continue  # a damaged reading is made anew by the next run
    return found

"""Keeping house: figures, pruning, export and import, each bounded in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import Engine, func, or_, select, text

from briefing.archive import schema
from briefing.archive.rows import article_of, article_row, insert_new
from briefing.errors import InputError
from briefing.forms import ArticleForm

BATCH = 500


def stats(engine: Engine) -> dict[str, int | str]:
    """How much of everything is kept, and from when to when."""
    figures: dict[str, int | str] = {}
    with engine.connect() as connection:
        for name in ("articles", "readings", "actors", "editions", "deliveries", "sources"):
            figures[name] = connection.execute(
                select(func.count()).select_from(schema.metadata.tables[name])
            ).scalar_one()
        first, last = connection.execute(select(func.min(schema.articles.c.day), func.max(schema.articles.c.day))).one()
    figures["first_day"] = first.isoformat() if first else ""
    figures["last_day"] = last.isoformat() if last else ""
    return figures


def prune(engine: Engine, today: date, *, keep_days: int | None) -> int:
    """Forget articles that are older than ``keep_days``, or whose source's licence lets them be kept no longer.

    Editions stay: they quote, and their proof then says that the source is gone. In batches: a killed
    prune has forgotten some and kept the rest.

    Returns:
        How many articles were forgotten.
    """
    table = schema.articles
    wanted = [table.c.keep_until < today]
    if keep_days is not None:
        wanted.append(table.c.day < today - timedelta(days=keep_days))
    forgotten = 0
    while True:
        with engine.begin() as connection:
            ids = list(
                connection.execute(select(table.c.id).where(or_(*wanted)).order_by(table.c.id).limit(BATCH)).scalars()
            )
            if not ids:
                break
            for other in (schema.readings, schema.appearances, schema.members):
                connection.execute(other.delete().where(other.c.article.in_(ids)))
            connection.execute(table.delete().where(table.c.id.in_(ids)))
            forgotten += len(ids)
    if forgotten and engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
    return forgotten


def export(engine: Engine) -> Iterator[str]:
    """Every article as a line of JSON in the contract's form, by day and id."""
    table = schema.articles
    query = select(table).order_by(table.c.day, table.c.id)
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
            yield ArticleForm.of(article_of(dict(row))).line()


def import_(engine: Engine, lines: Iterable[str]) -> tuple[int, int]:
    """Take in what `export` wrote; returns (lines read, articles that were new).

    Raises:
        InputError: naming the first line that is no article; what stood before it is kept.
    """
    read = new = 0
    batch: list[ArticleForm] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            batch.append(ArticleForm.model_validate_json(line))
        except ValueError as error:
            new += _take(engine, batch)
            raise InputError(f"line {number}", f"no article: {str(error).splitlines()[0]}") from error
        read += 1
        if len(batch) == BATCH:
            new += _take(engine, batch)
            batch = []
    return read, new + _take(engine, batch)


def _take(engine: Engine, batch: list[ArticleForm]) -> int:
    with engine.begin() as connection:
        return insert_new(connection, schema.articles, [article_row(form.noun()) for form in batch])

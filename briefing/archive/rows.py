"""Articles ↔ rows, and inserting only what is not there yet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select

from briefing.archive import index, schema
from briefing.forms import dump, load
from briefing.model import Article

#: Rows in one statement.
BATCH = 1000


def insert_new(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert those of ``rows`` whose key is not there yet, some at a time."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")  # that of PostgreSQL takes 0.1 s to load
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), batch)


def insert_articles(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    """Insert articles that are not there yet, and index them; returns how many that were."""
    table = schema.articles
    query = select(table.c.id, table.c.sha256).where(table.c.id.in_([row["id"] for row in rows]))
    known = {tuple(row) for row in connection.execute(query)}
    new = {key: row for row in reversed(rows) if (key := (row["id"], row["sha256"])) not in known}
    ordered = list(reversed(new.values()))
    insert_new(connection, table, ordered)
    index.fill(connection, ordered)
    return len(ordered)


def article_row(
    article: Article, *, licence: str = "", keep_until: date | None = None, arrived: datetime | None = None
) -> dict[str, Any]:
    """The row of ``article``: what is searched and sorted by in columns, the rest as JSON."""
    form = dump(article)
    del form["text"]
    return {
        "id": article.id, "sha256": article.sha256, "day": article.day or (arrived.date() if arrived else None),
        "arrived": arrived.astimezone(UTC).isoformat(timespec="seconds") if arrived else "",
        "title": article.title, "source": article.source, "outlet": article.source.casefold(), "url": article.url,
        "language": article.language, "licence": licence, "keep_until": keep_until,
        "form": json.dumps(form, ensure_ascii=False), "body": article.text,
    }  # fmt: skip


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a row.

    Raises:
        ValueError, KeyError, TypeError: if the row is damaged.
    """
    return load(Article, {**json.loads(row["form"]), "text": row["body"]})


def sound_article(row: Mapping[str, Any]) -> Article:
    """As `article_of`; a text that is not the one that came in is damage too."""
    article = article_of(row)
    if article.sha256 != row["sha256"]:
        raise ValueError("another text than came in")
    return article

"""Articles ↔ rows, and inserting only what is not there yet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from briefing.forms import ArticleForm
from briefing.model import Article


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert those of ``rows`` whose key is not there yet; returns how many that were."""
    if not rows:
        return 0
    key = next(iter(table.primary_key))
    known = set()
    if len(table.primary_key) == 1:
        known = set(connection.execute(select(key).where(key.in_([row[key.name] for row in rows]))).scalars())
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))
    return len({row[key.name] for row in rows} - known)


def article_row(article: Article) -> dict[str, Any]:
    """The row of ``article``: what is searched and sorted by in columns, the rest as JSON."""
    form = ArticleForm.of(article).plain()
    del form["text"]
    return {
        "id": article.id, "sha256": article.sha256, "day": article.day, "title": article.title,
        "source": article.source, "url": article.url, "language": article.language, "body": article.text,
        "form": json.dumps(form, ensure_ascii=False), "licence": "", "keep_until": None,
    }  # fmt: skip


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a row."""
    return ArticleForm.model_validate({**json.loads(row["form"]), "text": row["body"]}).noun()

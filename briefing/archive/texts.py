"""Articles and readings, as they are kept."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select

from briefing.archive import schema
from briefing.archive.actors import chunks
from briefing.archive.connection import writing
from briefing.archive.rows import article_of, article_row, insert_articles, insert_new, sound_article
from briefing.archive.shield import Shield
from briefing.forms import line, parse
from briefing.model import Article, Reading, Skipped

#: The reading of an article by the reader of a version: asked for each article, put together once.
_READING = select(schema.readings.c.form).where(
    schema.readings.c.article == bindparam("id"),
    schema.readings.c.sha256 == bindparam("text"),
    schema.readings.c.version == bindparam("by"),
)


class Texts:
    """A part of the archive."""

    engine: Engine
    shield: Shield

    def reading(self, article: Article, version: str) -> Reading | None:
        """The kept reading of ``article`` by the reader of ``version``; None if it is not known."""
        key = {"id": article.id, "text": article.sha256, "by": version}
        with self.engine.connect() as connection:
            packed = connection.execute(_READING, key).scalar_one_or_none()
        if packed is None:
            return None
        try:
            reading = parse(Reading, zlib.decompress(packed))
        except (zlib.error, ValueError):
            return None  # a damaged cache costs a reading, never an article
        # Same id and text, but another day or headline: dates and mentions may have come out otherwise.
        same = replace(reading.article, origin=article.origin) == article
        return replace(reading, article=article) if same else None

    def save(self, readings: Iterable[Reading]) -> None:
        """Keep readings and their articles; those that are known already stay as they are."""
        rest = iter(readings)
        with writing(self.engine) as connection:
            while chunk := list(islice(rest, 200)):
                insert_articles(connection, [article_row(reading.article) for reading in chunk])
                new = _unknown(connection, chunk)
                insert_new(connection, schema.readings, [_reading_row(reading) for reading in new])

    def save_articles(
        self,
        articles: Iterable[Article],
        *,
        licence: str = "",
        keep_until: date | None = None,
        arrived: datetime | None = None,
    ) -> int:
        """Keep articles that have come in; an undated one counts for the day on which it arrived.

        Returns:
            How many of them were new.
        """
        rest = iter(articles)
        new = 0
        with writing(self.engine) as connection:
            while batch := list(islice(rest, 200)):
                new += insert_articles(
                    connection,
                    [article_row(one, licence=licence, keep_until=keep_until, arrived=arrived) for one in batch],
                )
        return new

    def texts(self, quoted: Iterable[tuple[str, str]]) -> dict[str, str]:
        """The texts of articles by their id: those of ``quoted`` (id, SHA-256 of the text) that are kept."""
        found: dict[str, str] = {}
        wanted = sorted(set(quoted))
        table = schema.articles
        with self.engine.connect() as connection:
            for some in map(dict, chunks(wanted)):
                query = select(table.c.id, table.c.sha256, table.c.body).where(table.c.id.in_(some))
                found |= {row.id: row.body for row in connection.execute(query) if some[row.id] == row.sha256}
        return found

    def article(self, id_: str, sha256: str = "") -> Article | None:
        """The article called ``id_`` with that text; else the latest that came in under that id."""
        table = schema.articles
        query = select(table).where(table.c.id == id_).order_by((table.c.sha256 == sha256).desc(), table.c.n.desc())
        with self.engine.connect() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return self.shield.read(lambda: article_of(dict(row)), f"article {id_}") if row else None

    def articles_called(self, quoted: Iterable[tuple[str, str]]) -> Iterator[Article]:
        """The articles of ``quoted`` (id, SHA-256 of the text) that are kept, by id."""
        wanted = sorted(set(quoted))
        table = schema.articles
        with self.engine.connect() as connection:
            for some in map(set, chunks(wanted)):
                query = select(table).where(table.c.id.in_([id_ for id_, _ in some])).order_by(table.c.id, table.c.n)
                for row in connection.execute(query).mappings():
                    if (row["id"], row["sha256"]) in some and (one := self._sound(dict(row))):
                        yield one

    def articles_for(self, day: date, *, days: int = 1) -> Iterator[Article | Skipped]:
        """The articles of an edition: published in the ``days`` before ``day``, or on it; oldest first.

        One that is damaged is named as left out.
        """
        table = schema.articles
        query = (
            select(table)
            .where(table.c.day >= day - timedelta(days=days), table.c.day <= day)
            .order_by(table.c.day, table.c.id, table.c.n)
        )
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=200).execute(query).mappings():
                named = row["url"] or row["title"] or row["id"]
                yield self._sound(dict(row)) or Skipped(
                    input=named,
                    reason="damaged in the archive",
                    remedy="fetch it again, or restore a copy of the archive",
                )

    def _sound(self, row: Mapping[str, Any]) -> Article | None:
        return self.shield.read(lambda: sound_article(row), f"article {row['id']}")


def _unknown(connection: Connection, readings: Sequence[Reading]) -> list[Reading]:
    """Those of ``readings`` that are not kept yet: packing them again would be work for nothing."""
    table = schema.readings
    query = select(table.c.article, table.c.sha256, table.c.version).where(
        table.c.article.in_([reading.article.id for reading in readings])
    )
    known = {tuple(row) for row in connection.execute(query)}
    return [one for one in readings if (one.article.id, one.article.sha256, one.version) not in known]


def _reading_row(reading: Reading) -> dict[str, Any]:
    form = line(reading, whole=True)
    return {
        "article": reading.article.id, "sha256": reading.article.sha256, "version": reading.version,
        "form": zlib.compress(form.encode(), 6),
    }  # fmt: skip

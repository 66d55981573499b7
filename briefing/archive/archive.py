"""Archive: articles, readings, stories, editions and deliveries, kept from day to day."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs
from sqlalchemy import Connection, Engine, Table, func, select
from sqlalchemy.exc import DBAPIError

from briefing.archive import makings, migrations, schema
from briefing.archive.actors import CHUNK, actors_of, first_seen, known_before, save_sightings
from briefing.archive.connection import engine_at, plain_reason, remedy, writing
from briefing.archive.health import SourceBook
from briefing.archive.ledger import Ledger
from briefing.archive.makings import LOOK_BACK, Makings
from briefing.archive.rows import article_of, article_row, insert_articles, insert_new, sound_article
from briefing.archive.shield import Shield
from briefing.errors import ArchiveError
from briefing.forms import line, parse
from briefing.model import Actor, Article, Edition, KnownStory, Making, Reading, Skipped, Story
from briefing.model.history import History

#: Earlier editions whose sentences a brief does not sell as new.
RECALLED = 7


def default_url() -> str:
    """The SQLite file in the platform's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('briefing')) / 'archive.sqlite'}"


class Archive:
    """What is kept. One transaction per call: a killed run leaves what was saved, whole.

    Safe to be read from several threads.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.shield = Shield()
        self.ledger = Ledger(engine)
        self.makings = Makings(engine)
        self.sources = SourceBook(engine)

    @classmethod
    def open(cls, url: str = "", *, create: bool = True, write: bool = True) -> Archive:
        """Open the archive at ``url``; "" is the default one. An older one is migrated.

        Opening waits for no writer, unless there is something to make.

        Args:
            url: of SQLite or PostgreSQL.
            create: whether a new one may be made; else one that is not there is an error.
            write: whether anything will be written to it; else it may be read-only.

        Raises:
            SettingsError: if ``url`` is none that an archive can have.
            ArchiveError: if it cannot be opened, is not there, or a newer program made it.
        """
        engine, shown = engine_at(url or default_url(), create=create, write=write)
        try:
            with engine.connect() as connection:
                ready = migrations.is_current(connection, shown)
            if not ready and not write:
                engine.dispose()
                cls.open(url, create=False).close()  # makes it a present one
                return cls.open(url, create=False, write=False)
            if not ready:
                with writing(engine) as connection:
                    migrations.ensure(connection, shown, create=create)
        except DBAPIError as error:
            engine.dispose()
            raise ArchiveError(shown, f"cannot be opened: {plain_reason(error)}", remedy(error)) from error
        except ArchiveError:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ── articles and readings ────────────────────────────────────────────────

    def reading(self, article: Article, version: str) -> Reading | None:
        """The kept reading of ``article`` by the reader of ``version``; None if it is not known."""
        table = schema.readings
        query = select(table.c.form).where(
            table.c.article == article.id, table.c.sha256 == article.sha256, table.c.version == version
        )
        with self.engine.connect() as connection:
            packed = connection.execute(query).scalar_one_or_none()
        if packed is None:
            return None
        try:
            reading = parse(Reading, zlib.decompress(packed))
        except (zlib.error, ValueError):
            return None  # a damaged cache costs a reading, never an article
        # Same id and text, but another day or headline: dates and mentions may have come out otherwise.
        same = replace(reading.article, origin=article.origin) == article
        return replace(reading, article=article) if same else None

    def save(self, readings: Iterable[Reading], *, arrived: datetime | None = None) -> None:
        """Keep readings and their articles; those that are known already stay as they are."""
        rows = list(readings)
        with writing(self.engine) as connection:
            for start in range(0, len(rows), 200):
                chunk = rows[start : start + 200]
                insert_articles(connection, [article_row(reading.article, arrived=arrived) for reading in chunk])
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
            for start in range(0, len(wanted), CHUNK):
                some = dict(wanted[start : start + CHUNK])
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
            for start in range(0, len(wanted), CHUNK):
                some = wanted[start : start + CHUNK]
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

    # ── what earlier editions knew ───────────────────────────────────────────

    def known_actors(self, day: date) -> list[Actor]:
        """Actors met in the fortnight before ``day``, by id."""
        with self.engine.connect() as connection:
            return known_before(connection, day, LOOK_BACK, self.shield)

    def known_stories(self, day: date) -> list[KnownStory]:
        """Each story of the fortnight before ``day``, as its latest edition knew it, by id."""
        table = schema.stories
        latest = (
            select(table.c.id, func.max(table.c.edition).label("edition"))
            .where(table.c.edition < day, table.c.edition >= day - timedelta(days=LOOK_BACK))
            .group_by(table.c.id)
            .subquery()
        )
        query = (
            select(table.c.id, table.c.known)
            .join(latest, (table.c.id == latest.c.id) & (table.c.edition == latest.c.edition))
            .order_by(table.c.id)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        found = (self.shield.read(functools.partial(parse, KnownStory, row.known), f"story {row.id}") for row in rows)
        return [story for story in found if story]

    def history(self, day: date, stories: Sequence[Story]) -> History:
        """What the edition of ``day`` needs to know of earlier ones."""
        table = schema.editions
        with self.engine.connect() as connection:
            row = connection.execute(
                select(table.c.form, table.c.number, table.c.day)
                .where(table.c.day < day)
                .order_by(table.c.day.desc())
                .limit(1)
            ).first()
            ids = [id_ for story in stories for id_ in (story.id, *story.before)]
            story_days: dict[str, tuple[date, ...]] = {}
            counts: dict[str, dict[date, int]] = {}
            for start in range(0, len(ids), CHUNK):
                some = ids[start : start + CHUNK]
                query = (
                    select(schema.stories.c.id, schema.stories.c.edition)
                    .where(schema.stories.c.id.in_(some), schema.stories.c.edition < day)
                    .order_by(schema.stories.c.edition)
                )
                for id_, edition in connection.execute(query):
                    story_days[id_] = (*story_days.get(id_, ()), edition)
                _count(connection, schema.members, schema.members.c.story, some, day, counts)
            actor_counts: dict[str, dict[date, int]] = {}
            actor_ids = sorted({actor.id for story in stories for actor in story.actors})
            for start in range(0, len(actor_ids), CHUNK):
                some = actor_ids[start : start + CHUNK]
                _count(connection, schema.appearances, schema.appearances.c.actor, some, day, actor_counts)
            met = first_seen(connection, actor_ids, day)
            used = _used(connection, sorted({id_ for story in stories for id_ in story.articles}), day)
            recent = sorted({day_ for days in story_days.values() for day_ in days})[-RECALLED:]
            query = select(table.c.form, table.c.day).where(table.c.day.in_(recent)).order_by(table.c.day)
            editions = [one for found in connection.execute(query) if (one := self._edition(found))]
        previous = self._edition(row) if row else None
        today_stories = {story.id: len(story.articles) for story in stories}
        today_actors: dict[str, int] = {}
        for story in stories:
            for actor in story.actors:
                today_actors[actor.id] = today_actors.get(actor.id, 0) + len(story.articles)
        return History(
            previous=previous,
            number=row.number + 1 if row else 1,
            first_seen=met,
            story_volume=_volumes(counts, today_stories, day),
            actor_volume=_volumes(actor_counts, today_actors, day),
            story_days=story_days,
            printed=_printed(editions, story_days),
            used=used,
        )

    def _edition(self, row: Any) -> Edition | None:
        return self.shield.read(lambda: parse(Edition, row.form), f"edition of {row.day}")

    # ── editions ─────────────────────────────────────────────────────────────

    def save_edition(
        self,
        edition: Edition,
        stories: Sequence[Story],
        known: Sequence[KnownStory],
        readings: Mapping[str, Reading],
        *,
        making: Making | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Keep an edition and what it is made of; an earlier one of the same day gives way.

        Args:
            edition: as printed.
            stories: of the edition.
            known: what tomorrow's grouping needs of them.
            readings: by article id.
            making: what the edition was made from; without it nobody can make it again.
            files: name → SHA-256 of the files that it was written to.
        """
        day = edition.date
        form = line(edition)
        with writing(self.engine) as connection:
            for table in (schema.stories, schema.members, schema.appearances):
                connection.execute(table.delete().where(table.c.edition == day))
            kept = schema.editions
            before = connection.execute(select(kept.c.form).where(kept.c.day == day)).scalar_one_or_none()
            connection.execute(kept.delete().where(kept.c.day == day))
            connection.execute(kept.insert().values(day=day, number=edition.number, form=form))
            if making is not None:
                makings.keep(connection, day, making, files or {}, same=before == form)
            by_id = {one.id: one for one in known}
            rows = [
                {
                    "id": story.id, "edition": day, "title": story.title, "form": line(story),
                    "known": line(by_id[story.id]),
                }
                for story in stories
            ]  # fmt: skip
            insert_new(connection, schema.stories, rows)
            insert_new(
                connection,
                schema.members,
                [
                    {"edition": day, "story": story.id, "article": id_, "day": readings[id_].article.day or day}
                    for story in stories
                    for id_ in story.articles
                ],
            )
            insert_new(connection, schema.appearances, _appearances(day, stories, readings))
            save_sightings(connection, day, actors_of(stories))

    def editions(self) -> list[tuple[date, int]]:
        """Day and number of every edition, latest first."""
        table = schema.editions
        with self.engine.connect() as connection:
            rows = connection.execute(select(table.c.day, table.c.number).order_by(table.c.day.desc()))
            return [(row.day, row.number) for row in rows if row.day]

    def edition(self, day: date | None = None) -> Edition | None:
        """The edition of ``day``, or the latest; without its sources' texts.

        Raises:
            ArchiveError: if it is damaged.
        """
        table = schema.editions
        query = select(table.c.form, table.c.day).order_by(table.c.day.desc()).limit(1)
        if day:
            query = query.where(table.c.day == day)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if edition := self._edition(row):
            return edition
        raise ArchiveError(f"edition of {row.day}", "damaged in the archive", "'briefing build' makes it again")


def _used(connection: Connection, articles: Sequence[str], day: date) -> frozenset[str]:
    """Which of ``articles`` an edition before ``day`` had in its stories."""
    column = schema.members.c.article
    found: set[str] = set()
    for start in range(0, len(articles), CHUNK):
        some = articles[start : start + CHUNK]
        found |= set(
            connection.execute(select(column).where(column.in_(some), schema.members.c.edition < day)).scalars()
        )
    return frozenset(found)


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


def _appearances(day: date, stories: Sequence[Story], readings: Mapping[str, Reading]) -> list[dict[str, Any]]:
    return [
        {
            "article": id_, "actor": actor.id, "edition": day, "day": readings[id_].article.day or day,
            "story": story.id, "mentions": actor.mentions, "salience": actor.salience,
        }
        for story in stories
        for id_ in story.articles
        for actor in readings[id_].actors
    ]  # fmt: skip


def _count(
    connection: Any, table: Table, key: Any, ids: Sequence[str], day: date, counts: dict[str, dict[date, int]]
) -> None:
    query = (
        select(key, table.c.day, func.count(table.c.article.distinct()))
        .where(key.in_(ids), table.c.edition < day, table.c.day > day - timedelta(days=LOOK_BACK))
        .group_by(key, table.c.day)
    )
    for id_, on, number in connection.execute(query):
        counts.setdefault(id_, {})[on] = number


def _printed(editions: Sequence[Edition], ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The sentences that the editions printed of each story, each once, in the order of the editions."""
    said: dict[str, dict[str, None]] = {id_: {} for id_ in ids}
    for edition in editions:
        for section in edition.sections:
            for story in section.stories:
                if story.id in said:
                    said[story.id] |= dict.fromkeys(point.verbatim for point in story.key_points)
    return {id_: tuple(sentences) for id_, sentences in said.items() if sentences}


def _volumes(
    counts: Mapping[str, Mapping[date, int]], today: Mapping[str, int], day: date
) -> dict[str, tuple[int, ...]]:
    """Articles a day over the last fortnight, today last."""
    days = [day - timedelta(days=back) for back in range(LOOK_BACK - 1, 0, -1)]
    return {id_: (*(counts.get(id_, {}).get(on, 0) for on in days), number) for id_, number in today.items()}

"""Archive: articles, readings, stories, editions and deliveries, kept from day to day."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs
from sqlalchemy import Engine, Table, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from briefing.archive import schema
from briefing.archive.health import SourceBook
from briefing.archive.ledger import Ledger
from briefing.archive.rows import article_of, article_row, insert_new
from briefing.errors import ArchiveError
from briefing.forms import ActorForm, EditionForm, ReadingForm, StoryForm
from briefing.forms.known import KnownStoryForm
from briefing.model import Actor, Article, Edition, KnownStory, Reading, Story
from briefing.model.history import History

#: Days back that grouping, volumes and actors look.
LOOK_BACK = 14


def default_url() -> str:
    """The SQLite file in the platform's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('briefing')) / 'archive.sqlite'}"


class Archive:
    """What is kept. One transaction per call: a killed run leaves what was saved, whole.

    Safe to be read from several threads.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.ledger = Ledger(engine)
        self.sources = SourceBook(engine)

    @classmethod
    def open(cls, url: str = "") -> Archive:
        """Open the archive at ``url``; "" is the default one. A new one is made, an older one migrated.

        Raises:
            ArchiveError: if it cannot be opened, or a newer program made it.
        """
        url = url or default_url()
        try:
            parsed = make_url(url)
            shown = parsed.render_as_string(hide_password=True)
            if parsed.drivername in ("postgresql", "postgres"):
                parsed = parsed.set(drivername="postgresql+psycopg")
            if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
                Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
            if parsed.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _tune)
            with engine.begin() as connection:
                schema.ensure(connection, shown)
        except (ArgumentError, NoSuchModuleError) as error:
            raise ArchiveError(url, f"not an archive URL: {error}", "such as sqlite:///brief.sqlite") from error
        except ModuleNotFoundError as error:
            raise ArchiveError(shown, f"{error.name} is not installed", "pip install 'briefing[postgres]'") from error
        except (DBAPIError, OSError) as error:
            reason = str(error.orig) if isinstance(error, DBAPIError) else error.strerror or str(error)
            raise ArchiveError(
                shown, f"cannot be opened: {reason}", "check the path, the server and its rights"
            ) from error
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
        query = select(schema.readings.c.form).where(
            schema.readings.c.article == article.id, schema.readings.c.version == version
        )
        with self.engine.connect() as connection:
            packed = connection.execute(query).scalar_one_or_none()
        if packed is None:
            return None
        reading = ReadingForm.model_validate_json(zlib.decompress(packed)).noun()
        return reading if reading.article.text == article.text else None

    def save(self, readings: Iterable[Reading]) -> None:
        """Keep readings and their articles; those that are known already stay as they are."""
        rows = list(readings)
        with self.engine.begin() as connection:
            for start in range(0, len(rows), 200):
                chunk = rows[start : start + 200]
                insert_new(connection, schema.articles, [article_row(reading.article) for reading in chunk])
                insert_new(connection, schema.readings, [_reading_row(reading) for reading in chunk])

    def save_articles(
        self,
        articles: Iterable[Article],
        *,
        licence: str = "",
        keep_until: date | None = None,
        arrived: date | None = None,
    ) -> int:
        """Keep articles that have come in; an undated one counts for the day on which it arrived.

        Returns:
            How many of them were new.
        """
        new = 0
        batch: list[Article] = list(articles)
        with self.engine.begin() as connection:
            for start in range(0, len(batch), 200):
                rows = [
                    article_row(article) | {"licence": licence, "keep_until": keep_until, "day": article.day or arrived}
                    for article in batch[start : start + 200]
                ]
                new += insert_new(connection, schema.articles, rows)
        return new

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts of the articles called ``ids``, as far as they are kept."""
        found: dict[str, str] = {}
        wanted = sorted(set(ids))
        table = schema.articles
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), 500):
                query = select(table.c.id, table.c.body).where(table.c.id.in_(wanted[start : start + 500]))
                found |= {row[0]: row[1] for row in connection.execute(query)}
        return found

    def article(self, id_: str) -> Article | None:
        """The article called ``id_``."""
        with self.engine.connect() as connection:
            row = connection.execute(select(schema.articles).where(schema.articles.c.id == id_)).mappings().first()
        return article_of(dict(row)) if row else None

    def articles_for(self, day: date, *, days: int = 1) -> Iterator[Article]:
        """The articles of an edition: published in the ``days`` before ``day``, or on it; oldest first."""
        table = schema.articles
        query = (
            select(table)
            .where(table.c.day >= day - timedelta(days=days), table.c.day <= day)
            .order_by(table.c.day, table.c.id)
        )
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=200).execute(query).mappings():
                yield article_of(dict(row))

    # ── what earlier editions knew ───────────────────────────────────────────

    def known_actors(self, day: date) -> list[Actor]:
        """Actors met in the fortnight before ``day``, by id."""
        table = schema.actors
        query = (
            select(table.c.form)
            .where(table.c.last_seen >= day - timedelta(days=LOOK_BACK), table.c.first_seen < day)
            .order_by(table.c.id)
        )
        with self.engine.connect() as connection:
            return [ActorForm.model_validate_json(form).noun() for form in connection.execute(query).scalars()]

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
            select(table.c.known)
            .join(latest, (table.c.id == latest.c.id) & (table.c.edition == latest.c.edition))
            .order_by(table.c.id)
        )
        with self.engine.connect() as connection:
            return [KnownStoryForm.model_validate_json(known).noun() for known in connection.execute(query).scalars()]

    def history(self, day: date, stories: Sequence[Story]) -> History:
        """What the edition of ``day`` needs to know of earlier ones."""
        table = schema.editions
        with self.engine.connect() as connection:
            row = connection.execute(
                select(table.c.form, table.c.number).where(table.c.day < day).order_by(table.c.day.desc()).limit(1)
            ).first()
            ids = [story.id for story in stories]
            story_days: dict[str, tuple[date, ...]] = {}
            counts: dict[str, dict[date, int]] = {}
            for start in range(0, len(ids), 500):
                some = ids[start : start + 500]
                query = (
                    select(schema.stories.c.id, schema.stories.c.edition)
                    .where(schema.stories.c.id.in_(some), schema.stories.c.edition < day)
                    .order_by(schema.stories.c.edition)
                )
                for id_, edition in connection.execute(query):
                    story_days[id_] = (*story_days.get(id_, ()), edition)
                _count(connection, schema.members, schema.members.c.story, some, day, counts)
            first_seen: dict[str, date] = {}
            actor_counts: dict[str, dict[date, int]] = {}
            actor_ids = sorted({actor.id for story in stories for actor in story.actors})
            for start in range(0, len(actor_ids), 500):
                some = actor_ids[start : start + 500]
                _count(connection, schema.appearances, schema.appearances.c.actor, some, day, actor_counts)
                known = select(schema.actors.c.id, schema.actors.c.first_seen).where(schema.actors.c.id.in_(some))
                first_seen |= {
                    row[0]: row[1] for row in connection.execute(known.where(schema.actors.c.first_seen < day))
                }
        previous = EditionForm.model_validate_json(row.form).noun() if row else None
        today_stories = {story.id: len(story.articles) for story in stories}
        today_actors: dict[str, int] = {}
        for story in stories:
            for actor in story.actors:
                today_actors[actor.id] = today_actors.get(actor.id, 0) + len(story.articles)
        return History(
            previous=previous,
            number=row.number + 1 if row else 1,
            first_seen=first_seen,
            story_volume=_volumes(counts, today_stories, day),
            actor_volume=_volumes(actor_counts, today_actors, day),
            story_days=story_days,
        )

    # ── editions ─────────────────────────────────────────────────────────────

    def save_edition(
        self, edition: Edition, stories: Sequence[Story], known: Sequence[KnownStory], readings: Mapping[str, Reading]
    ) -> None:
        """Keep an edition and what it is made of; an earlier one of the same day gives way."""
        day = edition.date
        with self.engine.begin() as connection:
            for table in (schema.stories, schema.members, schema.appearances):
                connection.execute(table.delete().where(table.c.edition == day))
            connection.execute(schema.editions.delete().where(schema.editions.c.day == day))
            connection.execute(
                schema.editions.insert().values(day=day, number=edition.number, form=EditionForm.of(edition).line())
            )
            by_id = {one.id: one for one in known}
            rows = [
                {
                    "id": story.id, "edition": day, "title": story.title, "form": StoryForm.of(story).line(),
                    "known": KnownStoryForm.of(by_id[story.id]).line(),
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
            self._save_actors(connection, day, stories)

    def editions(self) -> list[tuple[date, int]]:
        """Day and number of every edition, latest first."""
        table = schema.editions
        with self.engine.connect() as connection:
            rows = connection.execute(select(table.c.day, table.c.number).order_by(table.c.day.desc()))
            return [(row.day, row.number) for row in rows]

    def edition(self, day: date | None = None) -> Edition | None:
        """The edition of ``day``, or the latest; without its sources' texts."""
        table = schema.editions
        query = select(table.c.form).order_by(table.c.day.desc()).limit(1)
        if day:
            query = query.where(table.c.day == day)
        with self.engine.connect() as connection:
            form = connection.execute(query).scalar_one_or_none()
        return EditionForm.model_validate_json(form).noun() if form else None

    def _save_actors(self, connection: Any, day: date, stories: Sequence[Story]) -> None:
        table = schema.actors
        merged: dict[str, Actor] = {}
        for story in stories:
            for actor in story.actors:
                if actor.id not in merged or actor.mentions > merged[actor.id].mentions:
                    merged[actor.id] = actor
        for id_, actor in sorted(merged.items()):
            row = connection.execute(select(table.c.first_seen, table.c.last_seen).where(table.c.id == id_)).first()
            values = {"name": actor.name, "folded": actor.name.casefold(), "form": ActorForm.of(actor).line()}
            if row is None:
                connection.execute(table.insert().values(id=id_, first_seen=day, last_seen=day, **values))
            elif row.last_seen <= day:
                connection.execute(table.update().where(table.c.id == id_).values(last_seen=day, **values))
            elif row.first_seen > day:
                connection.execute(table.update().where(table.c.id == id_).values(first_seen=day))


def _tune(connection: Any, _record: object) -> None:
    """Write-ahead logging: readers never wait for the writer, and a killed writer leaves a sound file."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


def _reading_row(reading: Reading) -> dict[str, Any]:
    form = ReadingForm.of(reading, whole=True).line()
    return {"article": reading.article.id, "version": reading.version, "form": zlib.compress(form.encode(), 6)}


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


def _volumes(
    counts: Mapping[str, Mapping[date, int]], today: Mapping[str, int], day: date
) -> dict[str, tuple[int, ...]]:
    """Articles a day over the last fortnight, today last."""
    days = [day - timedelta(days=back) for back in range(LOOK_BACK - 1, 0, -1)]
    return {id_: (*(counts.get(id_, {}).get(on, 0) for on in days), number) for id_, number in today.items()}

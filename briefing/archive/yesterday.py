"""What earlier editions knew: actors, stories, volumes, and what was printed."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from briefing.archive import schema
from briefing.archive.actors import CHUNK, first_seen, known_before
from briefing.archive.makings import LOOK_BACK
from briefing.archive.shield import Shield
from briefing.forms import parse
from briefing.model import Actor, Edition, KnownStory, Story
from briefing.model.history import History

#: Earlier editions whose sentences a brief does not sell as new.
RECALLED = 7


class Yesterday:
    """A part of the archive."""

    engine: Engine
    shield: Shield

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

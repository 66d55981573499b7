"""What earlier editions knew: actors, stories, volumes, and what was printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, func, select

from briefing.archive import schema
from briefing.archive.actors import chunks, first_seen, known_before, latest_of
from briefing.archive.briefs import any_before, own_before
from briefing.archive.makings import LOOK_BACK
from briefing.archive.shield import Shield
from briefing.forms import parse
from briefing.model import Actor, Edition, KnownStory, Reading, Story
from briefing.model.history import History

#: Earlier editions whose sentences a brief does not sell as new.
RECALLED = 7


class Yesterday:
    """A part of the archive."""

    engine: Engine
    shield: Shield
    brief: str

    def known_actors(self, day: date) -> list[Actor]:
        """Actors met in the fortnight before ``day``, by any brief, by id."""
        with self.engine.connect() as connection:
            return known_before(connection, day, self.brief, LOOK_BACK, self.shield)

    def known_stories(self, day: date) -> list[KnownStory]:
        """Each story of the fortnight before ``day``, as its latest edition knew it, of whatever brief, by id."""
        table = schema.stories
        wanted = and_(any_before(table, day, self.brief), table.c.edition >= day - timedelta(days=LOOK_BACK))
        with self.engine.connect() as connection:
            rows = latest_of(connection, table, table.c.id, table.c.known, wanted)
        return self.shield.parsed(KnownStory, ((f"story {id_}", known) for id_, known in rows))

    def history(self, day: date, stories: Sequence[Story]) -> History:
        """What the edition of ``day`` needs to know of its brief's earlier ones."""
        kept = schema.editions
        form = select(kept.c.form, kept.c.number, kept.c.day)
        latest = form.where(own_before(kept, day, self.brief)).order_by(kept.c.day.desc(), kept.c.brief.desc())
        actors = sorted({actor.id for story in stories for actor in story.actors})
        past = _Past(day, self.brief)
        with self.engine.connect() as connection:
            last = connection.execute(latest.limit(RECALLED)).all()
            ids = [id_ for story in stories for id_ in (story.id, *story.before)]
            story_days = past.story_days(connection, ids)
            recent = sorted({on for days in story_days.values() for on in days})[-RECALLED:]
            query = form.where(own_before(kept, day, self.brief), kept.c.day.in_(recent))
            rows = connection.execute(query.order_by(kept.c.day, kept.c.brief)).all()
            editions = [one for found in rows if (one := self._edition(found))]
            unread = {one.date for one in editions if one.review.state == "draft"}
            story_days = {id_: tuple(on for on in days if on not in unread) for id_, days in story_days.items()}
            counts = past.counts(connection, schema.members, schema.members.c.story, ids)
            actor_counts = past.counts(connection, schema.appearances, schema.appearances.c.actor, actors)
            known = past.known(connection, ids, [on for on in recent if on not in unread])
            met = first_seen(connection, actors, day)
            used = past.used(connection, sorted({id_ for story in stories for id_ in story.articles}))
        today_stories = {story.id: len(story.articles) for story in stories}
        today_actors: dict[str, int] = {}
        for story in stories:
            for actor in story.actors:
                today_actors[actor.id] = today_actors.get(actor.id, 0) + len(story.articles)
        return History(
            previous=self._released(last),
            number=last[0].number + 1 if last else 1,
            first_seen=met,
            story_volume=_volumes(counts, today_stories, day),
            actor_volume=_volumes(actor_counts, today_actors, day),
            story_days=story_days,
            printed=_printed([one for one in editions if one.date not in unread], story_days),
            figures=_figures(self.shield.parsed(KnownStory, known)),
            used=used,
        )

    def _released(self, rows: Sequence[Any]) -> Edition | None:
        """The latest of some editions that is no draft: what was never released, nobody has read."""
        found = (self._edition(row) for row in rows)
        return next((one for one in found if one and one.review.state != "draft"), None)

    def _edition(self, row: Any) -> Edition | None:
        return self.shield.read(lambda: parse(Edition, row.form), f"edition of {row.day}")


@dataclass(frozen=True, slots=True)
class _Past:
    """The earlier editions of ``brief``, looked into a bounded number of ids at a time."""

    day: date
    brief: str

    def story_days(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[date, ...]]:
        """Story → the days of the editions that told it, each once, earliest first."""
        table = schema.stories
        found: dict[str, dict[date, None]] = {}
        for some in chunks(ids):
            query = select(table.c.id, table.c.edition).where(
                table.c.id.in_(some), own_before(table, self.day, self.brief)
            )
            for id_, edition in connection.execute(query.order_by(table.c.edition)):
                found.setdefault(id_, {})[edition] = None
        return {id_: tuple(days) for id_, days in found.items()}

    def known(self, connection: Connection, ids: Sequence[str], days: Sequence[date]) -> list[tuple[str, str]]:
        """(name, what was known of it) of the stories in the editions of ``days``, earliest first."""
        table = schema.stories
        found: list[tuple[date, str, str]] = []
        for some in chunks(ids):
            wanted = and_(own_before(table, self.day, self.brief), table.c.id.in_(some), table.c.edition.in_(days))
            rows = connection.execute(select(table.c.edition, table.c.id, table.c.known).where(wanted))
            found += [(on, f"story {id_}", known) for on, id_, known in rows]
        return [(name, known) for _, name, known in sorted(found)]

    def used(self, connection: Connection, articles: Sequence[str]) -> frozenset[str]:
        """Which of ``articles`` an earlier edition had in its stories."""
        table = schema.members
        found: set[str] = set()
        for some in chunks(articles):
            query = select(table.c.article).where(table.c.article.in_(some), own_before(table, self.day, self.brief))
            found |= set(connection.execute(query).scalars())
        return frozenset(found)

    def counts(self, connection: Connection, table: Table, key: Any, ids: Sequence[str]) -> dict[str, dict[date, int]]:
        """Id → day → articles, over the last fortnight."""
        since = self.day - timedelta(days=LOOK_BACK)
        found: dict[str, dict[date, int]] = {}
        for some in chunks(ids):
            query = (
                select(key, table.c.day, func.count(table.c.article.distinct()))
                .where(key.in_(some), own_before(table, self.day, self.brief))
                .where(table.c.day > since, table.c.edition > since)  # none is of a later day than its edition
                .group_by(key, table.c.day)
            )
            for id_, on, number in connection.execute(query):
                found.setdefault(id_, {})[on] = number
        return found


def _figures(known: Iterable[KnownStory]) -> dict[str, tuple[Reading, ...]]:
    """Story → its sentences with figures."""
    found: dict[str, tuple[Reading, ...]] = {}
    for story in known:
        found[story.id] = (*found.get(story.id, ()), *story.figures)
    return found


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
    alike: dict[tuple[int, ...], tuple[int, ...]] = {}  # most are new today: theirs is one and the same
    made = ((id_, (*(counts.get(id_, {}).get(on, 0) for on in days), number)) for id_, number in today.items())
    return {id_: alike.setdefault(volume, volume) for id_, volume in made}

"""Cutting: what of an edition is left, where paper has so many lines to spend; all of it stays on the screen.

First each story is named under its actor, weightiest first, then each gets a key point, then each a second, and so on.
What page one says is not said again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from briefing.lexicon.names_ids import is_state
from briefing.model import CalendarEntry, Citation, Edition, EditionActor, EditionStory, Front


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """How much of the tables paper prints."""

    calendar: int
    actors: int
    timeline: int


#: Rows that paper prints beside its stories: the first dates of the calendar, the weightiest actors, the last days of the
#: timeline; at the least, where there is room, and on a single page.
LEAN, RICH, FEW = (
    Rows(calendar=4, actors=6, timeline=0),
    Rows(calendar=14, actors=14, timeline=6),
    Rows(calendar=4, actors=4, timeline=0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An edition for print, the whole one that it was cut from, and how much that leaves to the screen.

    Attributes:
        margin: the first dates of the calendar, for which the margin of page one has room; not in the edition's.
        turns: selectors of what the last columns begin with, so that they need not be laid out until they are balanced.
        stories: headlines of those that are not told at all; `points`, `dates`, `actors`, `sources` count what else is not.
    """

    edition: Edition
    whole: Edition | None = None
    margin: tuple[CalendarEntry, ...] = ()
    stories: tuple[str, ...] = ()
    points: int = 0
    dates: int = 0
    actors: int = 0
    sources: int = 0
    turns: tuple[str, ...] = ()


def cut_to(edition: Edition, points: int, rows: Rows = LEAN) -> Cut:
    """``edition`` with so many key points, the stories that they tell and what belongs to those. Source numbers stay."""
    given: dict[str, int] = {}
    for id_ in turns(edition)[:points]:
        given[id_] = given.get(id_, 0) + 1
    shown = _shown(edition)
    sections = tuple(
        replace(section, stories=told)
        for section in edition.sections
        if (told := tuple(_shortened(s, given[s.id] - 1, shown) for s in section.stories if s.id in given))
    )
    every = [story for section in edition.sections for story in section.stories]
    lined = {line.story for line in edition.front.also} - given.keys()
    also = tuple(line for line in edition.front.also if line.story in lined)
    known = given.keys() | {item.story for item in edition.front.items}
    kept = tuple(actor for actor in telling(edition) if known & set(actor.stories))[: rows.actors]
    calendar = _dated(edition, known, rows.calendar)
    margin = _margin(edition.front, calendar)
    calendar = calendar[len(margin) :]
    days = tuple(entry for entry in edition.timeline if entry.story in given)
    days = days[len(days) - min(rows.timeline, len(days)) :]
    trimmed = replace(
        edition,
        front=replace(edition.front, also=also),
        sections=sections,
        actors=kept,
        calendar=calendar,
        timeline=days,
    )
    cited = {citation.source for citation in _citations(trimmed)}
    cited |= {citation.source for entry in margin for citation in entry.what.citations[:1]}
    sources = tuple(source for source in edition.sources if source.id in cited)
    ahead = len(set(edition.front.next_72_hours) & set(edition.calendar))
    printed = {story.id: len(story.key_points) for section in sections for story in section.stories}
    named = known | lined
    return Cut(
        edition=replace(trimmed, sources=sources),
        whole=edition,
        margin=margin,
        stories=tuple(s.title for s in every if s.id not in named),
        points=sum(_points(s, shown) - printed[s.id] for s in every if s.id in printed),
        dates=len(edition.calendar) - len(calendar) - len(margin) - ahead + len(edition.timeline) - len(days),
        actors=len(telling(edition)) - len(kept),
        sources=len(edition.sources) - len(sources),
    )


def turns(edition: Edition) -> list[str]:
    """The ids of stories in the order in which paper has room: each is named, then each has a key point, then each a second.

    Those of page one, which has told them in a sentence, come a turn later.
    """
    rank = {id_: n for n, id_ in enumerate(_weighed(edition))}
    shown = _shown(edition)
    told = [s for section in edition.sections for s in section.stories if s.title not in edition.cut]
    told.sort(key=lambda story: rank.get(story.id, len(rank)))
    room = {story.id: 1 + _points(story, shown) for story in told}
    front = {item.story for item in edition.front.items}
    turns = [(n + (n > 0 and story.id in front), story.id) for story in told for n in range(room[story.id])]
    return [id_ for _, id_ in sorted(turns, key=lambda turn: turn[0])]


def _shown(edition: Edition) -> frozenset[str]:
    """What page one prints."""
    return frozenset(item.point.text for item in edition.front.items)


def _weighed(edition: Edition) -> Iterator[str]:
    yield from (item.story for item in edition.front.items)
    yield from (passed.story for passed in edition.front.passed_over)


def _points(story: EditionStory, shown: frozenset[str]) -> int:
    """How many key points a story has beside those that stand elsewhere."""
    return sum(point.text not in shown for point in story.key_points)


def _shortened(story: EditionStory, points: int, shown: frozenset[str]) -> EditionStory:
    """``story`` with its first ``points`` key points that do not stand elsewhere."""
    kept = [n for n, point in enumerate(story.key_points) if point.text not in shown][:points]
    return replace(
        story,
        key_points=tuple(story.key_points[n] for n in kept),
        fresh=tuple(new for new, old in enumerate(kept) if old in story.fresh),
    )


def _dated(edition: Edition, known: set[str], most: int) -> tuple[CalendarEntry, ...]:
    """The calendar without what page one has; the dates of stories that are told come first."""
    shown = set(edition.front.next_72_hours)
    left = [entry for entry in edition.calendar if entry not in shown]
    first = sorted(left, key=lambda entry: entry.story not in known)[:most]
    return tuple(entry for entry in left if entry in first)


def _margin(front: Front, entries: Sequence[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    """The first of ``entries`` that fit beside what one needs to know; in millimetres of `print.css`, lines rounded up."""
    beside = sum(14 + 5 * ceil(len(item.title) / 60) + 4.7 * ceil(len(item.point.text) / 72) for item in front.items)
    left = beside - (28 if front.number else 0) - 8 - sum(map(_height, front.next_72_hours))
    fit = 0
    for entry in entries:
        left -= _height(entry) + (8 if fit == 0 else 0)
        if left < 0:
            break
        fit += 1
    return tuple(entries[:fit])


def _height(entry: CalendarEntry) -> float:
    return 6 + 4 * ceil(len(entry.what.text) / 22)


def _citations(edition: Edition) -> Iterator[Citation]:
    """Everything that ``edition`` prints a number for."""
    yield from _on_page_one(edition.front)
    for change in edition.changes:
        yield from change.citations
    for section in edition.sections:
        for story in section.stories:
            yield from story.citations()
    for entry in (*edition.calendar, *edition.timeline):
        yield from entry.what.citations


def _on_page_one(front: Front) -> Iterator[Citation]:
    for item in front.items:
        yield from item.point.citations
        yield from item.why_it_matters.citations if item.why_it_matters else ()
    yield from front.number.point.citations[:1] if front.number else ()
    for entry in front.next_72_hours:
        yield from entry.what.citations[:1]
    for line in (*front.also, *front.comment, *front.checked):
        yield from (line.citation,) if line.citation else ()


#: Stories or sentences in which somebody without a role must be named; with a role it takes one story and two mentions.
STORIES, MENTIONS = 2, 4


def telling(edition: Edition) -> tuple[EditionActor, ...]:
    """The actors of the table: who leads a story first, of the others those first who are no states.

    Places that are no states cannot act, and who only prints the news is none of it.
    """
    leads = {story.lead for section in edition.sections for story in section.stories}
    outlets = {source.source.casefold().removeprefix("the ") for source in edition.sources}
    listed = [
        actor
        for actor in edition.actors
        if (actor.id in leads or _turns_on(actor)) and actor.name.casefold().removeprefix("the ") not in outlets
    ]
    return tuple(sorted(listed, key=lambda actor: (actor.id not in leads, actor.type == "GPE")))


def _turns_on(actor: EditionActor) -> bool:
    if actor.type == "GPE" and not is_state(actor.id):
        return False
    if actor.roles:
        return actor.mentions > 1
    return len(actor.stories) >= STORIES or (actor.type == "ORG" and actor.mentions >= MENTIONS)

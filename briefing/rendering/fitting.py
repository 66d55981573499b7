"""Fitting: what of an edition goes to print, so that it keeps to its pages; all of it stays on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeVar

from briefing.model import CalendarEntry, Citation, Edition, EditionActor, EditionStory, Front

Document = TypeVar("Document")

#: What a cut edition prints beside its stories: the first dates of the calendar, the last of the timeline, the
#: weightiest actors.
CALENDAR, TIMELINE, ACTORS = 9, 4, 8
#: Stories told in one sentence each, of those that paper has no room to tell.
BRIEF = 12
#: A brief of so few stories is a page, if it can be: it needs no contents, and no drawing of five dots.
SHORT = 2
#: Actors and dates that such a page prints.
FEW = 4
#: Tries at a number of stories; each is a whole layout.
TRIES = 4
#: Millimetres of an A4 page between its margins, less what headings leave empty at its foot.
_PAGE = 250.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An edition for print, the whole one that it was cut from, and how much that leaves to the screen.

    Attributes:
        brief: stories that are told in one sentence, beyond those of `edition`.
        stories: headlines of those that are not told at all; `dates`, `actors`, `sources` count what else is not.
    """

    edition: Edition
    whole: Edition | None = None
    brief: tuple[EditionStory, ...] = ()
    stories: tuple[str, ...] = ()
    dates: int = 0
    actors: int = 0
    sources: int = 0


def fitted(
    edition: Edition, most: int, layout: Callable[[Cut], Document], pages: Callable[[Document], int]
) -> tuple[Document, Cut]:
    """Lay out as many stories as ``most`` pages hold, from the top.

    Args:
        edition: the whole edition.
        most: pages.
        layout: makes a document of an edition.
        pages: counts its pages.

    Returns:
        the document, and what it holds. If not even the bottom line fits, it is printed all the same.
    """
    told = [story for section in edition.sections for story in section.stories]
    if len(told) <= SHORT:
        return _on_a_page(edition, layout, pages)
    marked = sum(story.title in edition.cut for story in told)
    high = len(told) - marked
    low, best = -1, None
    guess = min(high, _estimate(edition, most))
    fits = 0
    for _ in range(TRIES):
        cut = cut_to(edition, guess)
        document = layout(cut)
        count = pages(document)
        if count <= most or guess == 0:
            low, best = guess, (document, cut)
            fits += count >= most
            if guess == high or fits > 1:
                break
        else:
            high = guess - 1
        if low >= high:
            break
        guess = low + 1 if fits else _next(guess, count, most, low, high)
    if best is None:
        cut = cut_to(edition, 0)
        best = layout(cut), cut
    return best


def _on_a_page(
    edition: Edition, layout: Callable[[Cut], Document], pages: Callable[[Document], int]
) -> tuple[Document, Cut]:
    """A short brief on one page if leaving out what says least will do it; whole if not."""
    whole = Cut(edition=edition)
    made = layout(whole)
    if pages(made) > 1:
        for ties, actors, days in ((0, len(edition.actors), len(edition.timeline)), (0, FEW, 0), (0, 0, 0)):
            cut = _without(edition, ties, actors, days)
            document = layout(cut)
            if pages(document) == 1:
                return document, cut
    return made, whole


def _without(edition: Edition, ties: int, actors: int, days: int) -> Cut:
    kept = _telling(edition.actors, actors)
    timeline = edition.timeline[len(edition.timeline) - days :]
    trimmed = replace(edition, ties=edition.ties[:ties], actors=kept, timeline=timeline)
    cited = {citation.source for citation in _citations(trimmed)}
    sources = tuple(source for source in edition.sources if source.id in cited)
    return Cut(
        edition=replace(trimmed, sources=sources),
        whole=edition,
        dates=len(edition.timeline) - len(timeline),
        actors=len(edition.actors) - len(kept) if kept else 0,  # without a table the stories name them
        sources=len(edition.sources) - len(sources),
    )


def _next(guess: int, count: int, most: int, low: int, high: int) -> int:
    """The next number of stories to try: pages grow with stories beyond a page or so that does not."""
    fixed = 1.3
    share = max(0.1, most - 0.4 - fixed) / max(0.5, count - fixed)
    return max(low + 1, min(high, round(max(guess, 1) * share)))


def cut_to(edition: Edition, stories: int) -> Cut:
    """``edition`` with so many stories and what belongs to them, and the next ones in brief.

    Those of the bottom line come first, then the others in order; they are printed where they stand. Source numbers stay. With fewer stories than the bottom line has, the actors and the timeline go too; with none,
    what is left is a page.
    """
    told = _in_turn(edition)
    every = [story for section in edition.sections for story in section.stories]
    kept = {story.id for story in told[:stories]}
    if len(kept) == len(every):
        return Cut(edition=edition)
    bare = stories < min(len(edition.bottom_line), len(told))
    rest = [story for story in every if story.id not in kept]
    lined = {item.story for item in edition.front.items} | {line.story for line in edition.front.also}  # on page one
    rest = [story for story in rest if story.id not in lined]
    brief = tuple(story for story in rest if story.key_points)[:BRIEF] if stories else ()
    sections = tuple(
        replace(section, stories=left)
        for section in edition.sections
        if (left := tuple(story for story in section.stories if story.id in kept))
    )
    actors = () if bare else _telling([actor for actor in edition.actors if kept.intersection(actor.stories)])
    short = {story.id for story in brief}
    known = kept | short | {line.story for line in edition.bottom_line}
    shown = set(edition.front.next_72_hours)  # page one has them
    dated = [entry for entry in edition.calendar if entry.story in known and entry not in shown]
    first = sorted(dated, key=lambda entry: entry.story in short)[: 0 if bare else CALENDAR]
    calendar = tuple(entry for entry in dated if entry in first)
    timeline = () if bare else tuple(entry for entry in edition.timeline if entry.story in kept)[-TIMELINE:]
    ties = () if bare else edition.ties
    trimmed = replace(edition, sections=sections, actors=actors, ties=ties, calendar=calendar, timeline=timeline)
    cited = {citation.source for citation in _citations(trimmed)}
    cited |= {citation.source for story in brief for citation in story.key_points[0].citations}
    sources = tuple(source for source in edition.sources if source.id in cited)
    dates = len(edition.calendar) - len(calendar) - len(shown) + len(edition.timeline) - len(timeline)
    return Cut(
        edition=replace(trimmed, sources=sources),
        whole=edition,
        brief=brief,
        stories=tuple(story.title for story in rest if story.id not in short),
        dates=dates,
        actors=len(edition.actors) - len(actors),
        sources=len(edition.sources) - len(sources),
    )


def _in_turn(edition: Edition) -> list[EditionStory]:
    """The stories in the order in which paper has room for them."""
    first = {line.story for line in edition.bottom_line}
    told = [story for section in edition.sections for story in section.stories if story.title not in edition.cut]
    return sorted(told, key=lambda story: story.id not in first)


def _telling(actors: Sequence[EditionActor], most: int = ACTORS) -> tuple[EditionActor, ...]:
    """The ``most`` weightiest of ``actors``, those first of which there is more to tell than that they are a state."""
    told = [actor for actor in actors if actor.roles or actor.type == "PER" or set(actor.also_known_as) - {actor.name}]
    others = [actor for actor in actors if actor not in told]
    kept = {actor.id for actor in (told + others)[:most]}
    return tuple(actor for actor in actors if actor.id in kept)


def _citations(edition: Edition) -> Iterator[Citation]:
    """Everything that ``edition`` prints a number for."""
    yield from _on_page_one(edition.front)
    for change in edition.changes:
        yield from change.citations
    for section in edition.sections:
        for story in section.stories:
            if story.title_citation:
                yield story.title_citation
            for point in story.key_points:
                yield from point.citations
            for difference in story.differences:
                for claim in difference.claims:
                    yield from claim.citations
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


def _estimate(edition: Edition, most: int) -> int:
    """How many stories ``most`` pages should hold, from the length of what they print.

    The sizes are those of `print.css`, measured on made editions of 1 to 100 stories; a layout then decides.
    """
    told = _in_turn(edition)
    first = {section.stories[0].id for section in edition.sections if section.stories}
    fixed = 55 + sum(24 + 5.6 * _lines(line.point.text, 66) for line in edition.bottom_line)
    fixed += sum(4.5 * _lines(line.title, 75) for line in edition.front.also)
    fixed += sum(2 + 4.9 * _lines(change.text, 70) for change in edition.changes)
    fixed += _dated(edition.calendar[:CALENDAR])
    tables = _dated(edition.timeline[-TIMELINE:]) + (75 if len(edition.actors) >= 5 and edition.ties else 0)
    seen: set[str] = set()
    full, short = [], []
    for story in told:
        new = {citation.source for point in story.key_points for citation in point.citations} - seen
        seen |= new
        heading = 14 if story.id in first else 0
        full.append(_height(story) + heading + 4.4 * len(new) + 4.2 * min(2, len(story.actors)))
        said = story.key_points[0].text if story.key_points else ""
        short.append(1.3 + 3.9 + 4.3 * _lines(f"{story.title} {said} S1", 84))
    for number in range(len(told), 0, -1):
        bare = number < min(len(edition.bottom_line), len(told))
        needed = sum(full[:number]) + sum(short[number : number + BRIEF]) + (0 if bare else tables)
        if fixed + needed <= most * _PAGE:
            return number
    return 0


def _height(story: EditionStory) -> float:
    points = sum(1.3 + 4.9 * _lines(f"{point.text} S1 S2", 74) for point in story.key_points)
    return 14 + points + 4 * (len(story.differences) + 2)


def _dated(entries: Iterable[CalendarEntry]) -> float:
    return sum(2.2 + 4.5 * _lines(f"{entry.what.text} S1", 62) for entry in entries)


def _lines(text: str, columns: int) -> int:
    return ceil(len(text) / columns)

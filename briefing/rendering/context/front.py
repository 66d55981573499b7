"""Page one in the reader's language."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from briefing.lexicon.regions import called
from briefing.model import BottomLine, Desk, FrontItem, FrontLine, repeats
from briefing.rendering.context.citing import Citing
from briefing.rendering.context.stories import Stories
from briefing.rendering.context.weight import called_desk, genre_of
from briefing.rendering.views import Figure, Line, Short, ShortLine

#: Outlets named before the rest are counted; items that fill page one.
NAMED, FULL = 2, 7


def lines(stories: Stories) -> tuple[Line, ...]:
    """The items of page one."""
    return tuple(_line(n, item, stories) for n, item in enumerate(stories.edition.front.items, 1))


def _line(number: int, item: FrontItem, stories: Stories) -> Line:
    citing = stories.citing
    made = stories.line(number, BottomLine(story=item.story, point=item.point))
    told = stories.by_id.get(item.story)
    genre = genre_of(told.gravity, citing.words) if told else ""
    goes_on = stories.status(told) if told and told.status != "new" else ""
    state = called(item.state, citing.words.language) if item.state else ""
    desk = "" if item.desk is Desk.OTHER else called_desk(item.desk, citing.words)
    parts = (desk, state, genre, goes_on)
    kicker = " · ".join(part for part in parts if part)
    return replace(
        made,
        kicker=kicker,
        title="" if repeats(item.title, item.point.verbatim) else item.title,
        outlets=_outlets(item.outlets),
        why=citing.point(item.why_it_matters) if item.why_it_matters else None,
    )


def _outlets(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown} + {len(names) - NAMED}" if len(names) > NAMED else shown


def figure(citing: Citing) -> Figure | None:
    """The number of the day."""
    told = citing.edition.front.number
    if told is None:
        return None
    story = citing.anchors.get(told.story, "")
    return Figure(figure=told.figure, of=told.of, story=story, point=citing.point(told.point))


def also(citing: Citing) -> tuple[Short, ...]:
    """The short lines, by desk."""
    return tuple(
        Short(label=called_desk(desk, citing.words), lines=tuple(short(line, citing) for line in told))
        for desk, told in groupby(citing.edition.front.also, key=lambda line: line.desk)
    )


def short(line: FrontLine, citing: Citing) -> ShortLine:
    """A headline and who printed it."""
    return ShortLine(
        title=line.title,
        story=citing.anchors.get(line.story, ""),
        outlets=_outlets(line.outlets),
        cite=citing.cite(line.citation) if line.citation else None,
        verdict=line.verdict,
    )


def nothing_else(citing: Citing) -> str:
    """Said where page one has room and nothing else, or nothing at all, reaches it."""
    front = citing.edition.front
    if len(front.items) >= FULL or any("before it" in each.reason for each in front.passed_over):
        return ""
    if not front.items:
        read = citing.edition.counts.articles
        one, many = "Nothing of weight in {n} article.", "Nothing of weight in {n} articles."
        return citing.words.count(one, many, read) if read else ""
    return citing.words.count(
        "Nothing else of weight in {n} article.",
        "Nothing else of weight in {n} articles.",
        citing.edition.counts.articles,
    )

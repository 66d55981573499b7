"""Page one: the selected stories made into what is printed of them, and the bottom line, which is its points."""

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta

from briefing.edition.candidates import Candidate, gather
from briefing.edition.front import FIRST, LOW, Selection, select
from briefing.edition.outdated import Outdated
from briefing.edition.picks import Picks
from briefing.edition.points import Chosen, standing
from briefing.edition.printed import Printer
from briefing.edition.titles import has_headline, title_citation
from briefing.lexicon.words import words
from briefing.model import (
    BottomLine,
    CalendarEntry,
    Front,
    FrontItem,
    FrontLine,
    FrontNumber,
    KeyPoint,
    Kind,
    PassedOver,
    Placement,
    Reading,
    SignalKind,
    Story,
)
from briefing.settings import DeskSettings

#: A sentence that shares this much of the words of both with its headline adds nothing to it.
SAME = 0.8
#: Words that a sentence of page one has at most.
MOST_WORDS = 40
#: Lines of the next 72 hours.
HOURS_AHEAD, MOST_AHEAD = 72, 5
#: Signals that a number of the day may count, and what they must add to be one. A sum alone does not say what it is for.
_COUNTS = {SignalKind.DEAD: Kind.DEAD, SignalKind.HURT: Kind.INJURED}
LEAST = 0.25


def page_one(
    stories: Sequence[Story],
    told: Collection[str],
    points_of: Callable[[Story], Sequence[Chosen]],
    readings: Mapping[str, Reading],
    calendar: Sequence[CalendarEntry],
    *,
    day: date,
    language: str,
    desk: DeskSettings,
    picks: Picks,
    outdated: Outdated,
) -> tuple[Front, tuple[BottomLine, ...]]:
    """The front, and its points as the bottom line.

    Args:
        stories: weightiest first; those without a key point can only be lines.
        told: ids of those that have key points.
        points_of: the key points of one of them.
        readings: by article id.
        calendar: in the order of days.
        day: the edition's.
        language: the edition's.
        desk: the user's settings.
        picks: what the desk chose.
        outdated: figures that have moved on.
    """
    printing = functools.partial(Printer, readings, day, language, outdated=outdated)
    pinned = {id_: place for id_, place in picks.pinned.items() if id_ in told or not place}
    picked = select([story for story in stories if story.id in told or not speaks(story)], desk, pinned)
    items = [_item(story, points_of(story), readings, language, printing) for story in picked.front]
    checked = [_line(story, readings) for story in picked.checked]
    unproved = (
        PassedOver(story=each.story, reason="a check of facts without a verdict")
        for each in checked
        if not each.verdict
    )
    front = Front(
        items=tuple(items),
        number=_number(picked, readings, outdated, printing),
        next_72_hours=_ahead(calendar, stories, day, desk),
        also=tuple(_line(story, readings) for story in picked.also),
        comment=tuple(_line(story, readings) for story in picked.comment),
        checked=tuple(line for line in checked if line.verdict),
        passed_over=(*picked.passed_over, *unproved, *picks.dropped),
        quiet=not any(item.gravity >= desk.floor for item in items),
    )
    return front, tuple(BottomLine(story=item.story, point=item.point) for item in items)


def speaks(story: Story) -> bool:
    """Whether its sentences may be printed as news: comment and checks of facts stand by their headlines only."""
    return story.gravity.place not in (Placement.COMMENT, Placement.CHECKED)


def _item(
    story: Story,
    points: Sequence[Chosen],
    readings: Mapping[str, Reading],
    language: str,
    printing: Callable[..., Printer],
) -> FrontItem:
    told = [one for one in points if one.picked or not _repeats(one.candidate.text, story.title)]
    told = told if told and has_headline(story, readings) else list(points)
    point = standing(told) or standing(points) or told[0].point
    return FrontItem(
        story=story.id,
        desk=story.gravity.filed,
        state=story.gravity.state,
        title=story.title,
        title_citation=title_citation(story, readings),
        point=point,
        outlets=story.gravity.outlets,
        why_it_matters=_why(story, point, readings, language, printing),
        gravity=story.gravity.total,
    )


def _repeats(sentence: str, title: str) -> bool:
    one, other = frozenset(words(sentence)), frozenset(words(title))
    return bool(one) and len(one & other) >= SAME * len(one)


def _why(
    story: Story, point: KeyPoint, readings: Mapping[str, Reading], language: str, printing: Callable[..., Printer]
) -> KeyPoint | None:
    """The most salient sentence that says why it matters, if it is none that stands there already."""
    fit = [
        each
        for each in gather(story, readings)
        if each.index in readings[each.article.id].news.matters
        and each.length <= MOST_WORDS
        and each.text != point.verbatim
        and each.article.language == language
    ]
    if not fit:
        return None
    above = printing(introduced=f"{story.title}\n{point.text}")
    return _point(max(fit, key=lambda each: (each.salience, -each.order, -each.index)), above)


def _point(one: Candidate, printer: Printer) -> KeyPoint:
    return KeyPoint(verbatim=one.text, text=printer.printed(one), citations=(one.citation,))


def _number(
    picked: Selection, readings: Mapping[str, Reading], outdated: Outdated, printing: Callable[..., Printer]
) -> FrontNumber | None:
    """The newest figure with the largest signal among the first three, with what the reading says that it counts."""
    found = [
        (weighed.adds, -n, _COUNTS[weighed.signal.kind], story)
        for n, story in enumerate(picked.front[:FIRST])
        for weighed in story.gravity.signals
        if weighed.signal.kind in _COUNTS and weighed.adds >= LEAST and story.gravity.article in readings
    ]
    for _, _, kind, story in sorted(found, key=lambda each: (-each[0], -each[1], each[2])):
        reading = readings[story.gravity.article]
        short = [
            each
            for each in gather(story, readings)
            if each.article.id == reading.article.id and each.length <= MOST_WORDS
        ]
        counted = [
            (fact, each)
            for fact in reading.facts
            for each in short
            if fact.kind is kind and fact.span in each.span
            if not any(moved.span == fact.span for moved in outdated.get(reading.article.id, ()))
        ]
        if counted:
            # The first is the report's own; further down stand parts of it, and what others said before.
            fact, each = min(counted, key=lambda one: one[0].span)
            point = _point(each, printing())
            return FrontNumber(figure=fact.span.of(reading.article.text), of=fact.about, story=story.id, point=point)
    return None


def _ahead(
    calendar: Sequence[CalendarEntry], stories: Sequence[Story], day: date, desk: DeskSettings
) -> tuple[CalendarEntry, ...]:
    """What the stories above the floor, and if there is none those above the lower one, name for the next three days."""
    weight = {story.id: story.gravity.total for story in stories}
    soon = [each for each in calendar if day <= each.first <= day + timedelta(hours=HOURS_AHEAD)]
    for floor in (desk.floor, LOW):
        found = [each for each in soon if weight.get(each.story, 0.0) >= floor]
        if found:
            return tuple(sorted(found, key=lambda each: (each.first, -weight[each.story]))[:MOST_AHEAD])
    return ()


def _line(story: Story, readings: Mapping[str, Reading]) -> FrontLine:
    gravity = story.gravity
    return FrontLine(
        story=story.id,
        desk=gravity.filed,
        state=gravity.state,
        title=story.title,
        outlets=gravity.outlets or story.outlets,
        citation=title_citation(story, readings),
        verdict=readings[gravity.article].news.verdict if gravity.article else "",
    )

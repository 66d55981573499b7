"""The agenda: dated things ahead (calendar) and behind (timeline), each once, each cited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.edition.candidates import Candidate, gather
from briefing.edition.clauses import clause_of
from briefing.edition.likeness import REPEATS, likeness
from briefing.edition.printed import Printer
from briefing.lexicon.events import dates_event
from briefing.model import CalendarEntry, KeyPoint, Reading, Span, Story, Timex

#: How far ahead a calendar line may lie, how far back a timeline line, in days.
AHEAD, BACK = 400, 62
#: Spans longer than this are periods, not dates: "next year" is no calendar line.
LONGEST = 31
#: Lines a story may put on each list.
PER_STORY = 3

#: Characters between two days of one thing: " and ", ", ", " und ".
_BETWEEN = 6
#: What is still to come on the edition's own day says so; a plain past tense has been.
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|is due|are due|is set|are set|is expected|are expected|is scheduled|are scheduled|"
    r"plans? to|planned for|later|tonight|opens|begins|starts|meets|votes|wird|werden|sera|seront|doit|doivent|va|será)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|I['’]ll|ich|je|yo)\b")
_CLOCK = re.compile(r"T(\d\d:\d\d)")


def agenda(
    stories: Sequence[Story], readings: Mapping[str, Reading], *, day: date, language: str
) -> tuple[tuple[CalendarEntry, ...], tuple[CalendarEntry, ...]]:
    """What the stories say will happen after ``day`` or on it, and what they say happened before.

    Returns:
        (calendar, timeline), both in order of days; of several sentences of one story that name one
        day and say nearly the same, the most salient is kept.
    """
    ahead: list[CalendarEntry] = []
    behind: list[CalendarEntry] = []
    for story in stories:
        dated = _dated(story, readings)
        coming = [pair for pair in dated if _is_ahead(pair[0], pair[1], day) and not _private(pair[0], pair[1])]
        past = [
            (candidate, timex)
            for candidate, timex in dated
            if day - timedelta(days=BACK) <= _first(timex) and _last(timex) < day and not candidate.leans
        ]
        ahead += _entries(story, readings, coming, day, language)
        behind += _entries(story, readings, past, day, language)
    return tuple(sorted(ahead, key=_order)), tuple(sorted(behind, key=_order))


def _dated(story: Story, readings: Mapping[str, Reading]) -> list[tuple[Candidate, Timex]]:
    found: list[tuple[Candidate, Timex]] = []
    for candidate in gather(story, readings):
        for timex in candidate.timexes:
            if timex.first is None or timex.last is None or (timex.last - timex.first).days > LONGEST:
                continue
            if timex.type not in ("DATE", "TIME"):
                continue
            if not dates_event(candidate.text, timex.span.shift(-candidate.span.start), timex):
                continue
            if found and found[-1][0] is candidate and _goes_on(candidate, found[-1][1], timex):
                found[-1] = (candidate, _both(found[-1][1], timex))
            else:
                found.append((candidate, timex))
    return found


def _goes_on(candidate: Candidate, one: Timex, other: Timex) -> bool:
    """Whether two days stand side by side and follow one another: "on 19 and 20 March" is one meeting."""
    between = candidate.text[one.span.end - candidate.span.start : other.span.start - candidate.span.start]
    return len(between) <= _BETWEEN and one.type == other.type == "DATE" and _first(other) - _last(one) == timedelta(1)


def _both(one: Timex, other: Timex) -> Timex:
    span = Span(one.span.start, other.span.end)
    return replace(one, span=span, last=other.last, value=f"{one.value}/{other.value}")


def _is_ahead(candidate: Candidate, timex: Timex, day: date) -> bool:
    """Whether the day is still to come; on the edition's own day, whether its clause speaks of the future."""
    first = _first(timex)
    if first == day:
        fresh = candidate.day is None or candidate.day >= day
        return fresh and _AHEAD.search(clause_of(candidate, timex)) is not None
    return day < first <= day + timedelta(days=AHEAD)


def _private(candidate: Candidate, timex: Timex) -> bool:
    """Whether somebody speaks of himself: "Tomorrow I come for his wife" is in nobody's calendar."""
    return _I.search(clause_of(candidate, timex)) is not None


def _first(timex: Timex) -> date:
    assert timex.first is not None
    return timex.first


def _last(timex: Timex) -> date:
    assert timex.last is not None
    return timex.last


def _entries(
    story: Story,
    readings: Mapping[str, Reading],
    dated: Sequence[tuple[Candidate, Timex]],
    day: date,
    language: str,
) -> list[CalendarEntry]:
    alike = likeness([candidate for candidate, _ in dated])
    best = sorted(range(len(dated)), key=lambda i: (-dated[i][0].salience, dated[i][0].order, dated[i][1].span))
    kept: list[int] = []
    for i in best:
        candidate, timex = dated[i]
        repeated = any(
            dated[j][0].span == candidate.span and dated[j][0].article.id == candidate.article.id
            for j in kept
            if _first(dated[j][1]) == _first(timex)
        ) or any(
            alike[i, j] >= REPEATS - 0.1 or dated[j][0].terms == candidate.terms
            for j in kept
            if _first(dated[j][1]) <= _last(timex) and _first(timex) <= _last(dated[j][1])
        )
        if not repeated:
            kept.append(i)
        if len(kept) == PER_STORY:
            break
    return [_entry(story, readings, dated[i][0], dated[i][1], day, language) for i in kept]


def _entry(
    story: Story, readings: Mapping[str, Reading], candidate: Candidate, timex: Timex, day: date, language: str
) -> CalendarEntry:
    clock = _CLOCK.search(timex.value)
    reading = readings[candidate.article.id]
    return CalendarEntry(
        first=_first(timex),
        last=_last(timex),
        what=KeyPoint(
            verbatim=candidate.text,
            text=Printer(readings, day, language).printed(candidate),
            citations=(candidate.citation,),
        ),
        story=story.id,
        time=clock.group(1) if clock else "",
        certain=timex.certain,
        words=timex.span.of(reading.article.text),
    )


def _order(entry: CalendarEntry) -> tuple[date, date, str, str, int]:
    cited = entry.what.citations[0]
    return (entry.first, entry.last, entry.time or "99", cited.source, cited.span.start)

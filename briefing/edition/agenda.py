"""The agenda: dated things ahead (calendar) and behind (timeline), each once, each cited."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.edition.brackets import clock_only
from briefing.edition.candidates import Candidate, gather
from briefing.edition.clauses import clause_of
from briefing.edition.likeness import REPEATS, likeness, of_two
from briefing.edition.outdated import Outdated, is_outdated
from briefing.edition.printed import Printer
from briefing.edition.shortening import shortened
from briefing.lexicon.events import dates_event
from briefing.model import CalendarEntry, KeyPoint, Reading, Span, Story, Timex

#: How far ahead a calendar line may lie, how far back a timeline line, in days.
AHEAD, BACK = 400, 62
#: Spans longer than this are periods, not dates: "next month", "in spring" are no calendar lines.
LONGEST = 10
#: Days less probable than this are not put in a calendar. Of 60 lines none was wrong and 91 % were found; at 0.5 one of
#: 64, and 95 % (tests/gold/calendar.jsonl, the half for tuning). Those less probable than `CONFIRMED` are marked: that a
#: sentence announces something is evidence of its own, and of 35 lines above it all were right (42 of 43 in the other half).
SURE_ENOUGH, CONFIRMED = 0.7, 0.9
#: What a report tells of the edition's own day has been, where it is less probable that it was still to come. Above
#: `SURE_ENOUGH` 3 of 75 held out had been (`tools.train.direction`).
_OVER = 0.5
#: Likeness from which a report tells of what another had announced (see `days_apart`).
_SAME_EVENT = 0.3
#: The same of two stories that name one day: of 24 such pairs of 124 real pages those of two events were at most 0.15 alike.
_ONE_EVENT = 0.25
#: Sentences of two stories that bring so many of the same actors together on one day speak of one event.
TOGETHER = 2
#: Words from which a line loses clauses that add to the event.
LONG = 26
#: Lines a story may put on each list.
PER_STORY = 3

#: A line, and its sentence; and those of a story, ahead and behind.
Line = tuple[CalendarEntry, Candidate]
Lines = tuple[list[Line], list[CalendarEntry]]

#: Characters between two days of one thing: " and ", ", ", " und ".
_BETWEEN = 6
#: What will not be, was once meant to be, or is what commonly is.
_UNREAL = re.compile(
    r"\b(?:if|unless|would have|had been|instead of|originally|original|initially|of each year|every year|"
    r"generally|typically|usually|normally|traditionally|annually|in der Regel|üblicherweise|normalerweise|normalmente|"
    r"(?:will|is|are|does|do|would|wo|ca|can|could)(?: ?n[o'’]t|n['’]t)|never|nicht|keine?|no (?:se|será|habrá)|ne sera pas|non sarà|não será)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|[Ww]e|us|[Oo]ur|you|ich|je|yo)\b")
_CLOCK = re.compile(r"T(\d\d:\d\d)")


def lines_of(
    story: Story, readings: Mapping[str, Reading], day: date, languages: Sequence[str], outdated: Outdated
) -> Lines:
    """What one story says will happen after ``day`` or on it, and what it says happened before.

    Of several sentences that name one day and say nearly the same, the most salient is kept; those in the first of the
    reader's ``languages`` go before others'.
    """
    dated = _dated(story, readings)
    past = [
        (candidate, timex)
        for candidate, timex in dated
        if day - timedelta(days=BACK) <= _first(timex) and _last(timex) < day
        if timex.certain and not candidate.leans
    ]
    ahead, behind = (_entries(story, readings, some, day, languages, outdated) for some in (_coming(dated, day), past))
    return ahead, [entry for entry, _ in behind]


def listed(lines: Iterable[Lines]) -> tuple[tuple[CalendarEntry, ...], tuple[CalendarEntry, ...]]:
    """Calendar and timeline of what each story says, the stories weightiest first."""
    ahead: list[Line] = []
    behind: list[CalendarEntry] = []
    for coming, past in lines:
        ahead += coming
        behind += past
    calendar = [entry for entry, _ in _told_once(ahead)]
    return tuple(sorted(calendar, key=_order)), tuple(sorted(behind, key=_order))


def _told_once(lines: Sequence[Line]) -> list[Line]:
    """Of what several stories announce the line of the first story."""
    kept: list[Line] = []
    on: dict[date, list[Line]] = {}
    for line in lines:
        same = on.setdefault(line[0].first, [])
        if not any(_is_one(line, other) for other in same):
            same.append(line)
            kept.append(line)
    return kept


def _is_one(line: Line, other: Line) -> bool:
    """Whether two stories announce one event: of the same days, and of the same actors or in nearly the same words."""
    (one, here), (two, there) = line, other
    if one.story == two.story or one.first != two.first:
        return False
    if len(_actors(here) & _actors(there)) >= TOGETHER:
        return True
    # by words alone they share the day's, which says little
    known = all(each.vector is not None and each.vector.any() for each in (here, there))
    return known and one.last == two.last and of_two(here, there) >= _ONE_EVENT


def _dated(story: Story, readings: Mapping[str, Reading]) -> list[tuple[Candidate, Timex]]:
    found: list[tuple[Candidate, Timex]] = []
    for candidate in gather(story, readings, dated=True):
        for timex in candidate.timexes:
            if timex.first is None or timex.last is None or (timex.last - timex.first).days > LONGEST:
                continue
            if timex.type not in ("DATE", "TIME") or timex.anchor == "previous":
                continue
            if clock_only(timex, timex.span.of(candidate.article.text)):
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


def _coming(dated: Sequence[tuple[Candidate, Timex]], day: date) -> list[tuple[Candidate, Timex]]:
    """What is said to be still to come, and of which no report of the day itself says that it has been."""
    ahead = [(one, timex) for one, timex in dated if _is_ahead(one, timex, day) and not _private(one, timex)]
    today = [pair for pair in ahead if _first(pair[1]) == day and pair[0].day is not None and pair[0].day < day]
    over = [
        one
        for one, timex in dated
        if one.day is not None and one.day >= day and _first(timex) == day and timex.ahead < _OVER
    ]
    if not today or not over:
        return ahead
    alike = likeness([*(one for one, _ in today), *over])
    happened = [
        pair
        for row, pair in enumerate(today)
        if max(alike[row, len(today) + n] for n in range(len(over))) >= _SAME_EVENT
    ]
    return [pair for pair in ahead if pair not in happened]


def _is_ahead(candidate: Candidate, timex: Timex, day: date) -> bool:
    """Whether the day is still to come, and its report spoke of it as such."""
    if min(timex.probability, timex.ahead) < SURE_ENOUGH or _UNREAL.search(clause_of(candidate, timex)):
        return False
    return day <= _first(timex) <= day + timedelta(days=AHEAD)


def _private(candidate: Candidate, timex: Timex) -> bool:
    """Whether somebody speaks of himself or to somebody: "Tomorrow I come for his wife" is in nobody's calendar."""
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
    languages: Sequence[str],
    outdated: Outdated,
) -> list[Line]:
    alike = likeness([candidate for candidate, _ in dated])
    foreign = [candidate.article.language not in languages for candidate, _ in dated]
    behind = [is_outdated(candidate, outdated) for candidate, _ in dated]
    best = sorted(
        range(len(dated)),
        key=lambda i: (
            foreign[i],
            behind[i],
            _first(dated[i][1]) < _last(dated[i][1]),  # "19 March" says more than "mid-March"
            -dated[i][0].salience,
            dated[i][0].order,
            dated[i][1].span,
        ),
    )
    kept: list[int] = []
    for i in best:
        candidate, timex = dated[i]
        repeated = any(
            dated[j][0].article.id == candidate.article.id and not _of_others(dated[j][0], candidate)
            for j in kept
            if _first(dated[j][1]) == _first(timex)
        ) or any(
            alike[i, j] >= (REPEATS - 0.1 if dated[j][0].order == candidate.order else _SAME_EVENT)
            or dated[j][0].terms == candidate.terms
            or (timex.type == "TIME" and dated[j][1].value == timex.value)
            or foreign[i] > foreign[j]
            for j in kept
            if _first(dated[j][1]) <= _last(timex) and _first(timex) <= _last(dated[j][1])
        )
        if not repeated:
            kept.append(i)
        if len(kept) == PER_STORY:
            break
    printing = functools.partial(Printer, readings, day, languages[0], outdated=outdated)
    return [(_entry(story, *dated[i], printing()), dated[i][0]) for i in kept]


def _of_others(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences of one article tell of different actors: of 19 pairs with one day one was of two events."""
    here, there = _actors(one), _actors(other)
    return one.span != other.span and bool(here) and bool(there) and here.isdisjoint(there)


def _actors(candidate: Candidate) -> frozenset[str]:
    return frozenset(mention.actor for mention in candidate.mentions if mention.actor)


def _entry(story: Story, candidate: Candidate, timex: Timex, printer: Printer) -> CalendarEntry:
    words = timex.span.of(candidate.article.text)
    what = KeyPoint(
        verbatim=candidate.text,
        text=printer.printed(candidate),
        citations=(candidate.citation,),
    )
    short = shortened(what, LONG) if len(candidate.text.split()) > LONG else None
    return CalendarEntry(
        first=_first(timex),
        last=_last(timex),
        what=short if short is not None and words in short.text else what,
        story=story.id,
        time=_time(timex),
        certain=timex.probability > CONFIRMED,
        words=words,
    )


def _time(timex: Timex) -> str:
    """The time of day, "24:00" for the midnight that ends it; "" where the text gives none."""
    clock = _CLOCK.search(timex.value)
    if clock is None:
        return ""
    return clock[1] if timex.value.startswith(_first(timex).isoformat()) else "24:00"


def _order(entry: CalendarEntry) -> tuple[date, date, str, str, int]:
    cited = entry.what.citations[0]
    return (entry.first, entry.last, entry.time or "99", cited.source, cited.span.start)

"""The calendar by stretches of days, and the timeline."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from briefing.model import CalendarEntry
from briefing.rendering.context.citing import Citing
from briefing.rendering.views import DayView, EntryView, Stretch

#: Days that a dated thing of this week or the next may take at most.
LONGEST = 7
#: Days that a timeline must name to be worth its space.
LEAST_DAYS = 3


def calendar(citing: Citing) -> tuple[Stretch, ...]:
    """Today, tomorrow, this week (to its Sunday), next week, later; none of them empty."""
    today = citing.edition.date
    sunday = today + timedelta(days=6 - today.weekday())
    bounds = (
        (citing.words("Today"), today),
        (citing.words("Tomorrow"), today + timedelta(days=1)),
        (citing.words("This week"), sunday),
        (citing.words("Next week"), sunday + timedelta(days=7)),
        (citing.words("Later"), date.max),
    )
    made = []
    left = list(citing.edition.calendar)
    for label, last in bounds:
        # A stretch of weeks is later than any day: a month that begins on Friday is nothing of this week.
        now = [each for each in left if (each.first if (each.last - each.first).days <= LONGEST else date.max) <= last]
        left = [entry for entry in left if entry not in now]
        if now:
            made.append(Stretch(label=label, days=_days(now, citing)))
    return tuple(made)


def timeline(citing: Citing) -> tuple[DayView, ...]:
    """What happened when, where three or more days are named."""
    days = _days(citing.edition.timeline, citing)
    return days if len(days) >= LEAST_DAYS else ()


def listed(told: Sequence[CalendarEntry], citing: Citing) -> tuple[EntryView, ...]:
    """Dated things one by one, for the margin of page one."""
    return tuple(
        EntryView(
            when=citing.span(entry.first, entry.last),
            time=entry.time,
            certain=entry.certain,
            point=citing.point(entry.what),
            story=citing.anchors.get(entry.story, ""),
        )
        for entry in told
    )


def _days(entries: Iterable[CalendarEntry], citing: Citing) -> tuple[DayView, ...]:
    grouped: dict[tuple[date, date], list[CalendarEntry]] = {}
    for entry in entries:
        grouped.setdefault((entry.first, entry.last), []).append(entry)
    return tuple(
        DayView(label=citing.span(first, last), iso=first.isoformat(), entries=listed(group, citing))
        for (first, last), group in grouped.items()
    )

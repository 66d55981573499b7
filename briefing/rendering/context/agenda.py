"""The calendar by stretches of days, and the timeline."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from briefing.model import CalendarEntry, Edition
from briefing.rendering.context.citing import Citing
from briefing.rendering.views import DayView, EntryView, Stretch

#: Days that a dated thing of this week or the next may take at most.
LONGEST = 7
#: Days that a timeline must name to be worth its space.
LEAST_DAYS = 3


def calendar(edition: Edition, citing: Citing, stories: Mapping[str, str]) -> tuple[Stretch, ...]:
    """Today, tomorrow, this week (to its Sunday), next week, later; none of them empty."""
    today = edition.date
    sunday = today + timedelta(days=6 - today.weekday())
    bounds = (
        (citing.words("Today"), today),
        (citing.words("Tomorrow"), today + timedelta(days=1)),
        (citing.words("This week"), sunday),
        (citing.words("Next week"), sunday + timedelta(days=7)),
        (citing.words("Later"), date.max),
    )
    made = []
    left = list(edition.calendar)
    for label, last in bounds:
        now = [entry for entry in left if (_far(entry) or entry.first) <= last]
        left = [entry for entry in left if entry not in now]
        if now:
            made.append(Stretch(label=label, days=_days(now, edition, citing, stories)))
    return tuple(made)


def _far(entry: CalendarEntry) -> date | None:
    """Later than any day, for a stretch of weeks: a month that begins on Friday is nothing of this week."""
    return date.max if (entry.last - entry.first).days > LONGEST else None


def timeline(edition: Edition, citing: Citing, stories: Mapping[str, str]) -> tuple[DayView, ...]:
    """What happened when, where three or more days are named."""
    days = _days(edition.timeline, edition, citing, stories)
    return days if len(days) >= LEAST_DAYS else ()


def listed(
    told: Sequence[CalendarEntry], edition: Edition, citing: Citing, stories: Mapping[str, str]
) -> tuple[EntryView, ...]:
    """Dated things one by one, for the margin of page one."""
    return tuple(_entry(entry, edition, citing, stories) for entry in told)


def _days(
    entries: Iterable[CalendarEntry], edition: Edition, citing: Citing, stories: Mapping[str, str]
) -> tuple[DayView, ...]:
    grouped: dict[tuple[date, date], list[CalendarEntry]] = {}
    for entry in entries:
        grouped.setdefault((entry.first, entry.last), []).append(entry)
    return tuple(
        DayView(
            label=citing.words.span(first, last, near=edition.date),
            iso=first.isoformat(),
            entries=listed(group, edition, citing, stories),
        )
        for (first, last), group in grouped.items()
    )


def _entry(entry: CalendarEntry, edition: Edition, citing: Citing, stories: Mapping[str, str]) -> EntryView:
    return EntryView(
        when=citing.words.span(entry.first, entry.last, near=edition.date),
        time=entry.time,
        certain=entry.certain,
        point=citing.point(entry.what),
        story=stories.get(entry.story, ""),
    )

"""The calendar by stretches of days, and the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from briefing.model import CalendarEntry, Edition
from briefing.rendering.context.citing import Citing
from briefing.rendering.views import DayView, EntryView, Stretch

#: Lines beside the bottom line, and how many days ahead they reach.
BESIDE, HOURS_AHEAD = 4, 3
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


def ahead(
    edition: Edition, citing: Citing, stories: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[EntryView, ...]:
    """The next dated things of the weightiest stories, for the margin of page one: when, and in which story."""
    first = {line.story for line in edition.bottom_line}
    told = {story.id for section in edition.sections for story in section.stories}
    last = edition.date + timedelta(days=HOURS_AHEAD)
    seen: dict[tuple[date, str], CalendarEntry] = {}
    for entry in edition.calendar:
        if edition.date <= entry.first <= last and entry.story in titles and not _far(entry):
            seen.setdefault((entry.first, entry.story), entry)
    entries = list(seen.values())
    chosen = sorted(entries, key=lambda entry: (entry.story not in first, entry.story not in told))[:BESIDE]
    return tuple(_entry(entry, edition, citing, stories, titles) for entry in entries if entry in chosen)


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
            entries=tuple(_entry(entry, edition, citing, stories, {}) for entry in group),
        )
        for (first, last), group in grouped.items()
    )


def _entry(
    entry: CalendarEntry, edition: Edition, citing: Citing, stories: Mapping[str, str], titles: Mapping[str, str]
) -> EntryView:
    return EntryView(
        when=citing.words.span(entry.first, entry.last, near=edition.date),
        time=entry.time,
        certain=entry.certain,
        point=citing.point(entry.what),
        story=stories.get(entry.story, ""),
        title=titles.get(entry.story, ""),
    )

"""The body of the mail: what a reader on a phone sees without opening an attachment."""

from dataclasses import replace
from pathlib import Path

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.context import plain_edition
from briefing.rendering.headers import shortened, subject_of, unsubscribe_link
from briefing.rendering.quoted import SourceView
from briefing.rendering.templates import fill
from briefing.rendering.views import Brief, DayView, Stretch
from briefing.settings import MailSettings

#: Characters that programs show beside the subject; bytes at which they clip a body (102 kB), less a margin.
PREHEADER, BODY = 90, 100_000
#: Calendar lines and sections, tried in turn until the body is small enough.
_AMOUNTS = ((24, 30), (8, 12), (0, 0))


def mail_body(edition: Edition, brief: Brief, settings: MailSettings, templates: Path | None) -> str:
    """The HTML body: bottom line, changes, calendar, what the attachment holds; under 100 kB.

    Raises:
        RenderingError: if a template is at fault, or what it makes is too large even without calendar and sections.
    """
    size = 0
    for dates, sections in _AMOUNTS:
        made = _filled(edition, brief, settings, templates, dates, sections)
        size = len(made.encode("utf-8"))
        if size <= BODY:
            return made
    raise RenderingError("mail.html", f"{size} bytes, where mail programs clip at {BODY}", "print less in mail.html")


def _filled(
    edition: Edition, brief: Brief, settings: MailSettings, templates: Path | None, dates: int, sections: int
) -> str:
    calendar, left = _first(brief.calendar, dates)
    shown = replace(brief, calendar=calendar, sections=brief.sections[:sections])
    return fill(
        "mail.html",
        {
            "brief": shown,
            "edition": plain_edition(edition) if templates else {},
            "subject": subject_of(brief),
            "preheader": shortened(" ".join(brief.lead.split()), PREHEADER),
            "cited": _cited(shown),
            "more_dates": left,
            "more_sections": len(brief.sections) - len(shown.sections),
            "unsubscribe": unsubscribe_link(settings),
        },
        language=edition.language,
        folder=templates,
    )


def _first(calendar: tuple[Stretch, ...], most: int) -> tuple[tuple[Stretch, ...], int]:
    """The first so many entries of the calendar, and how many are left."""
    kept: list[Stretch] = []
    room, left = most, 0
    for stretch in calendar:
        days: list[DayView] = []
        for day in stretch.days:
            entries = day.entries[:room]
            room -= len(entries)
            left += len(day.entries) - len(entries)
            if entries:
                days.append(replace(day, entries=entries))
        if days:
            kept.append(replace(stretch, days=tuple(days)))
    return tuple(kept), left


def _cited(brief: Brief) -> tuple[SourceView, ...]:
    """The sources that the body prints a number of."""
    numbers = {c.number for line in brief.bottom_line for c in line.point.cites}
    numbers |= {c.number for change in brief.changes for c in change.cites}
    entries = (entry for stretch in brief.calendar for day in stretch.days for entry in day.entries)
    numbers |= {c.number for entry in entries for c in entry.point.cites}
    flat = (one for source in brief.sources for one in (source, *source.copies))
    return tuple(source for source in flat if source.number in numbers)

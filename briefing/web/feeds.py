"""Feeds: the editions as Atom (RFC 4287) and as a calendar (RFC 5545)."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from starlette.requests import Request
from starlette.responses import Response

from briefing.model import Edition
from briefing.rendering import fill
from briefing.web.site import Site

#: Editions in a feed, and in the calendar.
ENTRIES, DATES = 10, 400


class Feeds:
    """What programs read. A draft is in none."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def atom(self, request: Request) -> Response:
        """The latest editions, each with its bottom line."""
        site = self._site
        found = [edition for day, _ in site.archive.editions()[:ENTRIES] if (edition := site.shelf.edition(day))]
        entries = [self._entry(edition) for edition in found if edition.review.state != "draft"]
        root = f"{request.url.scheme}://{request.headers['host']}{self._site.base}"
        text = fill(
            "web/feed.xml.html",
            {
                "title": site.settings.edition.title, "root": root, "entries": entries,
                "updated": entries[0]["updated"] if entries else "1970-01-01T00:00:00Z",
                "language": site.settings.edition.language,
            },
            language=site.words.language, folder=site.templates,
        )  # fmt: skip
        return Response(text, media_type="application/atom+xml; charset=utf-8")

    def _entry(self, edition: Edition) -> dict[str, object]:
        at = edition.review.at or datetime.combine(edition.date, time(6), ZoneInfo(edition.timezone))
        return {
            "day": edition.date.isoformat(), "updated": at.isoformat(),
            "title": f"{edition.title}, {self._site.words.full_day(edition.date)}",
            "lines": [line.point.text for line in edition.bottom_line],
        }  # fmt: skip

    def calendar(self, request: Request) -> Response:
        """A day's event for each edition."""
        root = f"{request.url.scheme}://{request.headers['host']}{self._site.base}"
        title = self._site.settings.edition.title
        calendar = Calendar({"version": "2.0", "prodid": "-//briefing//editions//EN"})
        for day, number in self._site.archive.editions()[:DATES]:
            event = Event()
            event.add("uid", f"edition{self._site.base.replace('/', '-')}-{day}@briefing")
            event.add("dtstamp", datetime.combine(day, time(6), UTC))
            event.add("dtstart", day)
            event.add("summary", f"{title}, no. {number}")
            event.add("url", f"{root}/edition/{day}")
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
        return Response(calendar.to_ical(), media_type="text/calendar; charset=utf-8")

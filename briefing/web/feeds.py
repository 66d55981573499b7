"""Feeds: the editions as Atom (RFC 4287) and as a calendar (RFC 5545)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

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
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//briefing//editions//EN"]
        for day, number in self._site.archive.editions()[:DATES]:
            lines += [
                "BEGIN:VEVENT", f"UID:edition{self._site.base.replace('/', '-')}-{day}@briefing", f"DTSTAMP:{day:%Y%m%d}T060000Z",
                f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"SUMMARY:{_escaped(f'{title}, no. {number}')}",
                f"URL:{root}/edition/{day}", "TRANSP:TRANSPARENT", "END:VEVENT",
            ]  # fmt: skip
        text = "\r\n".join(part for line in [*lines, "END:VCALENDAR", ""] for part in _folded(line))
        return Response(text, media_type="text/calendar; charset=utf-8")


def _escaped(text: str) -> str:
    for one, other in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(one, other)
    return text


def _folded(line: str) -> list[str]:
    """Lines of at most 75 bytes (RFC 5545, 3.1); none of ours has a character that is split."""
    parts, rest = [], line
    while len(rest.encode()) > 75:
        at = next(n for n in range(75, 0, -1) if len(rest[:n].encode()) <= 74)
        parts.append(rest[:at])
        rest = " " + rest[at:]
    return [*parts, rest]

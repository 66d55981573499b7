"""The calendar as iCalendar (RFC 5545): one event a day or span, each with its source."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from briefing.model import CalendarEntry, Edition, EditionSource


def ics(edition: Edition) -> bytes:
    """The edition's calendar; the same edition, the same bytes.

    An entry with a time is an event of an hour in the edition's zone, any other one fills its days. A UID
    depends on the day and the sentence alone: tomorrow's edition updates the event instead of doubling it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Briefing//briefing//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", edition.title)
    sources = {source.id: source for source in edition.sources}
    stamp = datetime.combine(edition.date, time(6), UTC)
    seen: set[str] = set()
    for entry in edition.calendar:
        uid = _uid(entry)
        if uid not in seen:
            seen.add(uid)
            calendar.add_component(_event(entry, uid, stamp, edition.timezone, sources))
    return bytes(calendar.to_ical())


def _uid(entry: CalendarEntry) -> str:
    key = f"{entry.first}\x1f{entry.last}\x1f{entry.time}\x1f{' '.join(entry.what.verbatim.split())}"
    return f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}@briefing"


def _event(entry: CalendarEntry, uid: str, stamp: datetime, zone: str, sources: dict[str, EditionSource]) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("summary", _plain(entry.what.text))
    if entry.time:
        start = datetime.combine(entry.first, time.fromisoformat(entry.time), ZoneInfo(zone)).astimezone(UTC)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(hours=1))
    else:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    cited = [sources[citation.source] for citation in entry.what.citations if citation.source in sources]
    lines = [_plain(f"{source.source or source.title}: {source.url}".rstrip(": ")) for source in cited]
    if not entry.certain:
        lines.insert(0, "The source does not name the day for certain.")
        event.add("status", "TENTATIVE")
    if lines:
        event.add("description", "\n".join(lines))
    links = [source.url for source in cited if source.url.startswith(("http://", "https://"))]
    if links:
        event.add("url", _plain(links[0]))
    return event


def _plain(text: str) -> str:
    """One line without control characters: what the format could be broken with."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())

"""The calendar as iCalendar (RFC 5545): one event for each dated thing ahead, with its sources."""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from icalendar import Calendar, Event

from briefing.model import CalendarEntry, Desk, Edition, EditionSource, EditionStory
from briefing.rendering.cleaning import printable, safe_link
from briefing.rendering.passages import plain

#: Characters of an event's title; calendars cut longer ones in the middle of a word.
LONGEST_SUMMARY = 160
_UNIVERSAL = re.compile(r"\b(?:GMT|UTC)\b|\d\s?Z\b")
_WEB = re.compile(r"https?://[^\s\"<>\\]{1,2000}", re.IGNORECASE)


def ics(edition: Edition) -> bytes:
    """The edition's calendar, ready to import; the same edition gives the same bytes.

    Days and spans are all-day events. A time of day makes a timed one: in UTC where the words say so, else floating,
    as printed in the source. An event keeps its UID from edition to edition, so that importing twice updates it; what
    the text does not decide is tentative.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{_line(edition.generated_by) or 'Briefing'}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(edition.title))
    stamp = datetime.combine(edition.date, time(), tzinfo=UTC)
    sources = {source.id: source for source in edition.sources}
    told = {story.id: story for section in edition.sections for story in section.stories}
    taken: set[str] = set()
    for entry in edition.calendar:
        calendar.add_component(_event(entry, stamp, sources, told.get(entry.story), taken))
    made: bytes = calendar.to_ical()
    return made


def _event(
    entry: CalendarEntry,
    stamp: datetime,
    sources: dict[str, EditionSource],
    story: EditionStory | None,
    taken: set[str],
) -> Event:
    event = Event()
    event.add("uid", _uid(entry, taken))
    event.add("dtstamp", stamp)
    start = _moment(entry)
    if start is not None:
        event.add("dtstart", start)
    else:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1) if entry.last < date.max else entry.last)
        event.add("transp", "TRANSPARENT")
    event.add("summary", _summary(plain(entry.what)))
    cited = [sources[citation.source] for citation in entry.what.citations if citation.source in sources]
    event.add("description", _description(entry, cited, story.title if story else ""))
    if story and story.desk is not Desk.OTHER:
        event.add("categories", [story.desk.value.capitalize()])  # as many colours as there are desks, no more
    event.add("status", "CONFIRMED" if entry.certain else "TENTATIVE")
    links = [safe_link(source.url) for source in cited if _WEB.fullmatch(source.url)]
    if links:
        event.add("url", links[0])
    return event


def _uid(entry: CalendarEntry, taken: set[str]) -> str:
    """From what the event is, never from when or in which edition it was printed."""
    for number in count():
        content = "\x1f".join(
            (entry.story, str(entry.first), str(entry.last), entry.time, entry.what.verbatim, str(number))
        )
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        if digest not in taken:
            taken.add(digest)
            break
    return f"{digest}@briefing"


def _moment(entry: CalendarEntry) -> datetime | None:
    """When a timed event begins; None for all-day ones and spans."""
    if entry.time == "24:00" and entry.first == entry.last < date.max:  # the midnight that ends the day
        return datetime.combine(
            entry.first + timedelta(days=1), time(), tzinfo=UTC if _UNIVERSAL.search(entry.words) else None
        )
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", entry.time)
    if match is None or entry.first != entry.last:
        return None
    zone = UTC if _UNIVERSAL.search(entry.words) else None
    return datetime.combine(entry.first, time(int(match[1]), int(match[2])), tzinfo=zone)


def _summary(text: str) -> str:
    text = _line(text)
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[:LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _description(entry: CalendarEntry, cited: list[EditionSource], title: str) -> str:
    lines = [plain(entry.what), *([title] if title else [])]
    lines += [
        " · ".join(part for part in (f"[{source.number}] {source.source}", source.title, source.url) if part)
        for source in cited
    ]
    return "\n".join(printable(line) for line in lines)


def _line(text: str) -> str:
    return " ".join(printable(text).split())

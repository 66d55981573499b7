"""Days as they stand on a page's rim: date lines, datelines, addresses, file names, headers of mail and feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Literal

from briefing.sources.page.patterns import Patterns

Order = Literal["dmy", "mdy", "auto"]

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?!\d)")
_ADDRESS = re.compile(r"(?<![\dA-Za-z])((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?![\dA-Za-z])")
_SHORT = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_ADDRESS_MONTH = re.compile(rf"/((?:19|20)\d\d)/({'|'.join(_SHORT)})/(\d{{1,2}})(?=/)", re.IGNORECASE)
_MOMENT = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:.](\d{2})(?!\d)\s?(?:([ap])\.?m\.?)?\s?(GMT|UTC|[+-]\d\d:?\d\d)(?![\w+-])", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_EPOCH_MS = 100_000_000_000  # seconds since 1970 stay below it until the year 5138


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFound:
    """A date in running characters: where it stands, and the day; `month_day` where the year is not given."""

    start: int
    end: int
    day: date | None
    month_day: tuple[int, int]


def find_day(text: str, table: Patterns, order: Order = "auto") -> DayFound | None:
    """The first calendar day in ``text``, which should be short (a line's beginning).

    Reads "29 January, 2019", "Jan. 29, 2019", "29 янв", "2019-01-29", "29/01/2019". Of "3/4/2019" the day
    comes first unless ``order`` says "mdy" or only the other reading exists.
    """
    found = [each for each in (_iso(text), _numbers(text, order), _named(text, table)) if each]
    return min(found, key=lambda each: (each.start, -each.end), default=None)


def moment(text: str, table: Patterns, order: Order = "auto") -> date | datetime | None:
    """The day that a date line gives, with time and zone if it gives both."""
    found = find_day(text, table, order)
    if found is None or found.day is None:
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        return found.day
    hour, minute = int(clock[1]), int(clock[2])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return found.day
    return datetime(found.day.year, found.day.month, found.day.day, hour, minute, tzinfo=_zone(clock[4]))


def parse_published(value: object) -> date | datetime | None:
    """A machine's date: ISO 8601, RFC 2822, or seconds (milliseconds) since 1970. None where it is none.

    A time without a zone is dropped and the day kept: nobody can say what moment it was.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _epoch(float(value))
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = value.strip()
    match = _MOMENT.fullmatch(text)
    if match:
        return _from_match(match)
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _epoch(float(text))
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        head = _MOMENT.match(text)
        return _from_match(head) if head and not text[head.end() :][:1].isdigit() else None
    if not _FIRST_YEAR <= parsed.year <= _LAST_YEAR:
        return None
    return parsed if parsed.tzinfo else parsed.date()


def address_day(address: str) -> date | None:
    """The day in a web address's path ("/2019/01/29/", "/2019/jan/29/", "-20190129")."""
    path = re.sub(r"^[a-z]+://[^/?#]*|[?#].*$", "", address, flags=re.IGNORECASE)
    match = _ADDRESS_MONTH.search(path)
    if match:
        return _day(int(match[1]), _SHORT[match[2].lower()], int(match[3]))
    return name_day(path)


def name_day(name: str) -> date | None:
    """The day in a file's name ("2019-01-29-talks.txt", "20190129_talks.txt")."""
    match = _ADDRESS.search(name)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _from_match(match: re.Match[str]) -> date | datetime | None:
    year, month, day, hour, minute, second, zone = match.groups()
    found = _day(int(year), int(month), int(day))
    if found is None or hour is None or zone is None:
        return found
    try:
        return datetime(
            found.year, found.month, found.day, int(hour), int(minute), int(second or 0), tzinfo=_zone(zone)
        )
    except ValueError:
        return found


def _zone(text: str) -> timezone:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    if offset >= timedelta(hours=24):
        return UTC
    return timezone(-offset if text[0] == "-" else offset)


def _epoch(seconds: float) -> date | datetime | None:
    if seconds >= _EPOCH_MS:
        seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, tz=UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:  # "0001-01-01" is a program's way to say nothing
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(text: str) -> DayFound | None:
    match = _ISO.search(text)
    if match is None:
        return None
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    return _found(match, day) if day else None


def _numbers(text: str, order: Order) -> DayFound | None:
    match = _NUMBERS.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    european, american = _day(year, second, first), _day(year, first, second)
    day = (american or european) if order == "mdy" and match[2] != "." else (european or american)
    return _found(match, day) if day else None


def _found(match: re.Match[str], day: date) -> DayFound:
    return DayFound(start=match.start(), end=match.end(), day=day, month_day=(day.month, day.day))


@cache
def _forms(month: str) -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Read "29 January 2019" and "January 29, 2019", each with the groups of its day and its month."""
    tail = r"(?:(?:\s*,\s*|-|\s+(?:de\s+|del\s+)?)((?:19|20)\d\d)(?!\d))?"
    small = rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s+|-)(?:of\s+|de\s+)?({month})(?!\w)\.?{tail}"
    large = rf"(?<!\w)({month})\.?\s+(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?{tail}"
    return (re.compile(small, re.IGNORECASE), 1, 2), (re.compile(large, re.IGNORECASE), 2, 1)


def _named(text: str, table: Patterns) -> DayFound | None:
    best: DayFound | None = None
    if not _DIGIT.search(text):
        return None
    for form, d, m in _forms(table.month):
        for match in form.finditer(text):
            month, day = table.months[match[m].casefold()], int(match[d])
            if _day(2000, month, day) is None:  # a leap year: 29 February may be
                continue
            if best is None or match.start() < best.start:
                whole = _day(int(match[3]), month, day) if match[3] else None
                best = DayFound(start=match.start(), end=match.end(), day=whole, month_day=(month, day))
            break
    return best

"""One reader of days as machines and editors write them in feeds, mails, metadata: all of the string, or nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from briefing.sources.page.calendars import calendar, zone_of
from briefing.sources.page.datetokens import Order, Parts, days_of, folded, parts_of, year_of

#: The longest string that is a date: JavaScript's with its zone in words has some 60 characters.
_LONGEST = 120
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
#: What programs write where they know no day: Unix time 0 (in any zone), year 1, the first days of spreadsheets.
_NOTHING = frozenset((date(1970, 1, 1), date(1969, 12, 31), date(1, 1, 1), date(1899, 12, 30), date(1900, 1, 1)))
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})|(\d{15,16})|/?date\((-?\d{8,14})(?:[+-]\d{4})?\)/?")
#: A string without a year in it is no date, and the world's calendars are not looked into for it.
_YEAR = re.compile(r"\d{4}|\d{1,2}\D{1,12}\d{2}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, or a moment where clock and zone are given, and whether its string leaves no doubt of the day."""

    value: date | datetime
    certain: bool = True

    @property
    def day(self) -> date:
        """The calendar day in the moment's own zone."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


def read_moment(value: object, *, language: str = "", order: Order = "auto") -> Moment | None:
    """The day that ``value`` gives, if all of it is a date: ISO 8601, RFC 5322, Unix time, or any house's style.

    A clock without a zone is dropped and the day kept: nobody can say what moment it was. A day that programs write
    where they know none (1 January 1970) is none.

    Args:
        value: a string, or a number of seconds or milliseconds since 1970.
        language: ISO 639-1 code or tag ("en-US") of the text around it, for months that two languages name alike.
        order: of day and month in "3/4/2019"; "auto" takes the day first, and is not certain.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _checked(_epoch(float(value)))
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = folded(value)
    if (match := _EPOCH.fullmatch(text)) is not None:
        seconds, thousands, millions, script = match.groups()
        divisor = 1_000_000 if millions else 1000 if thousands or script else 1
        return _checked(_epoch(float(seconds or thousands or millions or script) / divisor))
    for world in (False, True) if _YEAR.search(text) else ():
        parts = parts_of(text, calendar(world=world), language, order)
        if parts is not None and (found := _moment(parts)) is not None:
            return found
    return None


def order_of(values: Iterable[object]) -> Order:
    """How a feed orders day and month in figures, told by those of its dates that can be read in one way only."""
    votes = {"dmy": 0, "mdy": 0}
    for value in values:
        match = re.search(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}", value) if isinstance(value, str) else None
        if match and max(int(match[1]), int(match[2])) > 12 >= min(int(match[1]), int(match[2])):
            votes["dmy" if int(match[1]) > 12 else "mdy"] += 1
    if votes["dmy"] and not votes["mdy"]:
        return "dmy"
    return "mdy" if votes["mdy"] and not votes["dmy"] else "auto"


def _moment(parts: Parts) -> Moment | None:
    readings = _readings(parts)
    if not readings:
        return None
    right = [day for day in readings if day.weekday() in parts.weekdays] if parts.weekdays else []
    day = right[0] if right else readings[0]
    certain = (bool(right) if parts.weekdays else len(readings) == 1) and not (len(right) > 1)
    if (clock := _clock(parts)) is None:
        return _checked(Moment(value=day, certain=certain))
    zone = _zone(parts, day, clock)
    if clock == time.max:  # midnight at the end of a day
        day, clock = day + timedelta(days=1), time()
    if zone is None:
        return _checked(Moment(value=day, certain=certain))
    return _checked(Moment(value=datetime.combine(day, clock, tzinfo=zone), certain=certain))


def _readings(parts: Parts) -> tuple[date, ...]:
    """The days that figures, or a month's name with a day and a year, can be."""
    pure = [month for month, weekday in parts.months if not weekday]
    either = [month for month, weekday in parts.months if weekday]
    if parts.days:
        return () if len(parts.days) > 1 or parts.numbers or pure else parts.days[0]
    months = pure or either[-1:]
    if len(months) != 1 or len(parts.numbers) != 2:
        return ()
    if either:  # "mar" is a month or, beside another month, Tuesday
        parts.weekdays = parts.weekdays if pure else set()
    first, second = parts.numbers
    if len(first) <= 2 and len(second) in (2, 4):
        return days_of((year_of(second), months[0], int(first)))
    return days_of((year_of(first), months[0], int(second))) if len(first) == 4 and len(second) <= 2 else ()


def _clock(parts: Parts) -> time | None:
    """The time of day; `time.max` for 24:00; None where there is none or it is no time."""
    if not parts.clock:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", parts.clock)[:3]]
    hour, minute, second = [*numbers, 0, 0][:3]
    if parts.half and hour <= 12:
        hour = hour % 12 + (12 if parts.half == "p" else 0)
    if (hour, minute, second) == (24, 0, 0):
        return time.max
    try:
        return time(hour, minute, min(second, 59))
    except ValueError:
        return None


def _zone(parts: Parts, day: date, clock: time) -> tzinfo | None:
    if parts.offset:
        digits = re.findall(r"\d+", parts.offset)
        packed = digits[0]
        hours, minutes = (int(packed[:-2]), int(packed[-2:])) if len(packed) > 2 else (int(packed), 0)
        minutes = int(digits[1]) if len(digits) > 1 and len(packed) <= 2 else minutes
        offset = timedelta(hours=hours, minutes=minutes)
        if offset > timedelta(hours=14) or minutes > 59:  # no zone is further from Greenwich
            return None
        return timezone(-offset if "-" in parts.offset or "\u2212" in parts.offset else offset) if offset else UTC
    return zone_of(parts.zone, day, clock) if parts.zone else None


def _epoch(seconds: float) -> Moment | None:
    if not 0 < seconds < 1e17:  # not a number, too
        return None
    while seconds >= 100_000_000_000:  # seconds stay below until the year 5138
        seconds /= 1000
    try:
        return Moment(value=datetime.fromtimestamp(seconds, tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _checked(moment: Moment | None) -> Moment | None:
    if moment is None or moment.day in _NOTHING or not _FIRST_YEAR <= moment.day.year <= _LAST_YEAR:
        return None
    return moment

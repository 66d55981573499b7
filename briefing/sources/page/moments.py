"""One reader of days as machines and editors write them in feeds, mails, metadata: all of the string, or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

from briefing.sources.page.calendars import Calendar, calendar, zone_names, zone_of

Order = Literal["dmy", "mdy", "auto"]

#: The longest string that is a date: JavaScript's with its zone in words has some 60 characters.
_LONGEST = 120
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
#: What programs write where they know no day: Unix time 0 (in any zone), year 1, the first days of spreadsheets.
_NOTHING = frozenset((date(1970, 1, 1), date(1969, 12, 31), date(1, 1, 1), date(1899, 12, 30), date(1900, 1, 1)))
#: Two figures of a year up to this are of our century (POSIX strptime has 68).
_CENTURY = 68
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})|(\d{15,16})|/?date\((-?\d{8,14})(?:[+-]\d{4})?\)/?")
#: A string without a year in it is no date, and the world's calendars are not looked into for it.
_YEAR = re.compile(r"\d{4}|\d{1,2}\D{1,12}\d{2}(?!\d)")
_HALF = re.compile(r"(?<=\d)\s*([ap])\s?\.?\s?m\b\.?(?!\w)")
_EAST = (
    (re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?"), r" \1-\2-\3 "),
    (re.compile(r"(\d{1,2})\s*[時时点點시]\s*(?:(\d{1,2})\s*[分분]?)?(?:\s*(\d{1,2})\s*[秒초])?"), None),
    (re.compile(r"(?:上午|午前|오전)\s*"), " am "),
    (re.compile(r"(?:下午|午後|오후)\s*"), " pm "),
    (re.compile(r"\b(\d{1,2}) tháng (\d{1,2}),? (\d{4})"), r"\1/\2/\3"),
    (re.compile(r"(?:星期|周|週)[一二三四五六日天]|[(（][月火水木金土日월화수목금토일][)）]|[월화수목금토일]요일|[月火水木金土日]曜日?"), " "),
)  # fmt: skip
_TOKEN = re.compile(
    r"(?P<packed>(?<!\d)(?:19|20)\d{6}(?:[t ]?\d{4}(?:\d{2})?)?(?!\d))"
    r"|(?P<week>(?<!\d)\d{4}-?w\d\d-?\d)(?!\d)"
    r"|(?P<ymd>(?<!\d)\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)\.?)"
    r"|(?P<dmy>(?<!\d)\d{1,2}(?P<mark>\s?[-/.]\s?| )\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d:]))"
    r"|(?P<clock>(?<!\d)\d{1,2}(?:\s?[:h]\s?\d{1,2}|\.\d{2})(?:[:.]\d{1,2})?(?:[.,:]\d{1,9})?(?!\d))"
    r"|(?P<hour>(?<!\d)\d{1,2}(?:\s?(?:uhr|h|o'clock)(?!\w)|(?=\s?[ap]m\b)))"
    r"|(?P<offset>(?:gmt|utc|z)?\s?[+\-\u2212]\s?\d{1,2}(?::?\d{2})?(?::?\d{2})?(?!\d)z?)"
    r"|(?P<place>[a-z]+(?:/[a-z_+-]+){1,2}\d{0,2})"
    r"|(?P<number>\d+)(?P<ordinal>st|nd|rd|th|er|ère|º|ª|°|-го)?(?!\d)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u0e00-\u0fff\u1000-\u17ff]|(?<=\w)['’.-](?=[^\W\d_]))*)"
    r"|(?P<gap>[\s,;،؛.|·•–—()\[\]/'’@:\u200e\u200f-]+)"
)
#: Words that stand between the parts of a date and say nothing about it.
_SMALL = frozenset(
    "at on of the um am den der le à a las la alle ore del de do dos di às as os kl klo kell o og i в г года року р р. г. "
    "uhr hrs hr h hours t time published posted updated first last modified created issued filed pubdate date el les ng o'clock م ه الساعة في".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, or a moment where clock and zone are given, and whether its string leaves no doubt of the day."""

    value: date | datetime
    certain: bool = True

    @property
    def day(self) -> date:
        """The calendar day in the moment's own zone."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


@dataclass(slots=True)
class _Parts:
    """What has been read of one string."""

    days: list[tuple[date, ...]] = field(default_factory=list)  # each: the readings, the likelier first
    numbers: list[str] = field(default_factory=list)
    months: list[tuple[int, bool]] = field(default_factory=list)  # the month, and whether it may be a weekday
    weekdays: set[int] = field(default_factory=set)
    clock: str = ""
    half: str = ""
    offset: str = ""
    zone: str = ""


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
    text = _folded(value)
    if (match := _EPOCH.fullmatch(text)) is not None:
        seconds, thousands, millions, script = match.groups()
        divisor = 1_000_000 if millions else 1000 if thousands or script else 1
        return _checked(_epoch(float(seconds or thousands or millions or script) / divisor))
    for world in (False, True) if _YEAR.search(text) else ():
        parts = _parts(text, calendar(world=world), language, order)
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


def _folded(value: str) -> str:
    """Small letters, ASCII digits, one kind of space; the Far East's units as marks."""
    text = unicodedata.normalize("NFKC", value).casefold().strip(" \t\r\n\"'")
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    text = " ".join(text.replace("\u200f", "").replace("\u200e", "").split())
    text = _HALF.sub(r" \1m ", text)
    for form, by in _EAST:
        text = form.sub(by, text) if by else form.sub(_eastern_clock, text)
    return text.strip()


def _eastern_clock(match: re.Match[str]) -> str:
    return f" {match[1]}:{int(match[2] or 0):02}" + (f":{int(match[3]):02}" if match[3] else "") + " "


def _parts(text: str, words: Calendar, language: str, order: Order) -> _Parts | None:
    """Every token of ``text`` in its place; None where one has none."""
    for phrase in words.phrases:
        if phrase in text:
            text = text.replace(phrase, phrase.replace(" ", "-"))
    parts = _Parts()
    at = 0
    while at < len(text):
        if (named := _long_zone(text, at)) is not None:
            parts.zone = parts.zone or named
            at += len(named)
            continue
        match = _TOKEN.match(text, at)
        if match is None or not _take(parts, match, words, language, order):
            return None
        at = match.end()
    return parts


def _long_zone(text: str, at: int) -> str | None:
    """A zone in several words ("Eastern Daylight Time") that stands at ``at``."""
    if not text[at].isalpha() or (at and text[at - 1].isalpha()):
        return None
    return next((name for name in zone_names() if " " in name and text.startswith(name, at)), None)


def _take(parts: _Parts, match: re.Match[str], words: Calendar, language: str, order: Order) -> bool:
    kind, token = match.lastgroup, match.group()
    kind = "number" if kind == "ordinal" else "dmy" if kind == "mark" else kind
    if kind in ("packed", "week", "ymd", "dmy"):
        days = _numeric(parts, kind, token, language, order)
        parts.days += [days] if days else []
        return bool(days)
    if kind in ("clock", "hour"):
        first, parts.clock = not parts.clock, parts.clock or token
        return first
    if kind == "offset":
        dated = bool(parts.days) or len(parts.numbers) == 2
        if parts.clock or (dated and re.search(r"[+-]\d{4}$", token)):
            first, parts.offset = not parts.offset, parts.offset or token
            return first
        return token.lstrip().startswith("-") and _again(parts, token.strip(" -"))
    if kind == "number":
        parts.numbers.append(match["number"])
        return len(parts.numbers) <= 2
    if kind == "place":
        parts.zone = parts.zone or token
        return True
    return kind == "gap" or _word(parts, token.strip("."), words, language)


def _again(parts: _Parts, token: str) -> bool:
    """A clock or a year behind a hyphen that is no sign: "2023 - 16:29", "22-09-2017"."""
    if ":" in token and not parts.clock:
        parts.clock = token
    elif token.isdigit():
        parts.numbers.append(token)
    return (":" in token or token.isdigit()) and len(parts.numbers) <= 2


def _word(parts: _Parts, word: str, words: Calendar, language: str) -> bool:
    plain = word.replace("’", "'")
    joined = plain.replace("-", " ")
    weekdays = words.weekdays.get(plain) or words.weekdays.get(joined) or frozenset()
    months = words.months.get(plain) or words.months.get(joined) or {}
    if months:
        numbers = set(months.values())
        own = months.get(language[:2].lower())
        if own is None and len(numbers) > 1:
            return False
        parts.months.append((own or numbers.pop(), bool(weekdays)))
        parts.weekdays |= weekdays
        return True
    if weekdays:
        parts.weekdays |= weekdays
        return True
    if plain in ("am", "pm", "a.m", "p.m", "πμ", "μμ", "ص", "م"):
        parts.half = parts.half or {"π": "a", "μ": "p", "ص": "a", "م": "p"}.get(plain[0], plain[0])
        return True
    if plain in _SMALL:
        return True
    unknown = plain.isascii() and 2 <= len(plain) <= 5 and not parts.zone and not parts.offset  # "CIST": some zone
    if (parts.clock and unknown) or ((parts.clock or parts.days or parts.numbers) and plain in zone_names()):
        parts.zone = parts.zone or plain
        return True
    return False


def _numeric(parts: _Parts, kind: str, token: str, language: str, order: Order) -> tuple[date, ...]:
    """The readings of a day in figures."""
    numbers = [int(number) for number in re.findall(r"\d+", token)]
    if kind == "packed":
        digits = re.sub(r"\D", "", token)
        if len(digits) > 8:
            parts.clock = f"{digits[8:10]}:{digits[10:12]}:{digits[12:14] or '00'}"
        return _days((int(digits[:4]), int(digits[4:6]), int(digits[6:8])))
    if kind == "week":
        digits = re.sub(r"\D", "", token)
        try:
            return (date.fromisocalendar(int(digits[:4]), int(digits[4:6]), int(digits[6])),)
        except ValueError:
            return ()
    if kind == "ymd":
        return _days((numbers[0], numbers[1], numbers[2]))
    first, second, year = numbers
    year = _year(str(year) if year > 99 else f"{year:02}")
    american = order == "mdy" or (order == "auto" and language.lower().replace("_", "-").startswith("en-us"))
    readings = _days((year, second, first), (year, first, second))
    if "." in token or (order == "dmy" and len(readings) == 2):
        return readings[:1]
    if american and len(readings) == 2:
        return (readings[1],) if order == "mdy" else readings[::-1]
    return readings


def _days(*triples: tuple[int, int, int]) -> tuple[date, ...]:
    found: list[date] = []
    for year, month, day in triples:
        try:
            each = date(year, month, day)
        except ValueError:
            continue
        if each not in found:
            found.append(each)
    return tuple(found)


def _year(digits: str) -> int:
    if len(digits) > 2:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= _CENTURY else 1900)


def _moment(parts: _Parts) -> Moment | None:
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


def _readings(parts: _Parts) -> tuple[date, ...]:
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
        return _days((_year(second), months[0], int(first)))
    return _days((_year(first), months[0], int(second))) if len(first) == 4 and len(second) <= 2 else ()


def _clock(parts: _Parts) -> time | None:
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


def _zone(parts: _Parts, day: date, clock: time) -> tzinfo | None:
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

"""The tokens of a date as it is written: figures, months, weekdays, clocks and zones, each in its place or none."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from briefing.lexicon.days import make_day
from briefing.sources.page.calendars import Calendar, zone_names

Order = Literal["dmy", "mdy", "auto"]

#: Two figures of a year up to this are of our century (POSIX strptime has 68).
_CENTURY = 68
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
    r"|(?P<clock>(?<!\d)\d{1,2}(?:\s?[:hu]\s?\d{1,2}|\.\d{2})(?:[:.]\d{1,2})?(?:[.,:]\d{1,9})?(?!\d))"
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
    "uhr hrs hr h hours t time published posted updated first last modified created issued filed pubdate date el les ng o'clock م ه الساعة في om ora u ч".split()
)


@dataclass(slots=True)
class Parts:
    """What has been read of one string."""

    days: list[tuple[date, ...]] = field(default_factory=list)  # each: the readings, the likelier first
    numbers: list[str] = field(default_factory=list)
    months: list[tuple[int, bool]] = field(default_factory=list)  # the month, and whether it may be a weekday
    weekdays: set[int] = field(default_factory=set)
    clock: str = ""
    half: str = ""
    offset: str = ""
    zone: str = ""


def folded(value: str) -> str:
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


def parts_of(text: str, words: Calendar, language: str, order: Order) -> Parts | None:
    """Every token of ``text`` in its place; None where one has none."""
    for phrase in words.phrases:
        if phrase in text:
            text = text.replace(phrase, phrase.replace(" ", "-"))
    parts = Parts()
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


def _take(parts: Parts, match: re.Match[str], words: Calendar, language: str, order: Order) -> bool:
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


def _again(parts: Parts, token: str) -> bool:
    """A clock or a year behind a hyphen that is no sign: "2023 - 16:29", "22-09-2017"."""
    if ":" in token and not parts.clock:
        parts.clock = token
    elif token.isdigit():
        parts.numbers.append(token)
    return (":" in token or token.isdigit()) and len(parts.numbers) <= 2


def _word(parts: Parts, word: str, words: Calendar, language: str) -> bool:
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
    if plain in _SMALL or plain in words.small:
        return True
    unknown = plain.isascii() and 2 <= len(plain) <= 5 and not parts.zone and not parts.offset  # "CIST": some zone
    if (parts.clock and unknown) or ((parts.clock or parts.days or parts.numbers) and plain in zone_names()):
        parts.zone = parts.zone or plain
        return True
    return False


def _numeric(parts: Parts, kind: str, token: str, language: str, order: Order) -> tuple[date, ...]:
    """The readings of a day in figures."""
    numbers = [int(number) for number in re.findall(r"\d+", token)]
    if kind == "packed":
        digits = re.sub(r"\D", "", token)
        if len(digits) > 8:
            parts.clock = f"{digits[8:10]}:{digits[10:12]}:{digits[12:14] or '00'}"
        return days_of((int(digits[:4]), int(digits[4:6]), int(digits[6:8])))
    if kind == "week":
        digits = re.sub(r"\D", "", token)
        try:
            return (date.fromisocalendar(int(digits[:4]), int(digits[4:6]), int(digits[6])),)
        except ValueError:
            return ()
    if kind == "ymd":
        return days_of((numbers[0], numbers[1], numbers[2]))
    first, second, year = numbers
    year = year_of(str(year) if year > 99 else f"{year:02}")
    american = order == "mdy" or (order == "auto" and language.lower().replace("_", "-").startswith("en-us"))
    readings = days_of((year, second, first), (year, first, second))
    if "." in token or (order == "dmy" and len(readings) == 2):
        return readings[:1]
    if american and len(readings) == 2:
        return (readings[1],) if order == "mdy" else readings[::-1]
    return readings


def days_of(*triples: tuple[int, int, int]) -> tuple[date, ...]:
    """Those of ``triples`` (year, month, day) that are days, each once."""
    return tuple(dict.fromkeys(day for triple in triples if (day := make_day(*triple))))


def year_of(digits: str) -> int:
    """A year of two or four figures."""
    if len(digits) > 2:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= _CENTURY else 1900)

"""Tokens: a sentence's words, numbers and marks, each with the classes that the lexicon gives it."""

import re
from collections.abc import Callable
from typing import Any

#: A moment in ISO 8601; a number with its separators and what is glued to it; a word; any other mark.
#: Each alternative is a run of disjoint classes: one look at each character. (No possessive groups: before Python 3.11.5
#: they lose what stands in them, CPython issue 106052.)
TOKEN = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\w)"
    r"|\d+(?:[.,:/–-]\d+)*[^\W\d_]*"
    r"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0670])*"
    r"|[^\w\s\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]",  # marks of direction and no width: passed over
)
_NUMBER = re.compile(r"(\d+(?:[.,:/–-]\d+)*)([^\W\d_]*)")
#: Longer runs of digits name no day.
_LONGEST = 36

Classes = dict[str, Any]
NOTHING: Classes = {}


class Item:
    """A token, or several that a rule has put together.

    Attributes:
        start: offset of the first character in the sentence.
        end: offset behind the last one.
        low: its lower-case text; "" for what a rule has made.
        classes: grammatical class → value.
        rule: the name of the rule that made it, else "".
    """

    __slots__ = ("classes", "end", "low", "rule", "start")

    def __init__(self, start: int, end: int, low: str, classes: Classes, rule: str = "") -> None:
        self.start = start
        self.end = end
        self.low = low
        self.classes = classes
        self.rule = rule


def number_classes(text: str, suffixes: dict[str, str]) -> Classes:
    """The classes of a token that begins with a digit.

    Args:
        text: the token, lower case, in Western digits.
        suffixes: what letters glued to a number say in this language: "th" → "ordinal", "pm" → "pm".
    """
    if len(text) > _LONGEST:
        return NOTHING
    match = _NUMBER.fullmatch(text)
    if match is None:
        return {"moment": text} if "t" in text else NOTHING
    body, suffix = match[1].replace("–", "-"), match[2]
    if suffix:
        return _suffixed(body, suffix, suffixes)
    if body.isdigit():
        return _whole(body)
    for shape, make in _SHAPES:
        found = shape.fullmatch(body)
        if found:
            return make(found)
    return {"figure": body}


def _whole(body: str) -> Classes:
    value, width = int(body), len(body)
    if width > 4:
        return {"num": value, "farnum": value}
    classes: Classes = {"num": value, "int": value}
    if width <= 2:
        if 1 <= value <= 31:
            classes["day"] = value
        if 1 <= value <= 12:
            classes["monthnum"] = value
        if value <= 24:
            classes["hour"] = value
        if width == 2:
            classes["yy"] = value
    elif width == 4:
        if body[0] != "0" and value <= 2999:
            classes["year"] = value
        if value // 100 < 24 and value % 100 < 60:
            classes["hhmm"] = (value // 100, value % 100)
    elif body[0] != "0":
        classes["year3"] = value
    return classes


def _suffixed(body: str, suffix: str, suffixes: dict[str, str]) -> Classes:
    meaning = suffixes.get(suffix)
    if meaning is None or not (body.isdigit() or re.fullmatch(r"\d{1,2}[:.]\d\d", body)):
        return NOTHING
    if len(suffix) == 1 and meaning in ("am", "pm") and body.isdigit():
        return NOTHING  # "a 1p cut", "5a": "7:30p" only is a time
    if meaning in ("am", "pm", "clock"):
        hour, _, minute = body.replace(".", ":").partition(":")
        if len(hour) > 2:
            return NOTHING
        return _clock(int(hour), int(minute or 0), meaning)
    if not body.isdigit() or len(body) > 4:
        return NOTHING
    value = int(body)
    if meaning == "decade":
        name = {2: "shortdecade", 4: "decadenum"}.get(len(body))
        return {name: value} if name and value % 10 == 0 else NOTHING
    if meaning == "ordinal":
        return {"ord": value, **({"dayord": value} if 1 <= value <= 31 else {})}
    return {"num": value, meaning: value}


def _clock(hour: int, minute: int, half: str) -> Classes:
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return NOTHING
        hour = hour % 12 + (12 if half == "pm" else 0)
    return {"time": (hour, minute)} if hour <= 24 and minute < 60 else NOTHING


def _colon(found: re.Match[str]) -> Classes:
    hour, minute = int(found[1]), int(found[2])
    classes = _clock(hour, minute, "clock")
    return {"hhcolon": (hour, minute)} if classes else NOTHING


def _pair(found: re.Match[str]) -> Classes:
    """Two small numbers: "29/01", "28-30", "18.30"."""
    first, mark, second = int(found[1]), found[2], int(found[3])
    classes: Classes = {"slash" if mark == "/" else "dash" if mark == "-" else "dot": (first, second)}
    if mark == "-" and 1 <= first < second <= 31:
        classes["dayspan"] = (first, second)
    if mark == "." and first < 25 and second < 60 and len(found[3]) == 2:
        classes["dotclock"] = (first, second)
    if mark == ".":
        classes["num"] = float(f"{first}.{found[3]}")
    if mark == "/" and 0 < first < second <= 8:
        classes["fraction"] = first / second
    return classes


def _year_pair(found: re.Match[str]) -> Classes:
    """A year and two or four more digits: "2018-19", "2014-2018", "2015/03"."""
    first, second = int(found[1]), int(found[2])
    if len(found[2]) == 4:
        return {"yearspan": (first, second)} if first < second else NOTHING
    if second == (first + 1) % 100 or second > 12:
        later = first - first % 100 + second
        return {"yearspan": (first, later if later > first else later + 100)}
    return {"yearmonth": (first, second)} if second >= 1 else NOTHING


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Classes]], ...] = (
    (re.compile(r"(\d{1,2}):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?"), _colon),
    (re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"), lambda m: {"ymd": (int(m[1]), int(m[3]), int(m[4]))}),
    (
        re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)"),
        lambda m: {"triple": (int(m[1]), int(m[3]), int(m[4]), len(m[4]) == 4, m[2])},
    ),
    (re.compile(r"([12]\d{3})[-/](\d\d|[12]\d{3})"), _year_pair),
    (re.compile(r"(\d{1,2})([-/.])(\d{1,2})"), _pair),
    (re.compile(r"(\d{1,3}(?:,\d{3})+)"), lambda m: {"num": int(m[1].replace(",", ""))}),
    (re.compile(r"(\d{1,6})[.,](\d{1,6})"), lambda m: {"num": float(f"{m[1]}.{m[2]}")}),
)

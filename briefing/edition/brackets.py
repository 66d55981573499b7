"""Brackets: editorial insertions in square brackets, such as the day that "Tuesday" was."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_skeleton

from briefing.model import Timex

_VALUE_NEEDS_NONE = re.compile(r"\d{4}(?:-(?:Q[1-4]|H[12]|SP|SU|FA|WI))?|\d{3}X|\d\dXX|FY\d{4}")
_FULL_DATE = re.compile(
    r"\b\d{1,2}\D{1,16}\d{4}\b|\b\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DIGIT = re.compile(r"\d")
_POSSESSIVE = ("'s", "’s", "'", "’")
#: Spans longer than this say less than the words: "[29 Jul 2018 – 29 Jan]" for "recent months".
LONGEST = 100


def apply(text: str, insertions: Iterable[tuple[int, str]]) -> str:
    """``text`` with each string put in before the character at its offset; those at one offset keep their order.

    Raises:
        ValueError: for an offset outside ``text``.
    """
    parts: list[str] = []
    at = 0
    for offset, words in sorted(insertions, key=lambda pair: pair[0]):
        if not 0 <= offset <= len(text):
            msg = f"nothing can be inserted at {offset} of {len(text)} characters"
            raise ValueError(msg)
        parts += (text[at:offset], words)
        at = offset
    return "".join((*parts, text[at:]))


def insert(text: str, offset: int, timexes: Sequence[Timex], *, day: date, language: str = "en") -> str:
    """``text``, a verbatim sentence, with " [29 Jan]" after the time expressions that need it.

    Args:
        text: the sentence.
        offset: where its first character stands in its article: what the spans of ``timexes`` count from.
        timexes: of the article or of the sentence; those outside it are passed over.
        day: of the edition; the year is printed where it is another one.
        language: of the labels (ISO 639-1).
    """
    return apply(text, insertions(text, offset, timexes, day=day, language=language))


def insertions(
    text: str, offset: int, timexes: Sequence[Timex], *, day: date, language: str = "en"
) -> list[tuple[int, str]]:
    """Where `insert` puts what: (offset in ``text``, " [29 Jan]"), in reading order."""
    found: list[tuple[int, str]] = []
    said: set[str] = set()
    for timex in timexes:
        start, end = timex.span.start - offset, timex.span.end - offset
        if start < 0 or end > len(text) or start >= end:
            continue
        words = text[start:end]
        if not _needs(timex, words):
            continue
        made = label(timex, day=day, language=language)
        place = _place(text, end)
        if made and place is not None and (made, words.casefold()) not in said and made not in said:
            said.add(made)
            found.append((place, f" [{made}]"))
    return found


def label(timex: Timex, *, day: date, language: str = "en") -> str:
    """The day or span of ``timex`` as printed between brackets: "29 Jan", "21–27 Jan", "Sept 2018", "c. 29 Jan"."""
    first, last = timex.first, timex.last
    if first is None or last is None or first > last:
        return ""
    locale = _locale(language)
    about = "" if timex.certain else "c. "
    if first == last:
        return about + _day(first, locale, year=first.year != day.year)
    if first.day == 1 and first.month == last.month and first.year == last.year and (last - first).days >= 27:
        return about + format_skeleton("yMMM", first, locale=locale).replace(".", "")
    if (first.year, first.month) == (last.year, last.month):
        whole = _day(last, locale, year=last.year != day.year)
        number = str(last.day)
        if whole.startswith(number):
            return f"{about}{first.day}–{whole}"
    foreign = first.year != day.year or last.year != day.year
    return (
        f"{about}{_day(first, locale, year=foreign and first.year != last.year)} – {_day(last, locale, year=foreign)}"
    )


def _day(day: date, locale: Locale, *, year: bool) -> str:
    return format_skeleton("yMMMd" if year else "MMMd", day, locale=locale).replace(".", "")


@functools.cache
def _locale(language: str) -> Locale:
    # British English puts the day first and writes "Sept"; digits stay Western in Arabic, as in the rest of the page.
    return Locale.parse({"en": "en_GB", "ar": "ar_LB"}.get(language, language))


def _needs(timex: Timex, words: str) -> bool:
    """Whether the words of ``timex`` leave the reader to count days."""
    if timex.first is None or timex.last is None or timex.type not in ("DATE", "TIME"):
        return False
    if (timex.last - timex.first).days > LONGEST or _VALUE_NEEDS_NONE.fullmatch(timex.value):
        return False
    if "[" in words or "]" in words or _FULL_DATE.search(words):
        return False
    if timex.anchor == "none":
        return False
    # "20 January" and "September 2018" say it; "the 29th" and "September" do not
    letters = any(letter.isalpha() for letter in words)
    return not (
        letters and (_YEAR.search(words) or (timex.first == timex.last and _DIGIT.search(words) and _named(words)))
    )


def _named(words: str) -> bool:
    """Whether a number stands beside a word that is no ordinal ending: "20 January", not "the 29th"."""
    return bool(re.search(r"\b\d{1,2}\b\S{0,3}\s+(?:de\s+)?[^\W\d_]{3,}|[^\W\d_]{3,}\.?\s+\d{1,2}\b", words))


def _place(text: str, end: int) -> int | None:
    """Where an insertion after the words that end at ``end`` may stand: behind a possessive; not inside a word."""
    for mark in _POSSESSIVE:
        if text.startswith(mark, end):
            after = text[end + len(mark) : end + len(mark) + 1]
            if not after.isalnum() and (mark not in ("'", "’") or text[end - 1 : end] in ("s", "S")):
                return end + len(mark)
    following = text[end : end + 1]
    if following.isalnum() or following in ("-", "‑", "_"):
        close = re.compile(r"[^\s,.;:!?)\]\"”»]*").match(text, end)
        return close.end() if close else None
    return end

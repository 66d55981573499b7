"""Brackets: editorial insertions in square brackets, such as the day that "Tuesday" was."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from briefing.lexicon.calendar import month_names, stretch, written
from briefing.lexicon.days import end_of_month
from briefing.model import Timex

#: A day beside a month's name, in either order; a date in figures; a year.
_DAY_AND_MONTH = re.compile(
    r"\b\d{1,2}\S{0,2}\s+(?:[^\W\d_]{1,3}\s+)?[^\W\d_]{3,}|[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?\b|\d{1,2}[./-]\d{1,2}\b"
)
#: A day of the month by its number alone; what stands between two of a list.
_BARE_DAY = re.compile(r"\d{1,2}(?:\.|º|er|st|nd|rd|th)?")
_LIST_GAP = 10
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")
#: The words of a time of day that names no day.
_CLOCK_WORDS = frozenset(
    "a p m am pm h hr hrs hours hour uhr heures heure horas hora ore ora o clock noon midnight midday midi minuit local time mittag "
    "mitternacht mediodía medianoche mezzogiorno mezzanotte meia noite meio dia час часов часа полдень полночь мск "
    "по местному московскому времени гринвичу москве الساعة في عند تمام بالتوقيت المحلي بتوقيت غرينتش جرينتش "
    "ortszeit mez mesz locale italiana de paris no horário brasília las a las noche gmt utc "
    "est edt cst cdt mst mdt pst pdt et ct pt cet cest eet bst msk jst ist eastern central pacific".split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_WORD_END = re.compile(r"[^\s,.;:!?)\]\[(\"”»’']*")
_POSSESSIVE = ("'s", "’s")
#: Longer spans say less than the words do.
LONGEST = timedelta(days=370)
#: TIMEX3 values of months and of years.
_MONTHS, _CALENDAR_YEAR = re.compile(r"\d{4}-\d\d(?:/\d{4}-\d\d)?"), re.compile(r"\d{4}")
#: Month and day of feasts whose names say the day.
_KNOWN_FEASTS = frozenset({(12, 24), (12, 25), (12, 31), (1, 1)})
#: Forms of months that are too short to be known by their beginning.
_MORE_MONTHS = {"ru": frozenset({"мае", "маю", "маем"})}
#: Days of a span that needs no telling where the reader is in it.
_OWN = 27
#: Letters of a month's name from which its last one may be another: "сентябрь", "сентябре".
_INFLECTED = 5


def apply(text: str, insertions: Iterable[tuple[int, str]]) -> str:
    """``text`` with each string put in before the character at its offset; those at one offset keep their order.

    Raises:
        ValueError: for an offset outside ``text``.
    """
    parts: list[str] = []
    at = 0
    for offset, words in sorted(insertions, key=lambda pair: pair[0]):
        if not 0 <= offset <= len(text):
            raise ValueError(f"nothing can be inserted at {offset} of {len(text)} characters")
        parts += (text[at:offset], words)
        at = offset
    return "".join((*parts, text[at:]))


def insertions(
    text: str, offset: int, timexes: Sequence[Timex], *, day: date, language: str = "en"
) -> list[tuple[int, str]]:
    """What stands in brackets in ``text``, a verbatim sentence: (offset in it, " [29 Jan]"), in reading order, each label once.

    Args:
        text: the sentence.
        offset: where its first character stands in its article: what the spans of ``timexes`` count from.
        timexes: of the article or of the sentence; those outside it are passed over.
        day: of the edition; the year is printed where it is another one.
        language: of the labels (ISO 639-1).
    """
    found: list[tuple[int, str]] = []
    said: set[str] = set()
    for number, timex in enumerate(timexes):
        start, end = timex.span.start - offset, timex.span.end - offset
        if start < 0 or end > len(text) or start >= end:
            continue
        if _listed(timex, text[start:end], timexes[max(0, number - 1) : number + 2]):
            continue
        made = _label(timex, text[start:end], day, language)
        behind = place(text, end)
        if made and behind is not None and made not in said:
            said.add(made)
            found.append((behind, f" [{made}]"))
    return found


def _listed(timex: Timex, words: str, beside: Sequence[Timex]) -> bool:
    """Whether the words are but a number that shares the month beside it: the 19 of "19 and 20 March"."""
    return _BARE_DAY.fullmatch(words) is not None and any(
        other.first is not None
        and timex.first is not None
        and other is not timex
        and (other.first.year, other.first.month) == (timex.first.year, timex.first.month)
        and max(other.span.start - timex.span.end, timex.span.start - other.span.end) <= _LIST_GAP
        for other in beside
    )


def _label(timex: Timex, words: str, day: date, language: str) -> str:
    """What stands between the brackets after ``words``; "" where they need nothing."""
    first, last = timex.first, timex.last
    if first is None or last is None or timex.type not in ("DATE", "TIME") or timex.anchor == "none":
        return ""
    if first > last or last - first > LONGEST or "[" in words or "]" in words or _YEAR.search(words):
        return ""
    if clock_only(timex, words):
        return ""
    if _DAY_AND_MONTH.search(words) and (not re.search(r"T\d\d", timex.value) or _says(words, first.day)):
        return str(first.year) if timex.certain and first.year == last.year != day.year else ""
    told = (
        (_MONTHS.fullmatch(timex.value) and _names_month(words, language))  # "September", "last June", "June to August"
        or (_CALENDAR_YEAR.fullmatch(timex.value) and not _whole_years(first, last))  # "the end of the year": vague
        or (timex.rule == "feast" and first == last and (first.month, first.day) in _KNOWN_FEASTS)
    )
    if told:
        return str(first.year) if first.year == last.year != day.year else ""
    if not timex.certain:
        return ""  # rather no day than a guess: the words stand as the source wrote them
    if f"({first.day})" in words and (first.year, first.month) == (day.year, day.month):
        return ""  # "na terça-feira (29)"
    if _MONTHS.fullmatch(timex.value) and (first.year, first.month) == (last.year, last.month):
        first, last = first.replace(day=1), end_of_month(first.year, first.month)  # "early last month" is no ten days
    if first <= day <= last and (last - first).days >= _OWN:
        return ""  # "this month", "this year"
    return label(first, last, day=day, language=language)


def clock_only(timex: Timex, words: str) -> bool:
    """Whether ``words``, the expression as printed, are a time of day that names no day."""
    return (
        timex.type == "TIME"
        and re.search(r"T\d\d", timex.value) is not None
        and _CLOCK_WORDS.issuperset(_WORDS.findall(words.lower()))
    )


def _whole_years(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _names_month(words: str, language: str) -> bool:
    """Whether the words hold a month's name, in whatever case: "September", "сентябре"."""
    said = (word.rstrip(".") for word in re.findall(r"[^\W\d_]+\.?", words.casefold()))
    return any(
        word == name or (len(name) > _INFLECTED and word.startswith(name[:-1]))
        for word in said
        for name in month_names(language) | _MORE_MONTHS.get(language, frozenset())
    )


def _says(words: str, day: int) -> bool:
    """Whether the words name the day of the month beside a word of its own: "midnight on 31 January", not "9 p.m. Tuesday"."""
    beside = re.compile(
        rf"(?<!\d){day}(?:\.|st|nd|rd|th)?\s+(?:(?:of|de)\s+)?([^\W\d_]{{3,}})|([^\W\d_]{{3,}})\.?\s+{day}(?!\d)"
    )
    return any((found[1] or found[2]).lower() not in _CLOCK_WORDS for found in beside.finditer(words))


def label(first: date, last: date, *, day: date, language: str = "en") -> str:
    """Days as printed: "29 Jan", "21–27 Jan", "Sept 2018", "2018"; the year where it is not ``day``'s.

    Forms are those of `lexicon.calendar`.
    """
    foreign = not first.year == last.year == day.year
    if first == last:
        return written(first, "past" if foreign else "plain", language)
    return stretch(first, last, language, year=foreign)


def place(text: str, end: int) -> int | None:
    """Where an insertion after the words that end at ``end`` may stand: behind a possessive, not inside a word.

    None inside brackets of the source's own, and where it has explained the words itself.
    """
    if text.count("[", 0, end) > text.count("]", 0, end):
        return None
    for mark in _POSSESSIVE:
        if text.startswith(mark, end) and not text[end + len(mark) : end + len(mark) + 1].isalnum():
            end += len(mark)
            break
    else:
        if text[end : end + 1] in ("'", "’") and text[end - 1 : end] in ("s", "S") and text[end + 1 : end + 2] == " ":
            end += 1  # "two days' time"
        elif text[end : end + 1].isalnum() or text[end : end + 1] in ("-", "‑", "_"):
            close = _WORD_END.match(text, end)
            end = close.end() if close else end
    return None if text[end : end + 2].lstrip().startswith("[") else end

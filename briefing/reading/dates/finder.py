"""Finder: an article's sentences → its time expressions, each resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Literal

from briefing.model import SURE, Article, Sentence, Span, Timex
from briefing.reading.dates import direction
from briefing.reading.dates.anchors import Anchors
from briefing.reading.dates.confidence import probability
from briefing.reading.dates.engine.grammar import Grammar, grammar
from briefing.reading.dates.engine.matching import lex, run
from briefing.reading.dates.engine.numbers import merge
from briefing.reading.dates.forms import (  # noqa: F401 — each registers what it makes or resolves
    calendars,
    durations,
    made_counted,
    made_dates,
    made_times,
    moments,
    relatives,
    weeks,
)
from briefing.reading.dates.forms.context import Context, Resolved, resolve
from briefing.reading.dates.forms.nouns import Form, Found, Numeric, Shifted, Stretch
from briefing.reading.dates.timex3 import attributes
from briefing.reading.dates.whether import meant
from briefing.reading.fences import attempt

DateOrder = Literal["dmy", "mdy", "auto"]

#: Characters between two days of one list: " and on ", ", ", " und am ".
_JOINED = 9
_ENDS = re.compile(r"[.;:!?()]")
#: Days.
_A_WEEK = 7
#: What its clause tells, less probably than this, to be still to come has been, though its day lies ahead: then the article's
#: own day is wrong, or another year is meant. Of 300 lines of real pages' calendars 20 were such, all of them wrong.
_BEEN = 0.05
#: Hour, Greenwich time, at which the next day begins east of everywhere (UTC+14).
_EAST = 10

#: What a sentence must hold to be read at all: a telling word (see the tables), or a number that may be a date.
_MAY = re.compile(r"\b([A-Z][a-z]{1,20}) May\b(?! \d)")
_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?<![\d.,])(?:\d{1,4}[-/:.–]\d{1,4}|[12١٢۱۲]\d{3}(?!\d|,\d)|\d{3}(?= ?[–,.)-]| [A-Z]))|['’‘]\d\d\b|\d\s?[ap]\.?\s?m\b|\d(?:[hsap]|ern?|st|nd|rd|th)\b|\dh\d"
)


def find(article: Article, sentences: Sequence[Sentence], *, date_order: DateOrder = "auto") -> tuple[Timex, ...]:
    """The time expressions of ``article``, in reading order, without overlap.

    Values follow TIMEX3 (TimeML 1.2.1, Pustejovsky et al.); what is found, and what it is counted from, are two
    steps that do not know each other. Nothing here reads a clock.

    Args:
        article: gives text, language and the day of publication.
        sentences: of the article, in reading order.
        date_order: of dates in figures; "auto" asks the article itself, then the language.
    """
    table = grammar(article.language)
    found: list[Found] = []
    named = _is_surname(article.text, table)
    for number, sent in enumerate(sentences):
        looked = partial(_in_sentence, article.text, sent, number, table, len(found), named)
        found.extend(attempt("dates", looked, (), part="sentence"))
    if not found:
        return ()
    order, sure = _order(found, table, date_order, article.day)
    anchors = Anchors(article, sentences, found)
    timexes: list[Timex] = []
    chains = _chains(found, article.text)
    ask: Direction | None = None
    for one in found:
        sent = sentences[one.sentence]
        day, anchor = anchors.spoken(one)
        if ask is None or ask.place != chains[one.number]:
            ask = Direction(article.text, sent, chains[one.number], table)
        context = Context(
            day=day,
            anchor=anchor,
            then=anchors.then,
            then_unit=anchors.then_unit,
            counted=partial(anchors.base, one),
            ahead=ask,
            eve=anchor == "published" and _eve(article),
            year=anchors.year(one),
            order=order,
            sure_order=sure,
        )
        resolved = attempt("dates", partial(resolve, one.form, context), None, part=one.rule)
        if resolved is not None:
            resolved = meant(one, resolved, article, sent.span, context, table.verbs)
        if resolved is None:
            continue
        anchors.saw(one, resolved)
        words = article.text[one.start : one.end]
        timexes.append(timex_of(one, resolved, _ahead(one.form, resolved, article.day, context), words))
    return tuple(timexes)


def _chains(found: Sequence[Found], text: str) -> list[Span]:
    """Where the list of days that each expression stands in begins and ends: "on Monday and Tuesday" hang on one verb."""
    heads: list[int] = []
    ends: list[int] = []
    for place, one in enumerate(found):
        before = found[place - 1] if place else None
        joined = (
            before is not None
            and before.sentence == one.sentence
            and one.start - before.end <= _JOINED
            and type(before.form) is type(one.form)
            and not _ENDS.search(text[before.end : one.start])
        )
        heads.append(heads[-1] if joined else place)
        ends.append(one.end)
    for place in range(len(found) - 2, -1, -1):
        if heads[place + 1] == heads[place]:
            ends[place] = ends[place + 1]
    return [Span(found[head].start, end) for head, end in zip(heads, ends, strict=True)]


class Direction:
    """Asks the clause around one expression, once, whether it looks ahead."""

    __slots__ = ("_features", "_where", "place")

    def __init__(self, text: str, sent: Sentence, place: Span, table: Grammar) -> None:
        self.place = place
        self._where = (text, place.start, place.end, sent.span, table)
        self._features: list[str] = []

    def __call__(self, form: str, behind: int, ahead: int) -> float:
        """The probability that the day ``ahead`` days on is meant and not the one ``behind`` days back."""
        if not self._features:
            self._features = direction.clause_features(*self._where)
        if form in (direction.OWN_DAY, direction.NOWADAYS):
            return direction.ahead(self._features, form)
        return direction.ahead([*self._features, *direction.distance_features(form, behind, ahead)])


def _ahead(form: Form, resolved: Resolved, day: date | None, context: Context) -> float:
    """How probable it is that what the expression dates was still to come when the article was published."""
    if day is None or resolved.first is None or resolved.last is None or resolved.last < day:
        return 0.0
    if resolved.first > day or (isinstance(form, Shifted) and form.base == "now" and form.count > 0):
        told = context.ahead(direction.OWN_DAY, 0, 0)  # "tomorrow", as somebody said the day before, is to come
        return told if told < _BEEN else resolved.probability
    return context.ahead(direction.OWN_DAY, 0, 0) if (resolved.last - resolved.first).days < _A_WEEK else 0.0


def _eve(article: Article) -> bool:
    """Whether it may have been the day after publication where this was written.

    East of Greenwich a day begins earlier than in the time that feeds tell.
    """
    published = article.published
    return isinstance(published, datetime) and not published.utcoffset() and published.hour >= _EAST


def _is_surname(text: str, table: Grammar) -> bool:
    """Whether a "May" of this article follows a first name or a title: then it is a person wherever that is possible."""
    return (
        table.language == "en"
        and " May" in text
        and any(
            found[1].lower() not in table.words and found[1].lower() not in table.inner for found in _MAY.finditer(text)
        )
    )


def _is_person(words: str, start: int, end: int, table: Grammar) -> bool:
    if words[start:end] != "May":
        return False
    before = words[max(0, start - 12) : start].split()
    entry = table.words.get(before[-1].lower()) if before else None
    return entry is None or "monthprep" not in entry[0]


def _in_sentence(text: str, sent: Sentence, number: int, table: Grammar, before: int, named: bool) -> list[Found]:
    words = sent.span.of(text)
    if not (
        table.promises(set(_WORDS.findall(words.lower())))
        or (_DIGIT.search(words) and _NUMBER.search(words))
        or (table.bare and table.bare.search(words))
    ):
        return []
    start = sent.span.start
    found: list[Found] = []
    for item in run(merge(lex(words, table)), table):
        form = _form(item.classes) if item.rule else None
        if named and item.rule and _is_person(words, item.start, item.end, table):
            continue
        if form is not None:
            place = before + len(found)
            found.append(
                Found(
                    start=start + item.start,
                    end=start + item.end,
                    form=form,
                    rule=item.rule,
                    sentence=number,
                    number=place,
                )
            )
    return found


def _form(classes: dict[str, Form]) -> Form | None:
    """The form that an item carries, where it is one that is reported: names of such classes are in capitals."""
    for name, value in classes.items():
        if name.isupper() and name != "NOT":
            return value
    return None


def timex_of(one: Found, resolved: Resolved, ahead: float = 0.0, words: str = "") -> Timex:
    """What ``one``, printed as ``words``, came to, as it is reported."""
    sure = probability(one.form, resolved)
    more = attributes(words, one.form, resolved)
    return Timex(
        span=Span(one.start, one.end),
        type=resolved.type,
        value=resolved.value,
        first=resolved.first,
        last=resolved.last,
        mod=more.mod,
        quant=more.quant,
        freq=more.freq,
        certain=sure >= SURE,
        probability=sure,
        ahead=round(ahead, 3),
        anchor=resolved.anchor,
        rule=one.rule,
    )


def _figures(form: Form) -> list[Numeric]:
    """The dates in figures that ``form`` is or holds."""
    if isinstance(form, Numeric):
        return [form]
    if isinstance(form, Stretch):
        return _figures(form.first) + _figures(form.last)
    inner = getattr(form, "form", None)
    return _figures(inner) if inner is not None else []


def _order(
    found: Sequence[Found], table: Grammar, asked: DateOrder, day: date | None
) -> tuple[Literal["dmy", "mdy"], bool]:
    """The order of day and month in figures, and whether anybody decided it."""
    if asked != "auto":
        return asked, True
    figures = [form for one in found for form in _figures(one.form) if form.mark != "."]
    european = any(form.first > 12 for form in figures)
    american = any(form.second > 12 for form in figures)
    if european != american:
        return ("dmy", True) if european else ("mdy", True)
    if day is not None:
        near = {(day.day, day.month): "dmy", (day.month, day.day): "mdy"}
        for form in figures:
            if form.year in (None, day.year) and (form.first, form.second) in near and form.first != form.second:
                return ("dmy", True) if near[form.first, form.second] == "dmy" else ("mdy", True)
    return ("mdy", False) if table.months_first else ("dmy", table.language != "any")

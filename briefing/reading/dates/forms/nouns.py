"""Forms: what a time expression says, before anybody asks on which day it was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from briefing.lexicon.days import Unit

#: "now" is where the words are spoken; "then" is the last time named; "report" the period of which a report just gave
#: figures, or now where it gives none.
Base = Literal["now", "then", "report"]
DurationUnit = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century", "weekend"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A date of the calendar, whole or in part: "29 January 2019", "the 29th", "September", "1998".

    Attributes:
        era: "BC" or "".
        known: the year of a day known by its date alone, for articles that are younger.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    era: str = ""
    known: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric:
    """A date in figures whose order is not yet known: "3/4/2019"; at least one order gives a day."""

    first: int
    second: int
    year: int | None = None
    mark: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Islamic:
    """A day of the Islamic calendar: "15 Ramadan 1440"."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week; ``which`` is -1 for "last", 0 for "this", 1 for "next", 2 for "the coming", None for the bare name."""

    weekday: int
    which: int | None = None
    weeks: int = 0
    base: Base = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """The unit ``count`` units away from the base: "today", "last week", "the previous day", "three days ago"."""

    count: int
    unit: Unit
    base: Base = "now"
    vague: bool = False
    extra: int = 0
    extra_unit: Unit = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """As in "last", "this" or "next" before a name: "last October", "next spring", "this Christmas"."""

    which: int
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season, quarter or half: ``code`` as in TIMEX3 ("SU", "Q3", "H1"); ``results`` where it is one of results."""

    code: str
    year: int | None = None
    results: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feast:
    """A feast by its key in the table of feasts."""

    key: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """A decade ("1990s": 1990, 10) or a century ("20th century": 1900, 100); ``short`` lacks its century."""

    year: int
    width: int
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiscal:
    """A fiscal year; ``shift`` counts from the current one."""

    year: int | None = None
    shift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time; ``count`` None for "weeks"; ``about`` for "nearly four decades"."""

    count: float | None
    unit: DurationUnit
    more: tuple[tuple[float | None, DurationUnit], ...] = ()
    about: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch just before (-1) or just after (1) the base: "the past two months", "recent weeks"."""

    duration: Duration
    direction: int
    base: Base = "now"
    vague: bool = False
    within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """The first ("START") or last ("END") units of a form: "the first nine months of 2018"."""

    duration: Duration
    form: Form
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfYear:
    """A form and the year it is said to lie in: "October last year"."""

    form: Form
    shift: Shifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A duration counted from another form: "two days before Christmas"."""

    duration: Duration
    direction: int
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A set, by its value: "P1D", "XXXX-WXX-4"; ``freq``, how often in each: "2X"."""

    value: str
    freq: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day, with the day if one stands beside it: "9 a.m. EST Tuesday"."""

    hour: int
    minute: int = 0
    zone: str = ""
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a day ("MO", "AF", "EV", "NI", "DT"), with the day if one stands beside it."""

    code: str
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The beginning ("START"), middle ("MID") or end ("END") of a form: "early next week"."""

    form: Form
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one form to another: "28–30 January", "Monday to Wednesday"."""

    first: Form
    last: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The week, weekend, month or year around a form ("the week of March 6"), or its nth week, day or `weekday`."""

    form: Form | None
    unit: Unit
    nth: int | None = None
    weekend: bool = False
    which: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day and time as machines write them."""

    text: str


Form = (
    Calendar | Numeric | Islamic | Weekday | Shifted | Turn | Season | Feast | Epoch | Fiscal | Duration | Window | OfYear | Portion | Away | Recurring
    | Vague | Clock | Part | Narrowed | Stretch | Week | Moment
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time expression of an article before it is resolved.

    Attributes:
        sentence: index of its sentence.
        number: its place among the article's expressions.
    """

    start: int
    end: int
    form: Form
    rule: str
    sentence: int
    number: int


def with_year(form: Form, year: int) -> Form:
    """``form`` with ``year``, where it lacks one."""
    if isinstance(form, Calendar | Season | Feast) and form.year is None:
        return replace(form, year=year)
    return form

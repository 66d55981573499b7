"""Context: what forms are resolved against, and the table of those that resolve them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, TypeVar

from briefing.lexicon.days import Unit, span_of
from briefing.model import Anchor, TimexType
from briefing.reading.dates.forms.nouns import Form

#: Asks the clause how probable it is that a date lies ahead: (form, days behind, days ahead) → 0..1.
Ahead = Callable[[str, int, int], float]

#: How probable a reading is that one of several guesses gave, or that the words leave vague.
DOUBT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a form comes to."""

    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    probability: float = 1.0
    anchor: Anchor = "none"


class Anchored(NamedTuple):
    """A day that words may be counted from, what says so, and how strongly it speaks for itself, 0..1.

    `unit` is "month", "quarter" or "half" where a whole one was named, and a year from it is such a one, too.
    """

    day: date
    anchor: Anchor
    score: float
    unit: Unit = "day"


#: What is counted from: the day, what says so, and the unit named.
Counted = tuple[date | None, Anchor, Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a form is resolved against.

    Attributes:
        day: that "today" means; None where nobody knows.
        anchor: where `day` is from.
        then: days of the last time named, if any.
        then_unit: how finely it was named.
        counted: asks the anchors of the article which day a form is counted from; None where there is `day` alone.
        ahead: asks the clause; only where it matters.
        eve: whether it may have been the day after `day` already where this was written.
        year: of a story set in another time than its publication, or of an event named by its date; else None.
        order: of day and month in dates in figures.
        sure_order: whether the article decides it.
    """

    day: date | None
    anchor: Anchor
    then: tuple[date, date] | None = None
    then_unit: Unit = "day"
    counted: Callable[["Context", Form], Counted] | None = None
    ahead: Ahead = lambda _form, _behind, _ahead: DOUBT
    eve: bool = False
    year: int | None = None
    order: Literal["dmy", "mdy"] = "dmy"
    sure_order: bool = True

    def base(self, form: Form) -> Counted:
        """The day that ``form`` is counted from, what says so, and the unit named."""
        return self.counted(self, form) if self.counted else (self.day, self.anchor, "day")


Resolver = Callable[[Any, Context], Resolved | None]
_Made = TypeVar("_Made", bound=Resolver)
_RESOLVERS: dict[type, Resolver] = {}


def resolves(kind: type) -> Callable[[_Made], _Made]:
    """Registers the function that resolves forms of ``kind``."""

    def register(resolver: _Made) -> _Made:
        assert kind not in _RESOLVERS, kind
        _RESOLVERS[kind] = resolver
        return resolver

    return register


def resolve(form: Form, context: Context) -> Resolved | None:
    """The value and days of ``form``; None where it names no possible day."""
    return _RESOLVERS[type(form)](form, context)


def spanned(value: str, *, probability: float = 1.0, anchor: Anchor = "none", kind: TimexType = "DATE") -> Resolved:
    """``value`` with the days that it spans by itself."""
    days = span_of(value)
    first, last = days or (None, None)
    return Resolved(type=kind, value=value, first=first, last=last, probability=probability, anchor=anchor)


#: Days within which the nearer of two days, the other of which lies `_FAR` days off or farther, is meant whatever the clause
#: says, as the farther would have been given its year; and how surely: of 362 such days in the gold and the corpora 360.
_NEAR = {"day": 60, "feast": 30}
_FAR, _NEARER = 300, 0.99


def direct(form: str, before: date | None, after: date | None, context: Context) -> tuple[date | None, float]:
    """Which of the nearest such days on either side of ``context.day`` is meant, and how probably.

    Args:
        form: "weekday", "day", "month", "season", "quarter", "feast" or "weekend", as the weights know them.
        before: the nearest one behind; None where there is none.
        after: the nearest one ahead.
        context: what they are counted from.
    """
    base = context.day
    if base is None or before is None or after is None:
        return before or after, 1.0
    behind, on = (base - before).days, (after - base).days
    ahead = context.ahead(form, abs(behind), abs(on))
    if min(behind, on) <= _NEAR.get(form, 0) and max(behind, on) >= _FAR:
        ahead = _NEARER if on < behind else 1.0 - _NEARER
    return (after, ahead) if ahead > DOUBT else (before, 1.0 - ahead)

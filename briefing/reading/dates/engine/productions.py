"""Productions: what a rule has matched → the form it says. Named in the tables by `make`."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

Captured = dict[str, list[Any]]
Options = dict[str, Any]
#: A production gives a form, a bare value for a helper item, or None where it refuses.
Production = Callable[[Captured, Options], Any]

#: What a production gives for words that look like a date and are none: "31 February". They mean nothing else either.
IMPOSSIBLE: Final = object()

#: Two-digit years: '00 to '39 are of this century, '40 to '99 of the last.
_PIVOT: Final = 40

_Made = TypeVar("_Made", bound=Production)
PRODUCTIONS: Final[dict[str, Production]] = {}


def produces(name: str) -> Callable[[_Made], _Made]:
    """Registers a production under the ``name`` that tables call it by."""

    def register(production: _Made) -> _Made:
        assert name not in PRODUCTIONS, name
        PRODUCTIONS[name] = production
        return production

    return register


def first_of(captured: Captured, *names: str) -> Any:
    """The first value captured under the first of ``names`` that was found; None where none was."""
    for name in names:
        if name in captured:
            return captured[name][0]
    return None


def form_in(captured: Captured, *, but: str = "") -> Any:
    """The form that an earlier stage made: its class is in capitals."""
    return next((values[0] for name, values in captured.items() if name.isupper() and name != but), None)


def full_year(year: int) -> int:
    """A year with its century: 98 → 1998, 19 → 2019."""
    return year if year > 99 else year + (2000 if year < _PIVOT else 1900)


@produces("same")
def _same(captured: Captured, _options: Options) -> Any:
    """The form that was found, with more or fewer words around it."""
    for name in ("DATE", "DUR", "CLOCK", "SET", "DAY", "MONTH", "YEAR"):
        if name in captured:
            return captured[name][0]
    return None


@produces("nothing")
def _nothing(_captured: Captured, _options: Options) -> Any:
    """Something that looks like a time and is none: an age, a name, a quantity."""
    return True

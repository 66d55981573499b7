"""Shield: a damaged row costs that row, and is named; what stands beside it goes on."""

import functools
import zlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Date, Dialect
from sqlalchemy.types import TypeDecorator

from briefing.forms import parse

Noun = TypeVar("Noun")

_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, zlib.error)


class Shield:
    """Reads rows, and remembers by name those that cannot be read.

    Attributes:
        damaged: what was passed over, each once, in the order in which it was met.
    """

    def __init__(self) -> None:
        self._damaged: dict[str, None] = {}

    @property
    def damaged(self) -> tuple[str, ...]:
        """See the class."""
        return tuple(self._damaged)

    def read(self, make: Callable[[], Noun], name: str) -> Noun | None:
        """What ``make`` makes of a row; None where it is damaged."""
        try:
            return make()
        except _DAMAGE:
            self._damaged[name] = None
            return None

    def parsed(self, kind: type[Noun], rows: Iterable[tuple[str, str]]) -> list[Noun]:
        """What each (name, form) of ``rows`` holds, without the damaged ones."""
        found = (self.read(functools.partial(parse, kind, form), name) for name, form in rows)
        return [one for one in found if one is not None]


class Day(TypeDecorator[date]):
    """A calendar day; a damaged one is none, where the library's own type ends the whole query."""

    impl = Date
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None] | None:
        """See `TypeDecorator`."""
        inner = super().result_processor(dialect, coltype)
        if inner is None:
            return None

        def process(value: Any) -> date | None:
            try:
                found: date | None = inner(value)
            except (ValueError, TypeError):
                return None
            return found

        return process

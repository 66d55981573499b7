"""Once: what follows from a large thing alone is worked out once for the very same thing, as long as that lives."""

import functools
import weakref
from collections.abc import Callable
from typing import TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def once(make: Callable[[Thing], Made]) -> Callable[[Thing], Made]:
    """``make``, a pure function of a thing that does not change and is too large to be compared by what it says."""
    kept: dict[int, tuple[weakref.ref[Thing], Made]] = {}

    @functools.wraps(make)
    def made(thing: Thing) -> Made:
        number = id(thing)
        known = kept.get(number)
        if known is None or known[0]() is not thing:
            known = kept[number] = weakref.ref(thing, lambda _: kept.pop(number, None)), make(thing)
        return known[1]

    return made

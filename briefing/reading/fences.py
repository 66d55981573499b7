"""Fences: what fails costs its own part of a reading, never the article; each fault is kept and told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from briefing.model import Fault

Result = TypeVar("Result")
Other = TypeVar("Other")

#: Faults of the reading under way in this thread; None between readings.
_faults: ContextVar[list[Fault] | None] = ContextVar("faults", default=None)
#: Faults that one reading keeps; each kind is told once.
_MOST = 50
#: Faults of this process since it began; tests ask that there are none.
total = 0


@contextmanager
def collecting() -> Iterator[list[Fault]]:
    """The list that faults of one reading are written into."""
    faults: list[Fault] = []
    token = _faults.set(faults)
    try:
        yield faults
    finally:
        _faults.reset(token)


def note(step: str, part: str, error: str) -> None:
    """Write down that ``part`` of ``step`` was left out, and why."""
    global total  # noqa: PLW0603 — a counter of the process
    total += 1
    faults = _faults.get()
    fault = Fault(step=step, part=part, error=error)
    if faults is not None and len(faults) < _MOST and fault not in faults:
        faults.append(fault)


def attempt(step: str, work: Callable[[], Result], otherwise: Other, *, part: str = "") -> Result | Other:
    """What ``work`` gives; ``otherwise`` where it fails, whatever the exception: the rest of the reading goes on.

    Args:
        step: of reading: "dates", "actors".
        work: the step, or a part of it.
        otherwise: its result where there is none.
        part: of the step: a rule's name; "" for the whole of it.
    """
    try:
        return work()
    except Exception as error:  # noqa: BLE001 — the fence itself
        note(step, part, f"{type(error).__name__}: {error}"[:200])
        return otherwise

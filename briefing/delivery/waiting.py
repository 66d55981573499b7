"""Letters that wait their turn; one that waits for another try holds up no other."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Waiting(Generic[Thing]):
    """A queue of things with the number of times they were tried; safe between threads.

    Args:
        things: in the order in which they are taken first.
        pause: waits for so many seconds.
    """

    def __init__(self, things: Iterable[Thing], pause: Callable[[float], object]) -> None:
        self._pause = pause
        self._lock = threading.Lock()
        self._order = itertools.count()
        self._heap: list[tuple[float, int, Thing, int]] = [(0.0, next(self._order), thing, 0) for thing in things]

    def __bool__(self) -> bool:
        with self._lock:
            return bool(self._heap)

    def put(self, thing: Thing, tries: int, *, after: float) -> None:
        """``thing`` comes again ``after`` so many seconds at the earliest."""
        with self._lock:
            heapq.heappush(self._heap, (time.monotonic() + after, next(self._order), thing, tries))

    def take(self) -> tuple[Thing, int] | None:
        """The next thing and how often it was tried, when it is due; None where nothing waits."""
        with self._lock:
            if not self._heap:
                return None
            due, _, thing, tries = heapq.heappop(self._heap)
        if (left := due - time.monotonic()) > 0:
            self._pause(left)
        return thing, tries

    def rest(self) -> list[tuple[Thing, int]]:
        """Everything that still waits, due or not; nothing waits after it."""
        with self._lock:
            left, self._heap = sorted(self._heap, key=lambda entry: entry[1]), []
        return [(thing, tries) for _, _, thing, tries in left]

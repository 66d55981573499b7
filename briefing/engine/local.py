"""A pure step over many items, on this machine's cores."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefing.bounded import OutOfTime

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items in flight per worker: enough to keep all busy, few enough to keep memory flat.
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Failure(Generic[Item]):
    """An item on which the step failed, and why: one bad item never stops the others."""

    item: Item
    reason: str
    remedy: str = ""


def failure(item: Item, error: BaseException) -> Failure[Item]:
    """What is told of ``item``: that its time was spent, or a fault that we want to hear of."""
    if isinstance(error, OutOfTime):
        return Failure(item, str(error), "give it in parts")
    return Failure(item, f"{type(error).__name__}: {error}", "please report it")


def map_local(
    step: Callable[[Item], Result], items: Iterable[Item], *, workers: int = 0
) -> Iterator[Result | Failure[Item]]:
    """``step`` of each item, in the order of the items.

    Threads, not processes: the model runs outside the interpreter lock, is loaded once, and nothing is copied.

    Args:
        step: a pure function.
        items: taken lazily; at most `AHEAD` a worker are in flight.
        workers: threads; 0 means one per core.
    """
    count = workers or os.cpu_count() or 1

    def guarded(item: Item) -> Result | Failure[Item]:
        try:
            return step(item)
        except Exception as error:  # noqa: BLE001 — the item boundary: whatever one hostile article breaks, the rest go on
            return failure(item, error)

    if count == 1:
        yield from map(guarded, items)
        return
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="read") as pool:
        waiting: deque[Future[Result | Failure[Item]]] = deque()
        for item in items:
            waiting.append(pool.submit(guarded, item))
            if len(waiting) >= count * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

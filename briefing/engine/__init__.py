"""Maps a pure step over items: on this machine, or on a Dask cluster."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefing.bounded import OutOfTime
from briefing.engine.dask import cluster, unreachable
from briefing.settings import EngineSettings

__all__ = ["AHEAD", "Failure", "map_items"]

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


def map_items(
    step: Callable[[Item], Result],
    items: Iterable[Item],
    settings: EngineSettings,
    *,
    travels: Callable[[Item], bool] = lambda _: True,
) -> Iterator[Result | Failure[Item]]:
    """``step`` of each item, in the order of the items, over the workers that ``settings`` name.

    Args:
        step: a pure function; a cluster's workers must be able to import it.
        items: taken lazily; at most `AHEAD` a worker are in flight.
        settings: threads of this machine, or the cluster.
        travels: whether an item is worth the way; what is not is taken through ``step`` here.

    Raises:
        SettingsError: if Dask is not installed, or the scheduler does not answer or goes away.
    """
    pool = (cluster if settings.kind == "dask" else _threads)(settings)
    with pool as (executor, workers):
        waiting: deque[tuple[Item, Future[Result] | None]] = deque()
        for item in items:
            waiting.append((item, executor.submit(step, item) if executor and travels(item) else None))
            if len(waiting) >= (workers * AHEAD if executor else 1):
                outcome = _outcome(step, waiting.popleft(), settings)
                yield outcome
        while waiting:
            outcome = _outcome(step, waiting.popleft(), settings)
            yield outcome


@contextmanager
def _threads(settings: EngineSettings) -> Iterator[tuple[Executor | None, int]]:
    """So many threads as ``settings`` say, and their number; none where that is one: whoever asks may as well work.

    Threads, not processes: the model runs outside the interpreter lock, is loaded once, and nothing is copied.
    """
    count = settings.workers or os.cpu_count() or 1
    if count == 1:
        yield None, 1
        return
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="read") as executor:
        yield executor, count


def _outcome(
    step: Callable[[Item], Result], begun: tuple[Item, Future[Result] | None], settings: EngineSettings
) -> Result | Failure[Item]:
    """What came of an item, which a worker has ``begun`` or none."""
    item, future = begun
    try:
        return future.result() if future else step(item)
    except CancelledError as gone:
        raise unreachable(settings.scheduler, gone) from gone
    except OutOfTime as late:
        return Failure(item, str(late), "give it in parts")
    except Exception as error:  # noqa: BLE001 — the item boundary: whatever one hostile article breaks, the rest go on
        return Failure(item, f"{type(error).__name__}: {error}", "please report it")

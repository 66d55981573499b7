"""A pure step over many items, on a Dask cluster."""

import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from briefing.engine.local import AHEAD, Failure, Item, Result, failure
from briefing.errors import SettingsError


def map_dask(
    step: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    scheduler: str,
    workers: int = 0,
    travels: Callable[[Item], bool] = lambda _: True,
) -> Iterator[Result | Failure[Item]]:
    """As `local.map_local`, on the cluster at ``scheduler``; where that is "", on a scheduler and threads of this process.

    A step whose worker dies is run by another one; the results are the same, in the same order.

    Args:
        step: a pure function that the workers can import.
        items: taken lazily; they and their results are all that travels.
        scheduler: its address, or "".
        workers: threads where there is no cluster; 0 means one per core.
        travels: whether an item is worth the way; what is not is taken through ``step`` here.

    Raises:
        SettingsError: if Dask is not installed, or the scheduler does not answer or goes away.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise SettingsError("--engine dask", "Dask is not installed", "pip install 'briefing[dask]'") from error
    # The cluster's own diary of its comings and goings is not our user's.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with contextlib.ExitStack() as stack:
        try:
            cluster = None
            if not scheduler:
                cluster = LocalCluster(
                    processes=False, n_workers=1, threads_per_worker=workers or None, dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )  # fmt: skip
                stack.enter_context(cluster)
            client = stack.enter_context(Client(cluster or scheduler, set_as_default=False))
        except (OSError, ValueError) as error:
            raise _unreachable(scheduler, error) from error
        most = max(1, sum(client.nthreads().values())) * AHEAD
        waiting: deque[tuple[Item, Any]] = deque()
        for item in items:
            waiting.append((item, client.submit(step, item, pure=False) if travels(item) else None))
            if len(waiting) >= most:
                yield _gathered(step, *waiting.popleft(), scheduler)
        while waiting:
            yield _gathered(step, *waiting.popleft(), scheduler)


def _gathered(step: Callable[[Item], Result], item: Item, future: Any, scheduler: str) -> Result | Failure[Item]:
    """What came of ``item``."""
    from concurrent.futures import CancelledError

    if future is None:
        return step(item)
    try:
        error = future.exception()
        return failure(item, error) if error else future.result()
    except (OSError, CancelledError) as gone:
        raise _unreachable(scheduler, gone) from gone


def _unreachable(scheduler: str, error: BaseException) -> SettingsError:
    return SettingsError(
        "engine.scheduler",
        f"no answer from {scheduler or 'a cluster of this machine'}: {error or type(error).__name__}",
        "give an address such as tcp://host:8786, or set kind to local",
    )

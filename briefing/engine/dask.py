"""A pure step over many items, on a Dask cluster."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator

from briefing.engine.local import AHEAD, Failure, Item, Result, failure
from briefing.errors import SettingsError


def map_dask(
    step: Callable[[Item], Result], items: Iterable[Item], *, scheduler: str, workers: int = 0
) -> Iterator[Result | Failure[Item]]:
    """As `local.map_local`, on the cluster at ``scheduler``, or on one started here where that is "".

    Raises:
        SettingsError: if Dask is not installed or the scheduler does not answer.
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
                cluster = LocalCluster(n_workers=workers or None, dashboard_address=None, silence_logs=logging.CRITICAL)
                stack.enter_context(cluster)
            client = stack.enter_context(Client(cluster or scheduler))
        except (OSError, ValueError) as error:
            raise SettingsError(
                "engine.scheduler",
                f"no answer from {scheduler or 'a cluster of this machine'}: {error}",
                "give an address such as tcp://host:8786, or set kind to local",
            ) from error
        batch: list[Item] = []
        size = max(1, len(client.nthreads()) or 1) * AHEAD * 4
        for item in items:
            batch.append(item)
            if len(batch) == size:
                yield from _gather(client, step, batch)
                batch = []
        yield from _gather(client, step, batch)


def _gather(client: object, step: Callable[[Item], Result], batch: list[Item]) -> Iterator[Result | Failure[Item]]:
    futures = client.map(step, batch, pure=False)  # type: ignore[attr-defined]
    for item, future in zip(batch, futures, strict=True):
        error = future.exception()
        yield failure(item, error) if error else future.result()

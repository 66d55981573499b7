"""Maps a pure step over items: on this machine, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefing.engine.dask import map_dask
from briefing.engine.local import Failure, Item, Result, map_local
from briefing.settings import EngineSettings

__all__ = ["Failure", "map_items"]


def map_items(
    step: Callable[[Item], Result], items: Iterable[Item], settings: EngineSettings
) -> Iterator[Result | Failure[Item]]:
    """``step`` of each item in order, where ``settings`` say; see `local.map_local`."""
    if settings.kind == "dask":
        return map_dask(step, items, scheduler=settings.scheduler, workers=settings.workers)
    return map_local(step, items, workers=settings.workers)

"""Maps a pure step over items: on this machine, or on a Dask cluster."""

from collections.abc import Callable, Iterable, Iterator

from briefing.engine.dask import map_dask
from briefing.engine.local import Failure, Item, Result, map_local
from briefing.settings import EngineSettings

__all__ = ["Failure", "map_items"]


def map_items(
    step: Callable[[Item], Result],
    items: Iterable[Item],
    settings: EngineSettings,
    *,
    travels: Callable[[Item], bool] = lambda _: True,
) -> Iterator[Result | Failure[Item]]:
    """``step`` of each item in order, where ``settings`` say; see `local.map_local` and `dask.map_dask`."""
    if settings.kind == "dask":
        return map_dask(step, items, scheduler=settings.scheduler, workers=settings.workers, travels=travels)
    return map_local(step, items, workers=settings.workers)

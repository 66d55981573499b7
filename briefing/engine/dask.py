"""Workers of a Dask cluster."""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager

from briefing.errors import SettingsError
from briefing.settings import EngineSettings


@contextmanager
def cluster(settings: EngineSettings) -> Iterator[tuple[Executor, int]]:
    """The cluster that ``settings`` name, and how many threads it has; without a name, a scheduler and threads of this process.

    A step whose worker dies is run by another one.

    Raises:
        SettingsError: if Dask is not installed, or the scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise SettingsError("--engine dask", "Dask is not installed", "pip install 'briefing[dask]'") from error
    # The cluster's own diary of its comings and goings is not our user's.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        try:
            here = None
            if not settings.scheduler:
                here = LocalCluster(
                    processes=False, n_workers=1, threads_per_worker=settings.workers or None,
                    dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL,
                )  # fmt: skip
                stack.enter_context(here)
            client = stack.enter_context(Client(here or settings.scheduler, set_as_default=False))
        except (OSError, ValueError) as error:
            raise unreachable(settings.scheduler, error) from error
        executor = stack.enter_context(client.get_executor(pure=False))
        yield executor, max(1, sum(client.nthreads().values()))


def unreachable(scheduler: str, error: BaseException) -> SettingsError:
    """What is told of a cluster that does not answer."""
    return SettingsError(
        "engine.scheduler",
        f"no answer from {scheduler or 'a cluster of this machine'}: {error or type(error).__name__}",
        "give an address such as tcp://host:8786, or set kind to local",
    )

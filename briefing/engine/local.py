"""Workers of this machine.

Threads, not processes: the model runs outside the interpreter lock, is loaded once, and nothing is copied.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from briefing.settings import EngineSettings


@contextmanager
def threads(settings: EngineSettings) -> Iterator[tuple[Executor | None, int]]:
    """So many threads as ``settings`` say, and their number; none where that is one: whoever asks may as well work."""
    count = settings.workers or os.cpu_count() or 1
    if count == 1:
        yield None, 1
        return
    with ThreadPoolExecutor(max_workers=count, thread_name_prefix="read") as executor:
        yield executor, count

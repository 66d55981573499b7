"""The time that one address takes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Clock:
    """Counts the time that one address takes, without the waiting for one's turn.

    Args:
        limit: seconds.
    """

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self.used = 0.0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Count what happens inside.

        Raises:
            TimeoutError: when the limit is reached.
        """
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            async with asyncio.timeout(self._limit - self.used):
                yield
        finally:
            self.used += loop.time() - start

"""httpx over checked connections: what `guard` allows, with HTTP/2."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from concurrent.futures import Executor
from functools import partial
from typing import Any

import httpcore
import httpx

from briefing.sources.net.guard import check_addresses, unknown_host


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only.

    Args:
        internal: whether this machine's own network may be reached.
        names: where names are looked up, which blocks.
    """

    def __init__(self, *, internal: bool, names: Executor) -> None:
        self._internal = internal
        self._names = names
        self._inner: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 — the interface's name
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check, and connect to the first checked address that answers."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
                answers = await loop.run_in_executor(self._names, look_up)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the name server does not answer") from error
        except (OSError, UnicodeError) as error:
            raise unknown_host(host) from error
        addresses = check_addresses(host, port, (str(answer[4][0]) for answer in answers), internal=self._internal)
        for last, address in enumerate(addresses[:4], start=1):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == len(addresses[:4]):
                    raise
        raise unknown_host(host)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over `GuardedBackend`, with HTTP/2."""

    def __init__(self, *, internal: bool, connections: int, context: ssl.SSLContext, names: Executor) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            http2=True,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(internal=internal, names=names),
        )

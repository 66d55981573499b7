"""httpx over checked connections: what `guard` allows, with HTTP/2."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
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


class _Stream(httpx.AsyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx over `GuardedBackend`, with HTTP/2.

    Raises:
        SourceError, httpcore exceptions: as they come; `fetcher` makes sentences of them.
    """

    def __init__(self, *, internal: bool, connections: int, context: ssl.SSLContext, names: Executor) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            http2=True,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(internal=internal, names=names),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer.stream),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()

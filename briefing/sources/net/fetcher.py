"""One request to the web, with every bound that a hostile or a tired server calls for."""

from __future__ import annotations

import asyncio
import hashlib
import http.cookiejar
import re
import ssl
import zlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import certifi
import httpcore
import httpx

from briefing.addresses import public
from briefing.errors import SourceError
from briefing.model import Validators
from briefing.settings import FetchSettings
from briefing.sources.addresses import split_address
from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import decode
from briefing.sources.net.answers import PASSING, Answer, Unreachable, retry_after
from briefing.sources.net.faults import explain
from briefing.sources.net.robots import MAX_BYTES, NOTHING_ALLOWED, Robots, parse_robots
from briefing.sources.net.transport import GuardedTransport

_BACKOFF = 0.5
#: Look-ups of names at once. They block a thread each, and a dead name server blocks it for long.
_LOOKUPS = 32
#: Longer than this between two requests and a morning's fetch would not end.
_LONGEST_DELAY = 5.0
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError,
           httpcore.UnsupportedProtocol, OSError, ssl.SSLError)  # fmt: skip
_DOCUMENTS = re.compile(r"pdf|zip|epub|msword|officedocument|octet-stream", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A server's answer.

    Attributes:
        url: where it came from in the end.
        data: unpacked; b"" where nothing changed.
        charset: as the server declared it.
        validators: to ask with next time.
        unchanged: since `validators` were given, or since the same content came.
        moved: bytes that crossed the wire.
    """

    url: str
    data: bytes
    charset: str
    validators: Validators
    unchanged: bool
    moved: int


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    robots: dict[str, Robots] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0


class Fetcher:
    """Asks servers, politely and within bounds. An async context manager.

    Args:
        settings: the bounds.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, _Host] = {}
        self._parallel = asyncio.Semaphore(settings.parallel)
        self._names = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="names")
        context = ssl.create_default_context(cafile=certifi.where())
        context.load_default_certs()
        self._clients = {internal: self._client(internal=internal, context=context) for internal in (False, True)}

    def _client(self, *, internal: bool, context: ssl.SSLContext) -> httpx.AsyncClient:
        jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))  # nobody follows us
        return httpx.AsyncClient(
            transport=GuardedTransport(
                internal=internal, connections=self._settings.parallel, context=context, names=self._names
            ),
            cookies=httpx.Cookies(jar),
            timeout=httpx.Timeout(self._settings.timeout, pool=self._settings.total_timeout),
            headers={
                "User-Agent": self._settings.agent,
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "*",
            },
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            await client.aclose()
        self._names.shutdown(wait=False, cancel_futures=True)  # a dead name server is not waited for

    async def get(
        self, address: str, *, known: Validators | None = None, internal: bool = False,
        login: tuple[str, str] | None = None, robots: bool = True,
    ) -> Page:  # fmt: skip
        """What ``address`` holds, if it has changed since ``known``.

        Passing faults are tried again while the total time lasts; waiting for one's turn at a host does not count.

        Args:
            address: http or https.
            known: of the last answer.
            internal: whether this machine's own network may be reached.
            login: user name and password, sent to the first host only.
            robots: whether robots.txt decides.

        Raises:
            SourceError: with the reason and what to do.
        """
        left = self._settings.total_timeout
        for attempt in range(self._settings.retries + 1):
            pause = _BACKOFF * 2**attempt
            clock = _Clock(left)
            try:
                return await self._follow(address, known, clock, internal=internal, login=login, robots=robots)
            except Answer as error:
                fault: SourceError = error
                if error.status not in PASSING:
                    raise
                pause = max(pause, error.retry_after or 0.0)
            except SourceError:
                raise
            except TimeoutError as error:
                limit = f"{self._settings.total_timeout:g} s"
                raise Unreachable(public(address), f"no complete answer within {limit}", "try again later") from error
            except _FAULTS as error:
                fault = explain(error, address)
                if isinstance(error.__cause__ or error.__context__, ssl.SSLError) or isinstance(error, ssl.SSLError):
                    raise fault from error
            left -= clock.used
            if attempt == self._settings.retries or pause >= left:
                raise fault
            left -= pause
            await asyncio.sleep(pause)
        raise AssertionError  # the loop returns or raises

    async def _follow(
        self, address: str, known: Validators | None, clock: _Clock, *, internal: bool,
        login: tuple[str, str] | None, robots: bool,
    ) -> Page:  # fmt: skip
        """One request and the redirects after it; each hop is checked as if it were the first."""
        url = address
        moved = 0
        for _ in range(self._settings.max_redirects + 1):
            parts = split_address(url)
            if parts is None:
                raise SourceError(public(url), "no http or https address", "give one that begins with https://")
            if robots and not (await self._robots(url, clock, internal=internal)).allows(_path(url)):
                raise self._kept_out(url)
            headers = _conditions(known) if known else {}
            login = login if url == address else None
            auth = httpx.BasicAuth(*login) if login else None
            stream = self._clients[internal].stream("GET", url, headers=headers, auth=auth)
            async with self._turn(url, internal=internal), clock.running(), stream as response:
                if not (response.is_redirect and "location" in response.headers):
                    return await self._read(response, url, known, address, moved)
                url = _next(url, response.headers["location"])
        raise SourceError(public(address), "redirects in circles", "check the address")

    def _kept_out(self, url: str) -> SourceError:
        """Why robots.txt keeps us out: its rules, or that nobody knows them (RFC 9309, 2.3.1.4)."""
        status = self._host(url).unknown.get(urljoin(url, "/robots.txt"))
        if status is None:
            remedy = "use its feed, or ask the publisher and set robots = false"
            return SourceError(public(url), "its robots.txt asks programs to stay away", remedy)
        reason = (
            f"its robots.txt cannot be read, the server is out of order ({status}), and what it asks for is not known"
        )
        return Unreachable(public(url), reason, "try again later, or ask the publisher and set robots = false")

    async def _read(
        self, response: httpx.Response, url: str, known: Validators | None, address: str, moved: int
    ) -> Page:
        headers = response.headers
        etag, modified = headers.get("etag", "")[:500], headers.get("last-modified", "")[:100]
        if response.status_code == 304 and known is not None:
            kept = Validators(
                key=address, etag=etag or known.etag, last_modified=modified or known.last_modified, digest=known.digest
            )
            return Page(url=url, data=b"", charset="", validators=kept, unchanged=True, moved=moved)
        if not response.is_success:
            raise Answer(url, response.status_code, _rest(headers))
        length = headers.get("content-length", "")
        most = self._settings.max_bytes
        if not _DOCUMENTS.search(headers.get("content-type", "")):  # feeds and pages are refused beyond it anyway
            most = min(most, MAX_PAGE)
        if length.isdigit() and int(length[:18]) > most:
            raise _too_large(url, most)
        pieces: list[bytes] = []
        size = 0
        raw = 0
        unpack = _Unpacker(headers.get("content-encoding", ""), url)
        async for chunk in response.aiter_raw():
            raw += len(chunk)
            piece = unpack.feed(chunk, most - size + 1)
            size += len(piece)
            pieces.append(piece)
            if size > most or raw > most:
                raise _too_large(url, most)
        if raw and not size:
            raise _damaged(url)
        data = b"".join(pieces)
        digest = hashlib.sha256(data).hexdigest()
        match = _CHARSET.search(headers.get("content-type", ""))
        return Page(
            url=url,
            data=data,
            charset=match[1] if match else "",
            validators=Validators(key=address, etag=etag, last_modified=modified, digest=digest),
            unchanged=known is not None and bool(known.digest) and known.digest == digest,
            moved=moved + raw,
        )

    @asynccontextmanager
    async def _turn(self, url: str, *, internal: bool) -> AsyncIterator[None]:
        """Wait until the host and the line are free. One's own machines are not spared."""
        if internal:
            async with self._parallel:
                yield
            return
        host = self._host(url)
        async with host.slots:
            robots = next(iter(host.robots.values()), None)
            delay = min(robots.delay, _LONGEST_DELAY) if robots else 0.0
            if delay:
                now = asyncio.get_running_loop().time()
                wait, host.next_at = max(0.0, host.next_at - now), max(now, host.next_at) + delay
                await asyncio.sleep(wait)
            async with self._parallel:
                yield

    def _host(self, url: str) -> _Host:
        parts = split_address(url)
        name = (parts.hostname or "") if parts else ""
        return self._hosts.setdefault(name, _Host(slots=asyncio.Semaphore(self._settings.per_host)))

    async def _robots(self, url: str, clock: _Clock, *, internal: bool) -> Robots:
        """The host's rules, asked for once: none where there is no file, none at all allowed where it is out of order."""
        host = self._host(url)
        origin = urljoin(url, "/robots.txt")
        async with host.asking:
            if origin in host.robots:
                return host.robots[origin]
            found = Robots()
            stream = self._clients[internal].stream("GET", origin)
            async with self._turn(url, internal=internal), clock.running(), stream as response:
                if response.status_code >= 500:
                    found = NOTHING_ALLOWED
                    host.unknown[origin] = response.status_code
                elif response.is_success:
                    found = parse_robots(await _head(response, origin))
            host.robots[origin] = found
            return found


class _Clock:
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


class _Unpacker:
    """Undoes a content encoding piece by piece, never by more than is asked for.

    Raises:
        SourceError: for an encoding that was not asked for, or damage.
    """

    def __init__(self, encoding: str, url: str) -> None:
        self._url = url
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise SourceError(public(url), f"packed as {name[:20]!r}, which was not asked for", "")
        self._gzip = name.endswith("gzip")
        self._packed = name not in ("", "identity")
        self._engine = zlib.decompressobj(wbits=47 if self._gzip or self._packed else 15)
        self._started = False

    def feed(self, chunk: bytes, limit: int) -> bytes:
        """The content of ``chunk``; one byte over ``limit`` at most."""
        if not self._packed:
            return chunk
        pieces: list[bytes] = []
        size = 0
        try:
            while chunk and size < limit:
                if self._engine.eof:
                    if not self._gzip:
                        break
                    self._engine = zlib.decompressobj(wbits=47)  # a gzip may have several members
                try:
                    piece = self._engine.decompress(chunk, limit - size)
                except zlib.error:
                    if self._started or self._gzip:
                        raise
                    self._engine = zlib.decompressobj(wbits=-15)  # "deflate" without its header, as some send it
                    piece = self._engine.decompress(chunk, limit - size)
                self._started = True
                pieces.append(piece)
                size += len(piece)
                chunk = self._engine.unconsumed_tail or self._engine.unused_data
        except zlib.error as error:
            raise _damaged(self._url) from error
        return b"".join(pieces)


async def _head(response: httpx.Response, url: str) -> str:
    unpack = _Unpacker(response.headers.get("content-encoding", ""), url)
    data = b""
    async for chunk in response.aiter_raw():
        data += unpack.feed(chunk, MAX_BYTES)
        if len(data) >= MAX_BYTES:
            break
    return decode(data[:MAX_BYTES])


def _damaged(url: str) -> SourceError:
    return SourceError(public(url), "damaged on the way (compression)", "try again later")


def _too_large(url: str, most: int) -> SourceError:
    return SourceError(public(url), f"more than {most / 1e6:g} MB, or without an end", "check the address")


def _next(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _path(url: str) -> str:
    parts = split_address(url)
    if parts is None:
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _conditions(known: Validators) -> dict[str, str]:
    found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in found.items() if value and value.isascii() and value.isprintable()}


def _rest(headers: httpx.Headers) -> float | None:
    """What Retry-After asks for, counted from the server's own clock."""
    value = headers.get("retry-after")
    if not value:
        return None
    try:
        now = parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError, IndexError):
        return retry_after(value, datetime.max.replace(tzinfo=UTC))
    return retry_after(value, now if now.tzinfo else now.replace(tzinfo=UTC))

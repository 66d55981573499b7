"""One request to the web, with every bound that a hostile or a tired server calls for; its faults as reason and remedy."""

import asyncio
import http.cookiejar
import ssl
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urljoin

import certifi
import httpcore
import httpx

from briefing.addresses import public
from briefing.certificates import distrusted
from briefing.errors import SourceError
from briefing.model import Validators
from briefing.settings import FetchSettings
from briefing.sources.addresses import joined, split_address
from briefing.sources.net.answers import PASSING, Answer, Unreachable
from briefing.sources.net.pages import Page, conditions, read_head, read_page
from briefing.sources.net.robots import MAX_BYTES, NOTHING_ALLOWED, Robots, parse_robots
from briefing.sources.net.transport import GuardedTransport


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


_BACKOFF = 0.5
#: Look-ups of names at once. They block a thread each, and a dead name server blocks it for long.
_LOOKUPS = 32
#: Longer than this between two requests and a morning's fetch would not end.
_LONGEST_DELAY = 5.0
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError,
           httpcore.UnsupportedProtocol, OSError, ssl.SSLError)  # fmt: skip


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
            headers={"User-Agent": self._settings.agent, "Accept-Encoding": "gzip", "Accept-Language": "*"},
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
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
            clock = Clock(left)
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
        self, address: str, known: Validators | None, clock: Clock, *, internal: bool,
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
            headers = conditions(known) if known else {}
            login = login if url == address else None
            auth = httpx.BasicAuth(*login) if login else None
            stream = self._clients[internal].stream("GET", url, headers=headers, auth=auth)
            async with self._turn(url, internal=internal), clock.running(), stream as response:
                if not (response.is_redirect and "location" in response.headers):
                    return await read_page(response, url, known, address, most=self._settings.max_bytes, moved=moved)
                url = joined(url, response.headers["location"])
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

    async def _robots(self, url: str, clock: Clock, *, internal: bool) -> Robots:
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
                    found = parse_robots(await read_head(response, origin, MAX_BYTES))
            host.robots[origin] = found
            return found


def _path(url: str) -> str:
    parts = split_address(url)
    if parts is None:
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def explain(error: BaseException, address: str) -> SourceError:
    """A network fault as a sentence."""
    subject = public(address)
    if isinstance(error, SourceError):
        return error
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return SourceError(subject, *distrusted(cause, "the variable SSL_CERT_FILE"))
        if isinstance(cause, ssl.SSLError):
            return SourceError(subject, "no secure connection (TLS)", "check the address")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectTimeout | httpcore.PoolTimeout | httpx.ConnectTimeout):
        return Unreachable(subject, "does not answer", "check the address, or try again later")
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return Unreachable(subject, "stopped answering", "try again later")
    if isinstance(error, httpcore.ConnectError | httpx.ConnectError):
        return Unreachable(subject, "refuses the connection", "check the address, or try again later")
    if isinstance(error, httpx.InvalidURL | httpcore.UnsupportedProtocol):
        return SourceError(subject, "no web address", "give one that begins with https://")
    return Unreachable(subject, "broke off in mid-answer", "try again later")

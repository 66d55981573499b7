"""The guard: what comes in is bounded and of our own making, what goes out says what a browser may do with it."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.web.sessions import Limiter

#: Bytes of a form, and of an address.
LARGEST_FORM, LONGEST_ADDRESS = 64 * 1024, 4096
#: No page loads, frames or sends anything but to where it came from; scripts and styles are files of ours.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
#: A page that says what it may do itself.
OWN_POLICY = "x-own-policy"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not "no-referrer": under that a browser does not say where a form of ours comes from.
    "Referrer-Policy": "same-origin",
}
#: What may be asked, and with what a form may come.
METHODS = ("GET", "HEAD", "POST")
FORM = "application/x-www-form-urlencoded"

#: Makes the page of an error: request, status, what to say.
ErrorPage = Callable[[Request, int], Response]


class Guard:
    """Around the whole application.

    Args:
        app: what it guards.
        hosts: names, without ports, that this server answers to; no other page can point its own name here.
        error: makes pages of errors.
        limiter: requests by address; None for no limit.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], error: ErrorPage, limiter: Limiter | None) -> None:
        self._app, self._hosts, self._error, self._limiter = app, hosts, error, limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request and its answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        scope.setdefault("state", {})
        status, wait = self._refused(request), 0
        if not status and self._limiter:
            address = request.client.host if request.client else ""
            wait = self._limiter.over(address)
            self._limiter.count(address)
            status = 429 if wait else 0
        if not status and request.method == "POST":
            body, scope["state"]["form"] = await _body(receive), {}
            status = 413 if body is None else 0
            with suppress(ValueError):
                scope["state"]["form"] = parse_qs((body or b"").decode(), keep_blank_values=True, max_num_fields=500)
        if status:
            answer = self._error(request, status)
            if wait:
                answer.headers["Retry-After"] = str(wait)
        else:
            answer = await _answered(self._app, scope)
        await _sealed(answer, request)(scope, receive, send)

    def _refused(self, request: Request) -> int:
        """The status of what is not let in; 0 for what is."""
        host = _name_of(request.headers.get("host", ""))
        if host not in self._hosts or len(request.headers.getlist("host")) != 1:
            return 421
        if len(str(request.url)) > LONGEST_ADDRESS:
            return 414
        if request.method not in METHODS:
            return 405
        if request.method == "POST":
            kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
            if kind != FORM:
                return 415
            origin = request.headers.get("origin", "")
            site = request.headers.get("sec-fetch-site", "same-origin")
            own = f"{request.url.scheme}://{request.headers['host']}"
            if origin.casefold() != own.casefold() or site not in ("same-origin", "none"):
                return 403
        return 0


def _name_of(host: str) -> str:
    """The name in a Host header, without its port; "" for what is none."""
    if not host or any(c in host for c in "/\\@?# \t") or not host.isascii():
        return ""
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


async def _body(receive: Receive) -> bytes | None:
    """The request's body; None where it is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_FORM:
            return None
        if not message.get("more_body"):
            return body


async def _answered(app: ASGIApp, scope: Scope) -> Response:
    """The application's whole answer."""
    parts: list[bytes] = []
    start: Message = {}

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def collect(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    # A page is asked for as a whole: HEAD must say of it what GET would.
    await app({**scope, "method": "GET"} if scope["method"] == "HEAD" else scope, nothing, collect)
    answer = Response(b"".join(parts), status_code=start["status"])
    answer.raw_headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
    answer.headers["content-length"] = str(len(answer.body))
    return answer


def _sealed(answer: Response, request: Request) -> Response:
    """``answer`` with its tag and its seals; empty where the browser has it already."""
    for name, value in HEADERS.items():
        answer.headers[name] = value
    policy = answer.headers.get(OWN_POLICY)
    if policy:
        del answer.headers[OWN_POLICY]
    answer.headers["Content-Security-Policy"] = policy or POLICY
    if request.url.scheme == "https":
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    answer.headers["Vary"] = "Cookie"
    if answer.status_code == 200 and request.method != "POST" and "no-store" not in answer.headers["Cache-Control"]:
        tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
        answer.headers["ETag"] = tag
        given = request.headers.get("if-none-match", "")
        if given.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in given.split(",")]:
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            return Response(status_code=304, headers={k: v for k, v in headers.items() if k != "content-type"})
    if request.method == "HEAD":
        empty = Response(status_code=answer.status_code)
        empty.raw_headers = answer.raw_headers
        return empty
    return answer

"""The application: routes, who may come in, and what happens when something goes wrong."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from briefing.archive import Archive
from briefing.errors import BriefingError, RenderingError
from briefing.rendering import asset
from briefing.settings import EVENING, Settings
from briefing.web.feeds import Feeds
from briefing.web.guard import Guard
from briefing.web.pages import Pages, briefs
from briefing.web.review import Review, warm
from briefing.web.sessions import Limiter, Session, Sessions, same
from briefing.web.site import Options, Shelf, Site, given, titled

#: Failed tries to sign in, by address and by name; requests of one address.
TRIES, TRIES_WITHIN = 10, timedelta(minutes=15)
REQUESTS, REQUESTS_WITHIN = 600, timedelta(minutes=1)
#: What may be read with a name and a password in the request itself, for programs that read feeds.
PROGRAMS = ("/feed.atom", "/editions.ics")
#: Files of ours that pages need.
FILES = {
    "web.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}

Page = Callable[[Request], Response]


def make_app(archive: Archive, settings: Sequence[Settings], options: Options) -> Guard:
    """The web view of ``archive``.

    Args:
        archive: open for writing, if drafts are to be decided on.
        settings: of today, of each brief that is shown; of several, each has its pages under an address of its own.
        options: who may come in, and how.
    """
    sites = _sites(archive, settings, options)
    site = sites[0]
    door = Door(site)
    reviews = [Review(each) for each in sites]
    if options.warm:
        warm(list(zip(sites, reviews, strict=True)))
    routes = [
        Route("/login", door.page, methods=["GET"]),
        Route("/login", door.enter, methods=["POST"]),
        Route("/logout", door.only(door.leave), methods=["POST"]),
        Route("/static/{name}", _static(site)),
    ]
    if len(sites) == 1:
        routes += _routes(door, site, reviews[0])
    else:
        routes.append(Route("/", door.only(partial(briefs, sites))))
    mounted = [
        Mount(each.base, routes=_routes(door, each, review))
        for each, review in zip(sites, reviews, strict=True)
        if each.base
    ]

    def told(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return site.error(request, 503 if isinstance(error, BriefingError) else status)

    # What an evening's address begins with is a morning's whole one.
    mounted.sort(key=lambda mount: -len(mount.path))
    app = Starlette(
        routes=[*routes, *mounted], exception_handlers={HTTPException: told, BriefingError: told, Exception: told}
    )
    limiter = Limiter(REQUESTS, REQUESTS_WITHIN, options.clock) if options.users else None
    return Guard(_Shielded(app, told), options.hosts, site.error, limiter)


def _sites(archive: Archive, settings: Sequence[Settings], options: Options) -> list[Site]:
    """One for each brief: "/brief/NAME", "/brief/NAME/evening"; the one without a name is "/brief/-"."""
    several = len(settings) > 1
    names = [each.edition.brief for each in settings]
    bases = [f"/brief/{'-' if name in ('', EVENING) else ''}{name}" if several else "" for name in names]
    named = tuple((base, titled(each)) for base, each in zip(bases, settings, strict=True)) if several else ()
    made = []
    for base, each in zip(bases, settings, strict=True):
        kept = archive.of(each.edition.brief)
        made.append(Site(kept, each, options, Shelf(kept, each, each.edition.own_templates), base, named))
    return made


def _routes(door: "Door", site: Site, review: Review) -> list[Route]:
    """The pages of one brief."""
    pages, feeds = Pages(site), Feeds(site)
    return [
        Route("/", door.only(pages.editions)),
        Route("/edition/{day}", door.only(pages.edition)),
        Route("/edition/{day}/{file}", door.only(pages.download)),
        Route("/story", door.only(pages.story)),
        Route("/actors", door.only(pages.actors)),
        Route("/actor", door.only(pages.actor)),
        Route("/article", door.only(pages.article)),
        Route("/search", door.only(pages.search)),
        Route("/sources", door.only(pages.sources)),
        Route("/feed.atom", door.only(feeds.atom)),
        Route("/editions.ics", door.only(feeds.calendar)),
        Route("/desk", door.only(review.latest)),
        Route("/desk/{day}", door.only(review.draft), methods=["GET"]),
        Route("/desk/{day}", door.only(review.decide), methods=["POST"]),
        Route("/desk/{day}/story", door.only(review.story)),
        Route("/desk/{day}/preview", door.only(review.preview)),
    ]


class _Shielded:
    """The application without its last words: Starlette raises again what its handler has answered."""

    def __init__(self, app: Starlette, told: Callable[[Request, Exception], Response]) -> None:
        self._app, self._told = app, told

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 — ASGI's own
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            if scope["type"] == "lifespan":
                raise
            await self._told(Request(scope), error)(scope, receive, send)


def _static(site: Site) -> Page:
    def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return site.error(request, 404)
        try:
            content = asset(f"web/{name}", site.templates)
        except RenderingError:
            return site.error(request, 404)
        return Response(content, headers={"Content-Type": FILES[name], "Cache-Control": "public, max-age=300"})

    return file


class Door:
    """Who may come in: on this machine everybody; else who signs in."""

    def __init__(self, site: Site) -> None:
        self._site, self._users, clock = site, site.options.users, site.options.clock
        self._sessions = Sessions(clock)
        self._failed = Limiter(TRIES, TRIES_WITHIN, clock)
        now = clock()
        self._everybody = Session(site.options.editor, self._sessions.open("", ""), "", now, now)

    def only(self, page: Page) -> Page:
        """``page`` for those who are in; a form must carry the secret of its session."""

        def guarded(request: Request) -> Response:
            session = self._session(request)
            if session is None:
                return self._turned_away(request)
            request.state.session = session
            if request.method == "POST" and not same(given(request, "csrf"), session.csrf):
                return self._site.error(request, 403)
            return page(request)

        return guarded

    def _session(self, request: Request) -> Session | None:
        if self._users is None:
            return self._everybody
        session = self._sessions.get(request.cookies.get(_cookie(request), ""))
        if session and session.stamp and same(session.stamp, self._users.stamp(session.user)):
            return session
        return self._of_program(request) if request.url.path.endswith(PROGRAMS) else None

    def _of_program(self, request: Request) -> Session | None:
        """Who a program reads for, by Basic authentication (RFC 7617)."""
        kind, _, coded = request.headers.get("authorization", "").partition(" ")
        try:
            name, _, password = base64.b64decode(coded, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, ValueError):
            return None
        if kind.casefold() != "basic" or self._wait(request, name) or not self._right(request, name, password):
            return None
        now = self._site.options.clock()
        return Session(name, "", "", now, now)

    def _turned_away(self, request: Request) -> Response:
        path = request.url.path
        if path.endswith(PROGRAMS):
            answer = self._site.error(request, 401)
            answer.headers["WWW-Authenticate"] = 'Basic realm="briefing", charset="UTF-8"'
            return answer
        if request.method == "POST":
            return self._site.error(request, 401)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/login?next={quote(path + query, safe='')}", 303)

    def page(self, request: Request) -> Response:
        """Where one signs in."""
        if self._users is None:
            return RedirectResponse("/", 303)
        return self._asking(request, _inside(request.query_params.get("next", "")))

    def _asking(self, request: Request, next_: str, told: str = "", status: int = 200) -> Response:
        title = self._site.words("Sign in")
        answer = self._site.page(request, "login", status=status, title=title, next=next_, told=told)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def enter(self, request: Request) -> Response:
        """Sign in: a new session with a new token, whatever the browser brought along."""
        if self._users is None:
            return RedirectResponse("/", 303)
        name, password = given(request, "name", 64), str((request.state.form.get("password") or [""])[0])
        next_ = _inside(given(request, "next"))
        if wait := self._wait(request, name):
            answer = self._asking(request, next_, self._site.words("Too often. Wait a little."), 429)
            answer.headers["Retry-After"] = str(wait)
            return answer
        if not self._right(request, name, password):
            return self._asking(request, next_, self._site.words("Name or password is wrong."), 401)
        self._sessions.close(request.cookies.get(_cookie(request), ""))
        answer = RedirectResponse(next_, 303)
        answer.set_cookie(
            _cookie(request), self._sessions.open(name, self._users.stamp(name)), httponly=True, samesite="strict",
            secure=request.url.scheme == "https", path="/",
        )  # fmt: skip
        return answer

    def leave(self, request: Request) -> Response:
        """Sign out."""
        self._sessions.close(request.cookies.get(_cookie(request), ""))
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(_cookie(request), path="/", secure=request.url.scheme == "https", httponly=True)
        return answer

    def _wait(self, request: Request, name: str) -> int:
        address = request.client.host if request.client else ""
        return max(self._failed.over(f"address {address}"), self._failed.over(f"name {name}"))

    def _right(self, request: Request, name: str, password: str) -> bool:
        address = request.client.host if request.client else ""
        if self._users and self._users.knows(name, password):
            self._failed.forget(f"name {name}")
            return True
        self._failed.count(f"address {address}")
        self._failed.count(f"name {name}")
        return False


def _cookie(request: Request) -> str:
    """Over HTTPS a name that no other host can set (RFC 6265bis)."""
    return "__Host-briefing" if request.url.scheme == "https" else "briefing"


def _inside(path: str) -> str:
    """``path`` if it leads to a page of this site, else the first page."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if plain and len(path) < 1000 else "/"

"""``briefing serve``: a local web view of the archive; this machine only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

import typer

from briefing import pipeline
from briefing.archive import Archive, Query, dossier, find_actors
from briefing.archive import search as search_archive
from briefing.cli.actor import page
from briefing.cli.options import ArchiveUrl, Config, kept_archive, settings_from
from briefing.cli.output import say
from briefing.errors import BriefingError, SettingsError
from briefing.rendering import fill, render
from briefing.settings import Settings

#: No page reaches beyond itself, or is framed by another's.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def serve(
    config: Config = None,
    archive: ArchiveUrl = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8640,
) -> None:
    """Editions, search and actors in a browser, on this machine only.

    Example: briefing serve --port 8640
    """
    settings = settings_from(config)
    with kept_archive(archive, settings) as kept, make_server(kept, settings, port) as server:
        say(f"http://127.0.0.1:{server.server_address[1]}/ (stop with Ctrl-C)")
        server.serve_forever()


def make_server(kept: Archive, settings: Settings, port: int) -> ThreadingHTTPServer:
    """A server on the loopback; the caller runs and closes it.

    Raises:
        SettingsError: if the port is taken.
    """

    class Handler(_Handler):
        pages = _Pages(kept, settings)

    try:
        return ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise SettingsError("--port", f"{port}: {error.strerror}", "give another one, or 0 for a free one") from error


class _Pages:
    """Address → page."""

    def __init__(self, kept: Archive, settings: Settings) -> None:
        self._kept = kept
        self._settings = settings

    def page(self, path: str, query: dict[str, list[str]]) -> bytes | None:
        """The page at ``path``; None where there is none."""
        pages: dict[str, Callable[[str], bytes | None]] = {
            "/": lambda _: self._editions(),
            "/search": self._search,
            "/actor": self._actor,
        }
        wanted = (query.get("q") or query.get("name") or [""])[0][:300]
        if path in pages:
            return pages[path](wanted)
        return self._edition(path.removeprefix("/edition/")) if path.startswith("/edition/") else None

    def _editions(self) -> bytes:
        editions = [{"day": day.isoformat(), "number": number} for day, number in self._kept.editions()]
        return self._filled(kind="editions", title=self._settings.edition.title, editions=editions)

    def _edition(self, day: str) -> bytes | None:
        try:
            edition = pipeline.kept_edition(self._kept, date.fromisoformat(day))
        except (ValueError, BriefingError):
            return None
        templates = Path(self._settings.edition.templates) if self._settings.edition.templates else None
        return render(edition, "html", settings=self._settings, templates=templates)

    def _search(self, words: str) -> bytes:
        hits = [
            {
                "title": hit.title or hit.id, "source": hit.source, "day": hit.day,
                "url": hit.url if hit.url.startswith(("http://", "https://")) else "",
                "parts": hit.snippet,
            }
            for hit in search_archive(self._kept.engine, Query(words=words, limit=50))
        ]  # fmt: skip
        return self._filled(kind="search", title="Search", query=words, hits=hits)

    def _actor(self, name: str) -> bytes | None:
        found = find_actors(self._kept.engine, name, 1) if name else []
        if not found:
            return None
        return page(dossier(self._kept.engine, found[0]), links=True).encode()

    def _filled(self, **context: Any) -> bytes:
        return fill("web.html", {"links": True, **context}, language="en", folder=None).encode()


class _Handler(BaseHTTPRequestHandler):
    """GET only, no files, no state."""

    pages: _Pages
    timeout = 30
    server_version = "Briefing"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with the page, or with 404."""
        # A page of another origin that points its name at this machine must not read the archive.
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in ("127.0.0.1", "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            address = urlsplit(self.path)
            page = self.pages.page(address.path, parse_qs(address.query, max_num_fields=20))
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        except BriefingError:
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if page is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def end_headers(self) -> None:
        """Every answer, faults too, forbids what no page of ours needs; a page's own policy narrows it further."""
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base class's name
        """Quiet: a local view needs no log."""

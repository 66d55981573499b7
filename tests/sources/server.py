"""A web server on this machine, as good or as bad as a test wants it."""

from __future__ import annotations

import atexit
import functools
import http.server
import shutil
import socketserver
import ssl
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

#: Who vouches for the test servers; made anew for each run, so that no key lies in the repository.
AUTHORITY = trustme.CA()


@functools.cache
def certificate() -> Path:
    """A file with the authority's certificate, for those who are to trust the test servers."""
    folder = tempfile.mkdtemp(prefix="briefing-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return path


def trusted() -> ssl.SSLContext:
    """A server's side of TLS, with a certificate for localhost by `AUTHORITY`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


class Exchange(http.server.BaseHTTPRequestHandler):
    """One request; the page of its path answers it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Let the page answer."""
        path = self.path.split("?")[0]
        self.server.asked[path] += 1
        try:
            page = self.server.pages.get(path)
            if page is None:
                self.give(b"nothing here", status=404)
            elif isinstance(page, bytes | str):
                self.give(page if isinstance(page, bytes) else page.encode())
            else:
                page(self)
        except OSError:  # the other side has had enough
            self.close_connection = True

    def give(self, data: bytes, *, status: int = 200, **headers: str) -> None:
        """Send a whole answer; names of headers with "_" for "-"."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the interface's name
        """Say nothing."""


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Answers from `pages`: path → content, or a function of the exchange."""

    daemon_threads = True
    pages: dict[str, bytes | str | Callable[[Exchange], None]]
    asked: Counter[str]
    over: threading.Event
    url: str

    def handle_error(self, request: object, client_address: object) -> None:
        """Broken lines are part of the game."""


@contextmanager
def serving(
    pages: dict[str, bytes | str | Callable[[Exchange], None]], *, tls: bool = False, host: str = "127.0.0.1"
) -> Iterator[Server]:
    """A running server of ``pages``."""
    server = Server((host, 0), Exchange)
    server.pages, server.asked, server.over = pages, Counter(), threading.Event()
    server.url = f"{'https' if tls else 'http'}://localhost:{server.server_port}"
    if tls:
        server.socket = trusted().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

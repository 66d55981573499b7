"""The web view over a draft of twenty stories, served for each test from a copy of its own."""

import http.client
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from briefing import pipeline
from briefing.archive import Archive
from briefing.cli.serve import make_server
from briefing.settings import Settings, parse_settings
from briefing.web import users
from tests.browser.chromium import BROWSER
from tests.browser.conftest import axe, browser, vnu
from tests.web.news import DAY, told

__all__ = ["axe", "browser", "vnu"]

SETTINGS: Settings = parse_settings(
    {
        "reading": {"model": "rules"},
        "engine": {"workers": 1},
        "desk": {"release": "reviewed"},
        "source": [{"name": "Harbour Wire", "location": "https://harbour.example/"}],
    }
)
#: Two briefs more: an evening's and a German one.
SEVERAL: Settings = parse_settings(
    SETTINGS.model_dump(mode="json", exclude_none=True)
    | {"brief": [{"name": "", "schedule": "twice a day"}, {"name": "woche", "title": "Woche", "language": "de"}]}
)
needs_browser = pytest.mark.skipif(not BROWSER, reason="no chromium on this machine: apt install chromium")


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: what they cost is no test's business."""
    monkeypatch.setattr(users, "COST", (2**4, 8, 1))


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that holds the draft, and its files."""
    folder = tmp_path_factory.mktemp("web")
    with Archive.open(f"sqlite:///{folder / 'archive.sqlite'}") as archive:
        archive.save_articles(told())
        built = pipeline.build(
            [], SETTINGS, out=folder / "out", formats=("html", "json", "txt"), day=DAY, archive=archive
        )
        assert built.edition.counts.stories > 15
    return folder


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: str
    cookies: list[str]


@dataclass
class Served:
    """A running server."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        form: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """One request with nothing added that a browser adds, but a form's own headers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = dict(headers or {})
        if form is not None:
            method, body = "POST", urlencode(form, doseq=True).encode()
            sent = {"Origin": self.address, "Content-Type": "application/x-www-form-urlencoded"} | sent
        line.putrequest(method, path, skip_host="Host" in sent, skip_accept_encoding=True)
        for name, value in sent.items():
            line.putheader(name, value)
        if body is not None and "Content-Length" not in sent:
            line.putheader("Content-Length", str(len(body)))
        line.endheaders(body)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        cookies = answer.headers.get_all("set-cookie") or []
        found = Answer(answer.status, {k.casefold(): v for k, v in answer.getheaders()}, text, cookies)
        line.close()
        return found

    def decide(
        self, do: str, fields: Mapping[str, object] | None = None, *, cookie: str = "", **more: object
    ) -> Answer:
        """A decision, as the page's own form would send it."""
        headers = {"Cookie": cookie} if cookie else {}
        page = self.ask(f"/desk/{DAY}", headers=headers).body
        form = {"do": do, "csrf": hidden(page, "csrf"), "seen": hidden(page, "seen"), **(fields or {}), **more}
        return self.ask(f"/desk/{DAY}", form=form, headers=headers)

    def stories(self, cookie: str = "") -> list[str]:
        """Ids of the draft's stories, in the order of the page."""
        page = self.ask(f"/desk/{DAY}", headers={"Cookie": cookie} if cookie else {}).body
        return re.findall(r'<li id="(\w+)" class="draft-story', page)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


@contextmanager
def serving(folder: Path, settings: Settings = SETTINGS, **how: object) -> Iterator[Served]:
    """A server over the archive in ``folder``."""
    with Archive.open(f"sqlite:///{folder / 'archive.sqlite'}") as archive:
        server = make_server(archive, settings, 0, out=folder / "out", by="Ann", **how)  # type: ignore[arg-type]
        socket = server.config.bind_socket()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Served(folder, socket.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(10)
            socket.close()


@pytest.fixture(scope="module")
def looked_at(drafted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests of a module that change nothing."""
    folder = tmp_path_factory.mktemp("looked") / "own"
    shutil.copytree(drafted, folder)
    with serving(folder) as served:
        yield served


@pytest.fixture
def own(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server over a copy of the draft."""
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(drafted, tmp_path / "own")
    with serving(tmp_path / "own") as served:
        yield served

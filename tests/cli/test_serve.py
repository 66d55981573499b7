"""`briefing serve`: on this machine only, pages only, and nothing but them."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.archive import Archive
from briefing.cli import main
from briefing.cli.serve import make_server
from briefing.settings import Settings

TALKS = Path(__file__).parent.parent / "editions" / "talks" / "in"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A running server over an archive with one edition."""
    folder = tmp_path_factory.mktemp("serve")
    config = folder / "briefing.toml"
    config.write_text('[reading]\nmodel = "rules"\n', encoding="utf-8")
    url = f"sqlite:///{folder / 'archive.sqlite'}"
    arguments = ["build", str(TALKS), "--config", str(config), "--archive", url]
    assert main([*arguments, "--out", str(folder), "--formats", "json"]) == 0
    with Archive.open(url) as kept, make_server(kept, Settings(), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert server.server_address[0] == "127.0.0.1"
        yield int(server.server_address[1])
        server.shutdown()


def get(port: int, path: str, *, host: str = "127.0.0.1", method: str = "GET") -> tuple[http.client.HTTPResponse, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.putrequest(method, path, skip_host=True)
    line.putheader("Host", f"{host}:{port}")
    line.endheaders()
    answer = line.getresponse()
    return answer, answer.read().decode("utf-8")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/", "/edition/2019-01-29"),
        ("/edition/2019-01-29", "<h1"),
        ("/search", "Search"),
        ("/search?q=Moscow", "Moscow"),
        ("/search?q=%22%20OR%20%28", "Search"),
        ("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;"),
        ("/actor?name=Russia", "Russia"),
    ],
)
def test_pages_are_found_and_closed_to_the_world(port: int, path: str, word: str) -> None:
    """Each page is there, under a policy that lets nothing in, frames nothing and remembers nothing."""
    answer, page = get(port, path)
    assert answer.status == 200
    assert word in page
    assert "<script>alert" not in page
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/edition/../../etc/passwd",
        "/edition/2019-01-29/../../x", "/edition/2001-01-01", "/edition/", "/edition/%00", "/actor",
        "/actor?name=Nobody+At+All", "/briefing.toml", "/archive.sqlite", "http://example.org/",
    ],
)  # fmt: skip
def test_what_is_no_page_is_not_there(port: int, path: str) -> None:
    """No file of this machine is reached by any path; the fault page is under the policy too."""
    answer, page = get(port, path)
    assert answer.status == (200 if path == "http://example.org/" else 404)
    assert "root:" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example"])
def test_a_page_of_another_name_reads_nothing(port: int, host: str) -> None:
    """A name that is turned to this machine (DNS rebinding) is refused."""
    answer, page = get(port, "/", host=host)
    assert answer.status == 403
    assert "2019-01-29" not in page


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(port: int, method: str) -> None:
    """Only GET is understood."""
    answer, _ = get(port, "/", method=method)
    assert answer.status == 501


def test_too_many_fields_are_a_bad_request(port: int) -> None:
    """A query that is built to cost is refused."""
    answer, _ = get(port, "/search?" + "&".join(f"a{n}=1" for n in range(100)))
    assert answer.status == 400


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and another one is proposed."""
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    Archive.open(url).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--archive", url, "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err


def test_no_archive_is_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to look at."""
    assert main(["serve", "--archive", f"sqlite:///{tmp_path / 'none.sqlite'}"]) == 1
    assert "no archive yet" in capsys.readouterr().err

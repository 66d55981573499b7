"""Forty attacks on the web view, none of which gets anywhere."""

import base64
import hashlib
import re
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from briefing.archive import Archive
from briefing.cli import main
from briefing.web import app
from briefing.web.sessions import Limiter, Sessions
from briefing.web.users import Users
from tests import make
from tests.web.conftest import Answer, Served, hidden, serving
from tests.web.news import DAY

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
PASSWORD = "correct horse"


@pytest.fixture
def closed(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server behind a proxy on this machine: only users come in."""
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))
    Users(tmp_path / "state" / "users.json").put("ann", PASSWORD)
    shutil.copytree(drafted, tmp_path / "own")
    with serving(tmp_path / "own", proxy="127.0.0.1", names=("brief.example.org",)) as served:
        yield served


def sign_in(
    served: Served, password: str = PASSWORD, *, name: str = "ann", cookie: str = "", next_: str = "/"
) -> Answer:
    headers = {"Cookie": cookie} if cookie else {}
    return served.ask("/login", form={"name": name, "password": password, "next": next_}, headers=headers)


def cookie_of(answer: Answer) -> str:
    return answer.cookies[0].partition(";")[0] if answer.cookies else ""


def kept(served: Served) -> int:
    """How many decisions there are."""
    with Archive.open(f"sqlite:///{served.folder / 'archive.sqlite'}") as archive:
        decided = archive.desk.decisions(DAY)
    return len(decided.decisions) if decided else 0


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/passwd", "/static/..%2f..%2fbriefing.toml", "/static/%2e%2e/README.md", "/static/web.css%00.html",
        "/static//etc/passwd", f"/edition/{DAY}/..%2f..%2farchive.sqlite", f"/edition/{DAY}/edition.sqlite",
        f"/edition/{DAY}/manifest.json", f"/edition/{DAY}/.html", "/edition/..%2f..%2fown", "/edition/2019-99-99",
        f"/edition/{DAY}/edition.decisions.json", f"/desk/{DAY}/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
    ],
)  # fmt: skip
def test_no_path_leads_out(path: str, looked_at: Served) -> None:
    """Only what has a page has one, whatever the address climbs over."""
    answer = looked_at.ask(path)
    assert answer.status == 404
    assert "root:" not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/search?q={}",
        "/actors?q={}",
        "/search?actor={}&source={}&from={}",
        "/nothing/{}",
        "/story?id={}",
        "/login?next={}",
    ],
)
def test_no_word_of_a_reader_becomes_markup(path: str, looked_at: Served) -> None:
    """What is asked for comes back as text or not at all."""
    answer = looked_at.ask(path.replace("{}", quote(EVIL)))
    assert "<script>alert" not in answer.body
    assert "<img src=x" not in answer.body


def test_no_word_of_an_article_becomes_markup(drafted: Path, tmp_path: Path) -> None:
    """Headlines, texts, outlets and links of others are hostile: nothing of them runs, and no link is a script."""
    shutil.copytree(drafted, tmp_path / "own")
    text = f"{EVIL} miners said on Tuesday."
    evil = make.article(text, EVIL, source=EVIL, day=DAY, url="javascript:alert(1)")
    with Archive.open(f"sqlite:///{tmp_path / 'own' / 'archive.sqlite'}") as archive:
        archive.save_articles([evil])
    with serving(tmp_path / "own") as served:
        for path in ("/search?q=miners", f"/article?id={evil.id}"):
            page = served.ask(path).body
            assert "&lt;script&gt;" in page
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "javascript:" not in page


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example/127.0.0.1", ""]
)
def test_another_hosts_name_is_not_answered(host: str, looked_at: Served) -> None:
    """A page that points its own name at this machine reads nothing (DNS rebinding)."""
    answer = looked_at.ask("/", headers={"Host": host})
    assert answer.status in (400, 421)
    assert "Tuesday" not in answer.body


def test_two_hosts_are_none(looked_at: Served) -> None:
    """A request with two names is refused, whichever a proxy would believe."""
    with socket.create_connection(("127.0.0.1", looked_at.port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert b"200 OK" not in line.recv(64)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://127.0.0.1.evil.example"},
        {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data; boundary=x"}, {"Content-Type": "application/json"},
    ],
)  # fmt: skip
def test_no_other_page_decides(headers: dict[str, str], own: Served) -> None:
    """A form from elsewhere is refused even with the right secret (CSRF)."""
    page = own.ask(f"/desk/{DAY}").body
    form = {"do": "drop", "story": own.stories()[0], "csrf": hidden(page, "csrf"), "seen": hidden(page, "seen")}
    assert own.ask(f"/desk/{DAY}", form=form, headers=headers).status in (403, 415)
    assert kept(own) == 0


@pytest.mark.parametrize("secret", ["", "x", "0" * 43])
def test_no_form_without_its_secret(secret: str, own: Served) -> None:
    """Nor with one that is guessed."""
    page = own.ask(f"/desk/{DAY}").body
    form = {"do": "drop", "story": own.stories()[0], "csrf": secret, "seen": hidden(page, "seen")}
    assert own.ask(f"/desk/{DAY}", form=form).status == 403
    assert kept(own) == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "OPTIONS"])
def test_no_other_method(method: str, looked_at: Served) -> None:
    """And a page of an error gives nothing away."""
    answer = looked_at.ask("/", method=method)
    assert answer.status in (400, 405)
    assert "Traceback" not in answer.body


def test_a_get_decides_nothing(own: Served) -> None:
    """Whatever its address says."""
    own.ask(f"/desk/{DAY}?do=drop&story={own.stories()[0]}")
    own.ask(f"/desk/{DAY}?do=release")
    assert kept(own) == 0


def test_what_is_too_large_is_refused(own: Served) -> None:
    """A form of a megabyte, an address of a hundred thousand letters, five thousand fields."""
    big = own.ask(f"/desk/{DAY}", form={"do": "note", "text": "x" * 1_000_000})
    assert big.status == 413
    assert own.ask("/search?q=" + "x" * 6000).status == 414
    assert own.ask(f"/desk/{DAY}", form={f"f{n}": "" for n in range(5000)}).status in (403, 413)
    assert own.ask("/search?" + "&".join("q=a" for _ in range(900))).status in (200, 414)


@pytest.mark.parametrize(
    "page", ["/", f"/edition/{DAY}", "/nothing", f"/edition/{DAY}/edition.html", "/static/web.css"]
)
def test_every_answer_is_sealed(page: str, looked_at: Served) -> None:
    """No frame, no sniffing, no script but ours, no name of the server."""
    headers = looked_at.ask(page).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    ["/", f"/edition/{DAY}", f"/edition/{DAY}/edition.pdf", "/search?q=a", "/actors", "/sources", f"/desk/{DAY}",
     f"/desk/{DAY}/preview", "/feed.atom", "/editions.ics"],
)  # fmt: skip
def test_nobody_reads_without_signing_in(path: str, closed: Served) -> None:
    """Not a page, not a file, not a feed."""
    answer = closed.ask(path)
    assert answer.status in (303, 401)
    assert "pension" not in answer.body
    if answer.status == 303:
        assert answer.headers["location"].startswith("/login?next=")


def test_who_signs_in_is_in_and_who_signs_out_is_out(closed: Served) -> None:
    """With a cookie that no script reads and no other site sends; the old one is worth nothing afterwards."""
    answer = sign_in(closed, next_="/sources")
    assert (answer.status, answer.headers["location"]) == (303, "/sources")
    assert re.search(r"HttpOnly", answer.cookies[0])
    assert re.search(r"SameSite=strict", answer.cookies[0], re.IGNORECASE)
    cookie = cookie_of(answer)
    page = closed.ask("/sources", headers={"Cookie": cookie})
    assert page.status == 200
    assert closed.decide("drop", cookie=cookie, story=closed.stories(cookie)[0]).status == 303
    form = {"csrf": hidden(page.body, "csrf")}
    assert closed.ask("/logout", form=form, headers={"Cookie": cookie}).status == 303
    assert closed.ask("/sources", headers={"Cookie": cookie}).status == 303


def test_a_session_cannot_be_fixed(closed: Served) -> None:
    """Signing in gives a new token; the one that somebody planted stays worthless."""
    planted = "briefing=planted-by-somebody-else"
    answer = sign_in(closed, cookie=planted)
    assert cookie_of(answer) not in ("", planted)
    assert closed.ask("/sources", headers={"Cookie": planted}).status == 303
    first = cookie_of(answer)
    second = cookie_of(sign_in(closed, cookie=first))
    assert second != first
    assert closed.ask("/sources", headers={"Cookie": first}).status == 303


def test_one_sessions_secret_is_not_anothers(closed: Served) -> None:
    """A form of Ann's is worth nothing in the session of another."""
    ann, other = cookie_of(sign_in(closed)), cookie_of(sign_in(closed))
    page = closed.ask(f"/desk/{DAY}", headers={"Cookie": ann}).body
    form = {"do": "drop", "story": closed.stories(ann)[0], "csrf": hidden(page, "csrf"), "seen": hidden(page, "seen")}
    assert closed.ask(f"/desk/{DAY}", form=form, headers={"Cookie": other}).status == 403
    assert kept(closed) == 0


def test_guessing_passwords_ends(closed: Served) -> None:
    """After ten tries nobody gets in from there, not even with the right one; nor by Basic authentication."""
    for n in range(10):
        assert sign_in(closed, f"guess {n} again").status == 401
    refused = sign_in(closed)
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 60
    basic = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
    assert closed.ask("/feed.atom", headers={"Authorization": f"Basic {basic}"}).status == 401


def test_guessing_from_many_addresses_ends_too(closed: Served) -> None:
    """The name counts as well as the address; which the proxy tells."""
    for n in range(10):
        form = {"name": "ann", "password": f"guess {n} again", "next": "/"}
        assert closed.ask("/login", form=form, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status == 401
    form = {"name": "ann", "password": PASSWORD, "next": "/"}
    assert closed.ask("/login", form=form, headers={"X-Forwarded-For": "203.0.113.9"}).status == 429


def test_who_is_not_there_cannot_be_told_from_who_is(closed: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by the words nor by the work that is done."""
    work: list[tuple[int, int, int]] = []
    scrypt = hashlib.scrypt

    def counted(password: bytes, *, n: int, r: int, p: int, **more: Any) -> bytes:
        work.append((n, r, p))
        return scrypt(password, n=n, r=r, p=p, **more)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    told, other = (sign_in(closed, "wrong password", name=name).body.replace(name, "") for name in ("ann", "bob"))
    assert told == other
    known, unknown = work
    assert known == unknown


def test_a_program_reads_feeds_with_a_password(closed: Served) -> None:
    """By Basic authentication, and nothing else so."""
    basic = {"Authorization": "Basic " + base64.b64encode(f"ann:{PASSWORD}".encode()).decode()}
    assert closed.ask("/feed.atom", headers=basic).status == 200
    assert closed.ask(f"/edition/{DAY}", headers=basic).status == 303
    for wrong in ("Basic !!!", "Basic " + base64.b64encode(b"ann").decode(), "Bearer x", "Basic " + "A" * 5000):
        assert closed.ask("/feed.atom", headers={"Authorization": wrong}).status == 401


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/ok\r\nX-Evil: 1",
        "\\/evil",
    ],
)
def test_signing_in_leads_nowhere_else(target: str, closed: Served) -> None:
    """No open redirect, no second header."""
    answer = sign_in(closed, next_=target)
    assert answer.headers["location"] == "/"
    assert "x-evil" not in answer.headers


def test_a_session_ends_with_its_password(closed: Served, tmp_path: Path) -> None:
    """Who gets another password, or is let in no more, is out at once."""
    cookie = cookie_of(sign_in(closed))
    users = Users(tmp_path / "state" / "users.json")
    users.put("ann", "battery staple")
    assert closed.ask("/sources", headers={"Cookie": cookie}).status == 303
    again = cookie_of(sign_in(closed, "battery staple"))
    users.remove("ann")
    assert closed.ask("/sources", headers={"Cookie": again}).status == 303


def test_over_https_the_cookie_is_for_https_alone(closed: Served) -> None:
    """Which the proxy tells, and only it may."""
    form = {"name": "ann", "password": PASSWORD, "next": "/"}
    secure = {"X-Forwarded-Proto": "https", "Host": "brief.example.org", "Origin": "https://brief.example.org"}
    answer = closed.ask("/login", form=form, headers=secure)
    assert answer.cookies[0].startswith("__Host-briefing=")
    assert "; Secure" in answer.cookies[0]
    assert answer.headers["strict-transport-security"]


def test_without_a_proxy_its_headers_count_for_nothing(looked_at: Served) -> None:
    """Nobody makes himself another address or another scheme."""
    answer = looked_at.ask("/", headers={"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in answer.headers


def test_a_flood_is_turned_away(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many requests in a minute; others are served all the same."""
    monkeypatch.setattr(app, "REQUESTS", 30)
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))
    Users(tmp_path / "state" / "users.json").put("ann", PASSWORD)
    with serving(drafted, proxy="127.0.0.1") as served:
        asked = [served.ask("/static/desk.js", headers={"X-Forwarded-For": "198.51.100.3"}) for _ in range(32)]
        assert [answer.status for answer in asked] == [200] * 30 + [429] * 2
        assert int(asked[-1].headers["retry-after"]) <= 61
        assert served.ask("/login", headers={"X-Forwarded-For": "198.51.100.4"}).status == 200


def test_nobody_is_served_without_users(tmp_path: Path, drafted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server for others does not start while nobody could sign in."""
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "none"))
    url = f"sqlite:///{drafted / 'archive.sqlite'}"
    assert main(["serve", "--archive", url, "--host", "0.0.0.0", "--port", "0"]) == 2
    assert main(["serve", "--archive", url, "--proxy", "not an address", "--port", "0"]) == 2


def test_sessions_and_counters_stay_bounded() -> None:
    """However many come, and they end when their time has come."""
    now = [datetime(2019, 1, 29, 6, tzinfo=UTC)]

    def clock() -> datetime:
        return now[0]

    sessions = Sessions(clock)
    tokens = [sessions.open("ann", "stamp") for _ in range(1200)]
    assert sessions.get(tokens[0]) is None
    assert sessions.get(tokens[-1])
    now[0] += timedelta(hours=3)
    assert sessions.get(tokens[-1]) is None
    limiter = Limiter(2, timedelta(minutes=1), clock)
    for n in range(20_000):
        limiter.count(str(n))
    limiter.count("19999")
    assert limiter.over("19999") > 0
    assert limiter.over("0") == 0
    now[0] += timedelta(minutes=2)
    assert limiter.over("19999") == 0

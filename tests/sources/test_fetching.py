"""fetch: what is new in the sources, whatever their servers do."""

import gzip
import re
import zlib
from collections.abc import Callable, Mapping
from email.utils import formatdate
from pathlib import Path

import pytest

from briefing.model import Article, Skipped, SourceReport, Validators
from briefing.settings import FetchSettings, Settings, SourceEntry, parse_settings
from briefing.sources import collect
from briefing.sources.doors.fetching import fetch
from tests.sources import samples
from tests.sources.samples import BODY, TITLE
from tests.sources.server import Exchange, Server, certificate, serving

#: Time enough on a machine that is busy with other things; and little, for servers that take longer than anybody waits.
PATIENT = Settings(fetch=FetchSettings(timeout=30.0, total_timeout=60.0, retries=1, max_bytes=300_000))
HASTY = Settings(fetch=FetchSettings(timeout=0.5, total_timeout=1.0, retries=0))


def entry(server: Server, path: str, **fields: object) -> SourceEntry:
    """A source on the test's server."""
    return SourceEntry.model_validate({"name": "Wire", "location": server.url + path, "internal": True, **fields})


def run(
    *entries: SourceEntry, known: Mapping[str, Validators] | None = None, settings: Settings = PATIENT
) -> tuple[list[Article], list[Skipped], list[SourceReport]]:
    """What a fetch gives, by kind."""
    found = list(fetch(entries, settings=settings, known=known))
    return (
        [each for each in found if isinstance(each, Article)],
        [each for each in found if isinstance(each, Skipped)],
        [each for each in found if isinstance(each, SourceReport)],
    )


def remembered(reports: list[SourceReport]) -> dict[str, Validators]:
    """What the pipeline would keep."""
    return {each.key: each for report in reports for each in report.validators}


def full_feed(server_url: str = "", items: int = 3) -> str:
    """A feed of whole articles."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY * 3)
    entries = "".join(
        f"<item><title>Item number {n}</title><link>{server_url}/2019/01/29/item-{n}</link>"
        f"<pubDate>Tue, 29 Jan 2019 0{n}:00:00 GMT</pubDate><description><![CDATA[{n}. {body}]]></description></item>"
        for n in range(items)
    )
    return f"<rss version='2.0'><channel><title>Feed's own name</title>{entries}</channel></rss>"


def conditional(content: str) -> Callable[[Exchange], None]:
    """A page that knows its ETag."""

    def page(exchange: Exchange) -> None:
        tag = f'"{zlib.crc32(content.encode())}"'
        if exchange.headers.get("If-None-Match") == tag:
            exchange.give(b"", status=304, ETag=tag)
        else:
            exchange.give(content.encode(), ETag=tag, Last_Modified=formatdate(1_548_740_000, usegmt=True))

    return page


def test_a_feed_is_read_once() -> None:
    """The second fetch asks whether anything has changed, and moves nothing."""
    with serving({"/feed": conditional(full_feed())}) as server:
        articles, _, first = run(entry(server, "/feed"))
        again, _, second = run(entry(server, "/feed"), known=remembered(first))
    assert [article.title for article in articles] == ["Item number 0", "Item number 1", "Item number 2"]
    assert {article.source for article in articles} == {"Wire"}
    assert (first[0].state, first[0].new) == ("ok", 3)
    assert (again, second[0].state, second[0].bytes) == ([], "unchanged", 0)


def test_only_new_items_of_a_changed_feed_come_in() -> None:
    """Known items are counted; a rewritten one comes again."""
    with serving({"/feed": full_feed("https://wire.example", 2)}) as server:
        _, _, first = run(entry(server, "/feed"))
        server.pages["/feed"] = full_feed("https://wire.example", 3).replace(
            "1. <p>The foreign", "1. <p>Update: the foreign"
        )
        articles, _, second = run(entry(server, "/feed"), known=remembered(first))
    assert [article.title for article in articles] == ["Item number 1", "Item number 2"]
    assert second[0].unchanged == 1


def test_news_beyond_the_bound_is_named() -> None:
    """Where all that was looked at is new, what stands behind it may be too; older entries of a first fetch are not."""
    bounded = PATIENT.model_copy(update={"fetch": PATIENT.fetch.model_copy(update={"max_items": 2})})
    with serving({"/feed": full_feed("https://a.example", 4)}) as server:
        _, first, reports = run(entry(server, "/feed"), settings=bounded)
        server.pages["/feed"] = full_feed("https://b.example", 5)
        articles, missed, _ = run(entry(server, "/feed"), known=remembered(reports), settings=bounded)
    assert (first, len(articles)) == ([], 2)
    assert [each.reason.split()[0] for each in missed] == ["3"]


def test_items_without_addresses_are_told_apart_by_their_words() -> None:
    """The new one comes in, those that are known do not; of a feed that is cut off the rest is named."""
    nowhere = re.compile("<link>.*?</link>")
    with serving({"/feed": nowhere.sub("", full_feed(items=2))}) as server:
        _, _, first = run(entry(server, "/feed"))
        server.pages["/feed"] = nowhere.sub("", full_feed(items=4))[:-80]
        articles, skipped, _ = run(entry(server, "/feed"), known=remembered(first))
    assert [article.title for article in articles] == ["Item number 2"]
    assert [(each.input, "cut off" in each.reason) for each in skipped] == [(server.url + "/feed", True)]


def test_a_feed_without_validators_is_known_by_its_content() -> None:
    """Where the server gives nothing to ask with, the same bytes are still no news."""
    with serving({"/feed": full_feed()}) as server:
        _, _, first = run(entry(server, "/feed"))
        articles, _, second = run(entry(server, "/feed"), known=remembered(first))
    assert (articles, second[0].state) == ([], "unchanged")


def test_a_teaser_is_followed_to_its_page() -> None:
    """Text comes from the page, title and day from the feed; with follow = false the teaser stays and says so."""
    feed = "<rss version='2.0'><channel><item><title>Feed's title</title><link>{}/envoys-return-to-harbour</link><pubDate>Tue, 29 Jan 2019 05:00:00 GMT</pubDate><description>Short.</description></item></channel></rss>"
    with serving({"/envoys-return-to-harbour": samples.html()}) as server:
        server.pages["/feed"] = feed.format(server.url)
        (whole,), _, first = run(entry(server, "/feed"))
        again, _, _ = run(entry(server, "/feed"), known=remembered(first))
        (teaser,), _, _ = run(entry(server, "/feed", follow=False))
    assert BODY[2] in whole.text
    assert (whole.title, whole.extract, str(whole.day)) == ("Feed's title", "", "2019-01-29")
    assert again == []
    assert (teaser.text, teaser.extract) == ("Short.", "feed teaser")


def test_a_page_that_cannot_be_followed_is_asked_for_again_next_time() -> None:
    """The teaser serves for now; nothing is remembered that would hide the page tomorrow."""
    with serving({}) as server:
        server.pages["/feed"] = conditional(
            f"<rss version='2.0'><channel><item><title>A</title><link>{server.url}/gone</link><description>Short.</description></item></channel></rss>"
        )
        (teaser,), _, (report,) = run(entry(server, "/feed"))
    assert teaser.extract == "feed teaser"
    assert "404" in report.reason
    assert remembered([report]) == {}


@pytest.mark.parametrize("content", [samples.ATOM, samples.JSON_FEED, samples.RSS.replace("</item>", "</itm>", 1)])
def test_feeds_of_all_kinds_are_told_by_their_content(content: str) -> None:
    """Atom, JSON Feed and broken RSS come in without being announced."""
    with serving({"/feed": content}) as server:
        articles, _, _ = run(entry(server, "/feed", follow=False))
    assert articles[0].title == TITLE
    assert BODY[1] in articles[0].text


def test_an_empty_feed_is_a_quiet_day() -> None:
    """A feed without entries has not failed."""
    with serving({"/feed": "<rss version='2.0'><channel><title>Wire</title></channel></rss>"}) as server:
        articles, skipped, (report,) = run(entry(server, "/feed"))
    assert (articles, skipped, report.state, report.reason) == ([], [], "unchanged", "")


def test_a_page_that_names_its_feed_leads_to_it() -> None:
    """A home page given as a feed is no mistake."""
    page = "<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head><body><p>Hello.</p></body></html>"
    with serving({"/": page, "/feed": full_feed()}) as server:
        articles, _, _ = run(entry(server, "/"))
    assert len(articles) == 3


def test_a_section_page_leads_to_its_articles() -> None:
    """Links that look like articles of the same site are followed; tags, log-ins and other sites are not."""
    links = "".join(
        f"<li><a href='/2019/01/29/envoys-{n}?utm_source=x#top'>Envoys return, part {n}</a></li>" for n in range(9)
    )
    page = f"<html><body><nav><a href='/login'>Log in</a><a href='/tag/peace'>Peace talks and more news</a></nav><ul>{links}</ul><a href='https://elsewhere.example/2019/01/29/other-news-of-the-day'>Other</a></body></html>"
    pages = {f"/2019/01/29/envoys-{n}": samples.html(title=f"{TITLE}, part {n}") for n in range(9)}
    with serving({"/world": page, **pages}) as server:
        articles, _, reports = run(entry(server, "/world", kind="page"))
        again, _, _ = run(entry(server, "/world", kind="page"), known=remembered(reports))
        assert set(server.asked) == {"/world", "/robots.txt", *pages}
    assert [article.title for article in articles] == [f"{TITLE}, part {n}" for n in range(9)]
    assert articles[0].published_from == "url"
    assert again == []


def test_a_news_site_map_leads_to_its_articles_newest_first() -> None:
    """Site maps, and site maps of site maps, are read; the number of items is bounded."""
    with serving({}) as server:
        urls = "".join(
            f"<url><loc>{server.url}/envoys-{n}-return-to-town</loc><lastmod>2019-01-2{n}</lastmod></url>"
            for n in range(5)
        )
        server.pages["/map.xml"] = (
            f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{server.url}/news.xml</loc></sitemap></sitemapindex>"
        )
        server.pages["/news.xml"] = f"<?xml version='1.0'?><urlset>{urls}</urlset>"
        server.pages |= {
            f"/envoys-{n}-return-to-town": samples.html(title=f"Envoys return, part {n}") for n in range(5)
        }
        bounded = Settings(fetch=PATIENT.fetch.model_copy(update={"max_items": 2}))
        articles, _, _ = run(entry(server, "/map.xml", kind="page"), settings=bounded)
    assert [article.title for article in articles] == ["Envoys return, part 4", "Envoys return, part 3"]


def slow(exchange: Exchange) -> None:
    """A byte now and then."""
    exchange.send_response(200)
    exchange.send_header("Content-Length", "100000")
    exchange.end_headers()
    while not exchange.server.over.wait(0.1):
        exchange.wfile.write(b" ")
        exchange.wfile.flush()


def silent(exchange: Exchange) -> None:
    """Nothing at all, until the test is over."""
    exchange.server.over.wait(60)


def endless(exchange: Exchange) -> None:
    """A stream that never ends."""
    exchange.send_response(200)
    exchange.send_header("Transfer-Encoding", "chunked")
    exchange.end_headers()
    while True:
        exchange.wfile.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


def bomb(exchange: Exchange) -> None:
    """Little that becomes much."""
    exchange.give(gzip.compress(b"<rss>" + b" " * 20_000_000), Content_Encoding="gzip")


BAD: dict[str, tuple[Callable[[Exchange], None], str, str]] = {
    "slow": (slow, "answer", "later"),
    "silent": (silent, "answer", "later"),
    "endless": (endless, "without an end", "address"),
    "bomb": (bomb, "without an end", "address"),
    "announced": (lambda e: e.give(b"x", Content_Type="text/xml", Content_Encoding="br"), "not asked for", ""),
    "circle": (lambda e: e.give(b"", status=302, Location=e.path), "circles", "address"),
    "scheme": (lambda e: e.give(b"", status=302, Location="file:///etc/passwd"), "no http", "https://"),
    "login": (lambda e: e.give(b"<html><form><input type='password'></form><p>Log in</p></html>"), "log-in page", "password_env"),
    "torn": (lambda e: e.give(b"\x1f\x8b\x08\x00junk", Content_Encoding="gzip"), "damaged", "later"),
    "401": (lambda e: e.give(b"", status=401), "password", "password_env"),
    "403": (lambda e: e.give(b"", status=403), "refuses", "publisher"),
    "404": (lambda e: e.give(b"", status=404), "no such page", "address"),
    "410": (lambda e: e.give(b"", status=410), "gone", "remove"),
    "429": (lambda e: e.give(b"", status=429, Retry_After="3600"), "left alone", "3600 s"),
    "500": (lambda e: e.give(b"", status=500), "out of order", "later"),
}  # fmt: skip


def test_bad_servers_are_reported_and_stop_nobody() -> None:
    """Each bad source gives one line with reason and remedy, and the good one comes in."""
    pages: dict[str, bytes | str | Callable[[Exchange], None]] = {
        f"/{name}": page for name, (page, _, _) in BAD.items()
    }
    with serving({**pages, "/good": full_feed()}) as server:
        late = {name: entry(server, f"/{name}", name=name, robots=False) for name in ("slow", "silent")}
        others = [entry(server, f"/{name}", name=name) for name in BAD if name not in late]
        _, _, unheard = run(*late.values(), settings=HASTY)
        articles, _, heard = run(*others, entry(server, "/good", name="good"))
        reports = [*unheard, *heard]
    assert len(articles) == 3
    for report, (name, (_, reason, remedy)) in zip(reports, BAD.items(), strict=False):
        assert (report.name, report.state) == (name, "failed")
        assert reason in report.reason, name
        assert remedy in report.remedy, name


def test_pages_that_do_not_answer_are_not_all_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """After two dead pages of a source its other items stay teasers, to be asked for another day."""
    monkeypatch.setattr("briefing.sources.net.guard.is_public", lambda _: True)
    with serving({f"/dead/{n}": silent for n in range(12)}) as server:
        items = "".join(
            f"<item><title>Item {n}</title><link>{server.url}/dead/{n}</link><description>Short.</description></item>"
            for n in range(12)
        )
        server.pages["/feed"] = f"<rss version='2.0'><channel>{items}</channel></rss>"
        hasty = Settings(fetch=FetchSettings(timeout=2.0, total_timeout=3.0, retries=0))  # the feed comes in time
        articles, _, (report,) = run(entry(server, "/feed", internal=False, robots=False), settings=hasty)
        asked = sum(server.asked[f"/dead/{n}"] for n in range(12))
    assert {article.extract for article in articles} == {"feed teaser"}
    assert len(articles) == 12
    assert 2 <= asked <= 4
    assert remembered([report]) == {}


def test_a_passing_fault_is_tried_again() -> None:
    """A server that is busy once is asked once more."""
    answers = iter([503, 200])

    def page(exchange: Exchange) -> None:
        exchange.give(full_feed().encode(), status=next(answers), Retry_After="0")

    with serving({"/feed": page}) as server:
        articles, _, _ = run(entry(server, "/feed"))
        assert server.asked["/feed"] == 2
    assert len(articles) == 3


def test_robots_txt_is_obeyed() -> None:
    """What is closed to programs is not asked for; the file is asked for once."""
    with serving(
        {"/robots.txt": "User-agent: briefing\nDisallow: /feed\n", "/feed": full_feed(), "/open": full_feed()}
    ) as server:
        _, _, (closed, opened) = run(entry(server, "/feed", name="a"), entry(server, "/open", name="b"))
        assert "/feed" not in server.asked
        assert server.asked["/robots.txt"] == 1
        _, _, (allowed,) = run(entry(server, "/feed", robots=False))
    assert "robots.txt" in closed.reason
    assert (opened.new, allowed.new) == (3, 3)


def test_rules_that_cannot_be_read_are_no_request_to_stay_away() -> None:
    """A server that is out of order asks for nothing: it is said, and that it will pass."""

    def broken(exchange: Exchange) -> None:
        exchange.give(b"", status=500)

    with serving({"/robots.txt": broken, "/feed": full_feed()}) as server:
        _, _, (report,) = run(entry(server, "/feed"))
        assert "/feed" not in server.asked
    assert "asks programs" not in report.reason
    assert "out of order (500)" in report.reason
    assert report.remedy.startswith("try again later")


def test_a_server_learns_whom_to_write_to() -> None:
    """The program's page, and the contact where there is one."""
    told: list[str | None] = []

    def page(exchange: Exchange) -> None:
        told.append(exchange.headers["User-Agent"])
        exchange.give(full_feed().encode())

    with serving({"/feed": page}) as server:
        run(entry(server, "/feed"))
    assert told[0] == PATIENT.fetch.agent
    assert "https://" in PATIENT.fetch.agent
    contact = parse_settings({"fetch": {"contact": "brief@example.org"}}).fetch.agent
    assert contact.endswith("; brief@example.org)")


def test_this_machine_is_out_of_reach_unless_the_source_says_so() -> None:
    """Loopback by name or number is refused, also behind a redirect, and nothing is sent to it."""
    with serving({"/feed": full_feed()}) as server:
        port = server.server_port
        for host in ("localhost", "127.0.0.1", "127.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"):
            _, _, (report,) = run(SourceEntry(name="x", location=f"http://{host}:{port}/feed"))
            assert report.state == "failed"
            assert "inside this machine" in report.reason or "no such host" in report.reason
        assert not server.asked


def test_link_local_addresses_are_out_of_reach_even_for_internal_sources() -> None:
    """A redirect to the place where clouds keep their keys is not followed."""
    with serving({"/feed": lambda e: e.give(b"", status=302, Location="http://169.254.0.1/latest")}) as server:
        _, _, (report,) = run(entry(server, "/feed"))
    assert "169.254.0.1" in report.reason


def test_a_name_that_changes_its_mind_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the address that was checked, not to a second answer (DNS rebinding)."""
    import socket

    answers = iter(["127.0.0.1", "127.0.0.2"])
    real = socket.getaddrinfo

    def changing(host: str | bytes, port: int, *args: int, **more: int) -> list[tuple[object, ...]]:
        name = host.decode() if isinstance(host, bytes) else host
        return list(real(next(answers) if name == "rebinding.example" else name, port, *args, **more))

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    with serving({"/feed": full_feed(), "/robots.txt": ""}) as server:
        _, _, (report,) = run(SourceEntry(name="x", location=f"http://rebinding.example:{server.server_port}/feed"))
        assert not server.asked
    assert "127.0.0.1" in report.reason


def test_certificates_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """An untrusted certificate is refused with its reason; one of the machine's own authorities is taken."""
    with serving({"/feed": full_feed()}, tls=True) as server:
        _, _, (report,) = run(entry(server, "/feed"))
        assert "certificate" in report.reason
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate()))
        articles, _, _ = run(entry(server, "/feed"))
    assert len(articles) == 3


def test_passwords_go_to_their_server_and_into_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name and password are sent to the source's own host; addresses with credentials are shown without them."""
    seen: list[str | None] = []

    def page(exchange: Exchange) -> None:
        seen.append(exchange.headers.get("Authorization"))
        exchange.give(b"", status=302, Location="/moved") if exchange.path == "/feed" else exchange.give(
            b"", status=404
        )

    monkeypatch.setenv("WIRE_PASSWORD", "s3cret")
    with serving({"/feed": page, "/moved": page}) as server:
        run(entry(server, "/feed", user="me", password_env="WIRE_PASSWORD"))
        location = server.url.replace("//", "//me:s3cret@") + "/nothing"
        _, _, (report,) = run(SourceEntry(name="x", location=location, internal=True))
    assert [bool(each) for each in seen] == [True, False]
    assert "s3cret" not in repr(report)


def test_nothing_but_http_is_fetched() -> None:
    """Other schemes are refused before anything is opened."""
    for location in (
        "file:///etc/passwd",
        "ftp://wire.example/",
        "gopher://wire.example/",
        "javascript:alert(1)",
        "//x",
        "http://",
    ):
        _, _, (report,) = run(SourceEntry(name="x", location=location))
        assert "no http" in report.reason


def test_no_scripts_or_markup_come_through_a_hostile_feed() -> None:
    """Titles, names and texts are plain text, however often they were escaped."""
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;Words"
    twice = evil.replace("&", "&amp;")
    feed = f"<rss version='2.0'><channel><title>{evil}</title><item><title>{twice}</title><author>{evil}</author><link>javascript:alert(3)</link><description>{twice} and more words.</description></item></channel></rss>"
    with serving({"/feed": feed}) as server:
        (article,), _, _ = run(entry(server, "/feed"))
    assert (article.title, article.url) == ("Words", "")
    for text in (article.text, article.title, article.source, *article.authors):
        assert "<" not in text
        assert "alert" not in text


def test_a_folder_gives_only_what_has_changed(tmp_path: Path) -> None:
    """Files seen before are counted, new ones read, bad ones named."""
    (tmp_path / "a.txt").write_text(samples.TEXT, encoding="utf-8")
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 8)
    drop = SourceEntry(name="Drop", kind="folder", location=str(tmp_path))
    articles, skipped, first = run(drop)
    (tmp_path / "b.txt").write_text(samples.TEXT.replace("Envoys", "Ministers"), encoding="utf-8")
    fresh, _, second = run(drop, known=remembered(first))
    assert ([each.title for each in articles], len(skipped), first[0].new) == ([TITLE], 1, 1)
    assert ([each.title for each in fresh], second[0].unchanged) == (["Ministers return to the harbour town"], 2)


def test_a_pattern_names_files(tmp_path: Path) -> None:
    """A file source may be a pattern; one that matches nothing is reported."""
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(f"{name} is a headline\n\n{BODY[0]}", encoding="utf-8")
    articles, _, _ = run(SourceEntry(name="x", kind="file", location=str(tmp_path / "*.txt")))
    _, _, (report,) = run(SourceEntry(name="x", kind="file", location=str(tmp_path / "*.pdf")))
    assert [Path(article.origin).name for article in articles] == ["a.txt", "b.txt"]
    assert "no file matches" in report.reason


def test_addresses_are_inputs_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """collect takes web addresses beside files and keeps the order; its own machine is out of reach by default."""
    (tmp_path / "a.txt").write_text(samples.TEXT, encoding="utf-8")
    monkeypatch.setattr("briefing.sources.net.guard.is_public", lambda _: True)
    with serving({"/feed": full_feed(), "/2019/01/29/envoys-return": samples.html()}) as server:
        inputs = [
            f"{server.url}/2019/01/29/envoys-return",
            str(tmp_path / "a.txt"),
            f"{server.url}/feed",
            f"{server.url}/none",
        ]
        found = list(collect(inputs, settings=PATIENT))
    assert [type(each) for each in found] == [Article] * 5 + [Skipped]
    assert [each.title for each in found[:3] if isinstance(each, Article)] == [TITLE, TITLE, "Item number 0"]

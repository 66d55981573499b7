"""A site's feeds from its address, and lists of feeds as readers write them."""

import pytest

from briefing.errors import SourceError
from briefing.settings import Settings
from briefing.sources.doors.discovery import discover
from briefing.sources.doors.opml import read_opml
from tests.sources.server import serving

FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><item><title>One</title></item></channel></rss>'
HEAD = "<html><head>{}</head><body></body></html>"

#: (the page, where its feed stands)
PAGES = {
    "a link in the text": ("<a href='/news/rss.php'>RSS</a><a href='/x'>World</a>", "/news/rss.php"),
    "a picture that is a link": ("<p><a href='/blog/feed/'><img alt='RSS feed'></a></p>", "/blog/feed/"),
    "XML, and no more": (HEAD.format("<link rel='alternate' type='application/xml' href='rss/all'>"), "/rss/all"),
    "below a base": (
        HEAD.format("<base href='/en/'><link rel='alternate' type='application/rss+xml' href='r.xml'>"),
        "/en/r.xml",
    ),
    "one that is gone is named": (
        HEAD.format("<link rel='alternate' type='application/rss+xml' href='/old.xml'>"),
        "/feed/",
    ),
    "other alternates are named": (
        HEAD.format(
            "<link rel='alternate' type='text/xml+oembed' href='/o'><link rel=alternate type=application/atom+xml href=/a>"
        ),
        "/a",
    ),
    "nothing is named": ("<p>Welcome.</p>", "/rss.xml"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_sites_feed_is_found(name: str) -> None:
    """By its head, its links, or where feeds mostly stand; what is named and answers with none is passed over."""
    page, place = PAGES[name]
    with serving({"/": f"<html>{page}</html>", place: FEED}) as server:
        assert discover(server.url, Settings().fetch, internal=True) == [server.url + place]


def test_a_site_without_a_feed_says_so() -> None:
    """With what to do."""
    with (
        serving({"/": "<p>Welcome.</p><a href='/rss'>RSS</a>", "/rss": "<p>No.</p>"}) as server,
        pytest.raises(SourceError, match="no feed found"),
    ):
        discover(server.url, Settings().fetch, internal=True)


#: (the file, the addresses in it, how many are left out); folders after lwindolf/liferea#914 and
#: yang991178/fluent-reader#738, types after fossar/selfoss#1475, headings after FreshRSS/FreshRSS#3286,
#: entries set aside after forcingfx/feedzero#188
LISTS = {
    "bare ampersands": (b'<opml><outline htmlUrl="https://a.example?x&y" xmlUrl="https://a.example/f?x=1&y=2"/></opml>', ["https://a.example/f?x=1&y=2"], 0),
    "HTML's entities": (b"<opml><outline text='A&nbsp;&eacute;' xmlUrl='https://a.example/f'/></opml>", ["https://a.example/f"], 0),
    "UTF-16": ('<?xml version="1.0" encoding="UTF-16"?><opml><outline text="É" xmlUrl="https://a.example/f"/></opml>'.encode("utf-16"), ["https://a.example/f"], 0),
    "a wrong charset": ('<?xml version="1.0" encoding="utf-8"?><opml><outline text="É" xmlUrl="https://a.example/f"/></opml>'.encode("latin-1"), ["https://a.example/f"], 0),
    "never closed": (b"<opml><body><outline xmlUrl='https://a.example/f'><outline xmlUrl='https://b.example/f'>", ["https://a.example/f", "https://b.example/f"], 0),
    "schemes of readers": (b"<opml><outline xmlUrl='feed:https://a.example/f'/><outline xmlUrl='b.example/f'/></opml>", ["https://a.example/f", "https://b.example/f"], 0),
    "folders in folders, that call themselves feeds": (b"<opml><outline type='rss' title='Tech'><outline title='Ports'><outline type='rss' text='A' xmlUrl='https://a.example/f'/></outline></outline></opml>", ["https://a.example/f"], 0),
    "no types, names that are addresses": (b"<opml><outline text='All'><outline title='https://a.example/f' xmlUrl='https://a.example/f'></outline></outline></opml>", ["https://a.example/f"], 0),
    "under two headings": (b"<opml><outline text='A' xmlUrl='https://a.example/f'/><outline text='x'><outline text='A' xmlUrl='https://a.example/f'/></outline></opml>", ["https://a.example/f"], 0),
    "entries set aside, another list": (b"<opml><outline isComment='true' text='B' xmlUrl='https://b.example/f'/><outline text='A' xmlUrl='https://a.example/f'/><outline type='include' text='More' url='https://c.example/more.opml'/></opml>", ["https://a.example/f"], 2),
    "a site without its feed": (b"<opml><outline xmlUrl='https://a.example/f'/><outline text='B' htmlUrl='https://b.example'/></opml>", ["https://a.example/f"], 1),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_read_as_readers_write_them(name: str) -> None:
    """Each feed with its address; what has none is named."""
    data, wanted, left_out = LISTS[name]
    found, left = read_opml(data, "list.opml")
    assert [entry.location for entry in found] == wanted
    assert len(left) == left_out
    assert all(each.remedy for each in left)
    assert "\ufffd" not in "".join(entry.name for entry in found)

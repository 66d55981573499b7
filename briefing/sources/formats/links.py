"""What a page leads to: its feed, the articles that it lists, the addresses in a site map."""

import re
from datetime import date, datetime
from functools import cache

from lxml import html

from briefing.lexicon.tables import either, read_table
from briefing.sources.addresses import absolute, clean_address, host, joined
from briefing.sources.formats.trees import local_name, mended_root
from briefing.sources.page.days import parse_published

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_XML_TYPES = ("application/xml", "text/xml", "application/rss", "application/x-rss+xml", "application/xml+rss")
_FEED_WORD = re.compile(r"\b(?:rss|atom|feeds?|xml)\b", re.IGNORECASE)
_FEED_PATH = re.compile(r"(?:^|[/.?=_-])(?:rss\d?|atom|feeds?|rdf)(?:$|[/.?&=_-])", re.IGNORECASE)
#: Characters of a link's words that say what it is.
_LABEL = 60
_DATED = re.compile(r"/(?:19|20)\d\d/(?:\d{1,2}|[a-z]{3})(?:/|-)|(?:19|20)\d\d-?\d\d-?\d\d", re.IGNORECASE)
_SLUG = re.compile(r"[^/]*(?:[a-z0-9]+-){3,}[^/]*/?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}")
_TITLE_WORDS = 4
_SITEMAP_ENTRIES = 50_000


def feed_addresses(tree: html.HtmlElement, base: str) -> list[str]:
    """The feeds that a page names in its head, feeds of comments last."""
    base = _base(tree, base)
    found: dict[str, bool] = {}
    for link in tree.iter("link", "a"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        named = kind in _FEED_TYPES or (kind in _XML_TYPES and "alternate" in (link.get("rel") or "").lower().split())
        if named and link.get("href") and (address := absolute(base, link.get("href", ""))):
            found.setdefault(address, "comment" in f"{link.get('title') or ''} {address}".lower())
    return sorted(found, key=lambda address: found[address])


def feed_links(tree: html.HtmlElement, base: str) -> list[str]:
    """Links on a page whose words or address say that they lead to a feed: guesses, to be looked at."""
    base = _base(tree, base)
    found: dict[str, None] = {}
    for anchor in tree.iter("a"):
        link = anchor.get("href") or ""
        pictures = (f"{each.get('alt') or ''} {each.get('title') or ''}" for each in anchor.iter("img"))
        words = " ".join(
            [*map(str, anchor.itertext()), *pictures, anchor.get("title") or "", anchor.get("class") or ""]
        )
        said = len(words) <= _LABEL and _FEED_WORD.search(words) is not None
        if (said or _FEED_PATH.search(link)) and (address := absolute(base, link)):
            found.setdefault(address, None)
    return list(found)


def _base(tree: html.HtmlElement, address: str) -> str:
    """What the page's links are relative to."""
    told = next((each.get("href") for each in tree.iter("base") if each.get("href")), "")
    return joined(address, told) if told else address


@cache
def _no_article() -> re.Pattern[str]:
    return either(read_table("pages.toml")["addresses"]["no_article"])


def looks_like_article(tree: html.HtmlElement, address: str) -> bool:
    """Whether a page is one article, by its own word or its address, and no list of them."""
    if tree.xpath("//meta[@property='og:type' and starts-with(@content,'article')]"):
        return True
    path = _path(address)
    return _is_shaped(path) and not _no_article().search(path)


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address).split("?")[0]


def _is_shaped(path: str) -> bool:
    return any(form.search(path) for form in (_DATED, _SLUG, _NUMBER))


def article_links(tree: html.HtmlElement, base: str, *, same_site: bool = True) -> list[str]:
    """The addresses on a page that look like articles, in the order in which they stand there.

    An article's address has a date, a number, or several words joined by hyphens; or its link text reads like a
    headline and its path is no list's.
    """
    here = clean_address(base)
    site = _site(here)
    found: dict[str, None] = {}
    for anchor in tree.iter("a"):
        address = absolute(base, anchor.get("href") or "")
        if not address or address == here or (same_site and _site(address) != site):
            continue
        path = _path(address)
        if _no_article().search(path) or len(path) < 3:
            continue
        words = len(" ".join(anchor.itertext()).split())
        if _is_shaped(path) or (words >= _TITLE_WORDS and path.count("/") >= 2):
            found.setdefault(address, None)
    return list(found)


def sitemap_entries(data: bytes, base: str) -> tuple[list[tuple[str, date | datetime | None]], list[str]]:
    """The pages of a site map with their days, newest first, and the site maps that it leads to."""
    root = mended_root(data)
    if root is None:
        return [], []
    pages: list[tuple[str, date | datetime | None]] = []
    maps: list[str] = []
    for entry in list(root)[:_SITEMAP_ENTRIES]:
        fields = {local_name(each): (each.text or "").strip() for each in entry.iter()}
        address = absolute(base, fields.get("loc", ""))
        if not address:
            continue
        if local_name(entry) == "sitemap":
            maps.append(address)
        else:
            pages.append((address, parse_published(fields.get("publication_date") or fields.get("lastmod"))))
    pages.sort(key=lambda page: page[1].isoformat() if page[1] else "", reverse=True)
    maps.sort(key=lambda address: "news" not in address)
    return pages, maps


def _site(address: str) -> str:
    """The host without its first label where it has three or more: www.example.org and m.example.org are one site."""
    labels = host(address).split(".")
    return ".".join(labels[-2:]) if len(labels) > 2 and len(labels[-2]) > 3 else ".".join(labels[-3:])

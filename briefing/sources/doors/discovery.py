"""A site's address → its feeds: those that its page names, else those that stand where feeds mostly stand."""

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from briefing.addresses import public
from briefing.errors import InputError, SourceError
from briefing.settings import FetchSettings
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob
from briefing.sources.formats.links import feed_addresses, feed_links
from briefing.sources.formats.sniffing import sniff
from briefing.sources.formats.trees import html_tree

if TYPE_CHECKING:
    from briefing.sources.net.fetcher import Fetcher

#: Where feeds mostly stand (WordPress, Drupal, Ghost, Hugo, and by hand).
_PLACES = ("/feed/", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml")
_MOST = 10
#: Addresses of each kind that are asked whether they are feeds.
_ASKED = 4
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def discover(address: str, settings: FetchSettings, *, internal: bool = False) -> list[str]:
    """The addresses of the feeds of the site at ``address``, the likeliest first; ``address`` itself if it is one.

    Raises:
        SourceError: if the site does not answer, or no feed can be found.
    """
    address = address if _SCHEME.match(address) else f"https://{address}"
    found = asyncio.run(_discover(address, settings, internal=internal))
    if not found:
        raise SourceError(public(address), "no feed found", "give the address of the feed, or use kind = 'page'")
    return found


async def _discover(address: str, settings: FetchSettings, *, internal: bool) -> list[str]:
    from briefing.sources.net.fetcher import Fetcher

    async with Fetcher(settings) as fetcher:
        page = await fetcher.get(address, known=None, internal=internal, robots=True, login=None)
        blob = page.blob
        if _is_feed(blob):
            return [page.url]
        tree = html_tree(decode(blob.data, blob.charset))
        named, linked = ([], []) if tree is None else (feed_addresses(tree, page.url), feed_links(tree, page.url))
        under = [urljoin(page.url, place.lstrip("/")) for place in _PLACES if page.url.endswith("/")]
        usual = [urljoin(page.url, place) for place in _PLACES]
        asked: set[str] = set()
        for guess in dict.fromkeys([*named[:_ASKED], *linked[:_ASKED], *under, *usual]):
            asked.add(guess)
            if found := await _feed_at(guess, fetcher, internal=internal):
                return [found, *(other for other in named if other not in asked)][:_MOST]
    return []


async def _feed_at(address: str, fetcher: "Fetcher", *, internal: bool) -> str:
    """Where the feed at ``address`` stands in the end; "" where there is none."""
    try:
        answer = await fetcher.get(address, known=None, internal=internal, robots=True, login=None)
    except SourceError:
        return ""
    return answer.url if _is_feed(answer.blob) else ""


def _is_feed(blob: Blob) -> bool:
    try:
        return sniff(blob) == "feed"
    except InputError:
        return False

"""A site's address → its feeds: those that its page names, else those that stand where feeds mostly stand."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

from lxml import etree, html

from briefing.addresses import public
from briefing.errors import InputError, SourceError
from briefing.settings import FetchSettings
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob
from briefing.sources.formats.links import feed_addresses
from briefing.sources.formats.sniffing import sniff

#: Where feeds mostly stand (WordPress, Drupal, Ghost, Hugo, and by hand).
_PLACES = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml")
_MOST = 10


def discover(address: str, settings: FetchSettings, *, internal: bool = False) -> list[str]:
    """The addresses of the feeds of the site at ``address``, the likeliest first; ``address`` itself if it is one.

    Raises:
        SourceError: if the site does not answer, or no feed can be found.
    """
    found = asyncio.run(_discover(address, settings, internal=internal))
    if not found:
        raise SourceError(public(address), "no feed found", "give the address of the feed, or use kind = 'page'")
    return found


async def _discover(address: str, settings: FetchSettings, *, internal: bool) -> list[str]:
    from briefing.sources.net.fetcher import Fetcher

    async with Fetcher(settings) as fetcher:
        page = await fetcher.get(address, known=None, internal=internal, robots=True, login=None)
        blob = Blob(name=public(page.url), data=page.data, url=page.url, charset=page.charset)
        if _is_feed(blob):
            return [page.url]
        if (tree := _tree(blob)) is not None and (named := feed_addresses(tree, page.url)):
            return named[:_MOST]
        for place in _PLACES:
            guess = urljoin(page.url, place)
            try:
                answer = await fetcher.get(guess, known=None, internal=internal, robots=True, login=None)
            except SourceError:
                continue
            if _is_feed(Blob(name=public(answer.url), data=answer.data, url=answer.url, charset=answer.charset)):
                return [answer.url]
    return []


def _is_feed(blob: Blob) -> bool:
    try:
        form = sniff(blob)
    except InputError:
        return False
    return form == "feed" or (form == "json" and b"jsonfeed.org/version" in blob.data[:2000])


def _tree(blob: Blob) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(decode(blob.data, blob.charset))
    except (etree.ParserError, ValueError):
        return None

"""OPML 2.0: lists of feeds, as every feed reader writes and reads them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from briefing.errors import InputError
from briefing.settings import SourceEntry
from briefing.sources.addresses import host, split_address
from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import clean_line

_MOST = 5_000


def read_opml(data: bytes, name: str) -> list[SourceEntry]:
    """The feeds that an OPML file lists, each once, in its order; folders are opened.

    Args:
        data: the file.
        name: of it, for messages.

    Raises:
        InputError: if it is no OPML, or lists no feed.
    """
    if len(data) > MAX_PAGE:
        raise InputError(name, f"a list of {len(data) / 1e6:.0f} MB", "split it")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf\r\n\t "), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, "no OPML", "export the list of feeds from your reader as OPML") from error
    outlines = list(root.iter("{*}outline", "{*}OUTLINE")) if root is not None else []
    found: dict[str, SourceEntry] = {}
    for outline in outlines:
        fields = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        address = fields.get("xmlurl") or fields.get("url", "") * (fields.get("type", "").lower() in ("rss", "atom"))
        address = address.replace("feed://", "https://", 1)
        if split_address(address) is None or len(found) >= _MOST:
            continue
        title = clean_line(fields.get("title") or fields.get("text") or "")
        found.setdefault(
            address, SourceEntry(name=title or host(address), location=address, language=fields.get("language", "")[:5])
        )
    if not found:
        raise InputError(name, "no feed in it", "export the list of feeds from your reader as OPML")
    return list(found.values())


def write_opml(entries: Sequence[SourceEntry], title: str) -> bytes:
    """An OPML file of the feeds among ``entries``; other kinds of sources are no feeds and stay out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for entry in entries:
        if entry.kind == "feed":
            etree.SubElement(body, "outline", type="rss", text=entry.name, title=entry.name, xmlUrl=entry.location)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))

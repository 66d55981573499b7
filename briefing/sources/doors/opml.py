"""OPML 2.0: lists of feeds, as every feed reader writes and reads them."""

import html.entities
import re
from collections.abc import Sequence

from lxml import etree

from briefing.addresses import public
from briefing.errors import InputError
from briefing.model import Skipped
from briefing.settings import SourceEntry
from briefing.sources.addresses import host, split_address
from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import clean_line
from briefing.sources.draft import Blob
from briefing.sources.formats.feeds import references, utf8
from briefing.sources.formats.trees import mended_root

_MOST = 5_000
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = (b"amp", b"lt", b"gt", b"quot", b"apos")
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)


def read_opml(data: bytes, name: str) -> tuple[list[SourceEntry], list[Skipped]]:
    """The feeds that an OPML file lists, each once, in its order, and what in it is called a feed and has no address.

    Folders are opened; bare ampersands, HTML's entities and wrong charsets are borne, since readers write them.

    Args:
        data: the file.
        name: of it, for messages.

    Raises:
        InputError: if it is no OPML, or lists no feed.
    """
    if len(data) > MAX_PAGE:
        raise InputError(name, f"a list of {len(data) / 1e6:.0f} MB", "split it")
    root = mended_root(_plain(data))
    outlines = list(root.iter("{*}outline", "{*}OUTLINE")) if root is not None else []
    found: dict[str, SourceEntry] = {}
    left: list[Skipped] = []
    for outline in outlines:
        fields = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        kind = fields.get("type", "").lower()
        address = _address(fields.get("xmlurl") or fields.get("url", "") * (kind in ("rss", "atom")))
        title = clean_line(fields.get("title") or fields.get("text") or "")
        if _set_aside(outline):
            left.append(Skipped(input=title or name, reason="set aside in the list", remedy="take out its isComment"))
        elif split_address(address) is None:
            if not len(outline) and (kind or fields.keys() & {"xmlurl", "htmlurl", "url"}):
                left.append(_without_feed(title or name, fields, kind))
        elif len(found) >= _MOST:
            left.append(Skipped(input=name, reason=f"more than {_MOST:,} feeds", remedy="split the list"))
            break
        else:
            language = fields.get("language", "")[:5]
            found.setdefault(address, SourceEntry(name=title or host(address), location=address, language=language))
    if not found:
        raise InputError(name, "no OPML, or no feed in it", "export the list of feeds from your reader as OPML")
    return list(found.values()), left


def _plain(data: bytes) -> bytes:
    """The file as XML that a parser takes."""
    text = references(utf8(Blob(name="", data=data)).lstrip(b"\xef\xbb\xbf\r\n\t "))
    names = html.entities.html5
    return _NAMED.sub(lambda m: m[0] if m[1] in _OF_XML else names.get(f"{m[1].decode()};", "").encode(), text)


def _address(written: str) -> str:
    """A feed's address without a feed reader's own scheme, with one where it has none."""
    address = re.sub(r"^feed:(?://)?(?=https?:)", "", written)
    address = re.sub(r"^feed://", "https://", address)
    return f"https://{address}" if _BARE_HOST.match(address) else address


def _set_aside(outline: etree._Element) -> bool:
    """Whether a reader keeps an outline, or one around it, and does not read it."""
    around = (pair for each in (outline, *outline.iterancestors()) for pair in each.attrib.items())
    return any((str(name).lower(), str(value).lower()) == ("iscomment", "true") for name, value in around)


def _without_feed(title: str, fields: dict[str, str], kind: str) -> Skipped:
    if kind == "include":
        return Skipped(input=title, reason="another list of feeds", remedy="save it and import it on its own")
    site = fields.get("htmlurl") or fields.get("url", "")
    remedy = f"find it with: briefing sources add {public(site)}" if split_address(site) else "look it up on its site"
    return Skipped(input=title, reason="listed without the address of its feed", remedy=remedy)


def write_opml(entries: Sequence[SourceEntry], title: str) -> bytes:
    """An OPML file of the feeds among ``entries``; other kinds of sources are no feeds and stay out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for entry in entries:
        if entry.kind == "feed":
            etree.SubElement(body, "outline", type="rss", text=entry.name, title=entry.name, xmlUrl=entry.location)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))

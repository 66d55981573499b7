"""Feeds as they are served → XML that a parser takes: what stands before it, bare ampersands, entities, bounds."""

import re

from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import declared_charset, decode
from briefing.sources.draft import Blob

#: A feed with more entries than this is an archive; what is new stands first.
MAX_ENTRIES = 1_000
_ENTITY = re.compile(rb"<!ENTITY\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*>?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
#: What may stand before a feed's root: white space, marks, declarations, comments, a server's warnings.
_START = re.compile(rb"<\?xml\s|<(?:[\w.-]{1,20}:)?(?:rss|rdf|feed|channel)[\s>]", re.IGNORECASE)
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_BARE = re.compile(rb"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OPEN = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
_MEDIA = re.compile(rb"(</?)media:description(?:\s[^<>]{0,500}?)?(/?>)")
_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)


def starts(data: bytes) -> int:
    """Where the feed in ``data`` begins; 0 where it begins at once or nowhere near."""
    match = _START.search(data[:4096])
    return match.start() if match else 0


def mended(blob: Blob) -> tuple[bytes, str]:
    """The feed in UTF-8 without what is no XML in it, cut at its bounds, and the reason for a cut ("" where none was made).

    Definitions of entities go: none needs them, bombs are made of them. An ampersand that begins no reference is
    written as one ("AT&T"), as every browser reads it. What is said of a picture has another name than what an
    entry says, since feedparser takes the one for the other.
    """
    data = utf8(blob)
    data, cut = _bounded(data[starts(data) :])
    return _MEDIA.sub(rb"\1media:words\2", references(data)), cut


def utf8(blob: Blob) -> bytes:
    """XML in UTF-8, whatever it was in and said that it was; its declaration goes where it was wrong."""
    if _is_utf8(blob.data):
        return blob.data
    name = declared_charset(blob.data[:200]) or blob.charset  # a server's default is often wrong
    text = _DECLARATION.sub("", decode(blob.data, name).lstrip("\ufeff"), count=1)
    return text.encode("utf-8", "replace")


def references(data: bytes) -> bytes:
    """XML without definitions of entities and control characters, its bare ampersands written as references."""
    data = _CONTROLS.sub(b" ", _ENTITY.sub(b"", data))
    pieces = _CDATA.split(data)
    pieces[::2] = [_BARE.sub(b"&amp;", piece) for piece in pieces[::2]]
    return b"".join(pieces)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return data.count(0) <= len(data) // 10  # UTF-16 and UTF-32 may pass for it


def _bounded(data: bytes) -> tuple[bytes, str]:
    last, count = 0, 0
    for match in _END.finditer(data, 0, MAX_PAGE):
        last, count = match.end(), count + 1
        if count == MAX_ENTRIES:
            break
    if count < MAX_ENTRIES and len(data) <= MAX_PAGE:
        if _OPEN.search(data, last) and not _CLOSED.search(data, last):
            return data[:last], f"a feed that is cut off in the middle of entry {count + 1:,}"
        return data, ""
    if count < MAX_ENTRIES:
        return data[
            : last or MAX_PAGE
        ], f"a feed of {len(data) / 1e6:.0f} MB, of which the first {count:,} entries were read"
    if not _END.search(data, last):
        return data, ""
    return data[:last], f"a feed of more than {MAX_ENTRIES:,} entries, of which the first {MAX_ENTRIES:,} were read"

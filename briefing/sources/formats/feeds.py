"""Feeds → Draft: RSS 0.9 to 2.0, Atom, RDF, CDF by feedparser, mended first; JSON Feed by hand."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.addresses import absolute, host
from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import declared_charset, decode, key_of
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text, plain
from briefing.sources.page.datetokens import Order
from briefing.sources.page.moments import Moment, order_of, read_moment

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
    ends = [match.end() for match in islice(_END.finditer(data, 0, MAX_PAGE), MAX_ENTRIES)]
    last, count = ends[-1] if ends else 0, len(ends)
    if count == MAX_ENTRIES:
        more = f"a feed of more than {count:,} entries, of which the first {count:,} were read"
        return (data[:last], more) if _END.search(data, last) else (data, "")
    if len(data) > MAX_PAGE:
        large = f"a feed of {len(data) / 1e6:.0f} MB, of which the first {count:,} entries were read"
        return data[: last or MAX_PAGE], large
    if _OPEN.search(data, last) and not _CLOSED.search(data, last):
        return data[:last], f"a feed that is cut off in the middle of entry {count + 1:,}"
    return data, ""


#: When an entry was published, in the order of trust; the last says when it was changed.
_PUBLISHED = ("published", "created", "updated")
#: What the page among an entry's links is.
_PAGES = (None, "", "text/html", "application/xhtml+xml")
#: Categories of one entry.
_TAGS = 20
#: An item with fewer words is a teaser of the page behind it.
TEASER_WORDS = 120
TEASER = "feed teaser"
_EMPTY, _WAIT = "a feed without entries", "wait for its first, or look whether its address has changed"
_CUT = "read it more often, or fetch it again"


class EmptyFeed(InputError):
    """A feed without entries: nothing to read in a file, nothing new from a source."""


def read_feed(blob: Blob) -> Found:
    """The entries of a feed, one article each; those with only a teaser say so.

    Raises:
        InputError: if no entry can be found in it.
    """
    if blob.data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{"):
        yield from read_json_feed(_json(blob), blob.name, blob.url)
        return
    import feedparser

    data, cut = mended(blob)
    headers = {"content-type": "application/xml; charset=utf-8"}
    if blob.url:
        headers["content-location"] = blob.url
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=True, resolve_relative_uris=False)
    entries = parsed.entries[:MAX_ENTRIES]
    if not entries and cut:
        raise InputError(blob.name, cut, _CUT)
    if not entries:
        raise (
            EmptyFeed(blob.name, _EMPTY, _WAIT)
            if parsed.version
            else InputError(blob.name, "XML, but no feed that is read here", "give the page that it describes")
        )
    feed = parsed.feed
    order = order_of(dict.get(entry, name) for entry in entries for name in _PUBLISHED)
    for number, entry in enumerate(entries, start=1):
        text, captions = fragment_text(_markup(entry))
        title = plain(entry.get("title") or "")
        language = entry.get("language") or feed.get("language") or ""
        page = entry.get("feedburner_origlink") or _page(entry)
        address = absolute(blob.url or feed.get("link") or "", page) if page.strip() else ""
        # What the entry says, not what feedparser makes of it; in RSS `updated` is the Dublin Core's date, in Atom a change.
        told = (dict.get(entry, name) for name in _PUBLISHED)
        found = _first_moment(told, language, order, changes=parsed.version.startswith("atom"))
        yield _draft(
            f"{blob.name}#{number}", text, title,
            captions=captions,
            published=found,
            source=plain(entry.get("source", {}).get("title") or "") or plain(feed.get("title") or "") or host(address or blob.url),
            url=address,
            language=language,
            authors=tuple(filter(None, (_person(author.get("name") or "") for author in entry.get("authors", ())))),
            labels=tuple(plain(tag.get("term") or "") for tag in entry.get("tags", ())[:_TAGS]),
        )  # fmt: skip
    if cut:
        yield Skipped(input=blob.name, reason=cut, remedy=_CUT)


def _page(entry: Any) -> str:
    """The address of an entry's page: feedparser takes the last of its links, of whatever kind that is."""
    pages = (
        each.get("href") or ""
        for each in entry.get("links", ())
        if each.get("rel") == "alternate" and each.get("type") in _PAGES
    )
    return next(filter(None, pages), "") or entry.get("link") or ""


def _markup(entry: Any) -> str:
    """The fullest text of an entry: its content, its summary, its show notes; else what it says of its film or picture."""
    said = [entry.get(name) for name in ("summary", "subtitle", "itunes_summary")]
    texts = [each.get("value", "") for each in entry.get("content", ())] + said
    media = entry.get("media_words")
    told = max((each for each in texts if isinstance(each, str)), key=len, default="")
    return told or (media if isinstance(media, str) else "")


def _json(blob: Blob) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(decode(blob.data, blob.charset))
    except (ValueError, RecursionError) as error:
        raise InputError(blob.name, f"a damaged JSON Feed: {error}", "fetch it again") from error
    return content


def read_json_feed(content: dict[str, Any], where: str, url: str = "") -> Found:
    """The items of a JSON Feed (jsonfeed.org, version 1.1)."""
    items = content.get("items")
    if not isinstance(items, list) or not items:
        raise EmptyFeed(where, _EMPTY, _WAIT)
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        if not isinstance(item, dict):
            yield Skipped(input=f"{where}#{number}", reason="no JSON object", remedy="tell those who write the feed")
            continue
        markup = _string(item, "content_html") or _string(item, "content_text") or _string(item, "summary")
        text, captions = fragment_text(markup)
        page, identity = _string(item, "url") or _string(item, "external_url"), _string(item, "id")
        page = page or (identity if identity.startswith(("http://", "https://")) else "")  # as the format recommends
        authors, tags = _listed(item.get("authors") or item.get("author")), _listed(item.get("tags"))
        yield _draft(
            f"{where}#{number}", text, plain(_string(item, "title")),
            captions=captions,
            published=_first_moment((item.get("date_published"), item.get("date_modified")), _string(item, "language")),
            source=plain(_string(content, "title")),
            url=absolute(url, page) if page.strip() else "",
            language=_string(item, "language") or _string(content, "language"),
            authors=tuple(filter(None, (plain(each if isinstance(each, str) else _string(each, "name")) for each in authors))),
            labels=tuple(str(tag) for tag in tags[:_TAGS]),
        )  # fmt: skip


def _draft(
    origin: str, text: str, title: str, *, captions: frozenset[str], published: Moment | None, source: str,
    url: str, language: str, authors: tuple[str, ...], labels: tuple[str, ...],
) -> Draft:  # fmt: skip
    text = "" if _says_no_more(text, title, source) else text
    teaser = len(text.split()) < TEASER_WORDS
    return Draft(
        origin=origin, text=text or title, title=title, published=published.value if published else None,
        published_certain=published is None or published.certain, source=source, url=url, language=language,
        authors=authors, captions=captions, extract=TEASER if teaser else "", labels=labels,
    )  # fmt: skip


def _says_no_more(text: str, title: str, source: str) -> bool:
    """Whether ``text`` is but the headline and the outlet's name, as aggregators write it."""
    words, headline, outlet = map(key_of, (text, title, source))
    return words in (headline, headline + outlet, headline.removesuffix(outlet) + outlet)


def _person(name: str) -> str:
    """The name in "jane@example.org (Jane Roe)"; an address alone is nobody's byline."""
    name = plain(name)
    inside = re.search(r"\(([^()]{2,80})\)?", name)
    name = inside[1] if inside else name
    return "" if "@" in name else name.strip()


def _listed(value: Any) -> list[Any]:
    """``value`` as a list, where a feed gives one thing alone."""
    return value if isinstance(value, list) else [value] if value else []


def _string(record: Any, key: str) -> str:
    value = record.get(key) if isinstance(record, dict) else None
    return value if isinstance(value, str) else ""


def _first_moment(
    values: Iterable[Any], language: str = "", order: Order = "auto", *, changes: bool = True
) -> Moment | None:
    """The first of ``values`` that is a day; uncertain where it is the last, which ``changes`` says when it changed."""
    found = [read_moment(value, language=language, order=order) for value in values]
    first = next((each for each in found if each is not None), None)
    return replace(first, certain=False) if first is not None and changes and first is found[-1] else first

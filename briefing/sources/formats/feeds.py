"""Feeds → Draft: RSS 0.9 to 2.0, Atom, RDF, CDF by feedparser; JSON Feed by hand."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, date, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin

from briefing.errors import InputError
from briefing.sources.addresses import clean_address
from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text, plain
from briefing.sources.page.days import parse_published

#: A feed with more entries than this is no news feed.
_ENTRIES = 1_000
#: An item with fewer words is a teaser of the page behind it.
TEASER_WORDS = 120
TEASER = "feed teaser"
_ENTITY = re.compile(rb"<!ENTITY\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*>?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class EmptyFeed(InputError):
    """A feed without entries: nothing to read in a file, nothing new from a source."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "a feed without entries", "")


def read_feed(blob: Blob) -> Found:
    """The entries of a feed, one article each; those with only a teaser say so.

    Raises:
        InputError: if no entry can be found in it.
    """
    import feedparser

    if len(blob.data) > MAX_PAGE:
        raise InputError(blob.name, f"a feed of {len(blob.data) / 1e6:.0f} MB", "")
    data = _without_entities(blob)
    charset = "utf-8" if _is_utf8(data) else blob.charset  # what servers declare is often wrong, what decodes is not
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if blob.url:
        headers["content-location"] = blob.url
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=True, resolve_relative_uris=False)
    entries = parsed.entries[:_ENTRIES]
    if not entries:
        raise (
            EmptyFeed(blob.name) if parsed.version else InputError(blob.name, "XML, but no feed that is read here", "")
        )
    feed = parsed.feed
    for number, entry in enumerate(entries, start=1):
        markup = _longest([each.get("value", "") for each in entry.get("content", ())] + [entry.get("summary", "")])
        text, captions = fragment_text(markup)
        title = plain(entry.get("title") or "")
        yield _draft(
            f"{blob.name}#{number}", text, title,
            captions=captions,
            published=_moment(entry),
            source=plain(entry.get("source", {}).get("title") or "") or plain(feed.get("title") or ""),
            url=_address(blob.url, entry.get("link") or ""),
            language=entry.get("language") or feed.get("language") or "",
            authors=tuple(filter(None, (_person(author.get("name") or "") for author in entry.get("authors", ())))),
        )  # fmt: skip


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def _without_entities(blob: Blob) -> bytes:
    """The feed without definitions of entities: none needs them, bombs are made of them."""
    data = blob.data
    if data.count(0) > len(data) // 10:  # UTF-16 or UTF-32
        text = _DECLARATION.sub("", decode(data, blob.charset).lstrip("\ufeff"), count=1)
        data = text.encode("utf-8", "replace")
    return _ENTITY.sub(b"", data)


def read_json_feed(content: dict[str, Any], where: str, url: str = "") -> Found:
    """The items of a JSON Feed (jsonfeed.org, version 1.1)."""
    items = content.get("items")
    if not isinstance(items, list) or not items:
        raise EmptyFeed(where)
    for number, item in enumerate(items[:_ENTRIES], start=1):
        if not isinstance(item, dict):
            continue
        markup = _string(item, "content_html") or _string(item, "content_text") or _string(item, "summary")
        text, captions = fragment_text(markup)
        authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
        yield _draft(
            f"{where}#{number}", text, plain(_string(item, "title")),
            captions=captions,
            published=parse_published(item.get("date_published")),
            source=plain(_string(content, "title")),
            url=_address(url, _string(item, "url") or _string(item, "external_url")),
            language=_string(item, "language") or _string(content, "language"),
            authors=tuple(plain(_string(author, "name")) for author in authors if isinstance(author, dict) and author.get("name")),
        )  # fmt: skip


def _draft(
    origin: str, text: str, title: str, *, captions: frozenset[str], published: date | datetime | None, source: str,
    url: str, language: str, authors: tuple[str, ...],
) -> Draft:  # fmt: skip
    teaser = len(text.split()) < TEASER_WORDS
    return Draft(
        origin=origin, text=text or title, title=title, published=published, source=source, url=url, language=language,
        authors=authors, captions=captions, extract=TEASER if teaser else "",
    )  # fmt: skip


def _person(name: str) -> str:
    """The name in "jane@example.org (Jane Roe)"; an address alone is nobody's byline."""
    name = plain(name)
    inside = re.search(r"\(([^()]{2,80})\)?", name)
    name = inside[1] if inside else name
    return "" if "@" in name else name.strip()


def _longest(texts: list[str | None]) -> str:
    return max(filter(None, texts), key=len, default="")


def _string(record: Any, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _address(base: str, link: str) -> str:
    try:
        return clean_address(urljoin(base, link.strip()))
    except ValueError:
        return ""


def _moment(entry: Any) -> date | datetime | None:
    """The entry's moment; feedparser gives it in UTC. A day without a clock stays a day."""
    for name in ("published", "created", "updated"):
        parsed = entry.get(f"{name}_parsed")
        if isinstance(parsed, struct_time) and 1970 <= parsed.tm_year < 2200:
            text = str(entry.get(name, ""))
            found = datetime.fromtimestamp(timegm(parsed), tz=UTC)
            return found if re.search(r"\d:\d\d", text) else found.date()
    return None

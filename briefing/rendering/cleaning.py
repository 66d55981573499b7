"""Cleaning: characters that no page, no mail and no PDF may carry, and addresses that are no links."""

import functools
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from operator import is_
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlsplit

Thing = TypeVar("Thing")

#: Controls other than tab and line break, surrogates, non-characters; and the marks that
#: turn the direction of what follows them (embeddings and overrides, Unicode TR 9), which could make
#: a link or a name read as another; and blanks of no width, which make two words look like one. Isolates are left:
#: they end with their line; so are the joiners that some scripts and emoji are written with.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u200b\u2060\ufeff\u180e"
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)  # fmt: skip
#: Letters of a name that are printed where names stand in a row; the JSON has it whole.
LONGEST_NAME = 80
#: Emoji and dingbats with what joins and colours them, and the blank after them.
_PICTURES = re.compile("(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55](?:[\ufe0f\u20e3]|\u200d)*)+ ?")


def printable(text: str) -> str:
    """``text`` without forbidden characters."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def clipped(name: str) -> str:
    """``name`` as headings, lines and tables print it: cut between words where it would take several lines."""
    if len(name) <= LONGEST_NAME:
        return name
    kept = name[:LONGEST_NAME]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" -–—,") + "…"


def drawn(text: str) -> str:
    """``text`` as paper prints it: without the pictures among its letters, of which no face that we carry has any."""
    return text if text.isascii() else _PICTURES.sub("", text)


def mapped(thing: Thing, change: Callable[[str], str]) -> Thing:
    """``thing`` with every string in it changed; drawings of ours stay as they are."""
    return cast("Thing", _mapped(thing, change))


def _mapped(thing: Any, change: Callable[[str], str]) -> Any:
    kind: Any = type(thing)
    if kind is str:
        return change(thing)
    if kind is tuple:
        new = tuple([_mapped(item, change) for item in thing])
        return thing if all(map(is_, new, thing)) else new
    if kind is list:
        return [_mapped(item, change) for item in thing]
    if kind is dict:
        return {key: _mapped(value, change) for key, value in thing.items()}
    names = _names(kind)
    if not names:
        return thing  # numbers, None, Markup
    changed = {}
    for name in names:
        value = getattr(thing, name)
        new = _mapped(value, change)
        if new is not value:
            changed[name] = new
    return replace(thing, **changed) if changed else thing


@functools.cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; () for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


_SCHEMES = frozenset({"http", "https", "mailto"})
#: Characters that no address may hold as they are (RFC 3986); they are percent-encoded.
_UNSAFE = frozenset(" \"'<>\\^`{|}")
#: What needs no looking at.
_PLAIN = re.compile(r"[A-Za-z0-9:/?#&=%.,;~+_-]+")
_LONGEST = 2048


def safe_link(url: str) -> str:
    """``url`` if it is http, https or mailto, else ""; never a script, a file or data."""
    if not _PLAIN.fullmatch(url):
        url = "".join(c if c.isprintable() and c not in _UNSAFE else quote(c, errors="replace") for c in url.strip())
    if not url or len(url) > _LONGEST:
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    if parts.scheme.lower() != "mailto" and not host:
        return ""
    return url

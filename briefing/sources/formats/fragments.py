"""Markup → paragraphs: sanitised, then read as text. For feeds, mails, books; whole pages go to `pages`."""

from __future__ import annotations

import re

import nh3
from lxml import etree, html

#: Elements whose end ends a paragraph.
_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr ul body html".split()
)
#: Elements that hold nothing to read.
_SILENT = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "button", "select",
    "textarea", "audio", "video", "canvas", "head", "nav", "map", "applet", "frameset",
}  # fmt: skip
_KEPT = (
    (_BLOCKS - {"form", "nav", "body", "html", "title", "dialog", "fieldset", "article", "main", "section"})
    | frozenset(
        "a abbr b bdi bdo cite code del em i ins kbd mark q s samp small span strike strong sub sup time u var tt big font".split()
    )
    | {"article", "section"}
)
_TAG = re.compile(r"<[A-Za-z!/?]|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200
#: How many times over markup may be escaped and still be seen for what it is.
_ESCAPED = 3
_ELEMENT = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>]{0,2000})?/?>|<!(?:--|\[CDATA|DOCTYPE)", re.IGNORECASE)
#: The end of a paragraph, while pieces are gathered.
_END = "\x1d"


def looks_like_markup(text: str) -> bool:
    """Whether ``text`` has a tag or a character reference in it."""
    return _TAG.search(text) is not None


def fragment_text(markup: str) -> tuple[str, frozenset[str]]:
    """The paragraphs of a piece of HTML, a line each, and which of them are captions.

    Nothing is kept of scripts, styles, forms and embedded things. What is no markup comes back as it was.
    """
    text, captions = _read(markup)
    for _ in range(_ESCAPED):
        if not _ELEMENT.search(text):
            break
        text, more = _read(text)  # feeds and newsletters escape their markup twice, and worse
        captions |= more
    return text, captions


def _read(markup: str) -> tuple[str, frozenset[str]]:
    if not looks_like_markup(markup):
        return markup, frozenset()
    safe = nh3.clean(markup, tags=set(_KEPT), clean_content_tags=_SILENT, attributes={}, link_rel=None)
    try:
        root = html.fragment_fromstring(safe, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", frozenset()
    pieces: list[str] = []
    captions: set[str] = set()
    _walk(root, pieces, captions, 0)
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split(_END))
    return "\n\n".join(line for line in lines if line), frozenset(captions)


def plain(markup: str) -> str:
    """``markup`` on one line: for headlines and names."""
    text, _ = fragment_text(markup)
    return " ".join(text.split())


def _walk(element: html.HtmlElement, pieces: list[str], captions: set[str], depth: int) -> None:
    """Append the text of ``element``; `_END` stands for the end of a paragraph."""
    if depth > _DEEPEST or not isinstance(element.tag, str):
        return
    block = element.tag in _BLOCKS
    if block:
        pieces.append(_END)
    if element.tag in ("figcaption", "caption"):
        text = _SPACE.sub(" ", "".join(element.itertext())).strip()
        if text:
            captions.add(text)
    pieces.append((element.text or "").replace(_END, " "))
    for child in element:
        _walk(child, pieces, captions, depth + 1)
        pieces.append((child.tail or "").replace(_END, " "))
    if block:
        pieces.append(_END)

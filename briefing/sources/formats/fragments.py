"""Markup → paragraphs: sanitised, then read as text. For feeds, mails, books; whole pages go to `pages`."""

import re
from collections.abc import Iterator

import nh3
from lxml import etree, html

from briefing.sources.formats.trees import html_tree

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
#: Styles that hide an element, and the names that mails give to what they hide and to their signatures.
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?![.\d])|font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)|opacity\s*:\s*0(?![.\d])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_PREHEADER = re.compile(
    r"\b(?:pre-?header|preview-?text|visually-hidden|screen-reader-text|sr-only|"
    r"(?:gmail|moz|yahoo|protonmail|applemail|ms-outlook-mobile)[_-]?signature(?:[_-]block)?)\b",
    re.IGNORECASE,
)
_HIDING = re.compile(rf"<[^>]{{0,2000}}?(?:\shidden\b|{_HIDDEN.pattern}|{_PREHEADER.pattern})", re.IGNORECASE)
#: A tag or a character reference.
_TAG = re.compile(r"<[A-Za-z!/?]|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200
#: How many times over markup may be escaped and still be seen for what it is.
_ESCAPED = 3
_ELEMENT = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>]{0,2000})?/?>|<!(?:--|\[CDATA|DOCTYPE)", re.IGNORECASE)
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_UNSHOWN = frozenset(("script", "style", "head", "title"))
#: Words, the link around them, whether they are bold, None; or "", "", False and the block whose line ends, "" where it begins.
Piece = tuple[str, str, bool, str | None]
#: The end of a paragraph, while pieces are gathered.
_END = "\x1d"


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


def visible_tree(markup: str) -> html.HtmlElement | None:
    """``markup`` parsed, without what its styles hide: preheaders, text for machines; None where it holds nothing."""
    tree = html_tree(markup)
    hidden = [
        each
        for each in (tree.iter() if tree is not None else ())
        if isinstance(each.tag, str)
        and (
            each.get("hidden") is not None
            or _HIDDEN.search(each.get("style") or "")
            or _PREHEADER.search(f"{each.get('class') or ''} {each.get('id') or ''}")
        )
    ]
    for each in hidden:
        if each.getparent() is not None:
            each.drop_tree()
    return tree


def _read(markup: str) -> tuple[str, frozenset[str]]:
    if not _TAG.search(markup):
        return markup, frozenset()
    if _HIDING.search(markup) and (tree := visible_tree(markup)) is not None:
        markup = etree.tostring(tree, encoding="unicode", method="html")
    safe = nh3.clean(markup, tags=set(_KEPT), clean_content_tags=_SILENT, attributes={"a": {"href"}}, link_rel=None)
    try:
        root = html.fragment_fromstring(safe, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", frozenset()
    pieces = (words.replace(_END, " ") if tag is None else _END for words, _, _, tag in walk(root))
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split(_END))
    captions = (_SPACE.sub(" ", "".join(each.itertext())).strip() for each in root.iter("figcaption", "caption"))
    return "\n\n".join(line for line in lines if line), frozenset(filter(None, captions))


def is_note_mark(element: html.HtmlElement) -> bool:
    """Whether ``element`` is a link to a note below: a bare number or sign ("in 2016[2]"), raised if it leads to another file."""
    href = element.get("href") or "" if element.tag == "a" else ""
    if "#" not in href or ":" in href:
        return False
    raised = href.startswith("#") or any(at.tag == "sup" for at in (element.getparent(), *element) if at is not None)
    return raised and _NOTE.fullmatch("".join(element.itertext()).strip()) is not None


def raised(words: str) -> str:
    """``words`` as they print raised, where they are figures: 100² is not 1002."""
    return words.strip().translate(_RAISED) if re.fullmatch(r"\s*[0-9]{1,3}\s*", words) else words


def plain(markup: str) -> str:
    """``markup`` on one line: for headlines and names."""
    text, _ = fragment_text(markup)
    return " ".join(text.split())


def walk(element: html.HtmlElement, link: str = "", *, bold: bool = False, depth: int = 0) -> Iterator[Piece]:
    """The words of ``element`` one after the other, and where the lines of its blocks end; marks of notes are none."""
    if depth > _DEEPEST or not isinstance(element.tag, str) or element.tag in _UNSHOWN or is_note_mark(element):
        return
    block = element.tag in _BLOCKS
    inner = (element.get("href") or link) if element.tag == "a" else link
    strong = bold or element.tag in ("b", "strong") or _BOLD.search(element.get("style") or "") is not None
    if block:
        yield "", "", False, ""
    words = element.text or ""
    yield raised(words) if element.tag == "sup" else words, inner, strong, None
    for child in element:
        yield from walk(child, inner, bold=strong, depth=depth + 1)
        yield child.tail or "", inner, strong, None
    if block:
        yield "", "", False, element.tag

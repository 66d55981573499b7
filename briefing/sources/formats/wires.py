"""News agencies' XML → Draft: NITF, and NewsML-G2 with XHTML or NITF inside."""

import re
from datetime import date, datetime

from lxml import etree

from briefing.errors import InputError
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.trees import attribute, flat, local_name, mended_root
from briefing.sources.page.days import parse_published

_PARAGRAPHS = frozenset(("p", "hl2", "h1", "h2", "h3", "h4", "li", "caption", "media-caption", "td"))


def read_nitf(blob: Blob) -> Found:
    """The article of a NITF file, or each of a NewsML-G2 file.

    Raises:
        InputError: if it is damaged or holds no text.
    """
    root = mended_root(blob.data)
    if root is None:
        raise InputError(blob.name, "damaged XML", "fetch it again")
    items = [each for each in root.iter() if _name(each) == "newsitem"] or [root]
    found = False
    for number, item in enumerate(items, start=1):
        lines, captions = _body(item)
        if not lines:
            continue
        found = True
        author = re.sub(r"^by\s+", "", _first(item, ("byttl-person", "person", "byline", "by")), flags=re.IGNORECASE)
        yield Draft(
            origin=blob.name if len(items) == 1 else f"{blob.name}#{number}",
            text="\n\n".join(lines),
            title=_first(item, ("hl1", "headline", "title")),
            published=_published(item),
            source=_first(item, ("distributor", "provider")) or _attribute(item, ("doc.copyright",), "holder"),
            language=next(filter(None, (attribute(each, "lang") for each in item.iter())), ""),
            authors=(author,) if author else (),
            captions=frozenset(captions),
            file_name=blob.file_name,
        )
    if not found:
        raise InputError(blob.name, "agency XML without text", "if it is of pictures or figures, leave it out")


def _name(element: etree._Element) -> str:
    return local_name(element).lower()


def _first(item: etree._Element, names: tuple[str, ...]) -> str:
    for name in names:
        for element in item.iter():
            if _name(element) == name and (text := flat(element)):
                return text
    return ""


def _attribute(item: etree._Element, names: tuple[str, ...], attribute: str) -> str:
    return next((str(each.get(attribute)) for each in item.iter() if _name(each) in names and each.get(attribute)), "")


def _published(item: etree._Element) -> date | datetime | None:
    raw = _attribute(item, ("date.issue", "story.date", "date.release"), "norm") or _first(
        item, ("versioncreated", "contentcreated", "firstcreated", "datesent")
    )
    return parse_published(raw)


def _body(item: etree._Element) -> tuple[list[str], list[str]]:
    bodies = [each for each in item.iter() if _name(each) in ("body.content", "body", "inlinexml")]
    inner = next((each for each in bodies if _name(each) == "body.content"), bodies[0] if bodies else None)
    if inner is None:
        return [], []
    lines: list[str] = []
    captions: list[str] = []
    for element in inner.iter():
        name = _name(element)
        if name in _PARAGRAPHS and (text := flat(element)):
            lines.append(text)
            if "caption" in name:
                captions.append(text)
    return lines, captions

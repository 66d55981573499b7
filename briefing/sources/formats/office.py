"""OpenDocument texts → paragraphs."""

from collections.abc import Iterator

from lxml import etree

from briefing.errors import InputError
from briefing.sources.draft import Blob, Found
from briefing.sources.formats.heads import named_head
from briefing.sources.formats.paper import Document, drafts
from briefing.sources.formats.paragraphs import Paragraph, lines, row
from briefing.sources.formats.trees import attribute, local_name, sound_root
from briefing.sources.formats.zips import open_zip, read_member
from briefing.sources.page.moments import read_moment

_DEEPEST = 100
#: Of an OpenDocument: what was deleted, notes of editors, sources of indexes, what programs count.
_SHUT = frozenset(
    "tracked-changes annotation annotation-end sequence-decls forms variable-decls user-field-decls index-title-template table-of-content "
    "hidden-text hidden-paragraph ruby-text".split()
)
_HOLD = frozenset("section list list-item list-header index-body text-box frame span".split())


def read_odt(blob: Blob) -> Found:
    """An OpenDocument text (ODF 1.3) as it prints: tables as rows, notes behind their paragraph, no deletions.

    Raises:
        InputError: if it is damaged, a bomb, or empty.
    """
    parts = _odf_parts(blob)
    body = next(_office(parts, "text"), None)
    said = {local_name(each): each.text or "" for meta in _office(parts, "meta") for each in meta.iter()}
    made = read_moment(said.get("creation-date", ""))
    heads = (each for styles in _office(parts, "master-styles") for each in styles.iter())
    lines = (line.text for each in heads if local_name(each) in ("header", "footer") for line in _blocks(each, 0))
    document = Document(
        paragraphs=list(_blocks(body, 0)) if body is not None else (), title=said.get("title", ""),
        author=said.get("initial-creator", "") or said.get("creator", ""), made=made.value if made else None,
        head=named_head(lines), language=said.get("language", ""),
    )  # fmt: skip
    yield from drafts(document, blob, "an OpenDocument")


def _odf_parts(blob: Blob) -> list[etree._Element]:
    """What an OpenDocument is made of: the parts of its package, or all of a flat one."""
    if not blob.data.startswith(b"PK"):
        return [sound_root(blob.data, blob.name, "OpenDocument")]
    with open_zip(blob) as archive:
        parts = {
            name: sound_root(read_member(archive, archive.getinfo(name), blob.name), blob.name, "OpenDocument")
            for name in ("content.xml", "meta.xml", "styles.xml")
            if name in archive.namelist()
        }
    if "content.xml" not in parts:
        raise InputError(blob.name, "a damaged OpenDocument: its text is missing", "save it again")
    return list(parts.values())


def _office(parts: list[etree._Element], name: str) -> Iterator[etree._Element]:
    """The elements of the office's own of this name."""
    yield from (each for part in parts for each in part.iter() if local_name(each) == name and each.prefix == "office")


def _blocks(element: etree._Element, depth: int) -> Iterator[Paragraph]:
    for child in element if depth < _DEEPEST else ():
        name = local_name(child)
        if name in ("p", "h"):
            yield from _paragraph(child, depth)
        elif name == "table":
            for line in _outermost(child, ("table-row",), depth):
                yield from row([list(_blocks(cell, depth + 1)) for cell in line if local_name(cell) == "table-cell"])
        elif name in _HOLD:
            yield from _blocks(child, depth + 1)


def _outermost(element: etree._Element, wanted: tuple[str, ...], depth: int) -> Iterator[etree._Element]:
    """The elements of these names in ``element``, none within another of them: what holds them reads what they hold."""
    for child in element if depth < _DEEPEST else ():
        if local_name(child) in wanted:
            yield child
        else:
            yield from _outermost(child, wanted, depth + 1)


def _paragraph(element: etree._Element, depth: int) -> Iterator[Paragraph]:
    pieces: list[str] = []
    boxes: list[Paragraph] = []
    _runs(element, pieces, boxes, depth)
    outline = attribute(element, "outline-level")
    level = 1 if attribute(element, "style-name") == "Title" else int(outline) if outline.isdigit() else 0
    for line in lines("".join(pieces)):
        yield Paragraph(text=line, level=min(level, 6))
    yield from boxes


def _runs(element: etree._Element, pieces: list[str], boxes: list[Paragraph], depth: int) -> None:
    pieces.append(element.text or "")
    for child in element if depth < _DEEPEST else ():
        name = local_name(child)
        if name == "line-break":
            pieces.append("\n")
        elif name in ("s", "tab"):
            pieces.append(" ")
        elif name in ("note", "frame", "text-box", "custom-shape"):  # notes and boxes stand behind their paragraph
            for body in [child] if name == "text-box" else _outermost(child, ("note-body", "text-box"), depth):
                boxes += _blocks(body, depth + 1)
        elif name not in _SHUT:
            _runs(child, pieces, boxes, depth + 1)
        pieces.append(child.tail or "")

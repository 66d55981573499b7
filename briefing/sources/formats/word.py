"""Word files → Drafts: the whole body as it prints with all changes accepted (ECMA-376, part 1, chapter 17)."""

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.draft import Blob, Found
from briefing.sources.formats.fragments import raised
from briefing.sources.formats.heads import named_head
from briefing.sources.formats.paper import Document, drafts
from briefing.sources.formats.paragraphs import Paragraph, lines, row
from briefing.sources.formats.trees import attribute, local_name, sound_root
from briefing.sources.formats.zips import open_zip, read_member
from briefing.sources.page.moments import read_moment

#: How "not" is written of a property.
OFF = ("0", "false", "off")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Style:
    """A style's name, casefolded, the level of its headings (0 for none), and whether it hides."""

    name: str = ""
    level: int = 0
    hides: bool = False


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Styles by their ids, each with what it takes over from the one that it is based on."""
    elements = {
        attribute(style, "styleId"): style
        for style in (root if root is not None else ())
        if local_name(style) == "style"
    }
    found: dict[str, Style] = {}

    def read(identity: str, depth: int) -> Style:
        if identity in found or identity not in elements or depth > _DEEPEST:
            return found.get(identity, Style())
        said = {local_name(each): attribute(each, "val") for each in elements[identity].iter()}
        base = read(said.get("basedOn", ""), depth + 1)
        name = said.get("name", "").casefold()
        outline = said.get("outlineLvl", "")
        level = int(outline) + 1 if outline.isdigit() else heading_level(name) or base.level
        hides = said["vanish"].lower() not in OFF if "vanish" in said else base.hides
        found[identity] = Style(name, level, hides)
        return found[identity]

    return {identity: read(identity, 0) for identity in elements}


def heading_level(name: str) -> int:
    """The level of headings of a style of this name, casefolded; 0 for none."""
    if name == "title":
        return 1
    return int(name[-1]) if name.startswith("heading") and name[-1:].isdigit() else 0


#: What holds paragraphs or runs and adds nothing: content controls, insertions, links, fields, smart tags.
_OPEN = frozenset(
    "sdt sdtContent ins moveTo hyperlink smartTag customXml fldSimple dir bdo body txbxContent subDoc r rubyBase footnote "
    "endnote oMath oMathPara e num den sub sup fName deg p".split()
)
#: What prints nothing: deletions, text moved away, codes of fields, the second copy of a text box.
_SHUT = frozenset("del moveFrom instrText delText rt rPr pPr sdtPr sdtEndPr tblPr trPr tcPr tblGrid comment".split())
#: No file has more heads and feet than this.
_PARTS = 40
#: What stands in the font Symbol (Adobe's encoding, from 0xF000) and news prints.
_SYMBOLS = dict(
    zip(
        b"\xa0\xa2\xa3\xa5\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb7\xb8\xb9\xbb\xbc\xd6",
        "€′≤∞←↑→↓°±″≥×•÷≠≈…√",
        strict=True,
    )
)
#: Templates were made up to this year, python-docx's in it; what is written in them may say so of itself.
_TEMPLATES = 2013
#: Styles of tables of contents, which repeat headlines.
_CONTENTS = re.compile(r"toc ?(?:heading|\d)|table of figures")


def read_docx(blob: Blob) -> Found:
    """A Word file as one article, or the several of a press review: body, tables as rows, text boxes once, notes at the end.

    Raises:
        InputError: if it is damaged, a bomb, or empty.
    """
    with open_zip(blob) as archive:
        package = _related(archive, "", blob)
        main = next(iter(package["officeDocument"]), "word/document.xml")
        root = _part(archive, main, blob)
        if root is None:
            raise InputError(blob.name, "a damaged Word file: its text is missing", "save it again")
        related = _related(archive, main, blob)
        styles = read_styles(next(_roots(archive, related["styles"], blob), None))
        body = next((each for each in root if local_name(each) == "body"), root)
        paragraphs = list(_Walker(styles).blocks(body, 0))
        for notes in _roots(archive, related["footnotes"] + related["endnotes"], blob):
            for note in notes:
                if attribute(note, "type") in ("", "normal"):
                    paragraphs += _Walker(styles).blocks(note, 0)
        margins = _roots(archive, related["header"] + related["footer"], blob)
        heads = [each.text for margin in margins for each in _Walker(styles).blocks(margin, 0)]
        core = next(_roots(archive, [*package["core-properties"], "docProps/core.xml"], blob), None)
    said = {local_name(each): " ".join((each.text or "").split()) for each in (core if core is not None else ())}
    author, created = said.get("creator", ""), read_moment(said.get("created"))
    made = created.value if created and created.day.year > _TEMPLATES else None
    document = Document(
        paragraphs=paragraphs, title=said.get("title", ""), author="" if author == "python-docx" else author,
        made=made, head=named_head(heads),
    )  # fmt: skip
    pasted = sum(local_name(each) == "altChunk" for each in body.iter())
    if paragraphs or not pasted:
        yield from drafts(document, blob, "a Word file")
    if pasted:
        yield Skipped(
            input=blob.name,
            reason=f"parts that another program set into the Word file: {pasted}, not read",
            remedy="open it in Word and save it again",
        )


class _Walker:
    """Walks paragraphs and tables, and the runs inside them."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self._styles = styles
        self._boxes: list[Paragraph] = []
        self._joined: str = ""  # of a paragraph whose end is deleted

    def blocks(self, element: etree._Element, depth: int) -> Iterator[Paragraph]:
        """The paragraphs in ``element``."""
        for child in element if depth < _DEEPEST else ():
            name = local_name(child)
            if name in _SHUT or _is_placeholder(child):
                continue
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield from self._table(child, depth)
            elif name in _OPEN or name == "AlternateContent":
                yield from self.blocks(_printed(child), depth + 1)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Paragraph]:
        style, level, merged = self._style(element)
        if style.hides or _CONTENTS.match(style.name):
            return
        pieces: list[str] = []
        self._runs(element, pieces, depth)
        boxes, self._boxes = self._boxes, []
        text = self._joined + "".join(pieces)
        self._joined = text if merged else ""
        if not merged:
            for line in lines(text):
                yield Paragraph(text=line, level=level, caption=style.name == "caption")
        yield from boxes

    def _style(self, element: etree._Element) -> tuple[Style, int, bool]:
        """The style, the level of a heading (0 for none), and whether the paragraph's end is deleted."""
        properties = next((each for each in element if local_name(each) == "pPr"), None)
        style, level, merged = Style(), 0, False
        for each in properties if properties is not None else ():
            if local_name(each) == "pStyle":
                identity = attribute(each, "val")
                style = self._styles.get(identity) or Style(identity.casefold(), heading_level(identity.casefold()))
            elif local_name(each) == "outlineLvl" and attribute(each, "val").isdigit():
                level = int(attribute(each, "val")) + 1
            elif local_name(each) == "rPr":
                merged = any(local_name(mark) in ("del", "moveFrom") for mark in each)
        level = level or style.level
        return style, level if level < 7 else 0, merged

    def _runs(self, element: etree._Element, pieces: list[str], depth: int) -> None:
        for child in element if depth < _DEEPEST else ():
            name = local_name(child)
            if name in _SHUT or (name == "r" and self._hidden(child)) or _is_placeholder(child):
                continue
            if name == "t":
                pieces.append(
                    raised(child.text or "")
                    if _is_marked(element, "rPr", "vertAlign", "superscript")
                    else child.text or ""
                )
            elif name in ("tab", "ptab"):
                pieces.append(" ")
            elif name in ("br", "cr"):
                pieces.append("\n" if attribute(child, "type") in ("", "textWrapping") else " ")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "sym":
                pieces.append(_symbol(child))
            elif name == "txbxContent":
                self._boxes += _Walker(self._styles).blocks(child, depth + 1)
            else:
                self._runs(_printed(child), pieces, depth + 1)

    def _hidden(self, run: etree._Element) -> bool:
        for each in _said(run, "rPr"):
            if local_name(each) == "vanish":
                return attribute(each, "val").lower() not in OFF
            if local_name(each) == "rStyle" and self._styles.get(attribute(each, "val"), Style()).hides:
                return True
        return False

    def _table(self, table: etree._Element, depth: int) -> Iterator[Paragraph]:
        """A row of values as one line between bars; where a cell holds sentences, its paragraphs."""
        for line in _inside(table, "tr", depth):
            if not _is_marked(line, "trPr", "del"):
                cells = (cell for cell in _inside(line, "tc", depth) if not _is_marked(cell, "tcPr", "cellDel"))
                yield from row([list(self.blocks(cell, depth + 1)) for cell in cells])


def _said(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """What its properties of this ``name`` say."""
    return (each for properties in element if local_name(properties) == name for each in properties)


def _is_marked(element: etree._Element, properties: str, name: str, value: str = "") -> bool:
    """Whether one of its ``properties`` is called so, and has the ``value``."""
    marks = (mark for mark in _said(element, properties) if local_name(mark) == name)
    return any(attribute(mark, "val") == value or not value for mark in marks)


def _symbol(element: etree._Element) -> str:
    """A character of a font by its number: of Symbol what news prints, of other picture fonts (from 0xF000) nothing."""
    code = attribute(element, "char")
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else 0
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number & 0xFF, "") if attribute(element, "font").casefold() == "symbol" else ""
    return chr(number) if number >= ord(" ") and not 0xD800 <= number <= 0xDFFF else ""


def _is_placeholder(element: etree._Element) -> bool:
    """Whether a content control shows nothing but its prompt ("Click or tap here to enter text")."""
    return local_name(element) == "sdt" and _is_marked(element, "sdtPr", "showingPlcHdr")


def _printed(element: etree._Element) -> etree._Element:
    """Of alternatives the first that has words, which is the one that is read; anything else as it is."""
    if local_name(element) != "AlternateContent":
        return element
    choices = [each for each in element if local_name(each) in ("Choice", "Fallback")]
    return next((each for each in choices if any(local_name(leaf) == "t" for leaf in each.iter())), element)


def _inside(element: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for child in element if depth < _DEEPEST else ():
        name = local_name(child)
        if name == wanted:
            yield child
        elif name in _OPEN and name != "p":
            yield from _inside(child, wanted, depth + 1)


def _part(archive: zipfile.ZipFile, path: str, blob: Blob) -> etree._Element | None:
    if not path or path not in archive.namelist():
        return None
    return sound_root(read_member(archive, archive.getinfo(path), blob.name), blob.name, "Word file")


def _related(archive: zipfile.ZipFile, part: str, blob: Blob) -> dict[str, list[str]]:
    """The paths of the parts that ``part`` (the package: "") relates to, by kind."""
    folder, name = posixpath.split(part)
    relations = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"), blob)
    found: dict[str, list[str]] = defaultdict(list)
    for each in relations if relations is not None else ():
        if each.get("TargetMode") != "External":
            target = str(each.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[str(each.get("Type", "")).rpartition("/")[2]].append(path)
    return found


def _roots(archive: zipfile.ZipFile, paths: list[str], blob: Blob) -> Iterator[etree._Element]:
    """The parts at ``paths`` that there are."""
    yield from (root for path in paths[:_PARTS] if (root := _part(archive, path, blob)) is not None)

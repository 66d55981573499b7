"""WordprocessingML: paragraphs, runs, links and bookmarks, with the direction and language of what they say."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from briefing.rendering.filters import direction_of

Direction = Literal["ltr", "rtl"]

#: The namespace of it all.
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_NOT_IN_A_NAME = re.compile(r"\W")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a paragraph; a tab where ``text`` is one.

    Attributes:
        style: of characters.
        anchor: the bookmark it leads to; ``url``, the address.
        lang: of the words, where it is not the document's.
    """

    text: str
    style: str = ""
    anchor: str = ""
    url: str = ""
    lang: str = ""


class Writer:
    """Appends to a body or a cell; one for a whole document.

    Args:
        part: of python-docx; keeps the addresses that links lead to.
        direction: of the document.
    """

    def __init__(self, part: Any, direction: Direction) -> None:
        self._part = part
        self.direction: Direction = direction
        self._bookmarks = 0
        self._addresses: dict[str, str] = {}

    def paragraph(self, into: Any, style: str, words: Iterable[Words], *, anchor: str = "", own: str = "") -> Any:
        """A paragraph at the end of ``into``.

        Args:
            into: body or cell.
            style: its id in the template.
            words: of which it is made.
            anchor: the bookmark that is set around it.
            own: its direction, where that is not the document's.
        """
        made = _sub(into, "p")
        properties = _sub(made, "pPr")
        _sub(properties, "pStyle", val=style)
        way: Direction = "rtl" if (own or self.direction) == "rtl" else "ltr"
        if way == "rtl":
            _sub(properties, "bidi")
        if anchor:
            self._bookmarks += 1
            _sub(made, "bookmarkStart", id=str(self._bookmarks), name=bookmark(anchor))
        for each in words:
            self._add(made, each, way)
        if anchor:
            _sub(made, "bookmarkEnd", id=str(self._bookmarks))
        return made

    def _add(self, paragraph: Any, words: Words, way: Direction) -> None:
        into = paragraph
        if words.anchor:
            into = _sub(paragraph, "hyperlink", anchor=bookmark(words.anchor), history="1")
        elif words.url:
            into = _sub(paragraph, "hyperlink", history="1")
            into.set(f"{_R}id", self._address(words.url))
        for text, run_way in stretches(words.text, way):
            run = _sub(into, "r")
            if words.style or words.lang or run_way == "rtl":
                properties = _sub(run, "rPr")
                if words.style:
                    _sub(properties, "rStyle", val=words.style)
                if run_way == "rtl":
                    _sub(properties, "rtl")
                if words.lang:
                    _sub(properties, "lang", **{"bidi" if run_way == "rtl" else "val": words.lang})
            if text == "\t":
                _sub(run, "tab")
            else:
                said = _sub(run, "t")
                said.text = text
                said.set(_SPACE, "preserve")

    def _address(self, url: str) -> str:
        """The identifier of ``url``; python-docx would look through all of them each time."""
        if url not in self._addresses:
            self._addresses[url] = self._part.rels.get_or_add_ext_rel(_HYPERLINK, url)
        return self._addresses[url]

    def table(self, into: Any, style: str, widths: Iterable[int], rows: Iterable[Iterable[Iterable[Words]]]) -> None:
        """A table whose first row is its heading, on every page anew; ``widths`` in fiftieths of a per cent."""
        made = _sub(into, "tbl")
        properties = _sub(made, "tblPr")
        _sub(properties, "tblStyle", val=style)
        if self.direction == "rtl":
            _sub(properties, "bidiVisual")
        _sub(properties, "tblW", w="5000", type="pct")
        _sub(properties, "tblLayout", type="fixed")
        _sub(properties, "tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
        each = list(widths)
        grid = _sub(made, "tblGrid")
        for width in each:
            _sub(grid, "gridCol", w=str(width * 9638 // 5000))
        for n, row in enumerate(rows):
            line = _sub(made, "tr")
            kept = _sub(line, "trPr")
            _sub(kept, "cantSplit")
            if n == 0:
                _sub(kept, "tblHeader")
            for width, cell in zip(each, row, strict=True):
                box = _sub(line, "tc")
                _sub(_sub(box, "tcPr"), "tcW", w=str(width), type="pct")
                words = list(cell)
                own = direction_of("".join(one.text for one in words)) if self.direction == "rtl" else ""
                self.paragraph(box, "Normal", words, own="rtl" if own else "")


def stretches(text: str, way: Direction) -> Iterator[tuple[str, Direction]]:
    """``text`` cut where its direction turns, and at tabs; what has none goes with its neighbours where they agree."""
    for piece in re.split(r"(\t)", text):
        if piece == "\t" or (way == "ltr" and piece.isascii()):
            if piece:
                yield piece, way
            continue
        turns: list[Direction | None] = [_STRONG.get(unicodedata.bidirectional(c)) for c in piece]
        before: Direction = way
        settled: list[Direction] = []
        after = _following(turns, way)
        for turn, following in zip(turns, after, strict=True):
            before = turn or before
            settled.append(turn or (before if before == following else way))
        where = 0
        for direction, group in groupby(settled):
            length = sum(1 for _ in group)
            yield piece[where : where + length], direction
            where += length


def _following(turns: list[Direction | None], way: Direction) -> list[Direction]:
    """For each place the next strong direction at or after it."""
    found: list[Direction] = []
    last = way
    for turn in reversed(turns):
        last = turn or last
        found.append(last)
    return found[::-1]


def turn(paragraph: Any) -> None:
    """A paragraph of the template, set from right to left, and so those of its runs that are read that way."""
    properties = paragraph.get_or_add_pPr()
    if properties.find(WORDS + "bidi") is None:
        properties.insert_element_before(
            _sub(properties, "bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
        )  # fmt: skip
    for run in paragraph.iter(WORDS + "r"):
        if direction_of("".join(text.text or "" for text in run.iter(WORDS + "t"))) == "rtl":
            said = run.get_or_add_rPr()
            if said.find(WORDS + "rtl") is None:
                _sub(said, "rtl")


def bookmark(anchor: str) -> str:
    """``anchor`` as a bookmark may be called."""
    return _NOT_IN_A_NAME.sub("_", anchor)[:40]


def _sub(into: Any, name: str, /, **attributes: str) -> Any:
    from lxml import etree

    return etree.SubElement(into, WORDS + name, {WORDS + key: value for key, value in attributes.items()})

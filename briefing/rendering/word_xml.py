"""WordprocessingML: the runs of a paragraph in the direction of what they say."""

import copy
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal

Direction = Literal["ltr", "rtl"]

#: The namespace of it all.
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_NOT_IN_A_NAME = re.compile(r"\W")


def turn(paragraph: Any) -> None:
    """Set a paragraph of the user's from right to left, and those of its runs that begin so."""
    properties = paragraph.get_or_add_pPr()
    if properties.find(WORDS + "bidi") is None:
        properties.insert_element_before(
            properties.makeelement(WORDS + "bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
            "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
        )  # fmt: skip
    for run in paragraph.iter(WORDS + "r"):
        strong = (_STRONG.get(unicodedata.bidirectional(c)) for text in run.iter(WORDS + "t") for c in text.text or "")
        if next(filter(None, strong), "ltr") == "rtl":
            _turned(run)


def direct(paragraph: Any) -> None:
    """Part the runs of ``paragraph``, one text each, where the direction of their words turns."""
    way: Direction = "rtl" if paragraph.find(f"{WORDS}pPr/{WORDS}bidi") is not None else "ltr"
    for run in list(paragraph.iter(WORDS + "r")):
        said = run.find(WORDS + "t")
        pieces = list(stretches(said.text, way)) if said is not None else [("", way)]
        for text, own in pieces:
            piece = copy.deepcopy(run)
            if said is not None:
                piece.find(WORDS + "t").text = text
            if own == "rtl":
                _turned(piece)
            run.addprevious(piece)
        run.getparent().remove(run)


def _turned(run: Any) -> None:
    properties = run.get_or_add_rPr()
    if properties.find(WORDS + "rtl") is not None:
        return
    turned, lang = properties.makeelement(WORDS + "rtl"), properties.find(WORDS + "lang")
    if lang is None:
        properties.append(turned)
        return
    lang.addprevious(turned)
    lang.set(WORDS + "bidi", lang.attrib.pop(WORDS + "val"))


def stretches(text: str, way: Direction) -> Iterator[tuple[str, Direction]]:
    """``text`` cut where its direction turns; what has none goes with its neighbours where they agree."""
    if way == "ltr" and text.isascii():
        yield text, way
        return
    turns: list[Direction | None] = [_STRONG.get(unicodedata.bidirectional(c)) for c in text]
    before: Direction = way
    settled: list[Direction] = []
    for turned, following in zip(turns, _following(turns, way), strict=True):
        before = turned or before
        settled.append(turned or (before if before == following else way))
    where = 0
    for direction, group in groupby(settled):
        length = sum(1 for _ in group)
        yield text[where : where + length], direction
        where += length


def _following(turns: list[Direction | None], way: Direction) -> list[Direction]:
    """For each place the next strong direction at or after it."""
    found: list[Direction] = []
    last = way
    for turned in reversed(turns):
        last = turned or last
        found.append(last)
    return found[::-1]


def bookmark(anchor: str) -> str:
    """``anchor`` as a bookmark may be called."""
    return _NOT_IN_A_NAME.sub("_", anchor)[:40]

"""The printed lines of a page as pypdf meets them, in the order in which a reader reads them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

#: Of the size of its letters: the width of an average one, and a gap that parts columns.
_WIDTH, _COLUMN_GAP = 0.5, 2.5
#: A raised number is this much smaller than its line, and stands this much higher, of its size.
_SMALLER, _RAISED = 0.8, 0.15
_NOTE = re.compile(r"\(?(?:\d{1,3}(?:[,–-]\d{1,3}){0,3}|[*†‡§]{1,3})\)?")
_BOLD = re.compile(r"bold|black|heavy|[-,]demi", re.IGNORECASE)
#: A column has so many lines at least.
_COLUMN_LINES = 4


@dataclass(slots=True)
class Line:
    """A printed line: its words, and where on which page they stand, in points; `y` grows upwards; bold if all of it is."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool = False

    @property
    def right(self) -> float:
        """About where it ends."""
        return self.x + _WIDTH * self.size * len(self.text)


class PageVisitor:
    """Gathers the lines of one page while pypdf reads it."""

    def __init__(self, page: int) -> None:
        self.lines: list[Line] = []
        self._page = page

    def __call__(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Take one stretch of text; stretches on one height are one line, unless a gap parts columns."""
        words = " ".join(text.split())
        if not words:
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        height = abs(size) * scale or 1.0
        last = self.lines[-1] if self.lines else None
        if last is not None and self._is_note(last, words, y, height):
            return
        if (
            last is not None
            and abs(last.y - y) < 0.4 * max(height, last.size)
            and x < last.right + _COLUMN_GAP * height
        ):
            last.bold = last.bold and _is_bold(font)
            last.text = f"{last.text}{'' if words[:1] in ',.;:!?)' else ' '}{words}"
        else:
            self.lines.append(Line(text=words, page=self._page, x=x, y=y, size=height, bold=_is_bold(font)))

    @staticmethod
    def _is_note(last: Line, words: str, y: float, height: float) -> bool:
        """Whether ``words`` are the raised number of a note."""
        raised = _RAISED * last.size < y - last.y < last.size
        return raised and height < _SMALLER * last.size and _NOTE.fullmatch(words) is not None


def _is_bold(font: Any) -> bool:
    """Whether a font's name says that it is bold."""
    name = font.get("/BaseFont", "") if isinstance(font, dict) else ""
    return isinstance(name, str) and _BOLD.search(name) is not None


def in_reading_order(page: list[Line]) -> list[Line]:
    """The lines of ``page`` column by column, where the file has them row by row; else as they stand in it."""
    lefts = _columns(page)
    if len(lefts) < 2:
        return page
    column = [max((n for n, left in enumerate(lefts) if line.x >= left - line.size), default=0) for line in page]
    if sum(1 for a, b in pairwise(column) if a != b) <= 2 * len(lefts):
        return page  # a column is written to its end already
    spans = [n == 0 and line.right > lefts[1] + 2 * line.size for n, line in zip(column, page, strict=True)]
    zone = 0
    keys: list[tuple[int, int, float]] = []
    ordered = sorted(zip(page, column, spans, strict=True), key=lambda each: (-each[0].y, each[0].x))
    for line, number, across in ordered:  # a line across all columns parts what stands above from what stands below
        zone += across
        keys.append((zone, number, -line.y))
        zone += across
    return [each[0] for _, each in sorted(zip(keys, ordered, strict=True), key=lambda pair: pair[0])]


def _columns(page: list[Line]) -> list[float]:
    """The left edges that many lines share, far enough from one another to be columns."""
    if not page:
        return []
    size = sorted(line.size for line in page)[len(page) // 2]
    edges = Counter(round(line.x / (2 * size)) for line in page)
    least = max(_COLUMN_LINES, len(page) // 6)
    found: list[float] = []
    for edge in sorted(edges):
        count = edges[edge] + edges[edge + 1]
        left = min(line.x for line in page if round(line.x / (2 * size)) == edge)
        if count >= least and (not found or left - found[-1] > 12 * size):
            found.append(left)
    return found

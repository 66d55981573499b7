"""The printed lines of a page as pypdf meets them, in the order in which a reader reads them."""

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
#: A number of lines in the margin, and the gap after it; a large first letter, and how much larger it is than its line.
_NUMBER, _NUMBER_GAP = re.compile(r"\d{1,4}"), 0.8
_CAP, _LARGE = re.compile(r"[\"'“„«]?[^\W\d_]"), 1.7
#: So many words of a picture stand beside two lines of a paragraph, which have so many characters.
_LOOSE, _FULL = 4, 30
#: The same words so near to one another, of their size, are printed twice.
_SHADOW = 0.15
#: What shows text, and the modes in which nothing is painted.
_SHOWING, _UNPAINTED = (b"Tj", b"TJ", b"'", b'"'), (3, 7)
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
    """Gathers the lines of one page while pypdf reads it, by the direction in which they run.

    Attributes:
        unpainted: whether words were left out that the page sets and does not paint.
    """

    def __init__(self, page: int, *, painted: bool = True) -> None:
        """``painted``: leave out what is not painted, which is all the text of a scan."""
        self.unpainted = False
        self._page, self._painted = page, painted
        self._lines: dict[tuple[int, int], list[Line]] = {}
        self._modes = [0]
        self._seen: dict[tuple[tuple[int, int], str], tuple[float, float]] = {}

    def parted(self) -> tuple[list[Line], list[Line]]:
        """The lines of the page's text, and those that stand in no sentence of it: credits up the margin, words in pictures.

        Numbers of lines in the margin are neither.
        """
        if not self._lines:
            return [], []
        main = max(self._lines, key=lambda way: sum(len(line.text) for line in self._lines[way]))
        lines, loose = without_loose(without_numbers(self._lines[main]))
        return lines, loose + [line for way, turned in self._lines.items() if way != main for line in turned]

    def operate(self, operator: bytes, operands: list[Any], _cm: list[float], _tm: list[float]) -> None:
        """Take the words out of an operation that does not paint them (PDF 1.7, 9.3.6)."""
        if operator == b"q":
            self._modes.append(self._modes[-1])
        elif operator == b"Q":
            self._modes[:] = self._modes[:-1] or [0]
        elif operator == b"Tr" and operands:
            self._modes[-1] = operands[0]
        elif operator in _SHOWING and self._painted and self._modes[-1] in _UNPAINTED:
            self.unpainted = True
            operands[-1:] = [type(each)() for each in operands[-1:] if isinstance(each, str | bytes | list)]

    def __call__(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Take one stretch of text; stretches on one height are one line, unless a gap parts columns."""
        words = " ".join(text.split())
        if not words:
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        way = _way(tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
        x, y = x * way[0] + y * way[1], y * way[0] - x * way[1]
        scale = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        height = abs(size) * scale or 1.0
        before = self._seen.get((way, words))
        self._seen[way, words] = (x, y)
        if before is not None and max(abs(before[0] - x), abs(before[1] - y)) < _SHADOW * height:
            return  # printed twice, to be bold or to throw a shadow
        lines = self._lines.setdefault(way, [])
        last = lines[-1] if lines else None
        if last is not None and self._is_note(last, words, y, height):
            return
        if last is not None and _is_cap(last, words, x, y, height):
            last.text = f"{last.text}{' ' if text[:1].isspace() else ''}{words}"
            last.x, last.y, last.size, last.bold = x, y, height, _is_bold(font)
        elif last is not None and _goes_on(last, x, y, height):
            last.bold = last.bold and _is_bold(font)
            last.text = f"{last.text}{'' if words[:1] in ',.;:!?)' else ' '}{words}"
        else:
            lines.append(Line(text=words, page=self._page, x=x, y=y, size=height, bold=_is_bold(font)))

    @staticmethod
    def _is_note(last: Line, words: str, y: float, height: float) -> bool:
        """Whether ``words`` are the raised number of a note."""
        raised = _RAISED * last.size < y - last.y < last.size
        return raised and height < _SMALLER * last.size and _NOTE.fullmatch(words) is not None


def _way(along: float, up: float) -> tuple[int, int]:
    """The direction in which letters follow one another, to the quarter of a turn."""
    if abs(along) >= abs(up):
        return (-1, 0) if along < 0 else (1, 0)
    return (0, 1) if up > 0 else (0, -1)


def _goes_on(last: Line, x: float, y: float, height: float) -> bool:
    """Whether what begins at ``x`` and ``y`` goes on with the line ``last``; a number in the margin is alone."""
    gap = _NUMBER_GAP if _NUMBER.fullmatch(last.text) else _COLUMN_GAP
    return abs(last.y - y) < 0.4 * max(height, last.size) and x < last.right + gap * height


def _is_cap(last: Line, words: str, x: float, y: float, height: float) -> bool:
    """Whether ``last`` is a large first letter, beside which its word goes on."""
    return (
        _CAP.fullmatch(last.text) is not None
        and last.text[-1].isupper()
        and words[:1].islower()
        and last.size >= _LARGE * height
        and last.y - height < y < last.y + last.size
        and last.x < x < last.x + _LARGE * last.size
    )


def without_loose(page: list[Line]) -> tuple[list[Line], list[Line]]:
    """``page`` without what is set far to the right between two lines of one paragraph, and that."""
    if len(_columns(page)) > 1:
        return page, []
    kept: list[Line] = []
    loose: list[Line] = []
    at = 0
    while at < len(page):
        end = at
        while kept and end < min(len(page), at + _LOOSE) and page[end].x > kept[-1].right + kept[-1].size:
            end += 1
        if at < end < len(page) and _follows(kept[-1], page[end]):
            loose += page[at:end]
            at = end
        kept.append(page[at])
        at += 1
    return kept, loose


def _follows(line: Line, below: Line) -> bool:
    """Whether ``below`` is the next line of a paragraph of full lines."""
    even = abs(below.x - line.x) < 1 and abs(below.size - line.size) < 1
    return even and 0 < line.y - below.y < 2 * line.size and min(len(line.text), len(below.text)) >= _FULL


def without_numbers(page: list[Line]) -> list[Line]:
    """``page`` without the numbers of its lines, every one or every fifth, that stand to the left of all its words."""
    numbers = [line for line in page if _NUMBER.fullmatch(line.text)]
    left = min((line.x for line in page if not _NUMBER.fullmatch(line.text)), default=0.0)
    margin = sorted((line for line in numbers if line.right <= left), key=lambda line: -line.y)
    steps = {int(below.text) - int(above.text) for above, below in pairwise(margin)}
    if len(margin) < _COLUMN_LINES or steps not in ({1}, {5}):
        return page
    gone = {id(line) for line in margin}
    return [line for line in page if id(line) not in gone]


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

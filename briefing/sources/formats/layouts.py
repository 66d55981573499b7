"""Lines on printed pages → paragraphs: by the gaps between them, their size, and where they end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from briefing.sources.page.paragraphs import ends_sentence

_FOLIO = re.compile(
    r"(?:page|seite|página|стр\.?)?\s*[-–—|]?\s*\d{1,4}(?:\s*(?:/|of|de|von|из)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)
#: Of the usual distance between lines: more is a new paragraph.
_GAP = 1.3
#: Of the usual size: a line of another size is not the same paragraph; one this much larger is a heading.
_SAME_SIZE, _HEADING = 0.08, 1.2
#: Of the usual length: a shorter line that ends a sentence ends its paragraph.
_SHORT = 0.8
#: A first line is indented by at least this part of its size.
_INDENT = 0.6
_HYPHENS = ("-", "\u2010", "\u00ad")


@dataclass(slots=True)
class Line:
    """A printed line: its words, and where on which page they stand, in points; `y` grows upwards."""

    text: str
    page: int
    x: float
    y: float
    size: float


class PageVisitor:
    """Gathers the lines of one page while pypdf reads it."""

    def __init__(self, page: int) -> None:
        self.lines: list[Line] = []
        self._page = page

    def __call__(self, text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        """Take one stretch of text; stretches on one height are one line."""
        words = " ".join(text.split())
        if not words:
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        height = abs(size) * scale or 1.0
        last = self.lines[-1] if self.lines else None
        if last is not None and abs(last.y - y) < 0.4 * height and not last.text.endswith("\n"):
            last.text = f"{last.text}{'' if text[:1] in ',.;:!?)' else ' '}{words}"
        else:
            self.lines.append(Line(text=words, page=self._page, x=x, y=y, size=height))


def paragraphs_of(pages: list[list[Line]]) -> tuple[list[str], str]:
    """The paragraphs on ``pages``, and the headline: what is largest on the first page, if anything is."""
    lines = [line for page in _without_running_heads(pages) for line in page]
    if not lines:
        return [], ""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual = max(sizes, key=lambda size: (sizes[size], -size))
    body = [line for line in lines if abs(line.size - usual) <= usual * _SAME_SIZE]
    steps = sorted(a.y - b.y for a, b in pairwise(body) if a.page == b.page and 0.8 * usual < a.y - b.y < 1.8 * usual)
    leading = steps[len(steps) // 4] if steps else 1.3 * usual  # low: of short paragraphs most steps are gaps
    lengths = sorted(len(line.text) for line in body)
    full = lengths[len(lengths) * 3 // 4] if lengths else 60
    left = Counter(round(line.x) for line in body).most_common(1)[0][0] if body else 0
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _breaks(before, line, leading, full, left):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_joined(group) for group in groups], _headline(groups, usual)


def _breaks(before: Line, line: Line, leading: float, full: int, left: float) -> bool:
    if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
        return True
    step = before.y - line.y
    spacing = max(leading, 1.1 * line.size)
    ended = ends_sentence(before.text)
    if before.page != line.page or step <= 0:  # a new page or column: the paragraph may go on there
        return ended and (len(before.text) < _SHORT * full or line.text[:1].isupper())
    if step > _GAP * spacing:
        return True
    indented = left + _INDENT * line.size < line.x < left + 5 * line.size and abs(before.x - left) < _INDENT * line.size
    return ended and (indented or len(before.text) < _SHORT * full)


def _joined(group: list[Line]) -> str:
    text = group[0].text
    for line in group[1:]:
        if text.endswith(_HYPHENS) and text[-2:-1].isalpha() and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}"
    return text


def _headline(groups: list[list[Line]], usual: float) -> str:
    first = [group for group in groups if group[0].page == groups[0][0].page]
    large = max(first, key=lambda group: group[0].size)
    title = _joined(large)
    return title if large[0].size >= _HEADING * usual and 2 <= len(title.split()) <= 40 else ""


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and without what stands at the top or foot of most of them."""
    kept = [list(page) for page in pages]
    for edge in (0, -1):
        marks = Counter(re.sub(r"\d+", "#", page[edge].text) for page in kept if page)
        for page in kept:
            if not page:
                continue
            mark = re.sub(r"\d+", "#", page[edge].text)
            if _FOLIO.fullmatch(page[edge].text) or (len(kept) >= 3 and marks[mark] * 2 > len(kept)):
                page.pop(edge)
    return kept

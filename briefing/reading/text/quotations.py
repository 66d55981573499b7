"""Quotations: which stretches of a text stand between quotation marks."""

import re
from bisect import bisect_left

from briefing.model import Span

#: Double marks in all their shapes, and single ones that open a word. What stands before one is asked behind it: so each
#: alternative begins with a character, and the text between is passed over at once (half the time).
_MARK = re.compile(r"``|''|[\"“”„«»‹›]|['‘](?<![^\s(\[—–\"“].)(?=[^\W_])|['’](?<=\S.)(?=[\s.,;:!?)\]]|\Z)|\n\s*\n")
_ALWAYS_OPEN = frozenset(("``", "„", "‘"))
_ALWAYS_CLOSE = frozenset(("''", "”", "’"))
#: Which marks may close what a mark opened.
_CLOSERS = {
    '"': '"', "“": '”"', "„": '“”"‟', "«": "»", "»": "«»", "‹": "›", "›": "‹", "``": "''" + '"', "'": "'’", "‘": "’'",
    "”": "”",
}  # fmt: skip


class Quotations:
    """The quoted stretches of a text, found once in one pass.

    A quotation runs from its opening to its closing mark, over sentences and lines. One that is still open at a
    blank line ends there; if the next paragraph opens it again, as newspapers do, a new stretch begins.
    """

    def __init__(self, text: str) -> None:
        self._stretches = _stretches(text)
        self._starts = [start for start, _ in self._stretches]

    def inside(self, span: Span) -> tuple[tuple[int, int], ...]:
        """The quoted (start, end) pairs that overlap ``span``."""
        first = bisect_left(self._starts, span.start)
        if first and self._stretches[first - 1][1] > span.start:
            first -= 1
        return tuple(self._stretches[first : bisect_left(self._starts, span.end)])


def _stretches(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened, closers, since = "", "", 0
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if mark[0] == "\n":
            if opened:
                if opened not in "'‘":
                    found.append((since, start))
                opened = ""
            continue
        if opened:
            if mark in closers and not (mark == '"' and _opens(text, start, end) and text[end : end + 1] != ""):
                found.append((since, end))
                opened = ""
            elif mark == opened or (opened in "'‘" and mark in '"“``'):
                # opened again: a new paragraph of the same speech, or the first mark was no quotation
                if opened not in "'‘":
                    found.append((since, start))
                opened, closers, since = mark, _CLOSERS.get(mark, mark), start
        elif mark not in _ALWAYS_CLOSE and (mark in _ALWAYS_OPEN or _opens(text, start, end)):
            opened, closers, since = mark, _CLOSERS.get(mark, mark), start
    if opened and opened not in "'‘":
        found.append((since, len(text)))
    return found


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the mark at ``text[start:end]`` looks like an opening one by what stands on its two sides."""
    before, after = text[start - 1 : start], text[end : end + 1]
    free = not before or before.isspace() or before in "([{—–-:/…\"'“‘"
    return free and bool(after) and (not after.isspace() or (after in "\u00a0\u202f " and text[start:end] in "«‹"))

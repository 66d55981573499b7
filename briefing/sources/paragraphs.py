"""Text → the lines that a reader sees: hard-wrapped lines joined, every other line on its own."""

from __future__ import annotations

import re
from itertools import pairwise

from briefing.model import Span

#: Wider text is not hard-wrapped: terminals, mail and wire copy stay below it.
_WIDEST = 100
#: A wrapped line may fall this short of the widest by a long next word cut differently.
_SLACK = 6
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_LIST_MARK = re.compile(r"\s*(?:[-*•·▪►–—]|\d{1,2}[.)])\s")


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of ``text`` in order, trimmed of white space.

    A line break ends a paragraph unless the lines are wrapped: the first word of the next line would not have
    fitted on this one. Width is that of the widest line between two blank lines.
    """
    found: list[Span] = []
    group: list[Span] = []
    last_end = -1
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = match.group()
        if not line.strip():
            continue
        trimmed = Span(start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip())))
        if group and not _adjacent(text[last_end:start]):
            found += _join(text, group)
            group = []
        group.append(trimmed)
        last_end = end
    return found + _join(text, group)


def _adjacent(gap: str) -> bool:
    """Whether only one line break lies between two lines (of white space alone)."""
    return len(gap.replace("\r\n", "\n").strip(" \t\u00a0")) <= 1 and gap.count("\n") <= 1


def _join(text: str, group: list[Span]) -> list[Span]:
    if len(group) < 2:
        return group
    width = max(len(span) for span in group)
    if not 40 <= width <= _WIDEST:
        return group
    full = [
        len(before) + 1 + len(text[span.start : span.start + _WIDEST].split(None, 1)[0]) > width - _SLACK
        and not _LIST_MARK.match(text, span.start, span.end)
        for before, span in pairwise(group)
    ]
    open_ended = sum(
        1 for before, is_full in zip(group, full, strict=False) if is_full and not ends_sentence(before.of(text))
    )
    if open_ended * 2 < sum(full):  # lines that all end like sentences are paragraphs of like length
        return group
    joined = [group[0]]
    for span, is_full in zip(group[1:], full, strict=True):
        if is_full:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as running text does: with a stop, perhaps inside quotes or brackets."""
    return text.rstrip(" \t\u00a0\"'`”’»)]").endswith((".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "։"))

"""Passages: a key point's own words and ours told apart, and the place in its source that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model import Span
from briefing.rendering.views import Run

#: Code points of the source shown on either side of a cited sentence: about two sentences.
REACH = 260

_BRACKET = re.compile(r"\s?\[[^\[\]]*\]")
_SPACE = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINES = re.compile(r"\s*\n\s*")


def runs(text: str, verbatim: str) -> tuple[Run, ...]:
    """``text`` cut into the source's words and our insertions, each with the blank before it.

    A bracket that the source itself printed is the source's word.
    """
    return tuple(_joined(_runs(text, verbatim)))


def _runs(text: str, verbatim: str) -> Iterator[Run]:
    at, place = 0, 0  # in `text`, in `verbatim`
    for bracket in _BRACKET.finditer(text):
        literal = text[at : bracket.start()]
        if literal:
            found = verbatim.find(literal, place)
            place = (found if found >= 0 else place) + len(literal)
            yield Run(text=literal, added=False)
        printed = bracket.group()
        if verbatim.startswith(printed, place):
            place += len(printed)
            yield Run(text=printed, added=False)
        else:
            yield Run(text=printed, added=True)
        at = bracket.end()
    if at < len(text):
        yield Run(text=text[at:], added=False)


def _joined(parts: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one kind as one."""
    said = ""
    for part in parts:
        if part.added:
            if said:
                yield Run(text=said, added=False)
            said = ""
            yield part
        else:
            said += part.text
    if said:
        yield Run(text=said, added=False)


def context(text: str, span: Span) -> tuple[str, str, str]:
    """The words before, in and after ``span`` of ``text``: at most `REACH` on either side, cut between words."""
    start, end = min(span.start, len(text)), min(span.end, len(text))
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if start > REACH:
        before = "… " + before.partition(" ")[2].lstrip()
    if end + REACH < len(text):
        after = after.rpartition(" ")[0].rstrip() + " …"
    return _tidy(before), _tidy(text[start:end]), _tidy(after)


def _tidy(text: str) -> str:
    """White space as a page shows it: a line break stays one, anything else is one blank."""
    return _LINES.sub("\n", _SPACE.sub(" ", text))

"""Passages: a key point's own words and ours told apart, and the place in its source that it was taken from."""

import re

from briefing.model import KeyPoint, Span, parts
from briefing.rendering.quoted import Run

#: Code points of the source shown on either side of a cited sentence: about two sentences.
REACH = 260

_SPACE = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINES = re.compile(r"\s*\n\s*")


def runs(text: str, verbatim: str) -> tuple[Run, ...]:
    """``text`` cut into the source's words and our insertions, each with the blank before it.

    A bracket that the source itself printed is the source's word.
    """
    found = parts(text, verbatim)
    if found is None:  # no key point can be so
        return (Run(text=text, added=False, plain=doubled(text)),)
    return tuple(
        Run(text=one.text, added=one.whose != "source", plain=doubled(one.text) if one.whose == "source" else one.text)
        for one in found
    )


def plain(point: KeyPoint) -> str:
    """``point`` where type cannot tell who speaks: brackets of ours single, the source's own doubled."""
    return "".join(run.plain for run in runs(point.text, point.verbatim))


def doubled(words: str) -> str:
    """A source's words for plain text, where single square brackets are ours: its own are "[[" and "]]"."""
    return words.replace("[", "[[").replace("]", "]]")


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

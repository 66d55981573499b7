"""Text → the lines that a reader sees: hard-wrapped lines joined, every other line on its own."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefing.model import Span

#: Narrower or wider text is not hard-wrapped: terminals, mail and wire copy stay between.
_NARROWEST, _WIDEST = 40, 100
#: The narrowest column that a whole text is wrapped at; telegraphs had 69, mail has 72.
_WRAPPED = 56
#: A wrapped line may fall this short of the widest by a long next word cut differently.
_SLACK = 6
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_LIST_MARK = re.compile(r"\s*(?:[-*•·▪►–—]|\d{1,2}[.)])\s")


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of ``text`` in order, trimmed of white space.

    A line break ends a paragraph unless the text is hard-wrapped: the first word of the next line would not have
    fitted on this one, and many lines stop in the middle of a sentence. A line that goes on in small letters is
    joined in any case.
    """
    groups = list(_groups(text))
    width = _width(text, groups)
    return [span for group in groups for span in _join(text, group, width)]


def _groups(text: str) -> Iterator[list[Span]]:
    """The lines between blank lines, trimmed."""
    group: list[Span] = []
    last_end = -1
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = match.group()
        if not line.strip():
            continue
        gap = text[last_end:start].replace("\r\n", "\n")
        if group and (len(gap.strip(" \t\u00a0")) > 1 or gap.count("\n") > 1):  # more than one break between them
            yield group
            group = []
        group.append(Span(start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip()))))
        last_end = end
    if group:
        yield group


def _width(text: str, groups: list[list[Span]]) -> int:
    """The column at which the text is wrapped; 0 where it is not."""
    width = 0
    for group in groups:
        widest = max(len(span) for span in group)
        if len(group) < 3 or not _WRAPPED <= widest <= _WIDEST:
            continue
        if any(before.of(text) == span.of(text) for before, span in pairwise(group)):
            continue  # a headline printed twice is no wrapped text
        full = [before for before, span in pairwise(group) if _is_full(text, before, span, widest)]
        open_ended = sum(1 for before in full if not ends_sentence(before.of(text)))
        if open_ended >= 2 and open_ended * 2 >= len(full) and len(full) * 2 >= len(group) - 1:
            width = max(width, widest)
    return width


def _is_full(text: str, before: Span, span: Span, width: int) -> bool:
    """Whether the next line's first word had no room on the line before."""
    word = text[span.start : span.start + _WIDEST].split(None, 1)[0]
    return len(before) + 1 + len(word) > width - _SLACK and not _LIST_MARK.match(text, span.start, span.end)


def _join(text: str, group: list[Span], width: int) -> list[Span]:
    joined = group[:1]
    for before, span in pairwise(group):
        wrapped = 0 < len(before) <= width and _is_full(text, before, span, width)
        goes_on = (
            _NARROWEST <= len(before) <= _WIDEST
            and text[span.start].islower()
            and (len(span) >= _NARROWEST or ends_sentence(span.of(text)))  # no "by Jane Roe"
            and not ends_sentence(before.of(text))
            and text[before.end - 1] not in ":;"
            and not _LIST_MARK.match(text, span.start, span.end)
        )
        if wrapped or goes_on:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as running text does: with a stop, perhaps inside quotes or brackets."""
    return text.rstrip(" \t\u00a0\"'`”’»)]").endswith((".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "։"))

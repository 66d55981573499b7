"""Paragraphs: the stretches of an article's text that no sentence crosses, each with its kind."""

import itertools
import re
from collections.abc import Iterator

from briefing.model import Article, BlockKind, Span

_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]++")
_BLANK = re.compile(r"(?:\r?\n[ \t\u00a0]*+){2,}|[\x0c\u2029]")
_ENDED = (".", "!", "?", "…", ":", ";", '"', "”", "’", "»", ")", "؟", "۔", "。")
#: "NAIROBI, Kenya (AP) _" alone on a line: the wire's dateline, parted from its paragraph.
_DATELINE = re.compile(r"[A-Z][^\n]{2,78}[ \u00a0](?:_|-{1,2}|–|—)")
#: Lines wrapped by hand are between these lengths (punched cards to wide terminals).
_WRAP_LEAST, _WRAP_MOST = 50, 120


def paragraphs(article: Article) -> Iterator[tuple[Span, BlockKind]]:
    """Trimmed stretches of ``article.text`` in order, which together hold all that is not white space.

    A block is a paragraph, or several where lines end inside it for good. What stands between blocks is body if it
    holds a sentence's end, else boilerplate. Without blocks, a first line that repeats the title is the headline.
    """
    text = article.text
    if not article.blocks:
        yield from _unmarked(article)
        return
    done = 0
    for block in sorted(article.blocks, key=lambda block: block.span):
        start, end = max(done, block.span.start), min(block.span.end, len(text))
        if start >= end:
            continue
        yield from _gap(text, done, start)
        if block.kind == "headline":
            yield from _trimmed(text, start, end, "headline")
        else:
            yield from _lines(text, start, end, block.kind)
        done = end
    yield from _gap(text, done, len(text))


def _unmarked(article: Article) -> Iterator[tuple[Span, BlockKind]]:
    title = _folded(article.title)
    for place, (span, kind) in enumerate(_lines(article.text, 0, len(article.text), "body")):
        printed = span.of(article.text) if len(span) < 600 else ""
        if place == 0 and title and _folded(printed) == title:
            yield span, "headline"
        elif _DATELINE.fullmatch(printed):
            yield span, "boilerplate"
        else:
            yield span, kind


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _gap(text: str, start: int, end: int) -> Iterator[tuple[Span, BlockKind]]:
    if start < end and not text[start:end].isspace():
        for span, _ in _lines(text, start, end, "body"):
            yield span, "body" if span.of(text).rstrip("\"'”’»)").endswith((".", "!", "?")) else "boilerplate"


def _lines(text: str, start: int, end: int, kind: BlockKind) -> Iterator[tuple[Span, BlockKind]]:
    """The paragraphs of ``text[start:end]``: parted by blank lines, and by line ends that are no mere wrapping."""
    at = start
    for blank in _BLANK.finditer(text, start, end):
        yield from _chunk(text, at, blank.start(), kind)
        at = blank.end()
    yield from _chunk(text, at, end, kind)


def _chunk(text: str, start: int, end: int, kind: BlockKind) -> Iterator[tuple[Span, BlockKind]]:
    breaks = list(_BREAK.finditer(text, start, end))
    if breaks:
        edges = [start, *(position for match in breaks for position in match.span()), end]
        lines = list(zip(edges[::2], edges[1::2], strict=True))
        width = max(last - first for first, last in lines)
        wrapped = len(lines) > 2 and _WRAP_LEAST <= width <= _WRAP_MOST
        for (first, last), (following, stop) in itertools.pairwise(lines):
            if not _continues(text[first:last].rstrip(), text[following:stop].lstrip(), width if wrapped else 0):
                yield from _trimmed(text, start, last, kind)
                start = following
    yield from _trimmed(text, start, end, kind)


def _continues(line: str, following: str, width: int) -> bool:
    """Whether the sentence may run on from one line into the next.

    It does where a small letter follows an unfinished line, and where the text was wrapped at ``width`` (0: it was
    not): a line that the next line's first word would not have fitted into was broken by the wrapping alone.
    """
    if not line or not following:
        return True
    if following[0].islower() and not line.endswith(_ENDED):
        return True
    return width > 0 and len(line) + 1 + len(following.split(None, 1)[0]) >= width


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Iterator[tuple[Span, BlockKind]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end), kind

"""Paragraphs: the stretches of an article's text that no sentence crosses, each with its kind."""

import re
from collections.abc import Iterator

from briefing.lexicon.paragraphs import paragraphs as paragraphs_of
from briefing.model import Article, BlockKind, Span

#: "NAIROBI, Kenya (AP) _" alone on a line: the wire's dateline, parted from its paragraph.
_DATELINE = re.compile(r"[A-Z][^\n]{2,78}[ \u00a0](?:_|-{1,2}|–|—)")


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
    return ((span.shift(start), kind) for span in paragraphs_of(text[start:end]))


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Iterator[tuple[Span, BlockKind]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end), kind

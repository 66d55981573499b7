"""Paragraphs of documents → Drafts: one article, or the several of a press review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from briefing.sources.draft import Blob, Draft
from briefing.sources.formats.heads import read_heads
from briefing.sources.page.days import find_day
from briefing.sources.page.paragraphs import ends_sentence
from briefing.sources.page.patterns import patterns

#: An article of a press review has so many words, and two of them make one.
_ARTICLE_WORDS, _ARTICLES = 40, 2
#: A source line or a day stands in so many lines under an article's headline (or right above it), no longer than this.
_SOURCE_LINES, _SOURCE_LENGTH = 3, 120
#: The headline stands among so many paragraphs.
_HEAD = 10
#: Words from which a cell of a table may be a sentence.
_SENTENCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a document; `level` 1 to 6 for headings, 0 for text."""

    text: str
    level: int = 0
    caption: bool = False


def row(cells: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    """A row of a table: its cells' paragraphs where one holds sentences, else one line between bars."""
    filled = [cell for cell in cells if cell]
    spoken = any(_spoken(each.text) for cell in filled for each in cell)
    if spoken or len(filled) <= 1 or any(each.level for cell in filled for each in cell):
        for cell in filled:
            yield from cell
    else:
        values = " | ".join(" ".join(each.text for each in cell) for cell in filled)
        yield Paragraph(text=f"| {values} |")


def _spoken(text: str) -> bool:
    return ends_sentence(text) and len(text.split()) >= _SENTENCE


def drafts(
    paragraphs: Sequence[Paragraph], blob: Blob, *, title: str = "", author: str = "", made: date | datetime | None = None,
    day: date | datetime | None = None, outlet: str = "", language: str = "",
) -> Iterator[Draft]:  # fmt: skip
    """The articles of a document.

    Args:
        paragraphs: in reading order.
        blob: the document.
        title: as its metadata say, where no heading is one.
        author: as its metadata say.
        made: when it was made.
        day: as its running heads say.
        outlet: as its running heads say.
        language: as it says.
    """
    articles = _articles(paragraphs)
    for number, article in enumerate(articles, start=1):
        heading = min((each for each in article[:_HEAD] if each.level), key=lambda each: each.level, default=None)
        yield Draft(
            origin=blob.name if len(articles) == 1 else f"{blob.name}#{number}",
            text="\n\n".join(each.text for each in article),
            title=heading.text if heading else believable(title),
            published=day,
            published_from="dateline",
            made=made,
            url=blob.url,
            language=language,
            authors=tuple(name for name in re.split(r"\s*[;,]\s*", author) if name and len(name) < 80),
            captions=frozenset(each.text for each in article if each.caption),
            headings=frozenset(each.text for each in article if each.level),
            outlet=read_heads(_sources(article)).outlet or outlet,
            file_name=PurePath(blob.name.split("!")[-1]).name,
        )


def _articles(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The articles of a press review: each with its headline, and a day or a source by it; else all is one."""
    levels = sorted({each.level for each in paragraphs if each.level})
    for level in levels:
        starts = [
            n
            for n, each in enumerate(paragraphs)
            if each.level == level and (n == 0 or paragraphs[n - 1].level != level)
        ]
        pieces = [list(paragraphs[a:b]) for a, b in zip(starts, [*starts[1:], len(paragraphs)], strict=True)]
        pieces = [piece for piece in pieces if sum(len(each.text.split()) for each in piece) >= _ARTICLE_WORDS]
        if len(pieces) >= _ARTICLES and sum(bool(_sources(piece)) for piece in pieces) * 2 > len(pieces):
            first = list(paragraphs[: starts[0]])
            return (
                [first + pieces[0], *pieces[1:]]
                if sum(len(each.text.split()) for each in first) < _ARTICLE_WORDS
                else [first, *pieces]
            )
    return [list(paragraphs)]


def _sources(piece: Sequence[Paragraph]) -> list[str]:
    """The lines at an article's head that name a day, and with it mostly the paper."""
    lines = [each.text for each in piece[:_HEAD] if not each.level][:_SOURCE_LINES]
    dated = [line for line in lines if len(line) <= _SOURCE_LENGTH and find_day(line, patterns("en")) is not None]
    return [line for line in dated if not ends_sentence(line)]


def believable(title: str) -> str:
    """A document's title, unless it is a file name or what a word processor puts there."""
    title = " ".join(title.split())
    if re.search(r"\.(?:docx?|pdf|indd|qxd|txt|rtf|odt|html?)$", title, re.IGNORECASE) or len(title.split()) < 2:
        return ""
    return "" if re.match(r"(?:microsoft word|untitled|document\d*|print|layout)\b", title, re.IGNORECASE) else title

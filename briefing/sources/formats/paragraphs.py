"""Paragraphs of documents, and the rows of their tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.lexicon.paragraphs import ends_sentence, paragraphs

#: Words from which a cell of a table may be a sentence.
_SENTENCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a document; `level` 1 to 6 for headings, 0 for text."""

    text: str
    level: int = 0
    caption: bool = False


def lines(text: str) -> Iterator[str]:
    """What stands between the line breaks of a paragraph; lines that only a window's width had broken are one."""
    yield from (" ".join(span.of(text).split()) for span in paragraphs(text))


def row(cells: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    """A row of a table: its cells' paragraphs where one holds sentences, else one line between bars."""
    filled = [cell for cell in cells if cell]
    inside = [each for cell in filled for each in cell]
    spoken = any(ends_sentence(each.text) and len(each.text.split()) >= _SENTENCE for each in inside)
    if spoken or len(filled) <= 1 or any(each.level for each in inside):
        yield from inside
    else:
        values = " | ".join(" ".join(each.text for each in cell) for cell in filled)
        yield Paragraph(text=f"| {values} |")

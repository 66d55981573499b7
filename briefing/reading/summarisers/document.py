"""Document: the quotable sentences of a reading, as the classic summarisers want them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.lexicon.words import words
from briefing.model import Reading
from briefing.reading.summarisers.importance import MOST, length


@dataclass(frozen=True)
class Document:
    """Quotable sentences, headline and language.

    Attributes:
        indexes: of each sentence in the reading; of a very long one the first `MOST`.
        texts: as printed.
        paragraphs: number of the paragraph of each sentence.
        title: the headline.
        language: ISO 639-1.
    """

    indexes: tuple[int, ...]
    texts: tuple[str, ...]
    paragraphs: tuple[int, ...]
    title: str
    language: str

    @classmethod
    def of(cls, reading: Reading) -> "Document":
        """The document of ``reading``."""
        indexes = tuple(n for n, sent in enumerate(reading.sentences) if sent.quotable)[:MOST]
        text = reading.article.text
        paragraphs, last, number = [], 0, 0
        for n in indexes:
            span = reading.sentences[n].span
            number += "\n" in text[last : span.start]
            paragraphs.append(number)
            last = span.end
        return cls(
            indexes,
            tuple(reading.text_of(n) for n in indexes),
            tuple(paragraphs),
            reading.article.title,
            reading.article.language,
        )

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each sentence, lower case."""
        return tuple(tuple(words(text)) for text in self.texts)

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many words a reader counts in each sentence."""
        return tuple(length(text) for text in self.texts)


def filled(ranked: Sequence[int], lengths: Sequence[int], *, sentences: int | None, words: int | None) -> list[int]:
    """The first of ``ranked`` within the budget; those that do not fit into what is left are passed over.

    The first is taken even where it alone is longer than ``words``: a summary has a sentence.
    """
    chosen: list[int] = []
    left = words if words is not None else sum(lengths)
    most = sentences if sentences is not None else len(ranked)
    for n in ranked:
        if len(chosen) >= most or left <= 0:
            break
        if lengths[n] <= left or not chosen:
            chosen.append(n)
            left -= lengths[n]
    return chosen

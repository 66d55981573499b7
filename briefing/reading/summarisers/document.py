"""Document: the quotable sentences of a reading, as the summarisers want them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from briefing.lexicon.words import words
from briefing.model import Reading

#: Sentences that a summariser looks at: the graph ones hold all pairs of them.
MOST = 1200


@dataclass(frozen=True)
class Document:
    """Quotable sentences, headline and language.

    Attributes:
        indexes: of each sentence in the reading.
        texts: as printed.
        paragraphs: number of the paragraph of each sentence.
    """

    indexes: tuple[int, ...]
    texts: tuple[str, ...]
    paragraphs: tuple[int, ...]
    title: str
    language: str

    @classmethod
    def of(cls, reading: Reading) -> Document:
        """The document of ``reading``; of a very long one its first `MOST` sentences."""
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
        """How many words a printer counts in each sentence."""
        return tuple(len(text.split()) for text in self.texts)

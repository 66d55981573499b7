"""The cascade: which sentences of an article the model has to read, and what the others say by what it read.

Most sentences of a report name nobody new. Headline and opening are always read: their vectors tell one story from another.
A later sentence is read if it writes a word with a capital that no sentence before has settled; else its names are the
longest ones that are known by then, and it has no vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from briefing.lexicon.languages import common_words
from briefing.model import Sentence
from briefing.reading.model.encode import Encoding
from briefing.reading.model.tagging import Entity
from briefing.reading.text.tokens import Token, tokenise

#: Sentences that are no part of the story: nobody in them is an actor, and none is printed.
FURNITURE = frozenset({"caption", "boilerplate"})
#: Quotable sentences that are always read: grouping looks at two of them.
OPENING = 3
#: Words of the longest name that is looked for.
_LONGEST = 8


class Encodes(Protocol):
    """What reads a sentence."""

    width: int

    def encode(self, sentences: Sequence[str]) -> list[Encoding]:
        """One encoding a sentence."""


def encoded(encoder: Encodes, sentences: Sequence[Sentence], texts: Sequence[str], language: str) -> list[Encoding]:
    """One encoding a sentence, in order; those that the model did not read have a vector of zeros.

    Args:
        encoder: the model.
        sentences: of one article, in order.
        texts: theirs.
        language: the article's, ISO 639-1.
    """
    known = _Known(language)
    empty = bytes(encoder.width)
    made: list[Encoding] = []
    opening = 0
    for sent, text in zip(sentences, texts, strict=True):
        if sent.kind in FURNITURE:
            made.append(Encoding(entities=(), vector=empty))
            continue
        tokens = tokenise(text)
        first = sent.kind == "headline" or opening < OPENING
        opening += sent.quotable
        named = None if first else known.told(tokens)
        if named is not None:
            made.append(Encoding(entities=named, vector=empty))
            continue
        [encoding] = encoder.encode([text])
        known.learn(tokens, encoding.entities)
        made.append(encoding)
    return made


class _Known:
    """What the sentences read so far settle: names, and capitals that are none."""

    def __init__(self, language: str) -> None:
        self._common = common_words(language)
        self._small: set[str] = set()
        self._names: dict[tuple[str, ...], Entity] = {}
        self._plain: set[str] = set()

    def learn(self, tokens: Sequence[Token], entities: Sequence[Entity]) -> None:
        """What one sentence that was read says."""
        self._small |= {token.text for token in tokens if token.shape == "lower"}
        inside: set[int] = set()
        for entity in entities:
            places = [n for n, token in enumerate(tokens) if entity.start <= token.start < entity.end]
            inside.update(places)
            if places and tokens[places[0]].start == entity.start and tokens[places[-1]].end == entity.end:
                key = tuple(tokens[n].text for n in places)
                self._names.setdefault(key, entity)
        self._plain |= {token.text for n, token in enumerate(tokens) if n and n not in inside and _capital(token)}

    def told(self, tokens: Sequence[Token]) -> tuple[Entity, ...] | None:
        """The names of a sentence that was not read; None where it has to be."""
        found: list[Entity] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.shape == "other":  # a script without capitals hides its names
                return None
            if not _capital(token):
                at += 1
                continue
            length = self._longest(tokens, at)
            if length:
                known = self._names[tuple(each.text for each in tokens[at : at + length])]
                found.append(replace(known, start=token.start, end=tokens[at + length - 1].end))
                at += length
            elif token.text in self._plain or (at == 0 and self._no_name(token)):
                at += 1
            else:
                return None
        return tuple(found)

    def _longest(self, tokens: Sequence[Token], at: int) -> int:
        """Words of the longest known name that begins there."""
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            if tuple(token.text for token in tokens[at : at + length]) in self._names:
                return length
        return 0

    def _no_name(self, token: Token) -> bool:
        """Whether the first word of a sentence has its capital from there."""
        return token.text.lower() in self._common or token.text.lower() in self._small


def _capital(token: Token) -> bool:
    return token.shape in ("title", "upper")

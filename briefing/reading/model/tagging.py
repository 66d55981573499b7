"""From a tokenised sentence to its words, and from the encoder's tag scores back to entities.

The trainer and the reader share this module: what the network saw in training is what it is shown at run time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

TYPES = ("PER", "ORG", "LOC", "NORP", "MISC")
# BIO tags (Ramshaw & Marcus 1995): O, then B and I of each type in the order of TYPES.
TAGS = ("O", *(f"{position}-{kind}" for kind in TYPES for position in "BI"))

# Scripts without spaces between words: every sub-word is a word of its own there.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")

_FORBIDDEN = -1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One named entity in a sentence.

    Attributes:
        start: first code point, counted from the start of the sentence.
        end: one past the last code point.
        type: PER, ORG, LOC, NORP or MISC.
        score: mean probability of its words' tags, 0 to 1, in steps of 0.001.
        types: mean probability that its words are of each of `TYPES`, likewise.
    """

    start: int
    end: int
    type: str
    score: float
    types: tuple[float, ...] = ()


def words_of(
    word_ids: Sequence[int | None], offsets: Sequence[tuple[int, int]], text: str
) -> list[tuple[int, int, int]]:
    """The words of a tokenised sentence as (index of the first sub-word, start, end).

    Args:
        word_ids: the word that each sub-word belongs to; None for the sentence's first and last mark.
        offsets: each sub-word's code points in the sentence.
        text: the sentence.
    """
    words: list[tuple[int, int, int]] = []
    last: int | None = None
    for index, (word, (start, end)) in enumerate(zip(word_ids, offsets, strict=True)):
        if word is None:
            continue
        unspaced = end > start and _UNSPACED.match(text, start) is not None
        if word == last and not (unspaced and start >= words[-1][2]):
            first, begun, _ = words[-1]
            words[-1] = (first, begun, end)
        else:
            words.append((index, start, end))
            last = word
    return words


def is_unspaced(char: str) -> bool:
    """Whether a character's script puts no spaces between words."""
    return _UNSPACED.match(char) is not None


def best_path(scores: NDArray[Any]) -> NDArray[np.int64]:
    """The best tag of each word such that no I- tag stands without its B- or I- before it (Viterbi 1967).

    Args:
        scores: log probabilities or logits, words by tags.
    """
    path: NDArray[np.int64] = scores.argmax(axis=1)
    if _is_valid(path.tolist()):
        return path  # no constraint bites: the best path is the sequence of best tags
    scores = scores.astype(np.float64)
    barred = _barred()
    back = np.zeros(scores.shape, dtype=np.int64)
    total = scores[0] + barred[0]  # before the first word stands an O
    for index in range(1, len(scores)):
        step = total[:, None] + barred
        back[index] = step.argmax(axis=0)
        total = step.max(axis=0) + scores[index]
    path = np.empty(len(scores), dtype=np.int64)
    path[-1] = total.argmax()
    for index in range(len(scores) - 1, 0, -1):
        path[index - 1] = back[index, path[index]]
    return path


def _is_valid(path: Sequence[int]) -> bool:
    last = 0
    for tag in path:
        if tag and tag % 2 == 0 and last not in (tag, tag - 1):
            return False
        last = tag
    return True


@lru_cache(maxsize=1)
def _barred() -> NDArray[np.float32]:
    barred = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for inside in range(2, len(TAGS), 2):
        barred[:, inside] = _FORBIDDEN
        barred[inside, inside] = barred[inside - 1, inside] = 0.0
    return barred


def entities(words: Sequence[tuple[int, int, int]], logits: NDArray[np.float32]) -> tuple[Entity, ...]:
    """The entities of a sentence.

    Args:
        words: from `words_of`.
        logits: the network's scores, words by tags.
    """
    if not words:
        return ()
    path = best_path(logits).tolist()
    inside = [index for index, tag in enumerate(path) if tag]
    if not inside:
        return ()
    scores = logits[inside].astype(np.float64)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = (powers / powers.sum(axis=1, keepdims=True)).tolist()
    found: list[Entity] = []
    at = 0
    for index, stop in _runs(path):
        rows = chances[at : at + stop - index]
        at += stop - index
        mean = sum(row[tag] for row, tag in zip(rows, path[index:stop], strict=True)) / len(rows)
        masses = (sum(row[kind] + row[kind + 1] for row in rows) / len(rows) for kind in range(1, len(TAGS), 2))
        found.append(
            Entity(
                start=words[index][1],
                end=words[stop - 1][2],
                type=TYPES[(path[index] - 1) // 2],
                score=round(mean, 3),
                types=tuple(round(mass, 3) for mass in masses),
            )
        )
    return tuple(found)


def _runs(path: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first word of each entity, and one past its last."""
    index = 0
    while index < len(path):
        start = index
        index += 1
        if path[start]:
            while index < len(path) and path[index] == path[start] + 1:
                index += 1
            yield start, index

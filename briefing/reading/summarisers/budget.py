"""Choosing within a budget: by rank alone, or by worth less repetition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefing.lexicon.words import stop_words
from briefing.model import Reading
from briefing.reading.summarisers.document import Document

#: How much a sentence loses for repeating what is chosen already (λ of MMR, as a penalty).
REPETITION = 0.55
#: Of two sentences of like worth the shorter one leaves room: worth counts per word to this power, under a word budget.
BREVITY = 0.18


def filled(ranked: Sequence[int], document: Document, *, sentences: int | None, words: int | None) -> list[int]:
    """The first of ``ranked`` that fit; under a word budget those that do not fit are passed over."""
    if words is None:
        return list(ranked[: sentences or len(ranked)])
    chosen: list[int] = []
    left = words
    for n in ranked:
        if sentences is not None and len(chosen) == sentences:
            break
        if document.lengths[n] <= left or not chosen:
            chosen.append(n)
            left -= document.lengths[n]
        if left <= 0:
            break
    return chosen


def spread(reading: Reading, document: Document, *, sentences: int | None, words: int | None) -> list[int]:
    """Our own: salience less repetition, within the budget.

    Greedy maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998); likeness by words that are
    not function words, and by sentence vectors where a model served.
    """
    worth = np.array([reading.salience[n] if reading.salience else 0.0 for n in document.indexes])
    alike = _likeness(reading, document)
    lengths = np.array(document.lengths, dtype=float)
    if words is not None:
        worth = worth / np.maximum(lengths / 20.0, 0.6) ** BREVITY
    most = sentences if sentences is not None else len(worth)
    left = float(words) if words is not None else float("inf")
    chosen: list[int] = []
    repeats = np.zeros(len(worth))
    free = np.ones(len(worth), dtype=bool)
    while len(chosen) < most and free.any():
        fits = free & (lengths <= left) if chosen else free
        if not fits.any():
            break
        value = np.where(fits, worth - REPETITION * repeats, -np.inf)
        best = int(value.argmax())
        chosen.append(best)
        free[best] = False
        left -= lengths[best]
        repeats = np.maximum(repeats, alike[best])
    return chosen


def _likeness(reading: Reading, document: Document) -> np.ndarray:
    stops = stop_words(document.language)
    columns: dict[str, int] = {}
    rows = [[columns.setdefault(word, len(columns)) for word in row if word not in stops] for row in document.words]
    matrix = np.zeros((len(rows), max(1, len(columns))), dtype=np.float32)
    for n, row in enumerate(rows):
        matrix[n, row] = 1.0
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    overlap: np.ndarray = matrix @ matrix.T
    if not reading.width:
        return overlap
    vectors = np.frombuffer(reading.vectors, dtype=np.int8).reshape(-1, reading.width)
    chosen = vectors[list(document.indexes)].astype(np.float32)
    chosen /= np.maximum(np.linalg.norm(chosen, axis=1, keepdims=True), 1e-6)
    return np.asarray((overlap + np.clip(chosen @ chosen.T, 0, 1)) / 2)

"""Likeness: how nearly two sentences say the same."""

import math
from collections.abc import Sequence

import numpy as np

from briefing.edition.candidates import Candidate

#: Weight of the sentence vectors against shared words, where both are known. Looked at by hand on
#: rewrites of one event in our seed articles: words alone miss paraphrase, vectors alone blur figures.
VECTOR_WEIGHT = 0.65

_NEGATIONS = frozenset(
    {"not", "no", "never", "without", "denied", "denies", "deny", "rejected", "refused", "nicht", "pas"}
)


def likeness(candidates: Sequence[Candidate]) -> np.ndarray:
    """Symmetric matrix (n × n, float32, 0..1) of how nearly each pair says the same."""
    if len(candidates) < 2:
        return np.ones((len(candidates), len(candidates)), dtype=np.float32)
    overlap = _overlap(candidates)
    vectors = [c.vector for c in candidates]
    if any(v is None for v in vectors):
        return overlap
    rows = np.stack([v for v in vectors if v is not None])
    cosine = np.clip(rows @ rows.T, 0.0, 1.0)
    both = VECTOR_WEIGHT * cosine + (1 - VECTOR_WEIGHT) * overlap
    read = np.linalg.norm(rows, axis=1, keepdims=True) > 0  # what the model did not read has no vector: words decide
    return np.asarray(np.where(read & read.T, both, overlap), dtype=np.float32)


def of_two(one: Candidate, other: Candidate) -> float:
    """`likeness` of two sentences that the model has read, without a matrix: thousands of stories may name one day."""
    assert one.vector is not None
    assert other.vector is not None
    shared = len(one.terms & other.terms)
    both, alone = math.log(2) ** 2, math.log(3) ** 2  # rarity squared of what two of two have, and one of two
    norms = (shared * both + (len(each.terms) - shared) * alone for each in (one, other))
    overlap = shared * both / math.sqrt(max(math.prod(norms), 1e-12))
    return VECTOR_WEIGHT * min(max(float(one.vector @ other.vector), 0.0), 1.0) + (1 - VECTOR_WEIGHT) * overlap


def _overlap(candidates: Sequence[Candidate]) -> np.ndarray:
    """Cosine of binary term vectors weighted by rarity within the story (Salton's idf)."""
    columns: dict[str, int] = {}
    for c in candidates:
        for term in sorted(c.terms):
            columns.setdefault(term, len(columns))
    matrix = np.zeros((len(candidates), max(1, len(columns))), dtype=np.float32)
    for row, c in enumerate(candidates):
        for term in c.terms:
            matrix[row, columns[term]] = 1.0
    frequency = matrix.sum(axis=0)
    matrix *= np.log1p(len(candidates) / np.maximum(frequency, 1.0))
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    return np.asarray(matrix @ matrix.T, dtype=np.float32)


def says_the_same(left: Candidate, right: Candidate, alike: float) -> bool:
    """Whether ``right`` may be cited for ``left``: nearly the same words, no other figure, no other polarity."""
    if left.text.split() == right.text.split():
        return True
    if left.article.language != right.article.language or alike < SAME:
        return False
    figures_agree = left.numbers <= right.numbers or right.numbers <= left.numbers
    return figures_agree and bool(left.terms & _NEGATIONS) == bool(right.terms & _NEGATIONS)


#: Likeness from which two sentences are taken to say the same; reviewed by eye on the seed articles.
SAME = 0.72
#: Likeness from which a second key point would repeat the first.
REPEATS = 0.55

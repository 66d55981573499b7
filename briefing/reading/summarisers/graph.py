"""LexRank and TextRank over matrices: sumy's definitions without its loops over pairs of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.reading.summarisers.document import Document
from briefing.reading.summarisers.sumy import stemmed

Floats = NDArray[np.float64]

#: LexRank (Erkan & Radev, JAIR 2004): likeness from which two sentences are linked, and when to stop; as in sumy.
THRESHOLD, LEXRANK_EPSILON = 0.1, 0.1
#: TextRank (Mihalcea & Tarau, EMNLP 2004); as in sumy.
DAMPING, TEXTRANK_EPSILON = 0.85, 1e-4
#: sumy loops until it has converged; we stop here at the latest.
_STEPS = 200
#: Multiplications from which threads pay: some hundred sentences of news.
_SMALL = 8_000_000


def lexrank(document: Document) -> list[int]:
    """Sentences by their degree-normalised centrality in the graph of TF-IDF cosines."""
    counts = _counts(stemmed(document))
    top = np.maximum(counts.max(axis=1, keepdims=True), 1)
    df = (counts > 0).sum(axis=0)
    weighted = counts / top * np.log(len(counts) / (1 + df))
    norms = np.sqrt((weighted**2).sum(axis=1))
    scale = np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)
    cosine = _products(weighted) * scale[:, None] * scale[None, :]
    linked = (cosine > THRESHOLD).astype(np.float64)
    linked /= np.maximum(linked.sum(axis=1, keepdims=True), 1)
    return _ranked(_power(linked, LEXRANK_EPSILON, unit=True))


def textrank(document: Document) -> list[int]:
    """Sentences by PageRank in the graph of shared words over the logarithms of lengths."""
    rows = stemmed(document)
    counts = _counts(rows)
    shared = _products(counts)
    lengths = np.log(np.maximum([len(row) for row in rows], 1))
    norm = lengths[:, None] + lengths[None, :]
    flat = np.isclose(norm, 0.0)
    weights = np.where(shared == 0, 0.0, np.where(flat, shared, shared / np.where(flat, 1.0, norm)))
    weights /= weights.sum(axis=1, keepdims=True) + 1e-7
    matrix = (1 - DAMPING) / len(rows) + DAMPING * weights
    return _ranked(_power(matrix, TEXTRANK_EPSILON))


def _counts(rows: Sequence[Sequence[str]]) -> Floats:
    """How often each word stands in each sentence."""
    columns: dict[str, int] = {}
    for row in rows:
        for word in row:
            columns.setdefault(word, len(columns))
    matrix = np.zeros((len(rows), max(1, len(columns))))
    for n, row in enumerate(rows):
        for word, count in Counter(row).items():
            matrix[n, columns[word]] = count
    return matrix


def _products(rows: Floats) -> Floats:
    """Each row times each other. Below some size the linear algebra library's threads cost more than they bring."""
    if rows.shape[0] ** 2 * rows.shape[1] < _SMALL:
        found: Floats = np.einsum("ik,jk->ij", rows, rows)
        return found
    return rows @ rows.T


def _power(matrix: Floats, epsilon: float, *, unit: bool = False) -> Floats:
    """The stationary distribution, as near as ``epsilon``.

    sumy brings its LexRank vector to ``unit`` length at each step, which decides when it stops.
    """
    given = np.full(len(matrix), 1 / len(matrix))
    for _ in range(_STEPS):
        following = matrix.T @ given
        if unit:
            following /= np.linalg.norm(following) or 1.0
        near = float(np.linalg.norm(following - given)) <= epsilon
        given = following
        if near:
            break
    return given


def _ranked(scores: Floats) -> list[int]:
    """Best first; of equals, the earlier. Rounded, so that the last bit of a sum decides nothing."""
    return sorted(range(len(scores)), key=lambda n: (-round(float(scores[n]), 9), n))

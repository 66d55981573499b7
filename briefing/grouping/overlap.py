"""Overlap: the dot products of many sparse vectors with one another, without a sparse library."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Rows of a matrix that are worked on at a time: what is made of them by the way stays in the processor's cache.
STRIP = 64


def strips(n: int) -> Iterator[slice]:
    """The rows of a matrix of ``n``, some at a time."""
    return (slice(start, min(start + STRIP, n)) for start in range(0, n, STRIP))


def overlap(vectors: Sequence[Mapping[str, float]]) -> Floats:
    """All dot products: symmetric, n × n. Row by row, through the list of those that have each term."""
    n = len(vectors)
    number: dict[str, int] = {}
    terms = [np.array([number.setdefault(term, len(number)) for term in vector], dtype=np.int64) for vector in vectors]
    values = [np.fromiter(vector.values(), dtype=np.float32, count=len(vector)) for vector in vectors]
    found = np.zeros((n, n), dtype=np.float32)
    if not number:
        return found
    columns = np.concatenate(terms)
    order = np.argsort(columns, kind="stable")
    holders = np.repeat(np.arange(n), [len(row) for row in terms])[order]
    weights = np.concatenate(values)[order]
    counts = np.bincount(columns, minlength=len(number))
    starts = np.cumsum(counts) - counts
    for i, (row, value) in enumerate(zip(terms, values, strict=True)):
        many = counts[row]
        ends = np.cumsum(many)
        at = np.repeat(starts[row] - ends + many, many) + np.arange(ends[-1] if len(ends) else 0)
        found[i] = np.bincount(holders[at], weights[at] * np.repeat(value, many), minlength=n)
    return found

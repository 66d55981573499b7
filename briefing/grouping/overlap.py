"""Overlap: the dot products of many sparse vectors with one another, without a sparse library."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: A term of more vectors than this goes through a dense product, one of fewer pair by pair.
SHARED = 16
#: Columns of a dense product at a time.
COLUMNS = 2048


def overlap(vectors: Sequence[Mapping[str, float]]) -> Floats:
    """All dot products: symmetric, n × n."""
    n = len(vectors)
    number: dict[str, int] = {}
    columns = np.array([number.setdefault(term, len(number)) for vector in vectors for term in vector], dtype=np.int64)
    rows = np.repeat(np.arange(n), [len(vector) for vector in vectors])
    values = np.array([value for vector in vectors for value in vector.values()], dtype=np.float32)
    found = np.zeros((n, n), dtype=np.float32)
    if not len(columns):
        return found
    order = np.lexsort((rows, columns))
    rows, columns, values = rows[order], columns[order], values[order]
    starts = np.flatnonzero(np.diff(columns, prepend=-1))
    counts = np.diff(starts, append=len(columns))
    _pair_by_pair(found, rows, values, starts, counts)
    _dense(found, rows, values, starts[counts > SHARED], counts[counts > SHARED])
    return found


def _pair_by_pair(
    found: Floats,
    rows: NDArray[np.int64],
    values: Floats,
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    flat = found.reshape(-1)
    for count in range(1, SHARED + 1):
        places = starts[counts == count][:, None] + np.arange(count)
        at, weight = rows[places], values[places]
        pairs = at[:, :, None] * len(found) + at[:, None, :]
        np.add.at(flat, pairs.ravel(), (weight[:, :, None] * weight[:, None, :]).ravel())


def _dense(
    found: Floats,
    rows: NDArray[np.int64],
    values: Floats,
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    for begun in range(0, len(starts), COLUMNS):
        part = range(begun, min(begun + COLUMNS, len(starts)))
        block = np.zeros((len(found), len(part)), dtype=np.float32)
        for column, k in enumerate(part):
            held = slice(int(starts[k]), int(starts[k] + counts[k]))
            block[rows[held], column] = values[held]
        found += block @ block.T

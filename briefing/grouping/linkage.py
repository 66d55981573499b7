"""Average-link clustering: from a matrix of likeness to groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def average_link(alike: NDArray[np.float32], least: float) -> list[list[int]]:
    """Groups whose mean likeness never fell under ``least`` while they grew (UPGMA).

    Nearest-neighbour chains (Murtagh, Computer Journal 1983): time and memory grow with the square of n.

    Args:
        alike: symmetric, n × n.
        least: likeness at which merging stops.

    Returns:
        Indexes by group; groups and their members in ascending order.
    """
    n = len(alike)
    work = alike.astype(np.float32, copy=True)
    np.fill_diagonal(work, -np.inf)
    size = np.ones(n)
    alive = np.ones(n, dtype=bool)
    parent = list(range(n))
    chain: list[int] = []
    for _ in range(4 * n):
        if not chain:
            left = np.flatnonzero(alive)
            if len(left) < 2:
                break
            chain = [int(left[0])]
        top = chain[-1]
        row = work[top]
        near = int(row.argmax())
        if len(chain) > 1 and row[chain[-2]] >= row[near]:
            near = chain[-2]
        if len(chain) > 1 and near == chain[-2]:
            chain = chain[:-2]
            if row[near] < least:
                # No later merge of these two can be closer: average link is monotone. Both are done.
                alive[[top, near]] = False
                work[[top, near], :] = -np.inf
                work[:, [top, near]] = -np.inf
                chain = [c for c in chain if alive[c]]
                continue
            _merge(work, size, top, near)
            alive[near] = False
            parent[_root(parent, near)] = _root(parent, top)
        elif row[near] < least:
            alive[top] = False
            work[top, :] = -np.inf
            work[:, top] = -np.inf
            chain.pop()
        else:
            chain.append(near)
    groups: dict[int, list[int]] = {}
    for i in range(n):
        groups.setdefault(_root(parent, i), []).append(i)
    return sorted(groups.values())


def _merge(work: NDArray[np.float32], size: NDArray[np.float64], kept: int, gone: int) -> None:
    """``kept`` becomes the mean of both, weighted by size; ``gone`` is far from everybody."""
    row = (size[kept] * work[kept] + size[gone] * work[gone]) / (size[kept] + size[gone])
    row[kept] = row[gone] = -np.inf
    work[kept, :] = row
    work[:, kept] = row
    work[gone, :] = -np.inf
    work[:, gone] = -np.inf
    size[kept] += size[gone]


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i

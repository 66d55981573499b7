"""Average-link clustering: from a matrix of likeness to groups; a large one of two parts is two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Parts:
    """When a large group is two: its parts are far less like one another than each is within itself.

    Attributes:
        many: members that either part must have; the likeness within a smaller one says little.
        share: the two stay apart where their mean likeness is less than this share of that within the looser part.
    """

    many: int
    share: float


def average_link(alike: NDArray[np.float32], least: float, parts: Parts | None = None) -> list[list[int]]:
    """Groups whose mean likeness never fell under ``least`` while they grew (UPGMA).

    Nearest-neighbour chains (Murtagh, Computer Journal 1983): time and memory grow with the square of n. That two
    large groups are compared with their own likeness follows Chameleon (Karypis et al., IEEE Computer 1999).

    Args:
        alike: symmetric, n × n.
        least: likeness at which merging stops; likeness is counted from here.
        parts: when two large groups do not merge, however like; what would have joined both stays by itself.

    Returns:
        Indexes by group; groups and their members in ascending order.
    """
    n = len(alike)
    work = alike.astype(np.float32, copy=True)
    np.fill_diagonal(work, -np.inf)
    alive = np.ones(n, dtype=bool)
    groups = [_Group([i]) for i in range(n)]
    done: list[_Group] = []
    chain: list[int] = []
    for _ in range(4 * n):
        if not chain:
            left = np.flatnonzero(alive)
            if not len(left):
                break
            chain = [int(left[0])]
        top = chain[-1]
        row = work[top]
        near = int(row.argmax())
        if len(chain) > 1 and row[chain[-2]] >= row[near]:
            near = chain[-2]
        if row[near] < least:
            # No later merge of this one can be closer: average link is monotone.
            alive[top] = False
            work[top, :] = work[:, top] = -np.inf
            done.append(groups[top])
            chain.pop()
        elif len(chain) > 1 and near == chain[-2]:
            chain = chain[:-2]
            mean = float(row[near])
            _merge(work, len(groups[top].members), len(groups[near].members), top, near)
            alive[near] = False
            groups[top] = groups[top].joined(groups[near], mean - least, parts)
        else:
            chain.append(near)
    return sorted(sorted(found) for group in done for found in group.stories())


@dataclass(slots=True)
class _Group:
    """What has been merged: its members, the sum of likeness over its pairs, and what it fell into, if it did."""

    members: list[int]
    total: float = 0.0
    fell: tuple[_Group, ...] = ()

    def joined(self, other: _Group, mean: float, parts: Parts | None) -> _Group:
        """Both in one; ``mean`` is their likeness to one another."""
        pairs = len(self.members) * len(other.members)
        total = self.total + other.total + mean * pairs
        apart = self.fell or other.fell or (parts is not None and _apart(self, other, mean, parts))
        return _Group(self.members + other.members, total, (self, other) if apart else ())

    def within(self) -> float:
        """Mean likeness of its pairs."""
        n = len(self.members)
        return self.total / (n * (n - 1) / 2)

    def stories(self) -> Iterator[list[int]]:
        """The groups it is, undivided ones."""
        waiting = [self]
        while waiting:
            group = waiting.pop()
            if group.fell:
                waiting += group.fell
            else:
                yield group.members


def _apart(left: _Group, right: _Group, mean: float, parts: Parts) -> bool:
    if min(len(left.members), len(right.members)) < max(2, parts.many):
        return False
    return mean < parts.share * min(left.within(), right.within())


def _merge(work: NDArray[np.float32], many: int, others: int, kept: int, gone: int) -> None:
    """``kept`` becomes the mean of both, weighted by size; ``gone`` is far from everybody."""
    row = (many * work[kept] + others * work[gone]) / (many + others)
    row[kept] = row[gone] = -np.inf
    work[kept, :] = row
    work[:, kept] = row
    work[gone, :] = -np.inf
    work[:, gone] = -np.inf

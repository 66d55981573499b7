"""Blocks: which articles are compared with all of one another, so that a large pile costs no square of its size."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.copies import root
from briefing.grouping.rarity import Rarity
from briefing.grouping.traits import Traits

#: Articles of a block at most: a matrix of so many squared is 36 MB. A pile that is no larger is one block.
LARGEST = 3000
#: Words of an article that look for its neighbours: its weightiest ones.
PROBES = 24
#: A word of more articles than this finds nobody: it is no clue, and would cost a square of its count.
COMMON = 400
#: Neighbours kept per article.
NEIGHBOURS = 30
#: Blocks that are looked at for room.
LAST = 8

Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]


def blocks(pile: Sequence[Traits], rarity: Rarity) -> list[list[int]]:
    """Indexes of ``pile``, each in one block, with what it is likest to. Near-linear in time and memory.

    As by single link, likest first, but that no block grows over `LARGEST`.
    """
    n = len(pile)
    if n <= LARGEST:
        return [list(range(n))]
    left, right, alike = _neighbours(pile, rarity)
    parent, size = list(range(n)), [1] * n

    for k in np.lexsort((right, left, -np.round(alike, 6))).tolist():
        one, other = sorted((root(parent, int(left[k])), root(parent, int(right[k]))))
        if one != other and size[one] + size[other] <= LARGEST:
            parent[other] = one
            size[one] += size[other]
    parts: dict[int, list[int]] = {}
    for i in range(n):
        parts.setdefault(root(parent, i), []).append(i)
    packed: list[list[int]] = []
    for part in sorted(parts.values(), key=lambda part: (-len(part), part)):
        # First fit among the last few: small parts fill up what the large ones left.
        home = next((block for block in packed[-LAST:] if len(block) + len(part) <= LARGEST), None)
        if home is None:
            packed.append(list(part))
        else:
            home += part
    return [sorted(block) for block in packed]


def _neighbours(pile: Sequence[Traits], rarity: Rarity) -> tuple[Ints, Ints, Numbers]:
    """Pairs that share rare words, and how much they share: the product of what each has of the probing one's."""
    terms, weights = _vectors(pile, rarity)
    owners = np.repeat(np.arange(len(pile)), [len(row) for row in terms])
    columns, values = np.concatenate(terms), np.concatenate(weights)
    order = np.argsort(columns, kind="stable")
    owners, values = owners[order], values[order]
    ends = np.cumsum(np.bincount(columns))
    many = np.diff(ends, prepend=0)
    clue = (many > 1) & (many <= COMMON)
    shared = np.zeros(len(pile))
    found: list[tuple[Ints, Ints, Numbers]] = []
    for i, (row, own) in enumerate(zip(terms, weights, strict=True)):
        probes = np.flatnonzero(clue[row])
        touched = []
        for at in probes[np.argsort(-own[probes], kind="stable")][:PROBES]:
            holders = slice(ends[row[at]] - many[row[at]], ends[row[at]])
            held = owners[holders]
            touched.append(held[shared[held] == 0])
            shared[held] += own[at] * values[holders]
        if not touched:
            continue
        others = np.concatenate(touched)
        others = others[others != i]
        best = _best(others, shared[others])
        found.append((np.full(len(best), i), best, shared[best].copy()))
        shared[others] = shared[i] = 0
    left, right, alike = (np.concatenate(column) for column in zip(*found, strict=True)) if found else _nothing()
    return left, right, alike


def _vectors(pile: Sequence[Traits], rarity: Rarity) -> tuple[list[Ints], list[Numbers]]:
    """Of each article its stems by number, in the order of the alphabet, and their weights."""
    number: dict[str, int] = {}
    terms: list[Ints] = []
    weights: list[Numbers] = []
    for traits in pile:
        vector = rarity.vector(traits.body, traits.language)
        terms.append(np.array([number.setdefault(stem, len(number)) for stem in vector], dtype=np.int64))
        weights.append(np.fromiter(vector.values(), dtype=np.float64, count=len(vector)))
    return terms, weights


def _nothing() -> tuple[Ints, Ints, Numbers]:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)


def _best(others: Ints, shared: Numbers) -> Ints:
    """The `NEIGHBOURS` of ``others`` that share most; of equals, the first ones."""
    if len(others) <= NEIGHBOURS:
        return others
    last = np.partition(shared, -NEIGHBOURS)[-NEIGHBOURS]
    above = others[shared > last]
    return np.concatenate([above, np.sort(others[shared == last])[: NEIGHBOURS - len(above)]])

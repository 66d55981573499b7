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
    vectors = [rarity.vector(traits.body, traits.language) for traits in pile]
    holders: dict[str, list[int]] = {}
    for i, vector in enumerate(vectors):
        for term in vector:
            holders.setdefault(term, []).append(i)
    index = {
        term: (np.array(held), np.array([vectors[i][term] for i in held]))
        for term, held in holders.items()
        if 1 < len(held) <= COMMON
    }
    shared = np.zeros(len(pile))
    found: list[tuple[Ints, Ints, Numbers]] = []
    for i, vector in enumerate(vectors):
        probes = sorted((item for item in vector.items() if item[0] in index), key=lambda item: (-item[1], item[0]))
        touched = []
        for term, weight in probes[:PROBES]:
            held, weights = index[term]
            touched.append(held[shared[held] == 0])
            shared[held] += weight * weights
        if not touched:
            continue
        others = np.concatenate(touched)
        others = others[others != i]
        best = _best(others, shared[others])
        found.append((np.full(len(best), i), best, shared[best].copy()))
        shared[others] = shared[i] = 0
    left, right, alike = (np.concatenate(column) for column in zip(*found, strict=True)) if found else _nothing()
    return left, right, alike


def _nothing() -> tuple[Ints, Ints, Numbers]:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)


def _best(others: Ints, shared: Numbers) -> Ints:
    """The `NEIGHBOURS` of ``others`` that share most; of equals, the first ones."""
    if len(others) <= NEIGHBOURS:
        return others
    last = np.partition(shared, -NEIGHBOURS)[-NEIGHBOURS]
    above = others[shared > last]
    return np.concatenate([above, np.sort(others[shared == last])[: NEIGHBOURS - len(above)]])

"""Events: which articles tell the same one. Candidates by an inverted index, groups by average link."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.features import Features
from briefing.grouping.likeness import Thresholds, dense, nearness, pairwise, parts
from briefing.grouping.linkage import average_link

Floats = NDArray[np.float32]


#: Words of an article that look for its neighbours: its rarest ones.
PROBES = 12
#: A word of more articles than this finds nobody: it is no clue, and would cost a square of its count.
COMMON = 400
#: Candidates kept per article.
NEIGHBOURS = 40
#: A component larger than this is split at a higher likeness before its matrix is made.
LARGEST = 1500


def events(articles: Sequence[Features], thresholds: Thresholds | None = None) -> list[list[int]]:
    """Groups of indexes of ``articles``, each in exactly one; independent of their order if it is canonical."""
    limits = thresholds or Thresholds()
    if not articles:
        return []
    left, right = _pairs(articles)
    alike, needed = pairwise(articles, left, right, limits)
    near = nearness(len(articles), left, right, alike)
    likeness = alike - needed
    groups: list[list[int]] = []
    for component in _components(len(articles), left, right, likeness, -limits.slack):
        if len(component) == 1:
            groups.append(component)
            continue
        members = [articles[i] for i in component]
        matrix = dense(members, near[component], limits)
        groups += [[component[i] for i in group] for group in average_link(matrix, 0.0, parts(members, limits))]
    return sorted(groups)


def _pairs(articles: Sequence[Features]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs worth comparing: each article with those that share most of its rare words."""
    listed: dict[str, list[int]] = {}
    for i, article in enumerate(articles):
        for term in article.terms:
            listed.setdefault(term, []).append(i)
    index = {
        term: (np.array(holders), np.array([articles[i].terms[term] for i in holders]))
        for term, holders in listed.items()
        if 1 < len(holders) <= COMMON
    }
    shared = np.zeros(len(articles))
    pairs: set[tuple[int, int]] = set()
    for i, article in enumerate(articles):
        probes = sorted(article.terms.items(), key=lambda item: (-item[1], item[0]))
        touched = []
        for term, weight in [probe for probe in probes if probe[0] in index][:PROBES]:
            holders, weights = index[term]
            touched.append(holders[shared[holders] == 0])
            shared[holders] += weight * weights
        if not touched:
            continue
        others = np.concatenate(touched)
        others = others[others != i]
        best = _best(others, shared[others])
        shared[others] = shared[i] = 0
        pairs |= {(min(i, j), max(i, j)) for j in best.tolist()}
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def _best(others: NDArray[np.int64], shared: NDArray[np.float64]) -> NDArray[np.int64]:
    """The `NEIGHBOURS` of ``others`` that share most; of equals, the first ones."""
    if len(others) <= NEIGHBOURS:
        return others
    last = np.partition(shared, -NEIGHBOURS)[-NEIGHBOURS]
    above = others[shared > last]
    return np.concatenate([above, np.sort(others[shared == last])[: NEIGHBOURS - len(above)]])


def _components(
    n: int, left: NDArray[np.int64], right: NDArray[np.int64], likeness: Floats, least: float
) -> list[list[int]]:
    """Connected components of the pairs that are like enough; one too large is split at a higher likeness."""
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    strong = likeness >= least
    for i, j in zip(left[strong].tolist(), right[strong].tolist(), strict=True):
        parent[root(j)] = root(i)
    groups: dict[int, list[int]] = {}
    for i in range(n):
        groups.setdefault(root(i), []).append(i)
    found: list[list[int]] = []
    for group in groups.values():
        if len(group) <= LARGEST or least >= 1:
            found.append(group)
            continue
        place = {i: k for k, i in enumerate(group)}
        inside = np.array([i in place and j in place for i, j in zip(left.tolist(), right.tolist(), strict=True)])
        inside &= strong
        again = _components(
            len(group),
            np.array([place[i] for i in left[inside].tolist()], dtype=np.int64),
            np.array([place[j] for j in right[inside].tolist()], dtype=np.int64),
            likeness[inside],
            least + 0.05,
        )
        found += [[group[k] for k in part] for part in again]
    return found

"""The cut: at which log-odds the trees of a run are cut into stories, chosen anew for each run, without labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.linkage import Merge
from briefing.grouping.overlap import strips

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

#: Log-odds that are tried, and over how many on either side the silhouettes are averaged: a lone peak is chance.
TRIED = np.arange(4.5, -4.51, -0.25)
ASIDE = 1
#: An article by itself is as near to its story as one of two reports at these log-odds; and what lies beyond all
#: neighbours is as far as this.
ALONE, BEYOND = 3.0, -4.0
#: Where the cut is expected, and what the square of its distance from there costs; likewise of a branch's own cut from
#: that of the run.
EXPECTED, COST, OWN = -0.75, 0.02, 0.2
#: Steps of `TRIED` under the cut of the run at which a tree falls into branches, each of which is cut where it is clearest.
BRANCH = 12
#: Silhouettes as far apart as this are e to one: the cut is the median of all by what speaks for each, so that no
#: thousandth decides.
#:
#: All of them are calibrated together, with pair models of other stories (with the shipped one: ``python -m
#: tools.train.cut``), on 42 piles of ECB+'s, MEANTIME's and the headlines' stories, full, cut down to openings, to seventeen
#: articles, to one or two of each story: B-cubed F1 90.6, of the best cut for each 93.3, of the best constant cut 90.1; 93.5
#: on 33 others. `BRANCH` 8 to 20 and `OWN` 0.15 to 0.4 are alike.
CLOSE = 0.01


@dataclass(frozen=True, slots=True)
class Tree:
    """A block's tree, cut at each of `TRIED`: rows are cuts, columns articles.

    Attributes:
        fit: silhouettes.
        labels: the first member of each one's group.
    """

    fit: Floats
    labels: Ints

    @classmethod
    def of(cls, alike: Floats, merges: Sequence[Merge]) -> Self:
        """The tree ``merges`` of a block with these log-odds of pairs."""
        n = len(alike)
        sums = _near(alike)
        np.fill_diagonal(sums, 0)
        size, label = np.ones(n), np.arange(n, dtype=np.int32)
        fit, labels = np.zeros((len(TRIED), n), dtype=np.float32), np.zeros((len(TRIED), n), dtype=np.int32)
        waiting = list(merges)[::-1]
        for row, tried in enumerate(TRIED):
            while waiting and waiting[-1][0] >= tried:
                _, kept, gone = waiting.pop()
                sums[:, kept] += sums[:, gone]
                sums[:, gone] = 0
                size[kept] += size[gone]
                size[gone] = 0
                label[label == gone] = kept
            fit[row], labels[row] = _silhouettes(sums, size, label), label
        return cls(fit, labels)


def cut(trees: Sequence[Tree]) -> list[list[int]]:
    """Of each tree the group of each article: the run's cut, and round it that of each branch."""
    articles = sum(tree.fit.shape[1] for tree in trees)
    mean = sum(tree.fit.sum(axis=1, dtype=np.float64) for tree in trees) / max(1, articles)
    at = _clearest(mean, COST * (TRIED - EXPECTED) ** 2) if articles > 1 else 0
    return [_by_branches(tree, at).tolist() for tree in trees]


def _by_branches(tree: Tree, at: int) -> Ints:
    found: Ints = np.zeros_like(tree.labels[0])
    low = min(at + BRANCH, len(TRIED) - 1)
    far = OWN * (TRIED[: low + 1] - TRIED[at]) ** 2
    for branch in np.unique(tree.labels[low]):
        those = np.flatnonzero(tree.labels[low] == branch)
        mean = tree.fit[:, those].mean(axis=1, dtype=np.float64)
        found[those] = tree.labels[_clearest(mean, far), those]
    return found


def _clearest(mean: NDArray[np.float64], far: NDArray[np.float64]) -> int:
    """The place of the cut that `CLOSE` speaks of, by the mean silhouettes and what distance costs.

    Without the usual rule that an article by itself scores 0, which would make pairs of all that stands alone
    (Rousseeuw, J. Comp. Appl. Math. 1987).
    """
    width = 2 * ASIDE + 1
    smooth = np.convolve(np.pad(mean, ASIDE, mode="edge"), np.ones(width) / width, mode="valid")
    good = np.round(smooth[: len(far)] - far, 6)
    share = np.cumsum(np.exp((good - good.max()) / CLOSE))
    return int(np.searchsorted(share, share[-1] / 2))


def _near(logits: Floats | float) -> Floats:
    """1 less the distance."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(logits, dtype=np.float32))), dtype=np.float32)


def _silhouettes(sums: Floats, size: NDArray[np.float64], label: Ints) -> NDArray[np.float64]:
    """Of each article, by the sums of its nearness to the groups, their sizes, and which is its own."""
    n = len(label)
    alone, beyond = float(_near(ALONE)), float(_near(BEYOND))
    live = np.flatnonzero(size)
    everyone, own = np.arange(n), np.searchsorted(live, label)
    other = np.full(n, beyond)
    for rows in strips(n) if len(live) > 1 else ():
        mean = sums[rows, live] / size[live]
        mean[np.arange(len(mean)), own[rows]] = -1
        other[rows] = np.maximum(mean.max(axis=1), beyond)
    members = size[label]
    inside = np.where(members > 1, sums[everyone, label] / np.maximum(members - 1, 1), alone)
    return np.asarray((inside - other) / np.maximum(1 - np.minimum(inside, other), 1e-6))

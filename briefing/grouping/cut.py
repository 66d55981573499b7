"""The cut: at which log-odds the trees of a run are cut into stories, chosen anew for each run, without labels."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.linkage import Merge

Floats = NDArray[np.float32]

#: Log-odds that are tried, and over how many on either side the silhouettes are averaged: a lone peak is chance.
TRIED = np.arange(4.5, -4.51, -0.25)
ASIDE = 2
#: An article by itself is as near to its story as one of two reports at these log-odds; and what lies beyond all
#: neighbours is as far as this.
ALONE, BEYOND = 3.0, -4.0
#: Where the cut is expected, and what the square of its distance from there costs.
#:
#: All of them are calibrated together (``python -m tools.train.cut``), with pair models of other stories, on 78 piles of
#: ECB+'s, MEANTIME's and the headlines' stories, full, cut down to openings, to seventeen articles, to one or two of each
#: story. Their F1 lies 2.6 points under that of the best cut for each; with the best constant cut 3.1; others within 0.2.
EXPECTED, COST = -0.75, 0.02


class Cut:
    """Adds up the silhouettes of a run, block by block (Rousseeuw, J. Comp. Appl. Math. 1987).

    Without the usual rule that an article by itself scores 0, which would make pairs of all that stands alone.
    """

    def __init__(self) -> None:
        self._total = np.zeros(len(TRIED))
        self._articles = 0

    def add(self, alike: Floats, merges: Sequence[Merge]) -> None:
        """A block: the log-odds of its pairs, and its tree."""
        if len(alike) > 1:
            self._total += np.array(list(_silhouettes(alike, merges)))
            self._articles += len(alike)

    def best(self) -> float:
        """The log-odds of `TRIED` at which the mean silhouette is greatest, less what lying far from the expected costs."""
        width = 2 * ASIDE + 1
        padded = np.pad(self._total / max(1, self._articles), ASIDE, mode="edge")
        mean = np.convolve(padded, np.ones(width) / width, mode="valid")
        return float(TRIED[int(np.argmax(np.round(mean - COST * (TRIED - EXPECTED) ** 2, 6)))])


def _near(logits: Floats | float) -> Floats:
    """1 less the distance."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(logits, dtype=np.float32))), dtype=np.float32)


def _silhouettes(alike: Floats, merges: Sequence[Merge]) -> Iterator[float]:
    """The sum of the silhouettes at each of `TRIED`."""
    n = len(alike)
    near = _near(alike)
    np.fill_diagonal(near, 0)
    alone, beyond = float(_near(ALONE)), float(_near(BEYOND))
    sums, size, label = near.copy(), np.ones(n), np.arange(n)
    waiting = list(merges)[::-1]
    for tried in TRIED:
        while waiting and waiting[-1][0] >= tried:
            _, kept, gone = waiting.pop()
            sums[:, kept] += sums[:, gone]
            sums[:, gone] = 0
            size[kept] += size[gone]
            size[gone] = 0
            label[label == gone] = kept
        live = np.flatnonzero(size)
        mean = sums[:, live] / size[live]
        own = np.searchsorted(live, label)
        everyone = np.arange(n)
        mean[everyone, own] = -1
        other = np.maximum(mean.max(axis=1), beyond) if len(live) > 1 else np.full(n, beyond)
        members = size[label]
        inside = np.where(members > 1, sums[everyone, label] / np.maximum(members - 1, 1), alone)
        yield float(np.sum((inside - other) / np.maximum(1 - np.minimum(inside, other), 1e-6)))

"""The pair model: the log-odds that two articles tell one story, linear in the evidence."""

import functools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.evidence import Evidence
from briefing.grouping.overlap import strips
from briefing.grouping.rarity import Rarity
from briefing.grouping.traits import Traits
from briefing.lexicon.tables import read_table

Floats = NDArray[np.float32]

#: Days between two articles that say nothing, days from which on more say no more, and the log-odds that those cost.
#: Not learnt: the sets that weights are learnt on have either no days or days that decide too much.
CLOSE, FAR, COST = 3, 10, 2.0
#: A bare headline has little else to go by, and comes in a burst: what the root of a day between two of them costs, up
#: to `COST`, and what nothing between them gains (eight piles of headlines held out: 1 88.9, 1.5 89.8).
ROOT, AT_ONCE = 3.0, 1.5
#: Different stems of a text that is as short as a bare headline, and of one that is not at all: between them, in
#: proportion.
HEADLINE, TEXT = 10, 24


#: Where no article has a vector: the log-odds, by what two have by themselves, at which one half stands for the other, and
#: how far from there it is three quarters or one. In place of the sum that serves beside vectors, B-cubed F1 without the
#: model: ECB+ held out 89.7 → 95.5, headlines 85.5 → 89.3, mixed pile 75.7 → 82.2 (with vectors the mixed pile loses 6).
NEAR, SOFT = 1.5, 2.0
#: Kinds of pairs, each with weights of its own.
KINDS = ("one language, vectors", "two languages, vectors", "one language, words", "two languages, words")


#: Weights of one kind of pair: for two texts and for two bare headlines, kind of evidence → weight, and "bias".
Weights = Mapping[str, Mapping[str, float]]


def logits(block: Sequence[Traits], rarity: Rarity, *, new: int = 0) -> Floats:
    """Log-odds of each pair of ``block``: symmetric, n × n; the diagonal means nothing.

    Args:
        block: articles that may tell one story.
        rarity: counted over the whole pile.
        new: the first so many are of today, the others are stories of earlier days: none stands for one of the others.
    """
    near, story = model()
    found = LogOdds(block, story)
    evidence = Evidence(block, rarity)
    nearness = None if evidence.read else LogOdds(block, near)
    for name, matrix in evidence.direct():
        found.add(name, matrix)
        if nearness:
            nearness.add(name, matrix)
    alike = likeness(nearness.total()) if nearness else evidence.likeness()
    alike[:new, new:] = alike[new:, :new] = 0
    for name, matrix in evidence.by_neighbours(alike):
        found.add(name, matrix)
    return found.total()


def likeness(odds: Floats) -> Floats:
    """How like each pair is by these log-odds, made of them in place: 0..1."""
    odds -= np.float32(NEAR)
    odds /= np.float32(-SOFT)
    np.exp(odds, out=odds)
    odds += 1
    return np.reciprocal(odds, out=odds)


class LogOdds:
    """A sum of weighted evidence of each pair of a block.

    Pairs with and without sentence vectors, of one language and of two, have weights of their own; so have pairs of
    bare headlines, which share fewer words by right.
    """

    def __init__(self, block: Sequence[Traits], tables: Mapping[str, Weights]) -> None:
        """Nothing but the bias; ``tables`` are those of the kinds of pairs."""
        self._block, self._tables = block, tables
        self._masks = {kind: mask for kind, mask in kinds(block).items() if mask.any()}
        self._bare = bareness(block)
        self._sums = {kind: np.zeros((len(block), len(block)), dtype=np.float32) for kind in self._masks}
        self.add("bias", None)

    def add(self, name: str, matrix: Floats | None) -> None:
        """Weigh one kind of evidence; None is 1 for each pair."""
        for kind, total in self._sums.items():
            text, headline = (np.float32(self._tables[kind][of].get(name, 0)) for of in ("texts", "headlines"))
            for rows in strips(len(self._bare)) if text or headline else ():
                weight = text + (headline - text) * np.outer(self._bare[rows], self._bare)
                total[rows] += weight if matrix is None else matrix[rows] * weight

    def total(self) -> Floats:
        """The log-odds, less what the time between two articles costs. Ends the sum."""
        found = self._sums.pop(next(iter(self._masks)))
        for kind, total in self._sums.items():
            np.copyto(found, total, where=self._masks[kind])
        moments = np.array([np.nan if traits.moment is None else traits.moment for traits in self._block])
        for rows in strips(len(found)):
            found[rows] -= _apart(moments[rows], moments, np.outer(self._bare[rows], self._bare))
        found += found.T.copy()
        found /= 2
        return found


def bareness(block: Sequence[Traits]) -> Floats:
    """1 for an article that is a bare headline, 0 for one with a text."""
    stems = np.array([len(traits.body) for traits in block], dtype=np.float32)
    return np.asarray(np.clip((TEXT - stems) / (TEXT - HEADLINE), 0, 1))


def kinds(block: Sequence[Traits]) -> dict[str, NDArray[np.bool_]]:
    """Which weights each pair has."""
    seen = np.array([traits.vector is not None for traits in block])
    names = np.array([traits.language for traits in block])
    both = seen[:, None] & seen[None, :]
    same = names[:, None] == names[None, :]
    return dict(zip(KINDS, (same & both, ~same & both, same & ~both, ~same & ~both), strict=True))


def _apart(some: Floats, moments: Floats, bare: Floats) -> Floats:
    """What the time between two articles costs; an undated one neither pays nor gains."""
    between = np.abs(some[:, None] - moments[None, :]).astype(np.float32)
    days = COST * np.clip((between - CLOSE) / (FAR - CLOSE), 0, 1)
    hours = bare * (np.minimum(ROOT * np.sqrt(between), COST) - AT_ONCE)
    return np.asarray(np.nan_to_num(np.minimum(days + hours, COST)))


@functools.cache
def model() -> tuple[dict[str, Weights], dict[str, Weights]]:
    """The weights of each kind of pair, as `python -m tools.train.stories` wrote them: for neighbours (words only), for a story."""
    table = read_table("story_pairs.json")
    return table["near"], table["weights"]

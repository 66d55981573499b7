"""Evidence: all that speaks for two articles' telling one story, as a dozen products of what each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.overlap import overlap
from briefing.grouping.rarity import Rarity
from briefing.grouping.traits import Traits

Floats = NDArray[np.float32]

#: What grows with likeness, and what only says that both articles have anything to be like in. A weight of the first
#: kind is never negative.
ALIKE = ("head", "body", "smooth", "vector", "brief_vector", "names", "people", "rare", "numbers", "shared")
PRESENT = ("named", "peopled", "numbered", "both_brief", "brief")
#: Near neighbours of a long article and of one of no words; an article is near that is this share as like as the
#: three nearest, and more like than `FLOOR`: without a floor an article that stands alone is pulled to its nearest
#: (all-different piles of ECB+'s training topics: 64 instead of 85). 6 to 25 neighbours are alike.
LONG, BRIEF, SHARE, FLOOR, NEAREST = 12, 30, 0.5, 0.1, 3
#: Words of names, of participants and numbers that are enough to tell events apart by.
NAMES, PEOPLE, NUMBERS = 6, 4, 3


def evidence(block: Sequence[Traits], rarity: Rarity, new: int = 0) -> Iterator[tuple[str, Floats]]:
    """(name, n × n) of each kind, in the order of `ALIKE` and `PRESENT`; symmetric; one at a time.

    Args:
        block: articles that may tell one story.
        rarity: counted over the whole pile.
        new: the first so many are of today, the others of earlier days: none of them stands for one of the others.
    """
    short = np.array([traits.shortness for traits in block], dtype=np.float32)
    brief: Floats = np.sqrt(np.outer(short, short))
    terms = [rarity.vector(traits.body) for traits in block]
    vectors = _vectors(block)
    head = overlap([rarity.vector(traits.head) for traits in block])
    body = overlap(terms)
    alike: Floats = vectors @ vectors.T
    likeness = np.asarray((head + body + brief * np.maximum(alike, 0)) / 2, dtype=np.float32)
    likeness[:new, new:] = likeness[new:, :new] = 0
    mixed = _mixed(likeness, short)
    yield "head", head
    del head
    yield "body", body
    yield "vector", alike
    del alike
    body = mixed @ body
    yield "smooth", _cosines(body @ mixed.T)
    del body
    smoothed = np.asarray(mixed @ vectors, dtype=np.float32)
    yield "brief_vector", brief * _cosines(smoothed @ smoothed.T)
    mixed = mixed @ mixed.T
    yield "shared", brief * _cosines(mixed)
    del mixed
    yield "names", overlap([rarity.vector(traits.names) for traits in block])
    yield "people", overlap([rarity.vector(traits.people) for traits in block])
    yield "rare", overlap([{term: value for term, value in row.items() if rarity.is_rare(term)} for row in terms])
    yield "numbers", overlap([rarity.vector(traits.numbers) for traits in block])
    yield "named", _outer([min(1, len(traits.names) / NAMES) for traits in block])
    yield "peopled", _outer([min(1, len(traits.people) / PEOPLE) for traits in block])
    yield "numbered", _outer([min(1, len(traits.numbers) / NUMBERS) for traits in block])
    yield "both_brief", brief
    root: Floats = np.sqrt(short)
    yield "brief", np.asarray((root[:, None] + root[None, :]) / 2, dtype=np.float32)


def _vectors(block: Sequence[Traits]) -> Floats:
    """The sentence vectors, whatever their width; nothing for an article that has none."""
    width = max((len(traits.vector) for traits in block if traits.vector is not None), default=1)
    nothing = np.zeros(width, dtype=np.float32)
    return np.stack([nothing if traits.vector is None else traits.vector for traits in block])


def _mixed(likeness: Floats, short: Floats) -> Floats:
    """Made of ``likeness`` in place. Row i: what stands for article i when its words are smoothed: itself, and its near neighbours, up to as much.

    What two reports of one event do not share their neighbours share (Jarvis & Patrick, IEEE Trans. Computers 1973).
    """
    n = len(likeness)
    np.fill_diagonal(likeness, -1)
    most = min(BRIEF, n - 1)
    if most < 1:
        return np.eye(n, dtype=np.float32)
    allowed = np.minimum(np.rint(LONG + (BRIEF - LONG) * short).astype(int), most)
    bound = np.zeros(n, dtype=np.float32)
    for i, row in enumerate(likeness):
        best = -np.sort(np.partition(-row, most - 1)[:most])
        bound[i] = max(SHARE * best[:NEAREST].mean(), best[allowed[i] - 1], FLOOR)
    likeness[likeness < bound[:, None]] = FLOOR
    likeness -= np.float32(FLOOR)
    total = likeness.sum(axis=1)
    likeness *= (np.minimum(1, total) / np.maximum(total, 1e-9))[:, None]
    np.fill_diagonal(likeness, 1)
    return likeness


def _cosines(products: Floats) -> Floats:
    """Products of vectors as those of unit vectors, in place."""
    norm = np.sqrt(np.maximum(np.diag(products), 1e-12)).astype(np.float32)
    products /= norm[:, None]
    products /= norm[None, :]
    return products


def _outer(values: Sequence[float]) -> Floats:
    row = np.array(values, dtype=np.float32)
    return np.outer(row, row)

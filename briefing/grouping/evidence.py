"""Evidence: all that speaks for two articles' telling one story, as a dozen products of what each of them has."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.overlap import overlap, strips
from briefing.grouping.rarity import Rarity
from briefing.grouping.traits import Traits

Floats = NDArray[np.float32]

#: Near neighbours of a long article and of one of no words; an article is near that is this share as like as the
#: three nearest, and more like than `FLOOR`: without a floor an article that stands alone is pulled to its nearest
#: (all-different piles of ECB+'s training topics: 64 instead of 85). 6 to 25 neighbours are alike.
LONG, BRIEF, SHARE, FLOOR, NEAREST = 12, 30, 0.5, 0.1, 3
#: Articles of no direction that stand beside those at hand: what three reports of one event have in common is no
#: language. B-cubed F1, mean of 19 piles: 91.2 without the centre, 92.1 with 5, 91.9 with 20, 91.6 with 60.
BESIDES = 5
#: Nearest articles in the other's language that a translation must be nearer than: 2 to 5 are alike.
RIVALS = 2
#: Words of names, of participants and numbers that are enough to tell events apart by.
NAMES, PEOPLE, NUMBERS = 6, 4, 3


class Evidence:
    """All kinds of evidence of a block, each n × n and symmetric, one at a time: first `direct`, then `by_neighbours`.

    Attributes:
        read: whether an article has a vector.
    """

    def __init__(self, block: Sequence[Traits], rarity: Rarity) -> None:
        """Of articles that may tell one story; ``rarity`` is counted over the whole pile."""
        self._block, self._rarity = block, rarity
        self._vectors = _vectors(block)
        self._short = np.array([traits.shortness for traits in block], dtype=np.float32)
        self._body: Floats | None = None
        self._alike: Floats | None = None
        self.read = bool(self._vectors.any())

    def direct(self) -> Iterator[tuple[str, Floats]]:
        """(name, n × n) of what two articles have by themselves."""
        block, rarity, short = self._block, self._rarity, self._short
        terms = self._of(traits.body for traits in block)
        self._body = overlap(terms)
        head = overlap(self._of(traits.head for traits in block))
        alike: Floats = self._vectors @ self._vectors.T
        if self.read:
            brief: Floats = np.sqrt(np.outer(short, short))
            self._alike = np.asarray((head + self._body + brief * np.maximum(alike, 0)) / 2, dtype=np.float32)
            del brief
        yield "head", head
        del head
        yield "body", self._body
        yield "vector", alike
        yield "margin", _margin(alike, block)
        del alike
        yield "names", overlap(self._of(traits.names for traits in block))
        yield "people", overlap(self._of(traits.people for traits in block))
        for traits, row in zip(block, terms, strict=True):
            for term in [term for term in row if not rarity.is_rare(term, traits.language)]:
                del row[term]
        yield "rare", overlap(terms)
        yield "numbers", overlap(self._of(traits.numbers for traits in block))
        yield "named", _outer([min(1, len(traits.names) / NAMES) for traits in block])
        yield "peopled", _outer([min(1, len(traits.people) / PEOPLE) for traits in block])
        yield "numbered", _outer([min(1, len(traits.numbers) / NUMBERS) for traits in block])
        root: Floats = np.sqrt(short)
        yield "both_brief", np.outer(root, root)
        yield "brief", np.asarray((root[:, None] + root[None, :]) / 2, dtype=np.float32)

    def likeness(self) -> Floats:
        """Of two articles by what they have by themselves, 0..1, where they have vectors; behind `direct`, once."""
        alike, self._alike = self._alike, None
        assert alike is not None
        return alike

    def by_neighbours(self, likeness: Floats) -> Iterator[tuple[str, Floats]]:
        """(name, n × n) of what they have where near neighbours stand for them by ``likeness``, which is used up."""
        assert self._body is not None
        mixed = _mixed(likeness, self._short)
        root: Floats = np.sqrt(self._short)
        body, self._body = _among(mixed, self._body), None
        yield "smooth", _cosines(_among(mixed, body.T))
        del body
        yield "brief_vector", np.outer(root, root) * _by_others(self._vectors, mixed)
        yield "shared", np.outer(root, root) * _by_others(None, mixed)

    def _of(self, counts: Iterable[Mapping[str, float]]) -> list[dict[str, float]]:
        return [
            self._rarity.vector(counted, traits.language) for counted, traits in zip(counts, self._block, strict=True)
        ]


def _vectors(block: Sequence[Traits]) -> Floats:
    """The vectors less what those of a language have in common; nothing for an article that has none.

    What is news at all, and in which language, makes half of a cosine (Mu & Viswanath, ICLR 2018).
    """
    width = max((len(traits.vector) for traits in block if traits.vector is not None), default=1)
    nothing = np.zeros(width, dtype=np.float32)
    vectors = np.stack([nothing if traits.vector is None else traits.vector for traits in block])
    spoken = np.array(["" if traits.vector is None else traits.language for traits in block])
    for language in sorted(set(spoken.tolist()) - {""}):
        those = spoken == language
        vectors[those] -= vectors[those].sum(axis=0) / (those.sum() + BESIDES)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.where(norms > 1e-6, vectors / np.maximum(norms, 1e-6), 0), dtype=np.float32)


def _margin(alike: Floats, block: Sequence[Traits]) -> Floats:
    """How much nearer two articles of two languages are than their nearest in the other's language; else nothing.

    Some articles are near to all that another language tells (Artetxe & Schwenk, ACL 2019).
    """
    spoken = np.array([traits.language for traits in block])
    found = np.zeros_like(alike)
    for one, other in itertools.combinations(sorted(set(spoken.tolist())), 2):
        rows, columns = np.flatnonzero(spoken == one), np.flatnonzero(spoken == other)
        between = alike[np.ix_(rows, columns)]
        margin = between - (_nearest(between)[:, None] + _nearest(between.T)[None, :]) / 2
        found[np.ix_(rows, columns)] = margin
        found[np.ix_(columns, rows)] = margin.T
    return found


def _nearest(between: Floats) -> Floats:
    """The mean of the `RIVALS` greatest of each row."""
    most = min(RIVALS, between.shape[1])
    return np.asarray(-np.partition(-between, most - 1, axis=1)[:, :most].mean(axis=1))


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


def _among(mixed: Floats, products: Floats) -> Floats:
    """``mixed @ products``, row by row of the few that stand for each: a hundredth of the work."""
    found = np.empty_like(products, order="C")
    products = np.ascontiguousarray(products)
    for i, row in enumerate(mixed):
        near = np.flatnonzero(row)
        np.matmul(row[near], products[near], out=found[i])
    return found


def _by_others(vectors: Floats | None, mixed: Floats) -> Floats:
    """Cosines of what ``mixed`` makes of vectors, in a pair neither of which stands for the other.

    Else two look-alikes that have nobody nearer vouch for one another (headlines held out 93.2 without, 96.1 with).

    Args:
        vectors: of each article; None where each is like itself only.
        mixed: what stands for each, row by row.
    """
    made = mixed if vectors is None else _among(mixed, vectors)
    half = made if vectors is None else made @ vectors.T
    found: Floats = made @ made.T if vectors is not None else _among(mixed, np.ascontiguousarray(mixed.T))
    own = np.ones(len(mixed), dtype=np.float32) if vectors is None else np.einsum("ij,ij->i", vectors, vectors)
    inside = np.diag(half).copy()
    norm = np.empty_like(found)
    for rows in strips(len(mixed)):
        each = _each(mixed, rows)
        norm[rows] = np.diag(found)[rows, None] - 2 * each * half[rows] + each**2 * own
    for rows in strips(len(mixed)):
        each, back = _each(mixed, rows), _each(mixed.T, rows)
        one = np.eye(rows.stop - rows.start, len(mixed), rows.start, dtype=np.float32)
        alike = one if vectors is None else vectors[rows] @ vectors.T
        found[rows] -= each * inside + back * inside[rows, None] - each * back * alike
    for rows in strips(len(mixed)):
        found[rows] /= np.sqrt(np.maximum(norm[rows] * norm[:, rows].T, 1e-12))
    return found


def _each(mixed: Floats, rows: slice) -> Floats:
    """The rows of ``mixed`` without what stands for itself."""
    each = mixed[rows].copy()
    each[np.arange(len(each)), np.arange(rows.start, rows.stop)] = 0
    return each


def _cosines(products: Floats) -> Floats:
    """Products of vectors as those of unit vectors, in place."""
    norm = np.sqrt(np.maximum(np.diag(products), 1e-12)).astype(np.float32)
    products /= norm[:, None]
    products /= norm[None, :]
    return products


def _outer(values: Sequence[float]) -> Floats:
    row = np.array(values, dtype=np.float32)
    return np.outer(row, row)

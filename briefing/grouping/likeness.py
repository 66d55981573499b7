"""Likeness of articles: words, sentence vectors, time, and the neighbours that two articles share."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.features import Features
from briefing.grouping.linkage import Parts

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When two articles are of one event. For texts as short as a headline and for full ones; between them, in proportion.

    Short texts share fewer words by chance and by right, so that the vector counts for more and less likeness is
    enough. Calibrated on headlines (a training sample), on short articles of look-alike events and on the seeds, all at
    once and in the small batches of a day; each of them stays within two points of its best over a range of a fifth of
    each figure.

    Attributes:
        vector: share of the sentence vectors in likeness; the rest is words.
        least: mean likeness at which groups stop growing.
        many: articles of either part from which a large topic may be two (`linkage.Parts`).
        share: of the likeness within the looser part, beyond the least: two parts that share less are two stories.
        slack: how much less likeness is enough to look at two articles at all.
        apart: likeness that a day between two articles costs; four days cost twice as much.
        window: days after which two articles are never of one event.
        shared: share of common neighbours in likeness; the rest is the two articles' own.
        near: an article's neighbours are those nearly as like as its nearest: this share of its three best.
        floor: likeness under which nobody is a neighbour.
        strange: likeness that two articles lose which both name many and share none of them.
    """

    vector: tuple[float, float] = (0.65, 0.3)
    least: tuple[float, float] = (0.08, 0.42)
    many: tuple[int, int] = (24, 8)
    share: tuple[float, float] = (0.25, 0.35)
    slack: float = 0.12
    apart: float = 0.12
    window: int = 10
    shared: float = 0.35
    near: float = 0.75
    floor: float = 0.2
    strange: float = 0.12


#: Distinct words of a text that is as short as a headline, and of one that counts as full.
SHORT, FULL = 8, 60
#: Words of names that are many; cosine of names from which two articles are no strangers.
MANY, ENOUGH = 6, 0.15
#: What words alone have to add where no model served, so that the same thresholds hold.
ALONE = 0.1
#: An article's neighbours at most, and those that say how near near is.
MOST_NEAR, NEAREST = 40, 3
#: What an article without neighbours weighs as its own.
_ITSELF = 0.05


def fullness(article: Features) -> float:
    """0 for a text as short as a headline, 1 for a full one."""
    return min(1.0, max(0.0, (len(article.terms) - SHORT) / (FULL - SHORT)))


def parts(articles: Sequence[Features], limits: Thresholds) -> Parts:
    """When a large topic of such articles is two stories: between what headlines and what full texts need."""
    full = sum(fullness(article) for article in articles) / len(articles)
    (few, many), (low, high) = limits.many, limits.share
    return Parts(many=round(few + (many - few) * full), share=low + (high - low) * full)


def pairwise(
    articles: Sequence[Features], left: NDArray[np.int64], right: NDArray[np.int64], limits: Thresholds
) -> tuple[Floats, Floats]:
    """Likeness of each pair, and how much likeness a pair of such length needs to be of one event."""
    words = _overlaps([article.terms for article in articles], left, right)
    names = _overlaps([article.names for article in articles], left, right)
    many = _many_names(articles)
    full = np.array([fullness(article) for article in articles])
    full = np.minimum(full[left], full[right])
    moments = _moments(articles)
    rows = _rows(articles)
    cosine = np.zeros(len(left), dtype=np.float32)
    for start in range(0, len(left), 20_000):
        part = slice(start, start + 20_000)
        cosine[part] = np.einsum("ij,ij->i", rows[left[part]], rows[right[part]])
    alike = _mixed(words, cosine, full, limits) - _cost(np.abs(moments[left] - moments[right]), limits)
    alike -= _strange(names, many[left] * many[right], limits)
    return np.asarray(alike, dtype=np.float32), np.asarray(_needed(full, limits), dtype=np.float32)


def nearness(n: int, left: NDArray[np.int64], right: NDArray[np.int64], alike: Floats) -> Floats:
    """How like the nearest others are to each of ``n`` articles: the mean of the best, none counting as 0."""
    best = np.zeros((n, NEAREST), dtype=np.float32)
    for i, j, value in zip(left.tolist(), right.tolist(), alike.tolist(), strict=True):
        for k in (i, j):
            if value > best[k, -1]:
                best[k, -1] = value
                best[k] = -np.sort(-best[k])
    return np.asarray(best.mean(axis=1), dtype=np.float32)


def dense(articles: Sequence[Features], near: Floats, limits: Thresholds) -> Floats:
    """Likeness of all pairs beyond what is needed, common neighbours counted: symmetric, n × n.

    Args:
        articles: that may be of one event.
        near: of each, `nearness` among all articles there are.
        limits: the thresholds.
    """
    words = _matrix([article.terms for article in articles])
    names = _matrix([article.names for article in articles])
    many = _many_names(articles)
    rows = _rows(articles)
    each = np.array([fullness(article) for article in articles])
    full = np.minimum(each[:, None], each[None, :])
    moments = _moments(articles)
    alike = _mixed(words @ words.T, rows @ rows.T, full, limits)
    alike -= _cost(np.abs(moments[:, None] - moments[None, :]), limits)
    alike -= _strange(names @ names.T, many[:, None] * many[None, :], limits)
    common = shared_neighbours(alike, near, limits)
    return np.asarray((1 - limits.shared) * alike + limits.shared * common - _needed(full, limits), dtype=np.float32)


def shared_neighbours(alike: NDArray[np.float64], near: Floats, limits: Thresholds) -> NDArray[np.float64]:
    """Cosine of the neighbourhoods of each pair (after Jarvis & Patrick, IEEE Trans. Computers 1973).

    Two reports of one event have the same neighbours; two look-alike events have not, however like their words.
    Each article has as many neighbours as are nearly as like as its nearest ones.
    """
    n = len(alike)
    work = alike.copy()
    np.fill_diagonal(work, -1.0)
    last = -np.partition(-work, MOST_NEAR - 1, axis=1)[:, MOST_NEAR - 1] if n > MOST_NEAR else np.full(n, -1.0)
    bound = np.maximum(np.maximum(limits.near * near, limits.floor), last)
    rows = np.maximum(work - bound[:, None], 0.0)
    np.fill_diagonal(rows, np.maximum((1 - limits.near) * near, _ITSELF))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows @ rows.T)


def _rows(articles: Sequence[Features]) -> Floats:
    """The vectors, one row an article; NaN for an article that has none, in a language that the model does not read."""
    width = max((len(article.vector) for article in articles if article.vector is not None), default=1)
    nothing = np.full(width, np.nan, dtype=np.float32)
    return np.stack([nothing if article.vector is None else article.vector for article in articles])


def _mixed(overlap: Floats, cosine: Floats, full: NDArray[np.float64], limits: Thresholds) -> NDArray[np.float64]:
    """Words and vectors in the shares that the texts' length asks for; words alone where a vector is missing."""
    few, many = limits.vector
    share = few + (many - few) * full
    mixed = share * np.clip(cosine, 0, 1) + (1 - share) * overlap
    return np.where(np.isnan(cosine), overlap + ALONE * (1 + full), mixed)


def _needed(full: NDArray[np.float64], limits: Thresholds) -> NDArray[np.float64]:
    low, high = limits.least
    return np.asarray(low + (high - low) * full)


def _moments(articles: Sequence[Features]) -> NDArray[np.float64]:
    return np.array([np.nan if article.moment is None else article.moment for article in articles])


def _cost(apart: NDArray[np.float64], limits: Thresholds) -> NDArray[np.float64]:
    """What the time between two articles costs; an undated one pays nothing."""
    apart = np.nan_to_num(apart)
    return np.where(apart > limits.window, 2.0, limits.apart * np.sqrt(apart))


def _many_names(articles: Sequence[Features]) -> NDArray[np.float64]:
    """0 for an article without names, 1 for one with enough of them to tell events apart."""
    return np.array([min(1.0, len(article.names) / MANY) for article in articles])


def _strange(shared: Floats, many: NDArray[np.float64], limits: Thresholds) -> NDArray[np.float64]:
    """What it costs to name others: two floods in two towns share their words, not their names."""
    return np.asarray(limits.strange * many * np.clip(1 - shared / ENOUGH, 0, 1))


def _matrix(vectors: Sequence[Mapping[str, float]]) -> Floats:
    columns: dict[str, int] = {}
    for vector in vectors:
        for term in vector:
            columns.setdefault(term, len(columns))
    rows = np.zeros((len(vectors), len(columns)), dtype=np.float32)
    for row, vector in enumerate(vectors):
        for term, weight in vector.items():
            rows[row, columns[term]] = weight
    return rows


def _overlaps(vectors: Sequence[Mapping[str, float]], left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    """The dot product of each pair; pairs are sorted by their left one, which is spread out once for all of its own."""
    columns: dict[str, int] = {}
    places = [np.array([columns.setdefault(t, len(columns)) for t in v], dtype=np.int64) for v in vectors]
    weights = [np.fromiter(v.values(), dtype=np.float64, count=len(v)) for v in vectors]
    spread = np.zeros(len(columns))
    found = np.zeros(len(left), dtype=np.float32)
    bounds = [*np.flatnonzero(np.diff(left, prepend=-1)).tolist(), len(left)]
    for start, end in itertools.pairwise(bounds):
        i = int(left[start])
        spread[places[i]] = weights[i]
        for n, j in enumerate(right[start:end].tolist(), start):
            found[n] = spread[places[j]] @ weights[j]
        spread[places[i]] = 0
    return found

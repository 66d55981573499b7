"""Events: which articles tell the same one. Candidates by an inverted index, groups by average link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.features import Features
from briefing.grouping.linkage import average_link

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When two articles are of one event. For texts as short as a headline and for full ones; between them, in proportion.

    Short texts share fewer words by chance and by right, so that the vector counts for more and less likeness is
    enough. Calibrated on headlines (a training sample) and looked at on full texts of look-alike events.

    Attributes:
        vector: share of the sentence vectors in likeness; the rest is words.
        least: mean likeness at which groups stop growing.
        slack: how much less likeness is enough to look at two articles at all.
        per_day: likeness that each day between two articles costs.
        window: days after which two articles are never of one event.
    """

    vector: tuple[float, float] = (0.7, 0.5)
    least: tuple[float, float] = (0.22, 0.38)
    slack: float = 0.1
    per_day: float = 0.02
    window: int = 10


#: Distinct words of a text that is as short as a headline, and of one that counts as full.
SHORT, FULL = 8, 60
#: Overlap of words that is just enough where no model served; best on the same texts.
WORDS_ALONE = 0.2
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
    likeness = _likeness(articles, left, right, limits)
    groups: list[list[int]] = []
    for component in _components(len(articles), left, right, likeness, -limits.slack):
        if len(component) == 1:
            groups.append(component)
            continue
        matrix = dense(articles, component, limits)
        groups += [[component[i] for i in group] for group in average_link(matrix, 0.0)]
    return sorted(groups)


def dense(articles: Sequence[Features], chosen: Sequence[int], limits: Thresholds) -> Floats:
    """Likeness of all pairs of ``chosen``."""
    columns: dict[str, int] = {}
    for i in chosen:
        for term in articles[i].terms:
            columns.setdefault(term, len(columns))
    words = np.zeros((len(chosen), len(columns)), dtype=np.float32)
    for row, i in enumerate(chosen):
        for term, weight in articles[i].terms.items():
            words[row, columns[term]] = weight
    overlap = words @ words.T
    fullness = np.array([_fullness(articles[i]) for i in chosen])
    full = np.minimum(fullness[:, None], fullness[None, :])
    vectors = [articles[i].vector for i in chosen]
    known = [v for v in vectors if v is not None]
    if len(known) == len(vectors):
        rows = np.stack(known)
        cosine = np.clip(rows @ rows.T, 0, 1)
    else:
        cosine = None
    return np.asarray(_over(overlap, cosine, full, limits) - _time(articles, chosen, limits), dtype=np.float32)


def _fullness(article: Features) -> float:
    """0 for a text as short as a headline, 1 for a full one."""
    return min(1.0, max(0.0, (len(article.terms) - SHORT) / (FULL - SHORT)))


def _over(overlap: Floats, cosine: Floats | None, full: NDArray[np.float64], limits: Thresholds) -> NDArray[np.float64]:
    """Likeness beyond what is needed: 0 is just enough."""
    (few, many), (low, high) = limits.vector, limits.least
    if cosine is None:
        # Words alone: what the vectors would have added to two articles of one event is not asked for.
        return np.asarray(overlap - WORDS_ALONE)
    share = few + (many - few) * full
    return np.asarray(share * cosine + (1 - share) * overlap - (low + (high - low) * full))


def _time(articles: Sequence[Features], chosen: Sequence[int], limits: Thresholds) -> Floats:
    """What the days between two articles cost; an undated one pays nothing."""
    days = np.array([d.toordinal() if (d := articles[i].day) else np.nan for i in chosen])
    apart = np.nan_to_num(np.abs(days[:, None] - days[None, :]))
    return np.where(apart > limits.window, 2.0, limits.per_day * apart).astype(np.float32)


def _pairs(articles: Sequence[Features]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs worth comparing: each article with those that share most of its rare words."""
    index: dict[str, list[int]] = {}
    for i, article in enumerate(articles):
        for term in article.terms:
            index.setdefault(term, []).append(i)
    pairs: set[tuple[int, int]] = set()
    for i, article in enumerate(articles):
        probes = sorted(article.terms.items(), key=lambda item: (-item[1], item[0]))
        probes = [(term, weight) for term, weight in probes if 1 < len(index[term]) <= COMMON][:PROBES]
        shared: dict[int, float] = {}
        for term, weight in probes:
            for j in index[term]:
                if j != i:
                    shared[j] = shared.get(j, 0.0) + weight * articles[j].terms[term]
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]
        pairs |= {(min(i, j), max(i, j)) for j, _ in best}
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def _likeness(
    articles: Sequence[Features], left: NDArray[np.int64], right: NDArray[np.int64], limits: Thresholds
) -> Floats:
    """Likeness of each pair."""
    words = np.array(
        [_dot(articles[i], articles[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)], dtype=np.float32
    )
    days = np.array([d.toordinal() if (d := article.day) else np.nan for article in articles])
    apart = np.nan_to_num(np.abs(days[left] - days[right])) if len(left) else np.zeros(0)
    cost = np.where(apart > limits.window, 2.0, limits.per_day * apart)
    fullness = np.array([_fullness(article) for article in articles])
    full = np.minimum(fullness[left], fullness[right])
    if any(article.vector is None for article in articles):
        return np.asarray(_over(words, None, full, limits) - cost, dtype=np.float32)
    rows = np.stack([article.vector for article in articles if article.vector is not None])
    cosine = np.zeros(len(left), dtype=np.float32)
    for start in range(0, len(left), 20_000):
        part = slice(start, start + 20_000)
        cosine[part] = np.einsum("ij,ij->i", rows[left[part]], rows[right[part]])
    return np.asarray(_over(words, np.clip(cosine, 0, 1), full, limits) - cost, dtype=np.float32)


def _dot(one: Features, other: Features) -> float:
    small, large = (one.terms, other.terms) if len(one.terms) <= len(other.terms) else (other.terms, one.terms)
    return sum(weight * large[term] for term, weight in small.items() if term in large)


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

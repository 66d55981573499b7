"""Copies: one report printed again, with a new headline, another dateline, its tail cut off."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.words import words
from briefing.model import Reading

Hashes = NDArray[np.uint32]

#: Words of a shingle: runs that two reports of one event do not share by chance (Broder 1997).
SHINGLE = 6
#: One shingle in so many is kept for finding candidates: a sketch by residue (Broder 1997).
SKETCH = 4
#: A shingle of more articles than this is a formula of the trade, not a sign of copying.
COMMON = 60
#: Share of the shorter text's shingles that stand in the other one too. Two reports of one event among the seeds share
#: less than 0.3; of their planted copies (new headline, first and last lines, up to a third cut off) 1,259 of 1,260 more.
CONTAINED = 0.6
#: Texts of fewer shingles are compared as wholes only: a few words in common prove nothing.
LEAST = 18


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What of an article tells copies: all that is kept of it.

    Attributes:
        runs: hashes of its runs of words, each once, ascending.
        whole: digest of its running text; b"" where it has none.
        rank: earliest first, then longest, then by id.
    """

    id: str
    runs: Hashes
    whole: bytes
    rank: tuple[str, int, str]


def find(readings: Iterable[Reading]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids of near-identical articles, the original first: earliest, then longest, then by id.

    Near-linear: only articles that share sampled shingles are compared. Order of input does not matter.
    """
    sheets = sorted(map(_sheet, readings), key=lambda sheet: sheet.id)
    parent = list(range(len(sheets)))
    for i, j in sorted(_candidates([sheet.runs for sheet in sheets])):
        if _same(sheets[i].runs, sheets[j].runs):
            parent[root(parent, j)] = root(parent, i)
    first: dict[bytes, int] = {}
    for j, sheet in enumerate(sheets):
        if sheet.whole and first.setdefault(sheet.whole, j) != j:
            parent[root(parent, j)] = root(parent, first[sheet.whole])
    groups: dict[int, list[_Sheet]] = {}
    for i, sheet in enumerate(sheets):
        groups.setdefault(root(parent, i), []).append(sheet)
    found = [tuple(one.id for one in sorted(group, key=lambda one: one.rank)) for group in groups.values() if group[1:]]
    return tuple(sorted(found))


def root(parent: list[int], i: int) -> int:
    """The first of the group that ``i`` is in; ways are halved."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _sheet(reading: Reading) -> _Sheet:
    """Of the running text; headlines, captions and debris are left out."""
    article = reading.article
    listed = [word for n, sent in enumerate(reading.sentences) if sent.quotable for word in words(reading.text_of(n))]
    runs = {
        zlib.crc32(" ".join(listed[n : n + SHINGLE]).encode("utf-8", "surrogatepass"))
        for n in range(len(listed) - SHINGLE + 1)
    }
    whole = hashlib.sha256(" ".join(listed).encode("utf-8", "surrogatepass")).digest() if listed else b""
    published = article.published.isoformat() if article.published else "9999"
    rank = (published, -len(article.text), article.id)
    return _Sheet(article.id, np.array(sorted(runs), dtype=np.uint32), whole, rank)


def _candidates(sets: Sequence[Hashes]) -> set[tuple[int, int]]:
    """Pairs that share at least two sampled shingles."""
    shared: Counter[tuple[int, int]] = Counter()
    for holders in _holders([hashes[hashes % SKETCH == 0] for hashes in sets]):
        if len(holders) <= COMMON:
            shared.update((i, j) for n, i in enumerate(holders) for j in holders[n + 1 :])
        else:
            # Copied by very many: each is compared with the first, which finds them all.
            shared.update({(holders[0], j): 2 for j in holders[1:]})
    return {pair for pair, count in shared.items() if count >= 2}


def _holders(sampled: Sequence[Hashes]) -> Iterator[list[int]]:
    """Of each hash that several have, who they are."""
    hashes = np.concatenate([*sampled, np.zeros(0, dtype=np.uint32)])
    owners = np.repeat(np.arange(len(sampled), dtype=np.int32), [len(some) for some in sampled])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] + 1 if len(hashes) else 0))
    ends = np.append(starts[1:], len(hashes))
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        yield owners[start:end].tolist()


def _same(one: Hashes, other: Hashes) -> bool:
    least = min(len(one), len(other))
    return least >= LEAST and len(np.intersect1d(one, other, assume_unique=True)) >= CONTAINED * least

"""Copies: one report printed again, with a new headline, another dateline, its tail cut off."""

import zlib
from collections import Counter
from collections.abc import Sequence

from briefing.lexicon.words import words
from briefing.model import Reading

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


def find(readings: Sequence[Reading]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids of near-identical articles, the original first: earliest, then longest, then by id.

    Near-linear: only articles that share sampled shingles are compared. Order of input does not matter.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    sets = [_shingles(reading) for reading in ordered]
    parent = list(range(len(ordered)))
    for i, j in sorted(_candidates(sets)):
        if _same(sets[i], sets[j]):
            parent[root(parent, j)] = root(parent, i)
    for twins in _identical(ordered).values():
        for j in twins[1:]:
            parent[root(parent, j)] = root(parent, twins[0])
    groups: dict[int, list[Reading]] = {}
    for i, reading in enumerate(ordered):
        groups.setdefault(root(parent, i), []).append(reading)
    found = [
        tuple(r.article.id for r in sorted(group, key=_originality)) for group in groups.values() if len(group) > 1
    ]
    return tuple(sorted(found))


def root(parent: list[int], i: int) -> int:
    """The first of the group that ``i`` is in; ways are halved."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _shingles(reading: Reading) -> frozenset[int]:
    """Hashes of the runs of words of the running text; headlines, captions and debris are left out."""
    listed: list[str] = []
    for n, sent in enumerate(reading.sentences):
        if sent.quotable:
            listed += words(reading.text_of(n))
    runs = (" ".join(listed[n : n + SHINGLE]) for n in range(len(listed) - SHINGLE + 1))
    return frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)


def _candidates(sets: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Pairs that share at least two sampled shingles."""
    index: dict[int, list[int]] = {}
    for i, hashes in enumerate(sets):
        for value in hashes:
            if value % SKETCH == 0:
                index.setdefault(value, []).append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in index.values():
        if 1 < len(holders) <= COMMON:
            shared.update((i, j) for n, i in enumerate(holders) for j in holders[n + 1 :])
        elif len(holders) > COMMON:
            # Copied by very many: each is compared with the first, which finds them all.
            shared.update({(holders[0], j): 2 for j in holders[1:]})
    return {pair for pair, count in shared.items() if count >= 2}


def _same(one: frozenset[int], other: frozenset[int]) -> bool:
    least = min(len(one), len(other))
    return least >= LEAST and len(one & other) >= CONTAINED * least


def _identical(readings: Sequence[Reading]) -> dict[str, list[int]]:
    """Articles whose running text is the same word for word, however short."""
    groups: dict[str, list[int]] = {}
    for i, reading in enumerate(readings):
        body = " ".join(
            " ".join(words(reading.text_of(n))) for n, sent in enumerate(reading.sentences) if sent.quotable
        )
        if body:
            groups.setdefault(body, []).append(i)
    return {body: twins for body, twins in groups.items() if len(twins) > 1}


def _originality(reading: Reading) -> tuple[str, int, str]:
    """Earliest first, then longest, then by id."""
    published = reading.article.published
    return (published.isoformat() if published else "9999", -len(reading.article.text), reading.article.id)

"""Snippets: the passage of a text that holds most of the words looked for."""

from collections.abc import Sequence

from briefing.archive import index

#: (text, whether it was looked for).
Part = tuple[str, bool]

#: Words of a snippet, and of these before the first found one.
LENGTH, BEFORE = 26, 6
#: Characters of a text that are looked at.
LOOKED_AT = 60_000
#: Characters between two words that are shown.
GAP = 80


def snippet(body: str, wanted: Sequence[tuple[tuple[str, ...], bool]]) -> tuple[Part, ...]:
    """A passage of ``body`` in parts, white space folded, "…" where it was cut.

    Args:
        body: of an article.
        wanted: (folded words, whether the last is a beginning); the passage with most different ones is taken,
            the first of several; without any, the text's beginning.
    """
    whole = {word for words, begins in wanted for word in (words[:-1] if begins else words)}
    beginnings = tuple(words[-1] for words, begins in wanted if begins)
    places = list(index.words(body[:LOOKED_AT]))
    if not places:
        return ()
    found = [n for n, (word, _, _) in enumerate(places) if word in whole or word.startswith(beginnings)]
    first = max(0, _best(places, found) - BEFORE)
    last = min(len(places), first + LENGTH) - 1
    first = max(0, last - LENGTH + 1)
    parts: list[Part] = [("… ", False)] if first else []
    at = places[first][1]
    marked = set(found)
    for n in range(first, last + 1):
        _, start, end = places[n]
        if n in marked:
            parts += [(_flat(body[at:start]), False), (body[start : min(end, start + GAP)], True)]
            at = end
    cut = last + 1 < len(places)
    end = places[last][2] if cut else min(len(body), places[last][2] + GAP)
    parts.append((_flat(body[at:end]).rstrip(), False))
    if cut or end < len(body.rstrip()):
        parts.append((" …", False))
    return tuple(part for part in parts if part[0])


def _best(places: Sequence[tuple[str, int, int]], found: Sequence[int]) -> int:
    """Where the stretch with most different found words begins."""
    best, where, start = 0, 0, 0
    counts: dict[str, int] = {}
    for n in found:
        counts[places[n][0]] = counts.get(places[n][0], 0) + 1
        while n - found[start] > LENGTH - BEFORE:
            word = places[found[start]][0]
            counts[word] -= 1
            if not counts[word]:
                del counts[word]
            start += 1
        if len(counts) > best:
            best, where = len(counts), found[start]
    return where


def _flat(passage: str) -> str:
    """White space folded, at its ends to one space; long stretches without words are no help to anybody."""
    return " ".join(f"|{passage[: LENGTH * GAP]}|".split())[1:-1]

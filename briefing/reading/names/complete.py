"""Completion: names that the article uses for certain elsewhere, where one sentence alone would not have shown them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import titles
from briefing.model import MentionType
from briefing.reading.names.rules import Found
from briefing.reading.text.tokens import Token

#: A surname that is a word as well ("May", "Brown") is a name where the word beside it is one of a person's.
_ACTS = frozenset(
    "said says told tells had has was is will would could should also called calls asked asks warned warns added wants "
    "wanted must who himself herself".split()
)
_TALK = frozenset(
    "speak speaks spoke spoken speaking talk talks talked talking wrote writes written meet meets met".split()
)
#: After these the same word is no person, or not surely one: "in May", "a cook".
_NOT_AFTER = frozenset(
    "a an the in on of by until till since from before after last next early late mid every each to".split()
)


class _Name(NamedTuple):
    words: tuple[str, ...]
    type: MentionType
    doubtful: bool = False


def complete(
    texts: Sequence[str],
    words: Sequence[Sequence[Token]],
    found: Sequence[Sequence[Found]],
    wanted: Sequence[bool],
) -> list[list[Found]]:
    """The names of all sentences with those added that other sentences make sure.

    A full name counts wherever its words stand with capitals; a surname of a full name counts alone. Sentences that
    are not ``wanted`` stay without names.
    """
    known = _certain(texts, words, found)
    if not known:
        return [list(names) for names in found]
    return [
        _add(tokens, names, known) if wish else list(names)
        for tokens, names, wish in zip(words, found, wanted, strict=True)
    ]


def _certain(
    texts: Sequence[str], words: Sequence[Sequence[Token]], found: Sequence[Sequence[Found]]
) -> dict[str, list[_Name]]:
    """First word → the names that begin with it, longest first."""
    small = {token.plain for tokens in words for token in tokens if token.shape == "lower"}
    names: dict[tuple[str, ...], MentionType] = {}
    surnames: dict[tuple[str, ...], bool] = {}
    for text, tokens, sentence in zip(texts, words, found, strict=True):
        at = 0
        for name in sentence:
            while at < len(tokens) and tokens[at].end <= name.start:
                at += 1
            inside = []
            while at < len(tokens) and tokens[at].start < name.end:
                inside.append(tokens[at].plain)
                at += 1
            if name.strength < 2 or name.type in ("MISC", "NORP") or not text[name.start : name.end].strip():
                continue
            key = tuple(inside)
            if key and (len(key) > 1 or _telling(key[0], small)):
                names.setdefault(key, name.type)
            if name.type == "PER" and len(key) > 1 and len(key[-1]) > 2:
                surnames.setdefault((key[-1],), not _telling(key[-1], small))
    index: dict[str, list[_Name]] = {}
    for key, doubtful in surnames.items():
        if key not in names:
            index.setdefault(key[0], []).append(_Name(key, "PER", doubtful))
    for key, kind in names.items():
        index.setdefault(key[0], []).append(_Name(key, kind))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry.words), entry.words))
    return index


def _telling(word: str, small: set[str]) -> bool:
    """Whether a single word is a name and nothing else in this article."""
    return len(word) > 2 and word not in small and word not in titles().plain and fold(word) == word


def _add(tokens: Sequence[Token], names: Sequence[Found], known: Mapping[str, list[_Name]]) -> list[Found]:
    taken = [False] * len(tokens)
    starts = [token.start for token in tokens]
    for name in names:
        first = max(0, bisect_right(starts, name.start) - 1)
        for i in range(first, bisect_left(starts, name.end)):
            taken[i] = taken[i] or tokens[i].end > name.start
    added: list[Found] = list(names)
    i = 0
    while i < len(tokens):
        step = 1
        if tokens[i].shape in ("upper", "title") and not taken[i]:
            for entry in known.get(tokens[i].plain, ()):
                stop = i + len(entry.words)
                piece = tokens[i:stop]
                if len(piece) < len(entry.words) or any(taken[i:stop]):
                    continue
                if tuple(token.plain for token in piece) != entry.words or not _alone(tokens, i, stop, taken, entry):
                    continue
                added.append(Found(piece[0].start, piece[-1].end, entry.type, 1))
                step = len(piece)
                break
        i += step
    return sorted(added)


def _alone(tokens: Sequence[Token], first: int, stop: int, taken: Sequence[bool], entry: _Name) -> bool:
    """A single word must not be part of something longer: no capital right before or after it."""
    if len(entry.words) > 1:
        return True
    if entry.doubtful and not _acts(tokens, first, stop):
        return False
    before = tokens[first - 1] if first else None
    after = tokens[stop] if stop < len(tokens) else None
    if after is not None and after.shape in ("upper", "title") and after.start - tokens[stop - 1].end == 1:
        return all(token.shape in ("upper", "title") for token in tokens if token.shape != "mark") and not taken[stop]
    return not (
        before is not None
        and before.shape in ("upper", "title")
        and tokens[first].start - before.end == 1
        and before.plain not in titles().honorifics
        and first > 1
    )


def _acts(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether the word stands where a person does: before a verb of saying or having, or owning something."""
    if first > 1 and tokens[first - 1].plain in ("to", "with") and tokens[first - 2].plain in _TALK:
        return True
    if first and (tokens[first - 1].plain in _NOT_AFTER or tokens[first - 1].plain.isdigit()):
        return False
    if tokens[first].possessive or (first == 0 and stop < len(tokens) and tokens[stop].text == ","):
        return True
    after = tokens[stop] if stop < len(tokens) else None
    return after is not None and (after.plain in _ACTS or (after.shape == "lower" and after.plain.endswith("ed")))

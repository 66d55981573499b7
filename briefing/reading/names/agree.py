"""Agreement: what an article says of a name in one place holds for it in the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.lexicon.names_orgs import known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import given_names, titles
from briefing.lexicon.places import place
from briefing.model import MentionType
from briefing.reading.names.rules import Found
from briefing.reading.text.tokens import Token

#: Such a part of a name's mentions must have one type to overrule the others; checked on Worldwide NER's training part.
_MAJORITY = 0.7
#: Characters before a name that are looked at.
_NEAR = 24
_COMPANY_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:said|says|announced|reported|shares?|stock|bonds|profits?|revenue|executives?|managers?|employees|"
    r"spokes(?:man|woman|person)|chief|chairman|chairwoman|investors|shareholders)\b"
)
#: What a company has and a person or a place has not.
_COMPANY_HAS = re.compile(
    r"['’]s\s+(?:shares|stock|bonds|profits?|revenues?|employees|investors|shareholders|board|chairman|chairwoman|chief (?:executive|financial))\b"
    r"|\s+(?:shares|shareholders|bonds|employees|chief executive)\b"
)
_COMPANY_BEFORE = re.compile(
    r"\b(?:(?:owned|run|operated|made|hired|employed) by|shares (?:in|of)|shareholders of)\s+\Z"
)


def agree(
    texts: Sequence[str], words: Sequence[Sequence[Token]], found: Sequence[Sequence[Found]]
) -> list[list[Found]]:
    """The names of all sentences after they have been held against each other.

    A single name takes the type of the full name that it is part of, or the type that it has where the evidence is
    best; a capital at the start of a sentence makes no name by itself.
    """
    votes: dict[str, Counter[MentionType]] = {}
    parts: dict[str, Counter[MentionType]] = {}
    for text, names in zip(texts, found, strict=True):
        for name in names:
            key = fold(text[name.start : name.end])
            if name.strength:
                votes.setdefault(key, Counter())[name.type] += name.strength
            pieces = key.split()
            if name.type == "PER" and name.strength and len(pieces) > 1:
                for piece in (pieces[0], pieces[-1]):
                    parts.setdefault(piece, Counter())["PER"] += name.strength
            elif name.type == "ORG" and name.strength == 2 and len(pieces) > 1 and not is_generic(pieces[0]):
                parts.setdefault(pieces[0], Counter())["ORG"] += 1
    small = {token.plain for tokens in words for token in tokens if token.shape == "lower"}
    agreed: list[list[Found]] = []
    for text, names in zip(texts, found, strict=True):
        kept = (_settle(name, fold(text[name.start : name.end]), votes, parts, small) for name in names)
        agreed.append([name for name in kept if name is not None])
    return agreed


def outvote(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """The names of all sentences, each with the type that the article as a whole speaks for.

    A single name that is the surname of a person named in full is that person; an odd one out among many of the same
    spelling takes the type of the others.
    """
    votes: dict[str, Counter[MentionType]] = {}
    surnames: set[str] = set()
    companies: set[str] = set()
    acting: set[str] = set()
    having: set[str] = set()
    for text, names in zip(texts, found, strict=True):
        for name in names:
            key = fold(text[name.start : name.end])
            votes.setdefault(key, Counter())[name.type] += 1
            if name.type in ("PER", "LOC") and " " not in key and _COMPANY_HAS.match(text, name.end):
                having.add(key)
            if name.type == "PER" and " " in key and name.strength == 2:
                surnames.add(key.split()[-1])
            elif name.type == "ORG" and " " in key and key.split()[-1].rstrip(".") in titles().companies:
                companies.add(key.split()[0])
            elif name.type == "LOC" and place(key) is None and _acts(text, name):
                acting.add(key)
    won: dict[str, MentionType] = {}
    for key, counts in votes.items():
        best = max(sorted(counts), key=lambda kind: counts[kind])
        if key in surnames and best not in ("PER", "NORP") and place(key) is None and known_body(key) is None:
            won[key] = "PER"
        elif (
            (key in having and key not in surnames and place(key) is None and key not in given_names())
            or (key in acting and best == "LOC")
            or (key in companies and best != "ORG" and not is_generic(key))
        ):
            won[key] = "ORG"
        elif len(counts) > 1 and counts[best] >= _MAJORITY * counts.total():
            won[key] = best
    return [
        [name._replace(type=won.get(fold(text[name.start : name.end]), name.type)) if won else name for name in names]
        for text, names in zip(texts, found, strict=True)
    ]


def _acts(text: str, name: Found) -> bool:
    """Whether an unknown place speaks, has shares and managers, or owns something: then it is a company."""
    return bool(
        _COMPANY_AFTER.match(text, name.end) or _COMPANY_BEFORE.search(text[max(0, name.start - _NEAR) : name.start])
    )


def is_generic(word: str) -> bool:
    """Whether a body's first word says nothing by itself: "National", "Supreme", a state, a given name."""
    return word in titles().plain or word in titles().org_heads or word in given_names() or place(word) is not None


def _settle(
    name: Found,
    key: str,
    votes: dict[str, Counter[MentionType]],
    parts: dict[str, Counter[MentionType]],
    small: set[str],
) -> Found | None:
    if name.strength == 2:
        return name
    if " " not in key:
        if key in parts and name.type != "NORP":
            owner = max(sorted(parts[key]), key=lambda kind: parts[key][kind])
            return name._replace(type=owner, strength=2)
        if key in small or (key in titles().plain and name.strength == 0):
            return None
    counts = votes.get(key)
    if counts is None:
        return None
    best = max(sorted(counts), key=lambda kind: counts[kind])
    return name._replace(type=best) if counts[best] > 1 or name.strength else None

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


def settle(
    texts: Sequence[str], words: Sequence[Sequence[Token]], found: Sequence[Sequence[Found]]
) -> list[list[Found]]:
    """The names that the rules found, without those whose only sign is a capital at the start of a sentence.

    Such a word is a name if the article names somebody so elsewhere, also as the first or last word of a full name.
    """
    sure: dict[str, MentionType] = {}
    for text, names in zip(texts, found, strict=True):
        for name in names:
            pieces = fold(text[name.start : name.end]).split()
            for key in {" ".join(pieces), pieces[0], pieces[-1]} if name.type == "PER" else {" ".join(pieces)}:
                if name.strength:
                    sure.setdefault(key, name.type)
    small = {token.plain for tokens in words for token in tokens if token.shape == "lower"}
    return [
        [
            name if name.strength else name._replace(type=sure[key])
            for name in names
            if (key := fold(text[name.start : name.end])) in sure and (name.strength == 2 or key not in small)
        ]
        for text, names in zip(texts, found, strict=True)
    ]


def without_openers(
    texts: Sequence[str], words: Sequence[Sequence[Token]], found: Sequence[Sequence[Found]]
) -> list[list[Found]]:
    """The names without single words that only open sentences and that the article elsewhere writes small.

    "Police searched …", "Hackers …", "Relative said": of 36 such in 1,300 articles 32 were no names (Worldwide dev 83.93 → 83.95).
    """
    small = {token.plain for tokens in words for token in tokens if token.shape == "lower"}
    opening = [next((token.start for token in tokens if token.shape != "mark"), -1) for tokens in words]
    within = {
        part
        for text, first, names in zip(texts, opening, found, strict=True)
        for name in names
        for part in fold(text[name.start : name.end]).split()
        if name.start != first or " " in text[name.start : name.end]
    }

    def opens(text: str, first: int, name: Found) -> bool:
        key = fold(text[name.start : name.end])
        return (
            name.start == first
            and name.type in ("PER", "ORG")
            and key in small - within
            and key not in given_names()
            and place(key) is None
            and known_body(key) is None
        )

    return [
        [name for name in names if not opens(text, first, name)]
        for text, first, names in zip(texts, opening, found, strict=True)
    ]


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

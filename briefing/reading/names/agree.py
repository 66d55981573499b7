"""Agreement: what an article says of a name in one place holds for it in the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from briefing.lexicon.names_orgs import known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import given_names, titles
from briefing.lexicon.places import place
from briefing.model import MentionType
from briefing.reading.model.tagging import TYPES
from briefing.reading.names.rules import Found
from briefing.reading.text.tokens import Token

#: Chance of any type that even a sure mention leaves, so that one alone never settles an article.
_DOUBT = 0.02


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
    """The names without words that only open sentences and are written small elsewhere.

    "Police searched …", "Hackers …", "Relative said": of 36 such in 1,300 articles 32 were no names.
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

    small -= within

    def opens(text: str, first: int, name: Found) -> bool:
        return (
            name.start == first
            and name.type in ("PER", "ORG")
            and (key := fold(text[name.start : name.end])) in small
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

    The chances of all mentions of one spelling are multiplied, a mention's own taken twice. A single word that begins or
    ends a person's full name has those of the full name, too. Worldwide NER's training part, F1 against a vote of seven
    tenths: 84.2 → 84.6.
    """
    chances: dict[str, list[float]] = {}
    persons: dict[str, float] = {}
    surnames: set[str] = set()
    for text, names in zip(texts, found, strict=True):
        for name in names:
            key = fold(text[name.start : name.end])
            chances[key] = _added(chances.get(key), _chances(name))
            if name.type == "PER" and " " in key and name.strength == 2:
                surnames.add(key.split()[-1])
    for key, sums in chances.items():
        for part in {key.split()[0], key.split()[-1]} if " " in key else ():
            persons[part] = persons.get(part, 0.0) + sums[0] - max(sums[1:])
    companies = _companies(texts, found) - surnames

    def won(key: str, name: Found) -> MentionType:
        sums = _added(chances[key], _chances(name))
        sums[0] += max(0.0, persons.get(key, 0.0))
        best = max(TYPES, key=lambda kind: sums[TYPES.index(kind)])
        if key in surnames and best not in ("PER", "NORP") and place(key) is None and known_body(key) is None:
            return "PER"
        return "ORG" if key in companies else cast("MentionType", best)

    return [
        [name._replace(type=won(fold(text[name.start : name.end]), name)) for name in names]
        for text, names in zip(texts, found, strict=True)
    ]


def _added(one: Sequence[float] | None, other: Sequence[float]) -> list[float]:
    return [first + second for first, second in zip(one, other, strict=True)] if one else list(other)


def _chances(name: Found) -> list[float]:
    """Log chances of each of `TYPES`; where a table gave the type, or no model read it, that type is all but sure."""
    own = bool(name.types) and TYPES[name.types.index(max(name.types))] == name.type
    masses = name.types if own else [float(kind == name.type) for kind in TYPES]
    return [math.log((1 - _DOUBT) * mass / sum(masses) + _DOUBT / len(TYPES)) for mass in masses]


def _companies(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> set[str]:
    """First words of companies, by which an article calls them later."""
    firsts: set[str] = set()
    for text, names in zip(texts, found, strict=True):
        for name in names:
            first, _, rest = fold(text[name.start : name.end]).partition(" ")
            company = name.type == "ORG" and rest.rpartition(" ")[2].rstrip(".") in titles().companies
            if company and not is_generic(first):
                firsts.add(first)
    return firsts


def is_generic(word: str) -> bool:
    """Whether a body's first word says nothing by itself: "National", "Supreme", a state, a given name."""
    return word in titles().plain or word in titles().org_heads or word in given_names() or place(word) is not None

"""Rarity: what a word is worth among the articles at hand and in the news at large."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.grouping.traits import Traits
from briefing.lexicon.tables import read_table

#: Articles of the news at large that stand beside those at hand: a pile of seventeen says little of how rare a word
#: is. 0 loses 5 points on piles of 20 and fewer of ECB+'s training topics; 150 and 500 are alike.
BESIDE = 150
#: Of how many articles at hand a rare word may be one, at least and as a share.
FEW, RARE = 3, 0.02


@dataclass(frozen=True, slots=True)
class Rarity:
    """Counted over a pile.

    Attributes:
        total: articles at hand.
        holders: stem → articles at hand that have it.
        beside: articles of the news at large that stand beside them.
    """

    total: int
    holders: Mapping[str, int]
    beside: float

    def weight(self, stem: str) -> float:
        """Log of one over the share of articles that have ``stem``."""
        documents, counts = _background()
        share = counts.get(stem, counts[""]) / documents
        return math.log(1 + (self.total + self.beside) / (self.holders.get(stem, 1) + self.beside * share))

    def is_rare(self, stem: str) -> bool:
        """Whether few of the articles at hand have ``stem``."""
        return self.holders.get(stem, 0) <= max(FEW, RARE * self.total)

    def vector(self, counted: Mapping[str, float]) -> dict[str, float]:
        """(1 + log tf) × rarity, of unit length (Salton & Buckley 1988)."""
        made = {stem: (1 + math.log(tf)) * self.weight(stem) for stem, tf in sorted(counted.items())}
        norm = math.sqrt(sum(value * value for value in made.values())) or 1.0
        return {stem: value / norm for stem, value in made.items()}


def rarity(pile: Sequence[Traits]) -> Rarity:
    """Rarity over ``pile``; the news at large is known in English only, so that it counts as far as the pile is."""
    holders = Counter(stem for traits in pile for stem in {**traits.body, **traits.numbers})
    english = sum(traits.language == "en" for traits in pile) / max(1, len(pile))
    return Rarity(len(pile), holders, BESIDE * english)


@functools.cache
def _background() -> tuple[int, dict[str, int]]:
    """Articles counted, and how many of them have each stem; "" stands for every other one."""
    table = read_table("story_words.json")
    return table["documents"], table["holders"]

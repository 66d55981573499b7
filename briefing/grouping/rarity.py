"""Rarity: what a word is worth among the articles at hand and in the news at large."""

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefing.grouping.traits import Traits
from briefing.lexicon.tables import read_table

#: Articles of the news at large that stand beside those at hand: a pile of seventeen says little of how rare a word
#: is. 0 loses 5 points on piles of 20 and fewer of ECB+'s training topics; 150 and 500 are alike.
BESIDE = 150
#: Of how many articles at hand a rare word may be one, at least and as a share; of the news at large only the share.
FEW, RARE = 3, 0.02


@dataclass(frozen=True, slots=True)
class Rarity:
    """Counted over a pile, each language by itself: what is rare in the pile may be every other word of its language.

    Attributes:
        totals: language → articles at hand.
        holders: language → stem → articles at hand that have it.
        anywhere: stem → articles at hand that have it, of all languages.
    """

    totals: Mapping[str, int]
    holders: Mapping[str, Mapping[str, int]]
    anywhere: Mapping[str, int]
    _known: dict[str, dict[str, float]] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, stem: str, language: str) -> float:
        """Log of one over the share of articles in ``language`` that have ``stem``."""
        known = self._known.setdefault(language, {})
        if stem not in known:
            known[stem] = self._weighed(stem, language)
        return known[stem]

    def _weighed(self, stem: str, language: str) -> float:
        beside = BESIDE if language in _background()[1] else 0
        held = self.holders.get(language, {}).get(stem, 1)
        return math.log(1 + (self.totals.get(language, 0) + beside) / (held + beside * _share(stem, language)))

    def is_rare(self, stem: str, language: str) -> bool:
        """Whether few of the articles at hand have ``stem``, and few of the news at large in ``language``."""
        few = max(FEW, RARE * sum(self.totals.values()))
        return self.anywhere.get(stem, 0) <= few and _share(stem, language) <= RARE

    def vector(self, counted: Mapping[str, float], language: str) -> dict[str, float]:
        """(1 + log tf) × rarity, of unit length (Salton & Buckley 1988)."""
        known = self._known.setdefault(language, {})
        made = {
            stem: (1 + math.log(tf)) * (known.get(stem) or self.weight(stem, language))
            for stem, tf in sorted(counted.items())
        }
        norm = math.sqrt(sum(value * value for value in made.values())) or 1.0
        return {stem: value / norm for stem, value in made.items()}


def rarity(pile: Iterable[Traits]) -> Rarity:
    """Rarity over ``pile``."""
    totals: Counter[str] = Counter()
    holders: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for traits in pile:
        totals[traits.language] += 1
        holders[traits.language].update({*traits.body, *traits.numbers})
    return Rarity(totals, holders, sum(holders.values(), Counter()))


def _share(stem: str, language: str) -> float:
    """The share of articles of the news at large in ``language`` that have ``stem``."""
    documents, holders = _background()
    known = holders.get(language)
    return known.get(stem, known[""]) / documents if known else 0.0


@functools.cache
def _background() -> tuple[int, dict[str, dict[str, int]]]:
    """Articles counted, and language → stem → how many of them have it; "" stands for every other one."""
    table = read_table("story_words.json")
    return table["documents"], table["holders"]

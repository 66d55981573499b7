"""ROUGE-1, ROUGE-2 and ROUGE-L (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries").

Words are runs of letters and digits in lower case; no stemming, no stop words. Several references: the mean over
them (formula A of the package). ROUGE-L is the longest common subsequence of the two whole word sequences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and F1 of one summary, 0 to 1."""

    recall: float
    f1: float


def tokens(text: str) -> list[str]:
    """The words that are counted."""
    return _WORD.findall(text.lower())


def rouge_n(summary: Sequence[str], references: Sequence[Sequence[str]], n: int) -> Score:
    """Clipped overlap of n-grams."""
    own = _grams(summary, n)
    scores = []
    for reference in references:
        theirs = _grams(reference, n)
        scores.append(_score(sum((own & theirs).values()), sum(own.values()), sum(theirs.values())))
    return _mean(scores)


def rouge_l(summary: Sequence[str], references: Sequence[Sequence[str]]) -> Score:
    """Longest common subsequence."""
    return _mean([_score(_common(summary, reference), len(summary), len(reference)) for reference in references])


def _grams(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[k:] for k in range(n)), strict=False))


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence, a row of the table in one integer (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for n, word in enumerate(left):
        places[word] = places.get(word, 0) | 1 << n
    full = (1 << len(left)) - 1
    row = full
    for word in right:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(left) - row.bit_count()


def _score(shared: int, own: int, theirs: int) -> Score:
    return Score(shared / theirs if theirs else 0.0, 2 * shared / (own + theirs) if own + theirs else 0.0)


def _mean(scores: Sequence[Score]) -> Score:
    count = max(1, len(scores))
    return Score(sum(score.recall for score in scores) / count, sum(score.f1 for score in scores) / count)

"""Our own summariser: the set of sentences that together cover most of what a summary would tell.

Each word of the article is worth what it is likely to be in a summary (`briefing.reading.summarisers.importance`), and counts
once, however many of the chosen sentences hold it: saying a thing twice brings next to nothing. Under a word budget this is
the maximum coverage problem with knapsack constraint of Gillick & Favre (2009, "A Scalable Global Model for
Summarization"), with learnt weights; solved by a beam search, which on news finds what an exact solver does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.model import Reading
from briefing.reading.summarisers.importance import UNIT, Terms, front, weigh
from briefing.reading.text.leaning import fitness

Floats = NDArray[np.float64]

#: Sentences that the search tries, the best by worth per word, and how many sets it keeps a step. Twice as many find
#: sets of short late sentences that cover more and read worse (swept 10 and 6 to 30 and 40 on GUM's training summaries
#: by cross-validation, on 72 news reports with highlights of our own and on ECB+).
_TRIED, _KEPT = 14, 8
#: Opening sentences that are always tried.
_OPENING = 4
#: A sentence's fitness is rounded to this part, so that all sums stay whole and no order of adding shows.
_WHOLE = 64
#: What a sentence gains that holds a figure (1 to 1.25 tried as above).
_FIGURE = 1.15
#: What each term of a sentence costs under a word budget, also one that is said already: a twentieth of a certain term.
#: The budget is a limit, not an aim (0 to 0.08 tried as above at 60 words: 0.04 to 0.06 are best); who grants more
#: words than these wants more of them used.
_PRICE, _PRICED = UNIT // 20, 60
#: What a word that is said already adds again, in tenths (0, 1, 1.5, 2, 3 and 5 tried at 40, 60 and 100 words and three
#: sentences on GUM's training summaries by cross-validation: 0 to 2 alike, more is worse).
_AGAIN, _TENTHS = 1, 10
#: What a sentence loses that repeats a chosen one wholly, where sentences are counted (0, 0.5 and 1 tried in the same
#: way: 0.5 costs nothing and reads better).
_LIKENESS = 0.5
#: Where sentences are counted, not words: words that each is held to have besides its own (see `salience`).
_ALLOWANCE = 10
#: A lede of more than this share of the word budget is not taken for granted.
_LEDE_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class _Choice:
    """A set of sentences (their places, ascending), its length and worth, and the terms that it covers."""

    places: tuple[int, ...]
    words: int
    worth: float
    covered: NDArray[np.bool_]


def cover(reading: Reading, *, sentences: int | None, words: int | None, terms: Terms | None = None) -> tuple[int, ...]:
    """The best sentences of ``reading`` within the budget, in reading order.

    The lede is one of them unless it leans on something or leaves no room: a brief begins with what happened.

    Args:
        reading: with sentences and mentions.
        sentences: how many at most; None for no bound.
        words: how many words at most; None for no bound.
        terms: `weigh` of the reading, where it is at hand.
    """
    terms = terms or weigh(reading.article, reading.sentences, reading.mentions)
    if not terms.indexes:
        return tuple(n for n, sent in enumerate(reading.sentences) if sent.quotable)[:1]
    language = reading.article.language
    quotes = [reading.sentences[n].kind == "quote" for n in terms.indexes]
    fit = [
        fitness(text, language, quote=quotes[place], first=place == 0)
        * front(place)
        * (_FIGURE if any(map(str.isdigit, text)) else 1)
        for place, text in enumerate(terms.texts)
    ]
    gains = _gains(terms, [round(_WHOLE * value) for value in fit])
    most = sentences if sentences is not None else len(fit)
    chosen = _by_words(terms, gains, words, most) if words is not None else _by_count(terms, gains, most)
    return tuple(sorted(terms.indexes[place] for place in chosen))


def _gains(terms: Terms, fit: Sequence[int]) -> Floats:
    """Sentences × terms: what each term adds if the sentence is the first to bring it. Whole numbers."""
    gains = np.zeros((len(terms.terms), max(1, len(terms.stems))))
    worth = terms.worth
    for place, row in enumerate(terms.terms):
        numbers = list(row)
        gains[place, numbers] = worth[numbers] * fit[place]
    return gains


def _by_count(terms: Terms, gains: Floats, most: int) -> list[int]:
    """Greedy: each time the sentence that adds most to what is said, by its length.

    As in maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998) a sentence loses by its likeness to the
    nearest one that is chosen already: the share of its worth that the other holds too.
    """
    lengths = np.array(terms.lengths, dtype=np.float64) + _ALLOWANCE
    alone = np.maximum(gains.sum(axis=1), 1.0)
    left = np.full(gains.shape[1], float(_TENTHS))
    alike = np.zeros(len(lengths))
    free = np.ones(len(lengths), dtype=bool)
    chosen: list[int] = []
    while len(chosen) < min(most, len(lengths)):
        value = np.where(free, (gains @ left) * (1 - _LIKENESS * alike) / lengths, -1.0)
        best = 0 if not chosen and _lede(terms) else int(value.argmax())
        chosen.append(best)
        free[best] = False
        held = list(terms.terms[best])
        left[held] = _AGAIN
        alike = np.maximum(alike, gains[:, held].sum(axis=1) / alone)
    return chosen


def _lede(terms: Terms) -> bool:
    """Whether the first sentence may open the summary unasked."""
    return len(terms.terms[0]) >= 3


def _by_words(terms: Terms, gains: Floats, budget: int, most: int) -> Sequence[int]:
    lengths = np.array(terms.lengths)
    price = _WHOLE * _PRICE * _PRICED // max(_PRICED, budget)
    prices = price * np.array([len(row) for row in terms.terms])
    alone = gains.sum(axis=1) - prices
    fits = np.flatnonzero(lengths <= budget)
    if not len(fits):
        return [int((gains.sum(axis=1) / lengths).argmax())]
    order = sorted(fits.tolist(), key=lambda n: (-alone[n] / (lengths[n] + 3), n))
    tried = np.array(sorted({*order[:_TRIED], *(int(n) for n in fits if n < _OPENING)}))
    nothing = np.zeros(gains.shape[1], dtype=bool)
    beam = [_Choice((), 0, 0.0, nothing)]
    if lengths[0] <= _LEDE_SHARE * budget and _lede(terms):
        beam = [_Choice((0,), int(lengths[0]), _TENTHS * float(alone[0]), gains[0] > 0)]
    best = beam[0]
    while beam and len(beam[0].places) < most:
        beam = _grown(beam, tried, lengths, gains, prices, budget)
        if beam and beam[0].worth > best.worth:
            best = beam[0]
    return best.places or [min(fits.tolist(), key=lambda n: (-alone[n] / lengths[n], n))]


def _grown(
    beam: Sequence[_Choice],
    tried: NDArray[np.int64],
    lengths: NDArray[np.int64],
    gains: Floats,
    prices: NDArray[np.int64],
    budget: int,
) -> list[_Choice]:
    """The best sets that one more sentence makes of those in ``beam``."""
    covered = np.stack([choice.covered for choice in beam])
    left = np.where(covered, float(_AGAIN), float(_TENTHS))
    values = np.array([choice.worth for choice in beam])[:, None] + left @ gains[tried].T - _TENTHS * prices[tried]
    words = np.array([choice.words for choice in beam])[:, None] + lengths[tried][None, :]
    possible = words <= budget
    columns = {int(place): column for column, place in enumerate(tried)}
    for row, choice in enumerate(beam):
        possible[row, [columns[place] for place in choice.places]] = False
    values = np.where(possible, values, -np.inf)
    grown: dict[tuple[int, ...], _Choice] = {}
    for flat in np.argsort(-values, axis=None, kind="stable").tolist():
        row, column = divmod(flat, len(tried))
        if values[row, column] == -np.inf or len(grown) == _KEPT:
            break
        place = int(tried[column])
        places = tuple(sorted((*beam[row].places, place)))
        if places not in grown:
            grown[places] = _Choice(
                places, int(words[row, column]), float(values[row, column]), covered[row] | (gains[place] > 0)
            )
    return list(grown.values())

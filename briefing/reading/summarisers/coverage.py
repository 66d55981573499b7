"""Our own summariser, and the weight of sentences: what each tells of what a summary would tell.

Each word of the article is worth what it is likely to be in a summary (`briefing.reading.summarisers.importance`);
`briefing.lexicon.coverage` chooses.
"""

import math
from collections.abc import Sequence

from briefing.lexicon.coverage import LEAST, Floats, density, fitness, front, gains, told
from briefing.model import Reading, Sentence, Terms
from briefing.reading.summarisers.importance import length

#: A lede of more than this share of the word budget is not taken for granted.
_LEDE_SHARE = 0.85
#: Who grants more words than these wants more of them used.
_GRANTED = 60
#: Terms that a lede must have.
_LEDE_TERMS = 3
#: Of quotable sentences that are no running text: crossheads, scraps.
_SCRAP = 0.01


def cover(reading: Reading, *, sentences: int | None, words: int | None) -> tuple[int, ...]:
    """The best sentences of ``reading`` within the budget, in reading order; one where none is short enough.

    The lede is one of them unless it leans on something or leaves no room: a brief begins with what happened.

    Args:
        reading: with sentences and terms.
        sentences: how many at most; None for no bound.
        words: how many words at most; None for no bound.
    """
    running, table, lengths = _weighed(reading.article.text, reading.sentences, reading.terms)
    if not running:
        return tuple(n for n, sent in enumerate(reading.sentences) if sent.quotable)[:1]
    most = len(running) if sentences is None else sentences
    opens = len(reading.terms.rows[running[0]]) >= _LEDE_TERMS and not reading.sentences[running[0]].flaws
    first = 0 if opens and (words is None or lengths[0] <= _LEDE_SHARE * words) else None
    least = LEAST if words is None else LEAST * min(1.0, _GRANTED / words)
    chosen = told(table, lengths, most=most, budget=words, first=first, least=least)
    if words is None and sentences is not None and len(chosen) < most:  # so many were asked for
        more = told(table, lengths, most=most, first=first, new=0.0, least=0.0)
        by_weight = density(table, lengths).argsort(kind="stable")[::-1].tolist()
        chosen = list(dict.fromkeys((*chosen, *more, *by_weight)))[:most]
    if not chosen and most > 0:
        chosen = [int(density(table, lengths).argmax())]
    return tuple(sorted(running[place] for place in chosen))


def salience(text: str, sentences: Sequence[Sentence], terms: Terms) -> tuple[float, ...]:
    """One figure in 0..1 per sentence, the weightiest quotable one 1; 0 for those that are not quotable.

    On a scale of square roots, so that also the later sentences stand apart.
    """
    scores = [_SCRAP if sent.quotable else 0.0 for sent in sentences]
    running, table, lengths = _weighed(text, sentences, terms)
    if running:
        weights = density(table, lengths).tolist()
        best = max(weights) or 1.0
        for n, weight in zip(running, weights, strict=True):
            scores[n] = round(max(math.sqrt(weight / best), 2 * _SCRAP), 6)
    return tuple(scores)


def _weighed(text: str, sentences: Sequence[Sentence], terms: Terms) -> tuple[list[int], Floats, list[int]]:
    """The running sentences, what each would be the first to tell, and their lengths."""
    running = [n for n, row in enumerate(terms.rows) if row]
    fit = [front(place) * fitness(sentences[n].alone, sentences[n].flaws) for place, n in enumerate(running)]
    lengths = [length(sentences[n].span.of(text)) for n in running]
    return running, gains([terms.rows[n] for n in running], terms.worth, fit), lengths

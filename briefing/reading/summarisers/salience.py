"""Salience: how much of what a summary would tell stands in each sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefing.model import Article, Mention, Sentence, Span, Timex
from briefing.reading.summarisers.importance import UNIT, Terms, front, weigh
from briefing.reading.text.leaning import fitness, leans

#: Words that every sentence is held to have besides its own: else a name and a verb would outweigh all. Swept 0 to 30
#: on GUM's training summaries (ROUGE-1 of the best three sentences); flat between 5 and 15.
_ALLOWANCE = 10
#: What each word that is no term adds, so that a full sentence beats a clipped one: a twentieth of a certain term (0
#: to 0.1 swept on the sets named in `importance`: likeness to the summaries grows, ROUGE-1 of the best three is flat).
_PLAIN = UNIT // 20
#: What a long sentence keeps of its weight, and what one gains that names a day, holds a figure or names an actor.
#: Judgement, not measurement: facts make key points. (On the sets named in `importance` they move ROUGE-1 of the best
#: three sentences by less than 0.2.)
_LONG, _DATED, _FIGURE, _NAMED = 0.85, 1.1, 1.1, 1.15
#: What a sentence loses beyond its fitness that leans wholly on another, and the share of it where coreference knows
#: whom its opening pronoun means, so that a bracket can say so. Judgement: a key point stands alone. (ROUGE-1 of the
#: best three sentences falls by 0.1 on GUM's training summaries.)
_ALONE, _BRACKETED = 0.45, 0.4
#: Characters within which an opening pronoun stands ("On Monday, standing beside Holt in Norby, he …").
_OPENING = 90
#: Words from which a sentence is long: newspapers' style books end near 40.
_MANY = 45
#: Of quotable sentences that are no running text: crossheads, scraps.
_SCRAP = 0.01
#: How far the model's own view, where it has one, moves the weight.
_LEARNT = 0.5


def score(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    *,
    references: Sequence[Mention] = (),
    terms: Terms | None = None,
    learnt: Sequence[float] | None = None,
) -> tuple[float, ...]:
    """One figure in 0..1 per sentence, the best quotable one 1; 0 for those that are not quotable.

    The worth of the sentence's words (`briefing.reading.summarisers.importance`: position, frequency, headline, actors, numbers)
    by its length; less for leaning on what stood before it ("He said …"), for standing far down, for quotations,
    questions and very long sentences, more for a day, a figure or an actor. On a scale of square roots, so that also the later sentences stand apart.

    Args:
        article: the text, its title and language.
        sentences: all of the article's.
        mentions: of the article, with their actors.
        timexes: of the article.
        references: pronouns and titles whose actors are certain.
        terms: `weigh` of the same article, sentences and mentions, where it is at hand.
        learnt: the model's own view, 0..1, one per sentence, where it has one.
    """
    scores = [_SCRAP if sent.quotable else 0.0 for sent in sentences]
    terms = terms or weigh(article, sentences, mentions)
    if not terms.indexes:
        return tuple(scores)
    worth = terms.worth.tolist()
    dated = _holding(sentences, [timex.span for timex in timexes if timex.first is not None])
    named = _holding(sentences, [mention.span for mention in mentions if mention.actor])
    bracketed = _holding(sentences, [mention.span for mention in references], within=_OPENING)
    found = []
    for place, (n, text, row, words) in enumerate(
        zip(terms.indexes, terms.texts, terms.terms, terms.lengths, strict=True)
    ):
        plain = _PLAIN * max(0, words - len(row))
        weight = (sum(worth[term] for term in row) + plain) / (words + _ALLOWANCE) * front(place)
        quote = sentences[n].kind == "quote"
        leaning = leans(text, article.language, first=place == 0)
        weight *= fitness(text, article.language, quote=quote, leaning=leaning) ** 2
        weight *= 1 - _ALONE * leaning * (_BRACKETED if n in bracketed else 1)
        weight *= _LONG if words > _MANY else 1
        weight *= _DATED if n in dated else 1
        weight *= _NAMED if n in named else 1
        weight *= _FIGURE if any(map(str.isdigit, text)) else 1
        if learnt is not None:
            weight *= 1 - _LEARNT / 2 + _LEARNT * learnt[n]
        found.append(weight)
    best = max(found) or 1.0
    for n, weight in zip(terms.indexes, found, strict=True):
        scores[n] = round(max(math.sqrt(weight / best), 2 * _SCRAP), 6)
    return tuple(scores)


def _holding(sentences: Sequence[Sentence], spans: Sequence[Span], within: int | None = None) -> set[int]:
    """The sentences in which one of ``spans`` begins, among the first ``within`` characters."""
    found: set[int] = set()
    at = 0
    for span in sorted(spans):
        while at < len(sentences) and sentences[at].span.end <= span.start:
            at += 1
        if at < len(sentences) and (within is None or span.start - sentences[at].span.start < within):
            found.add(at)
    return found

"""Key points: the best verbatim sentences of a story, across its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from briefing.edition.candidates import Candidate, gather
from briefing.edition.likeness import REPEATS, likeness, says_the_same
from briefing.edition.opening import openings
from briefing.edition.printed import printed
from briefing.lexicon.names_sound import fold
from briefing.lexicon.words import words
from briefing.model import Citation, KeyPoint, Reading, Span, Story
from briefing.settings import EditionSettings

#: Share of each consideration in a candidate's worth. Set by hand on the seed articles, then left alone.
SALIENCE, SUPPORT, FRESHNESS, SOURCE = 1.0, 0.35, 0.45, 0.15
#: What one more word over the limit costs.
PER_WORD_OVER = 0.02
#: Words that a sentence without a figure or a day needs to tell something, and what each one under that costs.
TELLING, PER_WORD_UNDER = 9, 0.05
#: What a sentence loses that the reader may not understand, where another source says it in the edition's language.
FOREIGN = 0.8
#: A second key point has at least this share of the best sentence's salience: four is the most, not a quota.
LEAST = 0.2
#: What a named actor, a figure or a date that no chosen point has yet is worth in a sentence of the best salience.
COVERAGE = 0.06
#: Words that a sentence shares with one printed before, of the words of both, from which it tells nothing new: a
#: reprint with a spelling or a word changed. Looked at by hand on four days of the seeds.
ALMOST = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A key point and the candidate that it was made of.

    Attributes:
        fresh: whether no earlier brief printed it.
        opening: what it is worth as the sentence that stands for its story.
    """

    point: KeyPoint
    candidate: Candidate
    fresh: bool
    opening: float


def choose(
    story: Story,
    readings: Mapping[str, Reading],
    *,
    day: date,
    settings: EditionSettings,
    weights: Mapping[str, float],
    printed_before: Sequence[str] = (),
) -> tuple[Chosen, ...]:
    """The story's key points, the one that says most first, then as they were printed.

    Greedy maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998) over the sentences of all
    independent sources. Worth: the article's salience, how many other sources say the same, how new it
    is, the source's weight; sentences over the length limit pay for each word, very short ones for each they lack.

    Args:
        story: whose articles are all in ``readings``.
        readings: by article id.
        day: the edition's day: brackets are written for its reader.
        settings: limits.
        weights: source name → configured weight.
        printed_before: verbatim sentences of the last brief and earlier ones: they are not fresh, and yield to what is.
    """
    candidates = gather(story, readings)
    if not candidates:
        return ()
    alike = likeness(candidates)
    before = [_plain(sentence) for sentence in printed_before]
    old = [any(_repeats(_plain(c.text), said) for said in before) for c in candidates]
    worth = _worth(candidates, alike, old, story.last or day, settings, weights)
    opening = [worth / (1 + is_old) for worth, is_old in zip(openings(candidates, story.title), old, strict=True)]
    chosen = _select(candidates, alike, worth, opening, settings.key_points)
    lead, rest = chosen[0], sorted(chosen[1:], key=lambda i: (candidates[i].order, candidates[i].index))
    return tuple(
        Chosen(
            point=_point(candidates, alike, i, story, readings, day, settings.language),
            candidate=candidates[i],
            fresh=not old[i],
            opening=opening[i],
        )
        for i in (lead, *rest)
    )


def _plain(sentence: str) -> frozenset[str]:
    """The words and figures of a sentence, without case and accents: agencies and papers spell one name otherwise."""
    return frozenset(fold(word) for word in words(sentence))


def _repeats(said: frozenset[str], before: frozenset[str]) -> bool:
    """Whether a sentence says what another said, in nearly its words and with its very figures."""
    if said == before:
        return True
    figures = {word for word in said ^ before if any(char.isdigit() for char in word)}
    return not figures and len(said & before) >= ALMOST * len(said | before)


def _worth(
    candidates: Sequence[Candidate],
    alike: np.ndarray,
    old: Sequence[bool],
    latest: date,
    settings: EditionSettings,
    weights: Mapping[str, float],
) -> np.ndarray:
    """One figure per candidate."""
    sources = max(1, len({c.order for c in candidates}) - 1)
    readable = any(c.article.language == settings.language for c in candidates)
    worth = np.zeros(len(candidates))
    for i, c in enumerate(candidates):
        others = {o.order for j, o in enumerate(candidates) if o.order != c.order and alike[i, j] >= REPEATS}
        age = (latest - c.day).days if c.day else 0
        worth[i] = (
            SALIENCE * c.salience
            + SUPPORT * min(len(others), 5) / min(sources, 5)
            + FRESHNESS * (0.0 if old[i] else 0.5 ** max(0, age))
            + SOURCE * (weights.get(c.article.source, 1.0) - 1.0)
            - PER_WORD_OVER * max(0, c.length - settings.key_point_words)
            - PER_WORD_UNDER * (0 if c.numbers or c.timexes else max(0, TELLING - c.length))
            - FOREIGN * (readable and c.article.language != settings.language)
        )
    return worth


def _select(
    candidates: Sequence[Candidate], alike: np.ndarray, worth: np.ndarray, opening: Sequence[float], most: int
) -> list[int]:
    """Indexes of at most ``most`` candidates, in the order of choice; none repeats an earlier one."""
    chosen: list[int] = []
    covered: set[str] = set()
    left = list(range(len(candidates)))
    most_salient = max(c.salience for c in candidates) or 1.0
    floor = LEAST * most_salient
    while left and len(chosen) < most:
        value = [
            (
                worth[i]
                + (0.0 if chosen else opening[i])
                + COVERAGE * min(len(_covers(candidates[i]) - covered), 4) * candidates[i].salience / most_salient
                - 0.6 * max((float(alike[i, j]) for j in chosen), default=0.0),
                -i,
            )
            for i in left
        ]
        best = -max(value)[1]
        left.remove(best)
        if chosen and (max(alike[best, j] for j in chosen) >= REPEATS or candidates[best].salience < floor):
            continue
        chosen.append(best)
        covered |= _covers(candidates[best])
    return chosen


def _covers(candidate: Candidate) -> set[str]:
    """Who, when and how many: what a second key point should add to the first."""
    actors = {mention.actor for mention in candidate.mentions if mention.actor}
    days = {timex.value for timex in candidate.timexes}
    return actors | days | set(candidate.numbers)


def _point(
    candidates: Sequence[Candidate],
    alike: np.ndarray,
    chosen: int,
    story: Story,
    readings: Mapping[str, Reading],
    day: date,
    language: str,
) -> KeyPoint:
    one = candidates[chosen]
    also: dict[str, Citation] = {}
    for j, other in enumerate(candidates):
        if other.article.id != one.article.id and says_the_same(one, other, float(alike[chosen, j])):
            also.setdefault(other.article.id, other.citation)
    for id_ in (id_ for group in story.copies for id_ in group):
        if id_ != one.article.id and id_ not in also and (at := readings[id_].article.text.find(one.text)) >= 0:
            also[id_] = Citation(source=id_, span=Span(at, at + len(one.text)))
    order = {id_: n for n, id_ in enumerate(story.articles)}
    return KeyPoint(
        verbatim=one.text,
        text=printed(one, readings[one.article.id], day, language),
        citations=(one.citation, *sorted(also.values(), key=lambda c: order[c.source])),
    )

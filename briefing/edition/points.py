"""Points: the verbatim sentences that tell a story, across its sources, each by what it is the first to tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from briefing.edition.candidates import Candidate, gather
from briefing.edition.differences import Comparison
from briefing.edition.likeness import likeness, says_the_same
from briefing.edition.outdated import Outdated, is_outdated
from briefing.edition.printed import Printer
from briefing.edition.retold import Earlier
from briefing.edition.shortening import shortened
from briefing.lexicon.coverage import LEAST, Floats, density, fitness, front, gains, told
from briefing.lexicon.words import stop_words, words
from briefing.model import Citation, Flaw, KeyPoint, Reading, Span, Story
from briefing.settings import EditionSettings

#: A sentence that is to stand alone has at most so many words; a longer one loses its last clause.
MOST_WORDS = 40
#: What a sentence keeps of its worth that a brief printed, and that is a day older than the last report. Judgement.
_OLD, _DAY = 0.5, 0.7
#: The first point: what standing first in its article and sharing the headlines' words count beside its worth, and what
#: each word over the most costs (swept on tests/gold/stories.jsonl, split tune: 0.3 to 0.8, 0.3 to 1 and 0.01 to 0.04
#: choose alike).
_LEDE, _HEADLINE, _WORD_OVER = 0.5, 0.8, 0.02
#: What it counts there to be of the report whose headline the story bears: a headline and a first line of two reports
#: tell two things (0.2 to 0.5 choose alike: redundant 8.6 → 8.4 %, dangling 2.34 → 2.29 %; of nine first lines of four
#: seed days that came of another report than the headline two are left).
_TITLED = 0.3
#: Likeness to a chosen point from which another is a repetition in other words. With `coverage.NEW` of 0.7, likeness of
#: 0.4, 0.45, 0.5 and 0.55 leaves 5.1, 4.3, 5.7 and 6.4 % of key points redundant (tests/gold/stories.jsonl, split tune).
_ALIKE = 0.45
#: What being the ledes of two reports adds to that likeness, less further down: they tell one news in words of their own.
#: 0, 0.15, 0.2, 0.25 and 0.3 leave 8.4, 5.3, 5.3, 4.5 and 4.6 % redundant and tell 3.10, 3.26, 3.28, 3.28 and 3.26
#: facts a story.
_LEDES = 0.25
#: Letters that words share in all their forms, as in the terms of a reading.
_STEM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A key point and the candidate that it was made of.

    Attributes:
        fresh: whether it is new to who has read the earlier briefs.
        opening: what it is worth as the sentence that stands for its story, of what the best one is worth.
        picked: whether the desk chose it.
    """

    point: KeyPoint
    candidate: Candidate
    fresh: bool
    opening: float
    picked: bool = False


def choose(
    story: Story,
    readings: Mapping[str, Reading],
    *,
    day: date,
    settings: EditionSettings,
    weights: Mapping[str, float],
    earlier: Earlier | None = None,
    outdated: Outdated | None = None,
    compared: Comparison | None = None,
) -> tuple[Chosen, ...]:
    """The story's key points, the one that tells the news first, then as they were printed.

    A term is worth the sum, over independent sources, of how likely a summary uses it; a sentence what it is the first
    to tell (`briefing.lexicon.coverage`). Sentences with a flaw are left out where others are left; one that leans may
    stand right behind the sentence that it leans on.

    Args:
        story: whose articles are all in ``readings``.
        readings: by article id.
        day: the edition's day: brackets are written for its reader.
        settings: limits.
        weights: source name → configured weight.
        earlier: what briefs have told of it: what they printed yields to what is new, some of which is told if there is any.
        outdated: figures that have moved on: their sentences yield to that of the newest one, and never stand for the story.
        compared: its sources, where they have been held against each other.
    """
    every = list(compared.candidates) if compared else gather(story, readings)
    candidates = _readable(_quotable(every), settings.readable)
    if not candidates:
        return ()
    earlier = earlier or Earlier()
    behind = [is_outdated(c, outdated or {}) for c in candidates]
    yields = [earlier.has(c) or b for c, b in zip(candidates, behind, strict=True)]
    fit = _fit(candidates, yields, story.last or day, weights)
    stems = {stem: n for n, stem in enumerate(sorted({stem for c in candidates for stem in c.stems}))}
    rows = [sorted(stems[stem] for stem in c.stems) for c in candidates]
    table = gains(rows, _worth(story, readings, stems), fit)
    lengths = [c.length for c in candidates]
    opening = _openings(candidates, table, lengths, _headline(story, readings), story.title, settings.key_point_words)
    opening = _newest_first(candidates, opening, outdated or {})
    first = int(np.argmax(np.where([c.leans for c in candidates], opening - 10, opening)))
    alike = compared.alike if compared and not compared.recalled else likeness(every)
    again = alike + _LEDES * _ledes(every)
    number = {(c.order, c.index): n for n, c in enumerate(every)}
    at = [number[c.order, c.index] for c in candidates]
    chosen = told(
        table,
        lengths,
        most=settings.key_points,
        first=first,
        allowed=lambda place, so_far: (
            _may_stand(candidates, place, so_far) and not any(again[at[place], at[i]] >= _ALIKE for i in so_far)
        ),
        least=LEAST / max(1, story.independent),
    )
    fresh = [earlier.lacks(c) and not b for c, b in zip(candidates, behind, strict=True)]
    if not any(fresh[i] for i in chosen):
        alone = [f and not c.leans for f, c in zip(fresh, candidates, strict=True)]
        dense = np.where(alone, density(table, lengths), -1)
        newest = int(np.argmax(dense))
        chosen = [*chosen[: settings.key_points - 1], newest] if dense[newest] >= 0 else chosen
    printer = Printer(readings, day, settings.language, introduced=story.title, outdated=outdated)
    return tuple(
        Chosen(
            point=_point(every, alike, at[i], story, readings, printer, settings.key_point_words),
            candidate=candidates[i],
            fresh=fresh[i],
            opening=float(opening[i] / (opening[first] or 1.0)),
        )
        for i in _in_order(candidates, chosen)
    )


def _quotable(every: Sequence[Candidate]) -> list[Candidate]:
    """Those without a flaw, and those that only lean; where all have one, those with the fewest."""
    sound = [c for c in every if c.flaws <= {Flaw.LEANS}]
    if any(not c.flaws for c in sound):
        return sound
    fewest = min((len(c.flaws) for c in every), default=0)
    return [replace(c, flaws=c.flaws - {Flaw.LEANS}) for c in every if len(c.flaws) == fewest]


def _readable(candidates: Sequence[Candidate], languages: Sequence[str]) -> Sequence[Candidate]:
    """Those in the edition's languages where there are any: what another language says of the story it says again."""
    return [c for c in candidates if c.article.language in languages] or candidates


def _worth(story: Story, readings: Mapping[str, Reading], stems: Mapping[str, int]) -> list[float]:
    """What each stem is worth: the sum over independent sources of the most that an article of theirs gives it."""
    copies = {copy for group in story.copies for copy in group[1:]}
    by_source: dict[str, dict[str, int]] = {}
    for id_ in story.articles:
        if id_ in copies:
            continue
        terms = readings[id_].terms
        source = by_source.setdefault(readings[id_].article.source or id_, {})
        for stem, worth in zip(terms.stems, terms.worth, strict=True):
            source[stem] = max(source.get(stem, 0), worth)
    return [float(sum(source.get(stem, 0) for source in by_source.values())) for stem in stems]


def _fit(
    candidates: Sequence[Candidate],
    old: Sequence[bool],
    latest: date,
    weights: Mapping[str, float],
) -> list[float]:
    """What each candidate keeps of its words' worth."""
    fit = []
    for c, is_old in zip(candidates, old, strict=True):
        age = max(0, (latest - c.day).days) if c.day else 0
        kept = front(c.place) * fitness(c.alone, c.flaws) * (_OLD if is_old else 1.0) * _DAY ** min(age, 4)
        fit.append(kept * weights.get(c.article.source, 1.0))
    return fit


def _headline(story: Story, readings: Mapping[str, Reading]) -> dict[str, int]:
    """The words of the headlines that its sources printed, and in how many each stands."""
    copies = {copy for group in story.copies for copy in group[1:]}
    counts: dict[str, int] = {}
    for id_ in story.articles:
        for stem in _stems(readings[id_].article.title) if id_ not in copies else ():
            counts[stem] = counts.get(stem, 0) + 1
    return counts


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words(text) if word not in stop_words("en"))


def _openings(
    candidates: Sequence[Candidate],
    table: Floats,
    lengths: Sequence[int],
    headline: Mapping[str, int],
    title: str,
    most: int,
) -> Floats:
    """What each candidate is worth as the story's first point: news writing puts the news into the lede.

    Where a feature opens on a scene instead, the sentence that shares most with the headlines does what a lede should.
    The report whose headline is the story's says first what that promises.
    """
    worth = density(table, lengths)
    total = sum(headline.values()) or 1
    value = worth / (worth.max() or 1.0)
    for place, c in enumerate(candidates):
        shared = sum(headline.get(stem, 0) for stem in c.stems) / total
        value[place] += _TITLED * (c.article.title == title)
        value[place] += _LEDE / (1 + c.place) + _HEADLINE * shared - _WORD_OVER * max(0, c.length - most)
    return value


def _newest_first(candidates: Sequence[Candidate], opening: Floats, outdated: Outdated) -> Floats:
    """``opening`` with the worth of a sentence whose figure has moved on given to the one that has the newest."""
    made = opening.copy()
    place = {(c.article.id, c.index): n for n, c in enumerate(candidates)}
    for n, c in enumerate(candidates):
        for moved in outdated.get(c.article.id, ()) if is_outdated(c, outdated) else ():
            newest = place.get((moved.article, moved.by))
            if moved.index == c.index and newest is not None:
                made[newest], made[n] = max(made[newest], opening[n]), 0.0
    return made


def _ledes(every: Sequence[Candidate]) -> Floats:
    """How nearly each two are the ledes of two reports: 1 where they are, the less the further down either stands."""
    front = np.array([1 / (1 + c.place) for c in every])
    order = np.array([c.order for c in every])
    return np.asarray(np.outer(front, front) * (order[:, None] != order[None, :]))


def _may_stand(candidates: Sequence[Candidate], place: int, chosen: Sequence[int]) -> bool:
    """Whether it stands by itself, or the sentence right before it is chosen already."""
    one = candidates[place]
    return not one.leans or any(_right_behind(candidates[other], one) for other in chosen)


def _right_behind(first: Candidate, then: Candidate) -> bool:
    return first.article.id == then.article.id and first.index + 1 == then.index


def _in_order(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[int]:
    """The first one, then the others as they were printed; one that leans right behind what it leans on."""
    lead, rest = chosen[0], sorted(chosen[1:], key=lambda i: (candidates[i].order, candidates[i].index))
    ordered = [lead]
    for i in rest:
        behind = [
            n for n, j in enumerate(ordered) if candidates[i].leans and _right_behind(candidates[j], candidates[i])
        ]
        ordered.insert(behind[0] + 1 if behind else len(ordered), i)
    return ordered


def _point(
    every: Sequence[Candidate],
    alike: np.ndarray,
    chosen: int,
    story: Story,
    readings: Mapping[str, Reading],
    printer: Printer,
    most: int,
) -> KeyPoint:
    one = every[chosen]
    also: dict[str, Citation] = {}
    for j, other in enumerate(every):
        if other.article.id != one.article.id and says_the_same(one, other, float(alike[chosen, j])):
            also.setdefault(other.article.id, other.citation)
    for id_ in (id_ for group in story.copies for id_ in group):
        if id_ != one.article.id and id_ not in also and (at := readings[id_].article.text.find(one.text)) >= 0:
            also[id_] = Citation(source=id_, span=Span(at, at + len(one.text)))
    order = {id_: n for n, id_ in enumerate(story.articles)}
    point = KeyPoint(
        verbatim=one.text,
        text=printer.printed(one),
        citations=(one.citation, *sorted(also.values(), key=lambda c: order[c.source])),
    )
    return point if one.length <= most else shortened(point, most) or point


def standing(points: Sequence[Chosen]) -> KeyPoint | None:
    """The point that stands for its story alone: the best that is new and of at most `MOST_WORDS` words, if any.

    It tells nearly as much as the best one; one that is not new where none is. What the desk picked first stands.
    """
    if points and points[0].picked:
        return points[0].point
    fit = [one for one in points if one.opening >= _NEARLY and _words(one.point) <= MOST_WORDS]
    return next((one.point for one in fit if one.fresh), fit[0].point if fit else None)


#: Where the first key point is too long, another of this share of its worth stands in (0.75 to 1 choose alike on
#: tests/gold/stories.jsonl), else the long one: no side line (its line the best first sentence: tune 89.7 → 92.3 %).
_NEARLY = 0.75


def _words(point: KeyPoint) -> int:
    """Words as printed: brackets are no part of the sentence."""
    return len(point.text.replace(" […]", "").split()) if "[…]" in point.text else len(point.verbatim.split())

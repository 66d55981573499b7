"""Differences: where independent sources give different figures or days for the same thing, and what has moved on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from briefing.edition.candidates import Candidate, candidate_at, gather
from briefing.edition.days_apart import days_apart
from briefing.edition.figures import Figure, figures_of, together
from briefing.edition.likeness import likeness
from briefing.model import Article, Citation, Claim, Difference, Hedge, Kind, Reading, Story

#: Differences printed per story.
MOST = 3
#: What only grows as more becomes known, so that a lower figure beside a later, higher one is an older one; and what goes
#: either way within hours.
_GROWS = frozenset({Kind.DEAD, Kind.INJURED, Kind.ARRESTED, Kind.DISPLACED})
_SHIFTS = frozenset({Kind.MISSING, Kind.TRAPPED, Kind.HOSTAGES, Kind.POWERLESS})
#: The order of an earlier brief's sentence among today's.
_EARLIER = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What sources give for one thing.

    Attributes:
        claims: the figures by their value: smallest first, or, where the count has moved on, in the order of days.
        updated: whether it has moved on.
    """

    claims: tuple[tuple[Figure, ...], ...]
    updated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the sources of a story count, held against each other and against what earlier briefs knew.

    Attributes:
        candidates: of today's sources.
        alike: their likeness, and behind them that of the sentences of earlier briefs.
        recalled: whether there are any such.
    """

    candidates: tuple[Candidate, ...]
    alike: np.ndarray
    recalled: bool = False
    counts: tuple[Count, ...] = ()


def compare(story: Story, readings: Mapping[str, Reading], earlier: Sequence[Reading] = ()) -> Comparison:
    """Hold the figures of a story's sources against each other.

    Args:
        story: of today.
        readings: by article id.
        earlier: sentences with figures that earlier briefs knew of it (`KnownStory.figures`).
    """
    candidates = gather(story, readings)
    known = _known(story, readings, earlier)
    every = [*candidates, *known]
    if len(story.articles) < 2 and not known:
        return Comparison(candidates=tuple(candidates), alike=likeness(every))
    found = [figure for row, candidate in enumerate(every) for figure in figures_of(candidate, row)]
    alike = likeness(every)
    counts = (_count(group, found) for group in together(found, alike))
    return Comparison(
        candidates=tuple(candidates),
        alike=alike,
        recalled=bool(known),
        counts=tuple(count for count in counts if count),
    )


def _known(story: Story, readings: Mapping[str, Reading], earlier: Sequence[Reading]) -> list[Candidate]:
    """The earlier sentences of other articles than today's, as far as they can be compared."""
    served = {readings[id_].encoder for id_ in story.articles}
    fit = {
        (one.article.id, one.article.text): one
        for one in earlier
        if one.article.id not in story.articles and one.encoder in served
    }
    made = (candidate_at(one, _EARLIER, one.sentences[0].span) for one in fit.values())
    return [one for one in made if one is not None]


def differences(compared: Comparison, printed: Collection[str] = ()) -> tuple[Difference, ...]:
    """Figures and days that the story's sources give differently for the same thing, most cited first.

    Rounding ("some 300" and "298"), a floor that the other meets ("at least 12" and "15"), a part and its whole,
    the same source's own second figure and a figure that the other source reports as well are no differences. One
    that moves from one day to a later one only is an update, and marked so; what it was in a brief that is not of today
    is cited there.

    Args:
        compared: the story's sources.
        printed: what earlier briefs printed of it, verbatim.
    """
    made = [made for count in compared.counts if (made := _difference(count, printed))]
    if len({one.article.id for one in compared.candidates}) > 1:
        made += days_apart(compared.candidates, compared.alike)
    return tuple(sorted(made, key=lambda d: (-sum(len(c.citations) for c in d.claims), d.about))[:MOST])


def _difference(count: Count, printed: Collection[str]) -> Difference | None:
    """What is printed of a count: what today's sources give, and, where that has moved on, what an earlier brief printed."""
    claims = []
    for claim in count.claims:
        today = [figure for figure in claim if figure.candidate.order != _EARLIER]
        told = next((figure for figure in claim if figure.candidate.text in printed), None)
        if today:
            claims.append(Claim(value=today[0].printed, citations=_cited(today)))
        elif count.updated and told:
            claims.append(Claim(value=told.printed, citations=()))
    if len(claims) < 2 or (count.updated and not claims[-1].citations):
        return None
    return Difference(about=count.claims[0][0].quantity.about, claims=tuple(claims), updated=count.updated)


def _count(group: Sequence[Figure], found: Sequence[Figure]) -> Count | None:
    """The claims of a group, if at least two sources really disagree."""
    claims = _claims(group)
    claims = [one for one in claims if any(_contradict(one, other, found) for other in claims if other is not one)]
    if len(claims) < 2:
        return None
    updated = _moves_on(claims)
    if updated:
        claims.sort(key=lambda claim: min(figure.when for figure in claim))
    return Count(claims=tuple(map(tuple, claims)), updated=updated)


def _claims(group: Sequence[Figure]) -> list[list[Figure]]:
    """The figures by what they claim, smallest first; a hedged one is counted to a firm one that it agrees with."""
    claims: list[list[Figure]] = []
    for figure in sorted(group, key=lambda f: (bool(f.quantity.hedge), f.candidate.order, f.candidate.index)):
        for claim in claims:
            if _one_claim(figure, claim[0]):
                claim.append(figure)
                break
        else:
            claims.append([figure])
    return sorted(claims, key=lambda claim: claim[0].quantity.value)


def _one_claim(left: Figure, right: Figure) -> bool:
    """Whether both say the same: in one report "at least 12" may be 15; where 15 comes later, the toll has moved on."""
    one, other = left.quantity, right.quantity
    first, then = (right, left) if right.candidate.article.precedes(left.candidate.article) else (left, right)
    moved = first.quantity.hedge is Hedge.FLOOR and first.quantity.value < then.quantity.value
    if moved and first.candidate.article.precedes(then.candidate.article):
        one, other = replace(one, hedge=Hedge.FIRM), replace(other, hedge=Hedge.FIRM)
    return one.agrees(other)


def _contradict(left: Sequence[Figure], right: Sequence[Figure], found: Sequence[Figure]) -> bool:
    """Whether some source says the one and not the other, and some other source the reverse."""
    return bool(_only(left, right, found)) and bool(_only(right, left, found))


def _only(claim: Sequence[Figure], other: Sequence[Figure], found: Sequence[Figure]) -> set[str]:
    """The articles that make the claim and nowhere print the other figure."""
    said, unsaid = claim[0].quantity, other[0].quantity
    both = {
        f.candidate.article.id
        for f in found
        if (f.quantity.kind, f.quantity.unit, f.quantity.value) == (said.kind, said.unit, unsaid.value)
    }
    return {figure.candidate.article.id for figure in claim} - both


def _moves_on(claims: Sequence[Sequence[Figure]]) -> bool:
    """Whether each higher value is of a later report (or says that it rose): an update, not a dispute."""
    seen: list[tuple[Article, Article]] = []
    for claim in claims:
        same = [figure for figure in claim if figure.quantity.value == claim[0].quantity.value]
        told = [figure.candidate.article for figure in sorted(same, key=lambda figure: figure.when)]
        dated = [article for article in told if article.day]
        if not dated:
            return False
        seen.append((dated[0], dated[-1]))
    kind, steps = claims[0][0].quantity.kind, list(pairwise(seen))
    if kind in _GROWS and all(lower[0].precedes(higher[0]) for lower, higher in steps):
        return True  # whoever still gives the lower figure is behind
    rises, falls = (all(a[1].precedes(b[0]) for a, b in each) for each in (steps, [(b, a) for a, b in steps]))
    if (rises or falls) and (kind in _SHIFTS or all(lower[0].day != higher[0].day for lower, higher in steps)):
        return True
    said = any(figure.quantity.moves for figure in claims[-1])
    return said and not any(higher[0].precedes(lower[0]) for lower, higher in steps)


def _cited(figures: Sequence[Figure]) -> tuple[Citation, ...]:
    """Where the very figure stands that is printed: the first one of the claim."""
    cited: dict[str, Citation] = {}
    first, *others = figures
    same = [other for other in others if other.quantity.value == first.quantity.value]
    for figure in (first, *sorted(same, key=lambda f: (f.candidate.order, f.candidate.index))):
        cited.setdefault(figure.candidate.article.id, figure.candidate.citation)
    return tuple(cited.values())

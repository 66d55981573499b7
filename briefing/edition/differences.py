"""Differences: where independent sources give different figures or days for the same thing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from briefing.edition.candidates import gather
from briefing.edition.days_apart import days_apart
from briefing.edition.figures import Figure, figures_of, together
from briefing.edition.likeness import likeness
from briefing.model import Citation, Claim, Difference, Hedge, Reading, Story

#: Differences printed per story.
MOST = 3


def differences(story: Story, readings: Mapping[str, Reading]) -> tuple[Difference, ...]:
    """Figures and days that the story's sources give differently for the same thing, most cited first.

    Rounding ("some 300" and "298"), a floor that the other meets ("at least 12" and "15"), a part and its whole,
    the same source's own second figure and a figure that the other source reports as well are no differences. One
    that moves from one day to a later one only is an update, and marked so.
    """
    if len(story.articles) < 2:
        return ()
    candidates = gather(story, readings)
    found = [figure for row, candidate in enumerate(candidates) for figure in figures_of(candidate, row)]
    alike = likeness(candidates)
    made = [made for group in together(found, alike) if (made := _difference(group, found))]
    made += days_apart(candidates, alike)
    return tuple(sorted(made, key=lambda d: (-sum(len(c.citations) for c in d.claims), d.about))[:MOST])


def _difference(group: Sequence[Figure], found: Sequence[Figure]) -> Difference | None:
    """A difference, if at least two sources really disagree."""
    claims = _claims(group)
    claims = [one for one in claims if any(_contradict(one, other, found) for other in claims if other is not one)]
    if len(claims) < 2:
        return None
    updated = _moves_on(claims)
    if updated:
        claims.sort(key=lambda claim: min(figure.candidate.day or date.min for figure in claim))
    return Difference(
        about=group[0].quantity.about,
        claims=tuple(Claim(value=one[0].printed, citations=_cited(one)) for one in claims),
        updated=updated,
    )


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
    """Whether both say the same: on one day "at least 12" may be 15; where 15 is of a later day, the toll has moved on."""
    one, other = left.quantity, right.quantity
    first, then = sorted((left, right), key=lambda figure: figure.candidate.day or date.min)
    later = first.candidate.day != then.candidate.day
    if later and first.quantity.hedge is Hedge.FLOOR and first.quantity.value < then.quantity.value:
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
    """Whether each higher value is of a later day (or says that it rose): an update, not a dispute."""
    days: list[tuple[date, date]] = []
    for claim in claims:
        same = [figure for figure in claim if figure.quantity.value == claim[0].quantity.value]
        known = [figure.candidate.day for figure in same if figure.candidate.day]
        if not known:
            return False
        days.append((min(known), max(known)))
    later = all(earlier[1] < later[0] for earlier, later in pairwise(days))
    later = later or all(earlier[0] > later[1] for earlier, later in pairwise(days))
    said = any(figure.quantity.moves for figure in claims[-1])
    return later or (said and all(a[0] <= b[0] for a, b in pairwise(days)))


def _cited(figures: Sequence[Figure]) -> tuple[Citation, ...]:
    """Where the very figure stands that is printed: the first one of the claim."""
    cited: dict[str, Citation] = {}
    first, *others = figures
    same = [other for other in others if other.quantity.value == first.quantity.value]
    for figure in (first, *sorted(same, key=lambda f: (f.candidate.order, f.candidate.index))):
        cited.setdefault(figure.candidate.article.id, figure.candidate.citation)
    return tuple(cited.values())

"""Differences: where independent sources give different figures for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from briefing.edition.candidates import Candidate, gather
from briefing.edition.likeness import likeness
from briefing.lexicon.quantities import Quantity, quantities
from briefing.model import Citation, Claim, Difference, Reading, Story

#: Likeness from which two sentences are about one thing; below it, two figures are two facts.
ABOUT_ONE_THING = 0.42
#: Differences printed per story.
MOST = 3

_UPDATED = re.compile(
    r"\b(?:rose|risen|rising|climbed|increased|now|so far|latest|updated|revised|has grown|up from)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity and the sentence that prints it; ``row`` is the sentence's place among the candidates."""

    quantity: Quantity
    candidate: Candidate
    row: int

    @property
    def printed(self) -> str:
        """The words of the source."""
        return self.quantity.span.of(self.candidate.text)


def differences(story: Story, readings: Mapping[str, Reading]) -> tuple[Difference, ...]:
    """Figures that the story's sources give differently for the same thing, most cited first.

    Two figures are compared when they count the same kind of thing in sentences that are about one
    thing. Rounding ("some 300" and "298"), a floor that the other meets ("at least 12" and "15") and
    the same source's own second figure are no differences. A figure that moves from one day to a
    later one only is an update, and marked so.
    """
    if len(story.articles) < 2:
        return ()
    candidates = gather(story, readings)
    alike = likeness(candidates)
    found = [q for row, c in enumerate(candidates) for q in _figures(c, row)]
    groups: list[list[Figure]] = []
    for figure in found:
        for group in groups:
            if group[0].quantity.kind == figure.quantity.kind and any(
                float(alike[other.row, figure.row]) >= ABOUT_ONE_THING or other.row == figure.row for other in group
            ):
                group.append(figure)
                break
        else:
            groups.append([figure])
    made = [made for group in groups if (made := _difference(group))]
    return tuple(sorted(made, key=lambda d: (-sum(len(c.citations) for c in d.claims), d.about))[:MOST])


def _figures(candidate: Candidate, row: int) -> Iterator[Figure]:
    """The figures in a sentence that say what they count; days, years and ages are left out."""
    taken = [timex.span.shift(-candidate.span.start) for timex in candidate.timexes]
    for quantity in quantities(candidate.text, taken):
        yield Figure(quantity=quantity, candidate=candidate, row=row)


def _difference(group: Sequence[Figure]) -> Difference | None:
    """A difference, if at least two sources really disagree."""
    by_value: dict[float, list[Figure]] = {}
    for figure in group:
        by_value.setdefault(figure.quantity.value, []).append(figure)
    firm = _firm(by_value)
    if len(firm) < 2 or len({q.candidate.article.id for qs in firm.values() for q in qs}) < 2:
        return None
    claims = tuple(
        Claim(value=qs[0].printed, citations=_cited(qs)) for _, qs in sorted(firm.items(), key=lambda pair: pair[0])
    )
    kind = group[0].quantity.kind
    return Difference(about=kind, claims=claims, updated=_moves_on(firm))


def _firm(by_value: Mapping[float, list[Figure]]) -> dict[float, list[Figure]]:
    """The values that no other one explains: a hedged figure within a tenth of a firm one is that one."""
    values = sorted(by_value)
    kept: dict[float, list[Figure]] = {}
    for value in values:
        hedged = all(q.quantity.hedged for q in by_value[value])
        near = any(o != value and abs(o - value) <= 0.1 * max(o, value) for o in values)
        if not (hedged and near):
            kept[value] = by_value[value]
    return kept


def _moves_on(firm: Mapping[float, list[Figure]]) -> bool:
    """Whether each higher value is of a later day (or says that it rose): an update, not a dispute."""
    days: list[tuple[date, date]] = []
    for value in sorted(firm):
        known = [q.candidate.day for q in firm[value] if q.candidate.day]
        if not known:
            return False
        days.append((min(known), max(known)))
    later = all(earlier[1] < later[0] for earlier, later in pairwise(days))
    said = any(_UPDATED.search(q.candidate.text) for q in firm[max(firm)])
    return later or (said and all(a[0] <= b[0] for a, b in pairwise(days)))


def _cited(figures: Sequence[Figure]) -> tuple[Citation, ...]:
    cited: dict[str, Citation] = {}
    for figure in figures:
        cited.setdefault(figure.candidate.article.id, figure.candidate.citation)
    return tuple(cited.values())

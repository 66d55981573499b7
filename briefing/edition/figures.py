"""Figures of a story that count the same thing, so that they may be held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from briefing.edition.candidates import Candidate
from briefing.lexicon.quantities import STEM, Quantity, quantities
from briefing.lexicon.words import words
from briefing.model import Timex

#: Likeness from which two sentences are about one thing, where the table knows what they count ("dead"), and where
#: only the noun tells. Looked at by hand on the stories of the seeds and of ECB+.
KNOWN, ANY = 0.38, 0.7
#: Ledes of one story are about one thing anyway: likeness that they need less.
LEDES = 0.1
#: A time expression so many days off the article's day makes its sentence background: another flood, last year's sales.
BACKGROUND_DAYS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity and the sentence that prints it; ``row`` is the sentence's place among the candidates.

    Attributes:
        frame: the past times that its sentence speaks of; empty for the news itself.
        places: ids of the places and peoples that its sentence names, and their words cut to five letters.
    """

    quantity: Quantity
    candidate: Candidate
    row: int
    frame: frozenset[str]
    places: frozenset[str]

    @property
    def printed(self) -> str:
        """The words of the source."""
        return self.quantity.span.of(self.candidate.text)


def figures_of(candidate: Candidate, row: int) -> Iterator[Figure]:
    """The figures in a sentence that say what they count; days, years and ages are left out."""
    taken = [timex.span.shift(-candidate.span.start) for timex in candidate.timexes]
    frame = frozenset(timex.value for timex in candidate.timexes if _is_background(timex, candidate.day))
    named = [m for m in candidate.mentions if m.actor and m.type in ("LOC", "NORP")]
    said = (word for m in named for word in words(m.span.of(candidate.article.text)))
    places = frozenset(word[:STEM] for word in said) | {m.actor for m in named if m.actor}
    for quantity in quantities(candidate.text, taken):
        yield Figure(quantity=quantity, candidate=candidate, row=row, frame=frame, places=places)


def _is_background(timex: Timex, day: date | None) -> bool:
    """Whether it names a year, a month or a day far from the article's own; without a day, any year or month does."""
    if timex.type != "DATE":
        return False
    if timex.first is not None and timex.last is not None and day is not None:
        return (day - timex.last).days > BACKGROUND_DAYS or (timex.first - day).days > BACKGROUND_DAYS
    return (len(timex.value) <= len("2019-02") and timex.value[:4].strip("X").isdigit()) or timex.value.startswith(
        "XXXX"
    )


def comparable(left: Figure, right: Figure, alike: float) -> bool:
    """Whether both count the same kind of thing in sentences that are about one thing."""
    one, other = left.quantity, right.quantity
    if (one.kind, one.part) != (other.kind, other.part) or left.frame != right.frame:
        return False
    if left.places and right.places and not (left.places & right.places):
        return False
    if left.candidate.place == right.candidate.place == 0:
        alike += LEDES
    return alike >= KNOWN if one.tabled else alike >= ANY and bool(one.lead & other.lead)


def together(found: Sequence[Figure], alike: np.ndarray) -> list[list[Figure]]:
    """Groups of figures each comparable with every other of its group (complete link), closest pairs first."""
    near = [
        (float(alike[one.row, other.row]), i, j)
        for i, one in enumerate(found)
        for j, other in enumerate(found[:i])
        if one.row != other.row and comparable(one, other, float(alike[one.row, other.row]))
    ]
    fits = {(i, j) for _, i, j in near} | {(j, i) for _, i, j in near}
    group_of: dict[int, set[int]] = {}
    for _, i, j in sorted(near, key=lambda pair: (-pair[0], pair[1], pair[2])):
        left, right = group_of.get(i, {i}), group_of.get(j, {j})
        if left is not right and all((a, b) in fits for a in left for b in right):
            joined = left | right
            for member in joined:
                group_of[member] = joined
    groups = {min(members): sorted(members) for members in group_of.values()}
    return [[found[i] for i in groups[first]] for first in sorted(groups)]

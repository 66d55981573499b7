"""Figures of a story that count the same thing, so that they may be held against each other."""

from __future__ import annotations

import re
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
#: Characters behind a figure in which its clause may say where.
_REACH = 60
_PLACES = r"(?P<where>(?:the |a |neighbou?ring |nearby |\w+ )?(?:[A-ZÀ-Þ][\w'’-]*|countries|provinces?|districts?|regions?)[^.;:()]{0,90})"
_WHERE = re.compile(rf"\b(?:in|across|around|throughout) {_PLACES}")
_OPENS = re.compile(r"(?:In|Across|Around|Throughout) (?P<where>[^,.;:()]{3,60}),")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’-]*")
_AREA = re.compile(
    r"\b(?:countr(?:y|ies)|nations?|provinces?|districts?|regions?|count(?:y|ies)|states?|cit(?:y|ies)|towns?|villages?)\b"
)
_SEVERAL = re.compile(r"\band (?:the )?[A-ZÀ-Þ]")
#: Kinds that count nothing: what moved, and which way, stands before them.
_SHARES = frozenset({"percent", "per cent", "%"})
#: Words that make a part of a place out of its name.
_PARTS = frozenset(
    "north south east west centr upper lower inner outer great distr provi count regio city town villa countries nations and".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity and the sentence that prints it; ``row`` is the sentence's place among the candidates.

    Attributes:
        frame: the past times that its sentence speaks of; empty for the news itself.
        places: ids of the places and peoples that its sentence names, and their words cut to five letters.
        scope: where it was counted, as far as its clause says: "in the province", "in Aceh and Nias".
        days: that its sentence names.
    """

    quantity: Quantity
    candidate: Candidate
    row: int
    frame: frozenset[str]
    places: frozenset[str]
    scope: frozenset[str]
    days: frozenset[date]

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
    days = frozenset(timex.first for timex in candidate.timexes if timex.first and timex.first == timex.last)
    for quantity in quantities(candidate.text, taken):
        scope = _scope(candidate.text, quantity.span.end)
        yield Figure(
            quantity=quantity, candidate=candidate, row=row, frame=frame, places=places, scope=scope, days=days
        )


def _scope(text: str, end: int) -> frozenset[str]:
    """The words that say where what stands before ``end`` was counted: names and kinds of area, cut to stems."""
    phrases = [found.group("where") for found in (_OPENS.match(text), _WHERE.search(text, end, end + _REACH)) if found]
    named = {word[:STEM].casefold() for phrase in phrases for word in _NAME.findall(phrase)}
    areas = {word for phrase in phrases for word in _AREA.findall(phrase)}
    several = {"and" for phrase in phrases if _SEVERAL.search(phrase)}
    return frozenset(named | areas | several) - {"the"}


def _nested(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one place may be the other more exactly told: not a part of it, nor a neighbour."""
    if not left or not right:
        return True
    small, large = sorted((left, right), key=len)
    return small <= large and not (large - small) & _PARTS


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
    if not _nested(left.scope, right.scope):
        return False
    if left.candidate.place == right.candidate.place == 0:
        alike += LEDES
    if one.tabled:
        return alike >= KNOWN
    if left.days and right.days and not left.days & right.days:
        return False
    if one.kind in _SHARES and one.near != other.near:
        return False  # "fell 3 percent", "rose 2 percent"
    return alike >= ANY and bool(one.lead & other.lead)


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

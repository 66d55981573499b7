"""Figures of a story that count the same thing, so that they may be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from briefing.edition.candidates import Candidate
from briefing.lexicon.quantities import STEM, Quantity, quantities
from briefing.lexicon.words import words
from briefing.model import Mention, Timex

#: Likeness from which two sentences are about one thing, where the table knows what they count ("dead"), and where
#: only the noun tells. Looked at by hand on the stories of the seeds and of ECB+.
KNOWN, ANY = 0.38, 0.7
#: … and where one sentence is the other turned round: "fired 14 rockets", "was hit by 14 rockets".
ALMOST = 0.78
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
_SPELL = re.compile(
    r"\b(?:[Dd]uring|[Ii]n|[Oo]ver) (?:the|its|his|her|their) ((?:[\w’'-]+ ){0,4}?"
    r"(?:half|quarter|period|round|run|innings?|set|season|session|minutes|months|weeks|year))\b"
)
_AND = re.compile(r",?\s+(?:and|und|et|y|e|и)\s+(?:the\s+|in\s+)*")
_SEVERAL = re.compile(r"\band (?:the )?[A-ZÀ-Þ]")
#: Which of several: "the second bomb", "in the first half".
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|another|aftershocks?|erste[rns]?|zweite[rns]?|dritte[rns]?|premi[eè]re?|deuxième|primer[ao]?|segund[ao])\b",
    re.IGNORECASE,
)
#: In how long: prices that rose "in a month" are not those "in a year".
_PERIOD = re.compile(
    r"\b(?:in a|per|a|each|every) (year|quarter|month|week|day|hour)\b(?! (?:after|before|ago|later|earlier|since|of|in which|when))"
    r"|\b(year|quarter|month|week|dai|hour)ly\b|\b(annual)(?:ly)?\b",
    re.IGNORECASE,
)
_UNITS = {"dai": "day", "annual": "year"}
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
        several: the places that its sentence names in one breath, "Kenya and Tanzania": it counts them all.
        which: words of its sentence that tell one of several from the others: "first", "second".
        period: in how long, as its sentence says: "year".
        persons: ids of the people whom its sentence names.
    """

    quantity: Quantity
    candidate: Candidate
    row: int
    frame: frozenset[str]
    places: frozenset[str]
    scope: frozenset[str]
    days: frozenset[date]
    several: tuple[frozenset[str], ...]
    which: frozenset[str]
    period: frozenset[str]
    persons: frozenset[str]

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
    several = _in_one_breath(candidate, named)
    days = frozenset(timex.first for timex in candidate.timexes if timex.first and timex.first == timex.last)
    which = frozenset(word.casefold() for word in _ORDINAL.findall(candidate.text))
    period = frozenset(_UNITS.get(word, word) for word in _periods(candidate.text))
    persons = frozenset(m.actor for m in candidate.mentions if m.actor and m.type == "PER")
    for quantity in quantities(candidate.text, taken):
        scope = _scope(candidate.text, quantity.span.end)
        yield Figure(
            quantity=quantity,
            candidate=candidate,
            row=row,
            frame=frame,
            places=places,
            scope=scope,
            days=days,
            several=several,
            which=which,
            period=period,
            persons=persons,
        )


def _periods(text: str) -> list[str]:
    return [next(filter(None, found)).casefold() for found in _PERIOD.findall(text)]


def _in_one_breath(candidate: Candidate, named: Sequence[Mention]) -> tuple[frozenset[str], ...]:
    text = candidate.article.text
    ordered = sorted(named, key=lambda mention: mention.span)
    found: dict[int, frozenset[str]] = {}
    for one, other in pairwise(ordered):
        if _AND.fullmatch(text, one.span.end, other.span.start):
            for mention in (one, other):
                stems = {word[:STEM] for word in words(mention.span.of(text))}
                found[mention.span.start] = frozenset(stems | ({mention.actor} if mention.actor else set()))
    return tuple(found[start] for start in sorted(found))


def _counts_all(left: Figure, right: Figure) -> bool:
    """Whether ``right`` names every place that ``left`` counts together, if it names any."""
    return not right.places or all(place & right.places for place in left.several)


def _scope(text: str, end: int) -> frozenset[str]:
    """The words that say where what stands before ``end`` was counted: names and kinds of area, cut to stems."""
    phrases = [found.group("where") for found in (_OPENS.match(text), _WHERE.search(text, end, end + _REACH)) if found]
    named = {word[:STEM].casefold() for phrase in phrases for word in _NAME.findall(phrase)}
    areas = {word for phrase in phrases for word in _AREA.findall(phrase)}
    several = {"and" for phrase in phrases if _SEVERAL.search(phrase)}
    return frozenset(named | areas | several) - {"the"}


def _spells(text: str) -> frozenset[str]:
    """The parts of a game, a year or a session that a sentence speaks of."""
    return frozenset(found.casefold() for found in _SPELL.findall(text))


def _nested(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one place may be the other more exactly told: not a part of it, nor a neighbour."""
    if not left or not right:
        return True
    small, large = sorted((left, right), key=len)
    return small <= large and not (large - small) & _PARTS


def _apart(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both say which, and not the same."""
    return bool(left and right) and not left & right


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
    if one.way and other.way and one.way != other.way:
        return False
    if _apart(left.which, right.which) or _apart(left.period, right.period):
        return False
    if one.kind.endswith("in prison") and left.persons != right.persons:
        return False
    if not (_nested(left.scope, right.scope) and _counts_all(left, right) and _counts_all(right, left)):
        return False
    if left.candidate.place == right.candidate.place == 0:
        alike += LEDES
    if one.tabled:
        return alike >= KNOWN
    if left.days and right.days and not left.days & right.days:
        return False
    if _spells(left.candidate.text) != _spells(right.candidate.text):
        return False  # "six in the second half", "two during the last ten minutes"
    if one.kind in _SHARES and (one.near != other.near or one.lead < other.lead or other.lead < one.lead):
        return False  # "fell 3 percent", "rose 2 percent"; "unemployment" and "youth unemployment"
    if one.kind not in _SHARES and left.days & right.days and left.places & right.places:
        return alike >= ALMOST or (alike >= ANY and bool(one.lead & other.lead))
    if one.trail - other.trail and other.trail - one.trail:
        return False  # "on schools in Malawi", "on roads in Malawi"
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

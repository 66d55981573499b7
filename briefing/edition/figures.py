"""Figures of a story that count the same thing, so that they may be held against each other."""

import bisect
import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from briefing.edition.candidates import Candidate
from briefing.lexicon.events import dates_event
from briefing.lexicon.tables import read_table
from briefing.lexicon.words import words
from briefing.model import Kind, Mention, Quantity, Timex

#: In the order of the weights in data/figures.json.
PROPERTIES = (
    "alike", "known_kind", "same_part", "other_part", "other_time", "other_place", "one_place", "same_trail",
    "other_way", "other_which", "far_off", "share", "same_figure", "other_day", "moved",
)  # fmt: skip
#: Likelihood from which two figures are of one thing: 0.6, 0.7 and 0.75 give a precision of 91, 94 and 94 % at a recall
#: of 69, 64 and 63 % on tests/gold/figures.jsonl, split tune.
CONFIDENT = 0.7
#: Likeness that the sentences must have where only a noun or a unit says what is counted: there costs nothing, and of the
#: six that ECB+'s reports would print without it ("22 points", "25 points") five are wrong.
UNLISTED = 0.7
_LISTED = frozenset(Kind) - {Kind.MONEY, Kind.SHARE, Kind.OTHER, Kind.TERM, Kind.MAGNITUDE}
#: A time expression so many days off the article's day makes its sentence background: another flood, last year's sales.
BACKGROUND_DAYS = 10
_STEM = 5
#: Where a sentence goes on to the next thing that it counts.
_CUT = re.compile(r"[,;] | and ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity and the sentence that prints it.

    Attributes:
        row: the sentence's place among the candidates.
        frame: the past times that its sentence speaks of; empty for the news itself.
        places: ids of the places and peoples that its part of the sentence names, else the sentence, and their words cut
            to stems.
        days: on which things happened of which its sentence speaks.
        beside: the other figures of its sentence.
    """

    quantity: Quantity
    candidate: Candidate
    row: int
    frame: frozenset[str]
    places: frozenset[str]
    days: frozenset[date]
    beside: frozenset[float]

    @property
    def printed(self) -> str:
        """The words of the source."""
        return self.quantity.span.of(self.candidate.article.text)

    @property
    def when(self) -> tuple[bool, int]:
        """Where its report stands in time: what earlier briefs knew, then as the story has its articles; undated ones last."""
        return self.candidate.article.day is None, self.candidate.order


def figures_of(candidate: Candidate, row: int) -> Iterator[Figure]:
    """The figures in a sentence that say what they count."""
    frame = frozenset(timex.value for timex in candidate.timexes if _is_background(timex, candidate.day))
    named = [m for m in candidate.mentions if m.actor and m.type in ("LOC", "NORP")]
    days = frozenset(t.first for t in candidate.timexes if t.first and t.first == t.last and _dates(t, candidate))
    for quantity in candidate.facts:
        yield Figure(
            quantity=quantity,
            candidate=candidate,
            row=row,
            frame=frame,
            places=_places(_beside(quantity, named, candidate) or named, candidate),
            days=days,
            beside=frozenset(other.value for other in candidate.facts if other is not quantity),
        )


def _beside(quantity: Quantity, named: Sequence[Mention], candidate: Candidate) -> list[Mention]:
    """Those named in the same part of the sentence: "11 in Germany" and "23 in Belgium" are of two places."""
    cuts = [candidate.span.start + cut.end() for cut in _CUT.finditer(candidate.text)]
    part = bisect.bisect(cuts, quantity.span.start)
    return [mention for mention in named if bisect.bisect(cuts, mention.span.start) == part]


def _places(named: Sequence[Mention], candidate: Candidate) -> frozenset[str]:
    said = (word for mention in named for word in words(mention.span.of(candidate.article.text)))
    return frozenset(word[:_STEM] for word in said) | {mention.actor for mention in named if mention.actor}


def _is_background(timex: Timex, day: date | None) -> bool:
    """Whether it names a year, a month or a day far from the article's own; without a day, any year or month does."""
    if timex.type != "DATE":
        return False
    if timex.first is not None and timex.last is not None and day is not None:
        return (day - timex.last).days > BACKGROUND_DAYS or (timex.first - day).days > BACKGROUND_DAYS
    return (len(timex.value) <= len("2019-02") and timex.value[:4].strip("X").isdigit()) or timex.value.startswith(
        "XXXX"
    )


def _dates(timex: Timex, candidate: Candidate) -> bool:
    """Whether it says on which day something happened, not on which it was said."""
    return dates_event(candidate.text, timex.span.shift(-candidate.span.start), timex)


def comparable(left: Figure, right: Figure) -> bool:
    """Whether they count the same kind of thing at all."""
    one, other = left.quantity, right.quantity
    return left.row != right.row and (one.kind, one.unit) == (other.kind, other.unit)


def properties(left: Figure, right: Figure, alike: float) -> list[float]:
    """What tells whether two comparable figures are of one thing, columns as in `PROPERTIES`."""
    one, other = left.quantity, right.quantity
    return [
        alike,
        one.kind in _LISTED,
        one.part == other.part,
        bool(one.part and other.part) and one.part != other.part,
        left.frame != right.frame,
        bool(left.places and right.places) and (not left.places & right.places),
        bool(left.places) != bool(right.places),
        len({*one.trail} & {*other.trail}) / max(1, len({*one.trail, *other.trail})),
        bool(one.way and other.way) and one.way != other.way,
        one.which != other.which,
        abs(math.log(max(one.value, 0.1) / max(other.value, 0.1))),
        one.kind is Kind.SHARE,
        bool(left.beside & right.beside),
        bool(left.days and right.days) and not left.days & right.days,
        one.moves or other.moves,
    ]


def likelihood(left: Figure, right: Figure, alike: float) -> float:
    """How likely two figures are of one thing of the news, 0..1; 0 where they count other kinds, or both another year's flood."""
    if not comparable(left, right) or (left.frame and right.frame):
        return 0.0
    if left.quantity.kind not in _LISTED and alike < UNLISTED:
        return 0.0
    weights, bias = _weights()
    logit = bias + sum(w * float(x) for w, x in zip(weights, properties(left, right, alike), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@functools.cache
def _weights() -> tuple[tuple[float, ...], float]:
    content = read_table("figures.json")
    return tuple(float(content["weights"][name]) for name in PROPERTIES), float(content["bias"])


def together(found: Sequence[Figure], alike: np.ndarray) -> list[list[Figure]]:
    """Groups of figures each of one thing with every other of its group (complete link), likeliest pairs first."""
    near = [
        (likely, i, j)
        for i, one in enumerate(found)
        for j, other in enumerate(found[:i])
        if (likely := likelihood(one, other, float(alike[one.row, other.row]))) >= CONFIDENT
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

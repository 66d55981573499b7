"""Differences: where independent sources give different figures for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from briefing.edition.candidates import Candidate, gather
from briefing.edition.likeness import likeness
from briefing.model import Citation, Claim, Difference, Reading, Story

#: Likeness from which two sentences are about one thing; below it, two figures are two facts.
ABOUT_ONE_THING = 0.42
#: Differences printed per story.
MOST = 3

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_SMALL, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "m": 1_000_000,
           "mn": 1_000_000, "bn": 1_000_000_000, "trillion": 1_000_000_000_000}  # fmt: skip

#: A figure with its scale and the words after it that may say what it counts.
_FIGURE = re.compile(
    r"(?P<hedge>\b(?:about|around|some|nearly|almost|roughly|over|more\ than|at\ least|up\ to|fewer\ than|less\ than)\s+)?"
    r"(?P<unit>[$€£]\s?)?"
    r"\b(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join([*_WORDS]) + r")"
    r"(?:[\s-](?P<scale>" + "|".join(_SCALES) + r")\b)?"
    r"(?P<percent>\s?(?:%|per\ ?cent\b))?"
    r"(?P<after>(?:[\s-]+[^\W\d_]+){0,4})",
    re.IGNORECASE | re.VERBOSE,
)

#: What is counted, by the words that name it: figures are compared within a kind only.
_KINDS: dict[str, frozenset[str]] = {
    "dead": frozenset("dead died killed deaths death fatalities toll bodies lives corpses".split()),
    "injured": frozenset("injured wounded hurt injuries".split()),
    "missing": frozenset("missing unaccounted".split()),
    "arrested": frozenset("arrested detained arrests held charged indicted".split()),
    "displaced": frozenset("displaced evacuated homeless fled moved evacuees".split()),
    "votes": frozenset("votes vote majority against".split()),
    "troops": frozenset("troops soldiers personnel fighters".split()),
    "jobs": frozenset("jobs workers employees staff posts".split()),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
#: Words between a figure and what it counts that say nothing of their own.
_FILLERS = frozenset(
    "people persons men women others other were was are is have been had be more than have has of the a confirmed "
    "at least as civilians security body now so far and reported also left remain remained still".split()
)
_UPDATED = re.compile(
    r"\b(?:rose|risen|rising|climbed|increased|now|so far|latest|updated|revised|has grown|up from)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure, what it counts, and how firmly it is said."""

    value: float
    kind: str
    printed: str
    hedged: bool
    candidate: Candidate
    row: int


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
    found = [q for row, c in enumerate(candidates) for q in quantities(c, row)]
    groups: list[list[Quantity]] = []
    for quantity in found:
        for group in groups:
            if group[0].kind == quantity.kind and any(
                float(alike[other.row, quantity.row]) >= ABOUT_ONE_THING or other.row == quantity.row for other in group
            ):
                group.append(quantity)
                break
        else:
            groups.append([quantity])
    made = [made for group in groups if (made := _difference(group))]
    return tuple(sorted(made, key=lambda d: (-sum(len(c.citations) for c in d.claims), d.about))[:MOST])


def quantities(candidate: Candidate, row: int = 0) -> Iterator[Quantity]:
    """The figures in a sentence that say what they count; days, years and ages are left out."""
    taken = [timex.span.shift(-candidate.span.start) for timex in candidate.timexes]
    for match in _FIGURE.finditer(candidate.text):
        if any(span.start < match.end("number") and match.start("number") < span.end for span in taken):
            continue
        kind = _kind(match)
        value = _value(match)
        if kind is None or value is None:
            continue
        start = (
            match.start("hedge") if match["hedge"] else match.start("unit") if match["unit"] else match.start("number")
        )
        end = (
            match.end("percent") if match["percent"] else match.end("scale") if match["scale"] else match.end("number")
        )
        hedged = bool(match["hedge"])
        yield Quantity(
            value=value,
            kind=kind,
            printed=candidate.text[start:end].strip(),
            hedged=hedged,
            candidate=candidate,
            row=row,
        )


def _value(match: re.Match[str]) -> float | None:
    number = match["number"].casefold().replace(",", "")
    value = float(_WORDS[number]) if number in _WORDS else float(number)
    if match["scale"]:
        value *= _SCALES[match["scale"].casefold()]
    return value


def _kind(match: re.Match[str]) -> str | None:
    """What the figure counts: a known kind among the words that follow, else nothing certain."""
    after = [word.casefold() for word in re.findall(r"[^\W\d_]+", match["after"])]
    for word in after:
        if word in _KIND_OF:
            kind = _KIND_OF[word]
            return f"{kind} (%)" if match["percent"] else kind
        if word not in _FILLERS:
            return None
    return None


def _difference(group: Sequence[Quantity]) -> Difference | None:
    """A difference, if at least two sources really disagree."""
    by_value: dict[float, list[Quantity]] = {}
    for quantity in group:
        by_value.setdefault(quantity.value, []).append(quantity)
    firm = _firm(by_value)
    if len(firm) < 2 or len({q.candidate.article.id for qs in firm.values() for q in qs}) < 2:
        return None
    claims = tuple(
        Claim(value=qs[0].printed, citations=_cited(qs)) for _, qs in sorted(firm.items(), key=lambda pair: pair[0])
    )
    kind = group[0].kind
    return Difference(about=kind, claims=claims, updated=_moves_on(firm))


def _firm(by_value: Mapping[float, list[Quantity]]) -> dict[float, list[Quantity]]:
    """The values that no other one explains: a hedged figure within a tenth of a firm one is that one."""
    values = sorted(by_value)
    kept: dict[float, list[Quantity]] = {}
    for value in values:
        hedged = all(q.hedged for q in by_value[value])
        near = any(o != value and abs(o - value) <= 0.1 * max(o, value) for o in values)
        if not (hedged and near):
            kept[value] = by_value[value]
    return kept


def _moves_on(firm: Mapping[float, list[Quantity]]) -> bool:
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


def _cited(quantities_: Sequence[Quantity]) -> tuple[Citation, ...]:
    cited: dict[str, Citation] = {}
    for quantity in quantities_:
        cited.setdefault(quantity.candidate.article.id, quantity.candidate.citation)
    return tuple(cited.values())

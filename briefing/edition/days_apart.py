"""Days apart: where independent sources give different days for the same deed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from briefing.edition.candidates import Candidate
from briefing.edition.clauses import words_at
from briefing.lexicon.deeds import deeds
from briefing.lexicon.events import dates_event
from briefing.model import Citation, Claim, Difference, Timex

#: Likeness from which two sentences that name one deed speak of the same; looked at by hand on the seed articles.
ABOUT_ONE_DEED = 0.35
#: Days further apart are two deeds.
FURTHEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A deed and its day, as one sentence gives them."""

    candidate: Candidate
    row: int
    timex: Timex
    day: date
    deed: str
    actors: frozenset[str]


def days_apart(candidates: Sequence[Candidate], alike: np.ndarray) -> list[Difference]:
    """Deeds that two sources date differently, neither of them giving the other's day anywhere.

    Only deeds that happen once are compared (data/words_deeds.toml), in sentences that are alike and name an actor
    in common.
    """
    dated = [one for row, candidate in enumerate(candidates) for one in _dated(candidate, row)]
    told: dict[tuple[str, str], set[date]] = {}
    for one in dated:
        told.setdefault((one.candidate.article.id, one.deed), set()).add(one.day)
    made: dict[tuple[str, date, date], Difference] = {}
    for i, one in enumerate(dated):
        for other in dated[:i]:
            if _differ(one, other, float(alike[one.row, other.row]), told):
                first, second = sorted((one, other), key=lambda d: (d.day, d.candidate.order))
                made.setdefault((one.deed, first.day, second.day), _difference(first, second, dated))
    return list(made.values())


def _dated(candidate: Candidate, row: int) -> Iterator[Dated]:
    for timex in candidate.timexes:
        if timex.first is None or timex.first != timex.last or not timex.certain or timex.type not in ("DATE", "TIME"):
            continue
        if not dates_event(candidate.text, timex.span.shift(-candidate.span.start), timex):
            continue
        for deed in sorted(deeds(words_at(candidate, timex))):
            actors = frozenset(m.actor for m in candidate.mentions if m.actor)
            yield Dated(candidate=candidate, row=row, timex=timex, day=timex.first, deed=deed, actors=actors)


def _differ(one: Dated, other: Dated, alike: float, told: dict[tuple[str, str], set[date]]) -> bool:
    return (
        one.deed == other.deed
        and 0 < abs((one.day - other.day).days) <= FURTHEST
        and one.candidate.article.id != other.candidate.article.id
        and not (one.day == one.candidate.day and other.day == other.candidate.day)  # each its own day's: two deeds
        and bool(one.actors & other.actors)
        and _of_one(one, other)
        and alike >= ABOUT_ONE_DEED
        and other.day not in told[one.candidate.article.id, one.deed]
        and one.day not in told[other.candidate.article.id, other.deed]
    )


def _of_one(one: Dated, other: Dated) -> bool:
    """Whether the deeds can be one person's: two players of a team are arrested on two days."""
    persons = [{id_.rpartition("-")[2] for id_ in dated.actors if id_.startswith("per-")} for dated in (one, other)]
    return not all(persons) or bool(persons[0] & persons[1])


def _difference(first: Dated, second: Dated, dated: Sequence[Dated]) -> Difference:
    claims = []
    for one in (first, second):
        agreeing = [d for d in dated if d.deed == one.deed and d.day == one.day and d.actors & one.actors]
        cited: dict[str, Citation] = {}
        for d in sorted(agreeing, key=lambda d: (d.candidate.order, d.candidate.index)):
            cited.setdefault(d.candidate.article.id, d.candidate.citation)
        claims.append(Claim(value=one.timex.span.of(one.candidate.article.text), citations=tuple(cited.values())))
    return Difference(about=f"day of {first.deed}", claims=tuple(claims))

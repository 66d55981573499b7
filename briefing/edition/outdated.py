"""Outdated: figures that a later report has moved on from, and what they have become: marked wherever they are printed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from briefing.edition.candidates import Candidate
from briefing.edition.differences import Comparison, Count
from briefing.edition.figures import Figure
from briefing.model import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A figure that has moved on.

    Attributes:
        span: of the figure in its article.
        index: of its sentence in the article.
        mark: what stands in brackets behind it.
        article: that gives the newest figure, and the index of its sentence; of an earlier day where it is none of today's.
    """

    span: Span
    index: int
    mark: str
    article: str
    by: int


#: Article id → its figures that have moved on.
Outdated = Mapping[str, tuple[Moved, ...]]


def outdated(compared: Comparison, printed: Collection[str] = ()) -> dict[str, tuple[Moved, ...]]:
    """The figures of today's articles that have moved on.

    Args:
        compared: the sources of a story.
        printed: what earlier briefs printed of it: what nobody could look up marks nothing.
    """
    found: dict[str, list[Moved]] = {}
    for count in compared.counts:
        newest = _newest(count, printed) if count.updated else None
        if newest is None:
            continue
        knows = {figure.candidate.article.id for figure in count.claims[-1]}
        marked: set[tuple[str, int]] = set()
        for claim in reversed(count.claims[:-1]):
            for figure in claim if _first(claim).precedes(_first(count.claims[-1])) else ():
                one = figure.candidate
                key = (one.article.id, one.index)
                if one.order >= 0 and one.article.id not in knows and key not in marked:
                    marked.add(key)
                    found.setdefault(one.article.id, []).append(_moved(figure, newest))
    return {id_: tuple(moved) for id_, moved in found.items()}


def _newest(count: Count, printed: Collection[str]) -> Figure | None:
    """The figure that stands for the newest claim: of today's sources, or as an earlier brief printed it."""
    claim = count.claims[-1]
    today = (figure for figure in claim if figure.candidate.order >= 0)
    return next(today, None) or next((figure for figure in claim if figure.candidate.text in printed), None)


def _first(claim: Sequence[Figure]) -> Article:
    """The earliest article that makes it: who repeats it later is behind."""
    return min(claim, key=lambda figure: figure.when).candidate.article


def _moved(figure: Figure, newest: Figure) -> Moved:
    value = newest.printed
    return Moved(
        span=figure.quantity.span,
        index=figure.candidate.index,
        mark=f" [→ {value[:1].lower()}{value[1:]}]",
        article=newest.candidate.article.id,
        by=newest.candidate.index,
    )


def is_outdated(one: Candidate, known: Outdated) -> bool:
    """Whether a figure of the sentence has moved on."""
    return any(moved.index == one.index for moved in known.get(one.article.id, ()))

"""The proof: every quotation of an edition stands in the archived source, letter for letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.model import Article, Edition, KeyPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A quotation that could not be proved, and why."""

    quoted: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved and what was not."""

    quotations: int
    faults: tuple[Fault, ...]


def prove(edition: Edition, article: Callable[[str], Article | None]) -> Proof:
    """Look every key point up in the text that was archived when it was quoted.

    Args:
        edition: as printed.
        article: the archived article of an id; None where there is none.
    """
    recorded = {source.id: source.sha256 for source in edition.sources}
    known: dict[str, Article | None] = {}
    faults: list[Fault] = []
    count = 0
    for point in _points(edition):
        count += 1
        for place, citation in enumerate(point.citations):
            id_ = citation.source
            if id_ not in known:
                known[id_] = article(id_)
            reason = _reason(point, place, known[id_], recorded.get(id_))
            if reason:
                faults.append(Fault(quoted=point.verbatim, source=id_, reason=reason))
    return Proof(quotations=count, faults=tuple(faults))


def _points(edition: Edition) -> Iterator[KeyPoint]:
    yield from (line.point for line in edition.bottom_line)
    for section in edition.sections:
        for story in section.stories:
            yield from story.key_points
    yield from (entry.what for entry in (*edition.calendar, *edition.timeline))


def _reason(point: KeyPoint, place: int, article: Article | None, sha256: str | None) -> str:
    """Why the citation does not hold; "" if it does. Only the first one must be the sentence itself."""
    span = point.citations[place].span
    if sha256 is None:
        return "the edition does not list the source"
    if article is None:
        return "the archive does not hold the source"
    if article.sha256 != sha256:
        return "the archived text is not the one that was quoted"
    if span.end > len(article.text):
        return "the citation lies outside the text"
    if place == 0 and span.of(article.text) != point.verbatim:
        return "the sentence does not stand where the citation says"
    return ""

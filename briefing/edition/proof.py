"""The proof: every quotation, headline and figure of an edition stands in the archived source, letter for letter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefing.model import Article, Citation, Edition, repeats


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
    """Look every key point, headline and differing figure up in what was archived when it was quoted.

    Args:
        edition: as printed.
        article: the archived article of an id; None where there is none.
    """
    recorded = {source.id: source.sha256 for source in edition.sources}
    known: dict[str, Article | None] = {}
    faults: list[Fault] = []
    count = 0
    for quotation in _quotations(edition):
        count += 1
        for place, citation in enumerate(quotation.citations):
            id_ = citation.source
            if id_ not in known:
                known[id_] = article(id_)
            reason = _reason(quotation, place, known[id_], recorded.get(id_))
            if reason:
                faults.append(Fault(quoted=quotation.words, source=id_, reason=reason))
    return Proof(quotations=count, faults=tuple(faults))


class _Quotation(NamedTuple):
    words: str
    citations: tuple[Citation, ...]
    kind: Literal["sentence", "headline", "figure"] = "sentence"


def _quotations(edition: Edition) -> Iterator[_Quotation]:
    points = [line.point for line in edition.bottom_line]
    points += [entry.what for entry in (*edition.calendar, *edition.timeline)]
    for section in edition.sections:
        for story in section.stories:
            points += story.key_points
            if story.title_citation is not None:
                yield _Quotation(story.title, (story.title_citation,), "headline")
            for difference in story.differences:
                for claim in difference.claims:
                    yield _Quotation(claim.value, claim.citations, "figure")
    for point in points:
        yield _Quotation(point.verbatim, point.citations)


def _reason(quotation: _Quotation, place: int, article: Article | None, sha256: str | None) -> str:
    """Why the citation does not hold; "" if it does. Only the first one must be the very words."""
    span = quotation.citations[place].span
    if sha256 is None:
        return "the edition does not list the source"
    if article is None:
        return "the archive does not hold the source"
    if article.sha256 != sha256:
        return "the archived text is not the one that was quoted"
    if span.end > len(article.text):
        return "the citation lies outside the text"
    if place:
        return ""
    said = span.of(article.text)
    if quotation.kind == "headline":
        printed = quotation.words in (said, article.title.strip()) or repeats(quotation.words, said)
        return "" if printed else "the source has another headline"
    if quotation.kind == "figure":
        return "" if quotation.words in said else "the figure does not stand in the cited sentence"
    return "" if said == quotation.words else "the sentence does not stand where the citation says"

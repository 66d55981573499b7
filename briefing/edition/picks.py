"""Picks: what the desk chose to print in place of what the rules choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefing.edition.candidates import candidate_at
from briefing.edition.outdated import Outdated
from briefing.edition.points import Chosen
from briefing.edition.printed import Printer
from briefing.edition.retold import Earlier
from briefing.model import Citation, KeyPoint, PassedOver, Reading, Span, Story

#: A key point's place, from 1, and the sentence that stands there; None where it goes.
Pick = tuple[int, Citation | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """The desk's choices; without any, the rules alone decide.

    Attributes:
        pinned: story → its place on page one, from 1; 0 keeps it off.
        points: story → its picks, one after the other.
        filed: story → what the desk files it under: a section of the user's own, by its title, or anything else.
        dropped: stories that are left out, with the reason.
    """

    pinned: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, Sequence[Pick]] = field(default_factory=dict)
    filed: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[PassedOver, ...] = ()


def picked(
    chosen: Sequence[Chosen],
    picks: Sequence[Pick],
    story: Story,
    readings: Mapping[str, Reading],
    *,
    day: date,
    language: str,
    earlier: Earlier,
    outdated: Outdated | None = None,
) -> tuple[Chosen, ...]:
    """``chosen`` with the desk's picks in their places; a sentence stands once.

    A pick of a sentence that is no longer there changes nothing.
    """
    made = list(chosen)
    for place, citation in picks:
        if citation is None:
            made[place - 1 : place] = []
            continue
        here = made[place - 1] if place <= len(made) else None
        one = _chosen(citation, story, readings, day, language, earlier, outdated)
        if one is None or (here and _same(here, one)):
            continue
        rest = [other if other is here or not _same(other, one) else None for other in made]
        rest[place - 1 : place] = [one]
        made = [each for each in rest if each is not None]
    return tuple(made)


def _same(one: Chosen, other: Chosen) -> bool:
    return one.candidate.article.id == other.candidate.article.id and one.candidate.index == other.candidate.index


def _chosen(
    citation: Citation,
    story: Story,
    readings: Mapping[str, Reading],
    day: date,
    language: str,
    earlier: Earlier,
    outdated: Outdated | None,
) -> Chosen | None:
    if citation.source not in story.articles:
        return None
    order = story.articles.index(citation.source)
    one = candidate_at(readings[citation.source], order, citation.span)
    if one is None:
        return None
    copies = (id_ for group in story.copies if citation.source in group for id_ in group if id_ != citation.source)
    found = ((id_, readings[id_].article.text.find(one.text)) for id_ in copies)
    also = tuple(Citation(source=id_, span=Span(at, at + len(one.text))) for id_, at in found if at >= 0)
    text = Printer(readings, day, language, introduced=story.title, outdated=outdated).printed(one)
    point = KeyPoint(verbatim=one.text, text=text, citations=(one.citation, *also))
    return Chosen(point=point, candidate=one, fresh=earlier.lacks(one), opening=1.0, picked=True)

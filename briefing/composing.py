"""Composing: readings → stories → the edition of a day, with what the desk decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from briefing import desk
from briefing.edition import Material, compose
from briefing.grouping import entitled, group, merge, rank, renamed
from briefing.model import Actor, Article, Correction, Decision, Decisions, Edition, Reading, Skipped, Story
from briefing.model.history import History
from briefing.settings import EVENING, Settings
from briefing.shelf import Shelf

if TYPE_CHECKING:
    from briefing.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Stories, weightiest first, and the readings they are made of, by article id."""

    stories: tuple[Story, ...]
    readings: Mapping[str, Reading]


def gathered(
    readings: Mapping[str, Reading],
    settings: Settings,
    *,
    archive: Archive | None = None,
    day: date | None = None,
    decisions: Sequence[Decision] = (),
) -> Grouped:
    """Actors merged across the articles, articles gathered into stories, which are not yet weighed."""
    known_actors: Sequence[Actor] = archive.known_actors(day) if archive and day else ()
    known_stories = archive.known_stories(day) if archive and day else ()
    identity = merge(readings.values(), known_actors, (*desk.entries(decisions), *settings.actor))
    ordered = sorted(identity.days, key=lambda id_: (str(identity.days[id_] or "9999"), id_))
    unified = Shelf(renamed((readings[id_] for id_ in ordered), identity))
    if isinstance(readings, Shelf):
        readings.rest()
    return Grouped(stories=tuple(group(unified, known=known_stories)), readings=unified)


@dataclass(slots=True)
class Shared:
    """What the briefs of one morning have in common: each article is read once, and grouped once."""

    shelves: dict[tuple[str, str], Shelf] = field(default_factory=dict)
    groups: dict[tuple[object, ...], Grouped] = field(default_factory=dict)

    def known(self, article: Article) -> Reading | None:
        """The reading of ``article`` that a brief has had."""
        shelf = self.shelves.get((article.id, article.sha256))
        return shelf[article.id] if shelf else None

    def add(self, articles: Iterable[Article], readings: Shelf) -> None:
        """Keep the ``readings`` of ``articles``."""
        self.shelves |= {(article.id, article.sha256): readings for article in articles}

    def grouped(
        self,
        readings: Mapping[str, Reading],
        settings: Settings,
        archive: Archive,
        day: date,
        decided: Decisions | None,
    ) -> Grouped:
        """See `gathered`; the same readings on the same day are the same stories in every brief."""
        decisions = decided.decisions if decided else ()
        hour = archive.brief if archive.brief.endswith(EVENING) else ""
        ids = tuple(readings)
        key = (day, hour, ids, desk.entries(decisions))
        if key not in self.groups:
            self.groups[key] = gathered(readings, settings, archive=archive, day=day, decisions=decisions)
        return self.groups[key]


def group_all(
    readings: Mapping[str, Reading],
    settings: Settings,
    *,
    archive: Archive | None = None,
    day: date | None = None,
    decisions: Sequence[Decision] = (),
    base: Grouped | None = None,
) -> Grouped:
    """Actors merged across the articles, articles gathered into stories, stories ranked; then as the desk decided.

    Args:
        readings: by article id.
        settings: the configuration.
        archive: what earlier editions knew.
        day: of the edition.
        decisions: the desk's.
        base: what `gathered` makes of all this, where it is at hand.
    """
    base = base or gathered(readings, settings, archive=archive, day=day, decisions=decisions)
    known = archive.known_stories(day) if archive and day else ()
    weights = {entry.name: entry.weight for entry in settings.source}
    regrouped = desk.regrouped(base.stories, base.readings, decisions)
    stories = (entitled(story, base.readings, settings.edition.readable) for story in regrouped)
    ranked = rank(
        stories, base.readings, watch=settings.watch, weights=weights, known=known, desk=settings.desk, day=day
    )
    revised, texts = desk.revised(ranked, base.readings, decisions)
    wanted = settings.edition.desks
    return Grouped(stories=tuple(s for s in revised if not wanted or s.gravity.desk in wanted), readings=texts)


def composed(
    readings: Mapping[str, Reading],
    settings: Settings,
    *,
    day: date,
    inputs: int,
    left_out: Sequence[Skipped],
    archive: Archive | None = None,
    decided: Decisions | None = None,
    corrections: Sequence[Correction] = (),
    base: Grouped | None = None,
) -> tuple[Edition, Grouped]:
    """The edition of ``day`` from its readings and what the archive knows of earlier ones; all else is in the arguments."""
    decisions = decided.decisions if decided else ()
    grouped = group_all(readings, settings, archive=archive, day=day, decisions=decisions, base=base)
    history = archive.history(day, grouped.stories) if archive else History()
    material = Material(
        day=day,
        inputs=inputs,
        left_out=tuple(left_out),
        settings=settings.edition,
        watch=settings.watch,
        desk=settings.desk,
        weights={entry.name: entry.weight for entry in settings.source},
        history=history,
        picks=desk.picks(decisions),
    )
    edition = compose(grouped.stories, grouped.readings, material)
    return desk.marked(edition, decided, corrections, reviewing=settings.desk.reviewed), grouped

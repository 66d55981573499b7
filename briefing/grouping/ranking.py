"""Ranking: which story comes first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from briefing.lexicon.words import words
from briefing.model import KnownStory, Reading, Story
from briefing.settings import WatchSettings

#: What independent sources, the standing of the actors, novelty and a full text are worth.
SOURCES, ACTORS, NOVELTY, SUBSTANCE = 1.0, 0.8, 0.4, 0.5
#: A watched actor or topic lifts a story above every other.
WATCHED = 100.0


def rank(
    stories: Sequence[Story],
    readings: Mapping[str, Reading],
    *,
    watch: WatchSettings | None = None,
    weights: Mapping[str, float] | None = None,
    known: Iterable[KnownStory] = (),
) -> list[Story]:
    """Weightiest first.

    weight = log2(1 + Σ source weights of independent articles) + 0.8 × standing of its actors
    + 0.4 if it is new + up to 0.5 for having more to say than a headline; watched ones first.

    An actor's standing is the share of today's stories that it appears in, by its salience there.
    """
    watch = watch or WatchSettings()
    standing = _standing(stories)
    old = {one.id for one in known}
    scored = []
    for story in stories:
        copies = {id_ for group in story.copies for id_ in group[1:]}
        independent = [id_ for id_ in story.articles if id_ not in copies]
        voices = sum((weights or {}).get(readings[id_].article.source, 1.0) for id_ in independent)
        actors = sum(actor.salience * standing[actor.id] for actor in story.actors[:6])
        quotable = max(sum(sent.quotable for sent in readings[id_].sentences) for id_ in independent)
        weight = (
            SOURCES * math.log2(1 + voices)
            + ACTORS * min(1.0, actors)
            + NOVELTY * (story.id not in old)
            + SUBSTANCE * min(1.0, quotable / 5)
            + WATCHED * _watched(story, readings, watch)
        )
        scored.append((-round(weight, 9), -(story.last.toordinal() if story.last else 0), story.id, story))
    return [story for *_, story in sorted(scored, key=lambda entry: entry[:3])]


def _standing(stories: Sequence[Story]) -> dict[str, float]:
    """Actor id → 0..1."""
    found: dict[str, float] = {}
    for story in stories:
        for actor in story.actors:
            found[actor.id] = found.get(actor.id, 0.0) + actor.salience
    top = max(found.values(), default=1.0) or 1.0
    return {id_: value / top for id_, value in found.items()}


def _watched(story: Story, readings: Mapping[str, Reading], watch: WatchSettings) -> bool:
    names = {name.casefold() for name in watch.actors}
    if any(names & {actor.name.casefold(), *(a.casefold() for a in actor.aliases)} for actor in story.actors):
        return True
    title = " ".join(readings[id_].article.title for id_ in story.articles)
    text = f" {' '.join(words(title))} "
    return any(f" {' '.join(words(topic))} " in text for topic in watch.topics)

"""Readings → Stories: every article in exactly one."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.grouping import copies
from briefing.grouping.events import events
from briefing.grouping.headlines import clearest
from briefing.grouping.lead import lead
from briefing.grouping.memory import going_on
from briefing.grouping.traits import traits
from briefing.grouping.voices import voices
from briefing.lexicon.roles import once
from briefing.model import Actor, KnownStory, Reading, Story


def group(readings: Sequence[Reading], *, known: Sequence[KnownStory] = ()) -> list[Story]:
    """The stories of ``readings``, each article in exactly one; independent of the order of input.

    Copies are folded first, so that twelve copies are one voice; what is left is grouped by event; a
    story that goes on from an earlier day keeps its id.

    Args:
        readings: with actors unified (`identity.unify`).
        known: stories of earlier days.
    """
    ordered = sorted(readings, key=canonical)
    by_id = {reading.article.id: reading for reading in ordered}
    folded = copies.find(ordered)
    original = {copy: found[0] for found in folded for copy in found[1:]}
    originals = [reading for reading in ordered if reading.article.id not in original]
    shown = [traits(reading) for reading in originals]
    followers: dict[str, list[str]] = {}
    for copy, first in original.items():
        followers.setdefault(first, []).append(copy)
    groups = [[originals[i] for i in event] for event in events(shown)]
    made = []
    for event in groups:
        members = [*event, *(by_id[c] for one in event for c in followers.get(one.article.id, ()))]
        within = tuple(f for f in folded if f[0] in {one.article.id for one in event})
        made.append(story_of(event, sorted(members, key=canonical), within))
    return going_on(made, {one.id: one for one in shown}, known) if known else made


def entitled(story: Story, readings: Mapping[str, Reading], languages: Sequence[str]) -> Story:
    """``story`` under the clearest of its headlines in ``languages``; as it is where all are, or none is."""
    copied = {id_ for group in story.copies for id_ in group[1:]}
    originals = [readings[id_] for id_ in story.articles if id_ not in copied]
    readable = [one for one in originals if one.article.language in languages]
    return replace(story, title=clearest(readable)) if 0 < len(readable) < len(originals) else story


def canonical(reading: Reading) -> tuple[str, str]:
    """Earliest first; undated ones last."""
    published = reading.article.published
    if isinstance(published, datetime) and published.tzinfo:
        published = published.astimezone(UTC)  # as text, times of two zones are not in their order
    return (published.isoformat() if published else "9999", reading.article.id)


def story_of(
    originals: Sequence[Reading],
    members: Sequence[Reading],
    folded: tuple[tuple[str, ...], ...],
) -> Story:
    """One story of ``members``, whose copies are ``folded``; ``originals`` are those that are no copies."""
    days = [reading.article.day for reading in members if reading.article.day]
    actors = merged(originals)
    told = voices([reading.article.id for reading in members], folded, {one.article.id: one for one in members})
    first = min(one.article.id for one in originals[:1])
    return Story(
        id="s" + hashlib.sha256(first.encode()).hexdigest()[:12],
        title=clearest(originals),
        articles=tuple(reading.article.id for reading in members),
        copies=folded,
        actors=actors,
        lead_actor=lead(originals, actors),
        first=min(days, default=None),
        last=max(days, default=None),
        outlets=told.outlets,
        independent=told.independent,
    )


def merged(readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """The actors of several readings with one identity each, most salient first; salience is the mean over readings."""
    weight: Counter[str] = Counter()
    found: dict[str, list[Actor]] = {}
    for reading in readings:
        for actor in reading.actors:
            weight[actor.id] += actor.salience  # type: ignore[assignment]
            found.setdefault(actor.id, []).append(actor)
    made = []
    for id_, actors in found.items():
        names = Counter(name for actor in actors for name in (actor.name, *actor.aliases))
        best = max(actors, key=lambda actor: (actor.mentions, len(actor.name), actor.name))
        made.append(
            replace(
                best,
                aliases=tuple(sorted((n for n in names if n != best.name), key=lambda n: (-names[n], n))),
                roles=once(role for actor in actors for role in actor.roles),
                affiliation=next((actor.affiliation for actor in actors if actor.affiliation), None),
                salience=round(weight[id_] / len(readings), 6),
                mentions=sum(actor.mentions for actor in actors),
            )
        )
    return tuple(sorted(made, key=lambda actor: (-actor.salience, actor.id)))

"""Readings → Stories: every article in exactly one."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.grouping import copies
from briefing.grouping.events import events
from briefing.grouping.headlines import clearest
from briefing.grouping.lead import lead
from briefing.grouping.memory import going_on
from briefing.grouping.traits import Traits, traits
from briefing.grouping.voices import voices
from briefing.lexicon.roles import once
from briefing.model import Actor, KnownStory, Reading, Story


def group(readings: Mapping[str, Reading] | Iterable[Reading], *, known: Sequence[KnownStory] = ()) -> list[Story]:
    """The stories of ``readings``, each article in exactly one; independent of the order of input.

    Copies are folded first, so that twelve copies are one voice; what is left is grouped by event; a
    story that goes on from an earlier day keeps its id.

    Args:
        readings: with actors unified (`identity.renamed`), by article id or plainly.
        known: stories of earlier days.
    """
    by_id = readings if isinstance(readings, Mapping) else {one.article.id: one for one in readings}
    seen: dict[tuple[str, str], Traits] = {}
    groups = {found[0]: found for found in copies.find(_seen(by_id.values(), seen))}
    copied = {id_ for found in groups.values() for id_ in found[1:]}
    shown = [seen[key] for key in sorted(seen) if key[1] not in copied]
    made = []
    for event in events(shown):
        originals = [by_id[shown[i].id] for i in event]
        folded = tuple(sorted(groups[one.article.id] for one in originals if one.article.id in groups))
        members = [*originals, *(by_id[id_] for found in folded for id_ in found[1:])]
        made.append(story_of(originals, sorted(members, key=canonical), folded))
    return going_on(made, {one.id: one for one in shown}, known) if known else made


def _seen(readings: Iterable[Reading], seen: dict[tuple[str, str], Traits]) -> Iterator[Reading]:
    """``readings``, the traits of each put into ``seen`` as it goes by: a reading that lies in a file is taken out once."""
    for reading in readings:
        seen[canonical(reading)] = traits(reading)
        yield reading


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

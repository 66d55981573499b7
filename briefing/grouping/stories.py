"""Readings → Stories: every article in exactly one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from briefing.grouping import copies
from briefing.grouping.events import events
from briefing.grouping.features import Features, features
from briefing.grouping.headlines import clearest
from briefing.model import Actor, KnownStory, Reading, Story

#: Words by which a story is known tomorrow.
TERMS = 60
#: Likeness from which today's story is yesterday's going on.
GOES_ON = 0.5
#: Days after which a story is over.
OVER = 7


def group(readings: Sequence[Reading], *, known: Sequence[KnownStory] = ()) -> list[Story]:
    """The stories of ``readings``, each article in exactly one; independent of the order of input.

    Copies are folded first, so that twelve copies are one voice; what is left is grouped by event; a
    story that goes on from an earlier day keeps its id.

    Args:
        readings: with actors unified (`identity.unify`).
        known: stories of earlier days.
    """
    ordered = sorted(readings, key=_canonical)
    by_id = {reading.article.id: reading for reading in ordered}
    folded = copies.find(ordered)
    original = {copy: found[0] for found in folded for copy in found[1:]}
    originals = [reading for reading in ordered if reading.article.id not in original]
    shown = features(originals)
    followers: dict[str, list[str]] = {}
    for copy, first in original.items():
        followers.setdefault(first, []).append(copy)
    groups = [[originals[i] for i in event] for event in events(shown)]
    by_feature = {feature.id: feature for feature in shown}
    made = []
    for event in groups:
        members = [*event, *(by_id[c] for one in event for c in followers.get(one.article.id, ()))]
        within = tuple(f for f in folded if f[0] in {one.article.id for one in event})
        made.append(_story(event, sorted(members, key=_canonical), within))
    return _going_on(made, by_feature, known)


def _canonical(reading: Reading) -> tuple[str, str]:
    published = reading.article.published
    return (published.isoformat() if published else "9999", reading.article.id)


def _story(originals: Sequence[Reading], members: Sequence[Reading], folded: tuple[tuple[str, ...], ...]) -> Story:
    days = [reading.article.day for reading in members if reading.article.day]
    actors = merged(originals)
    first = min(one.article.id for one in originals[:1])
    return Story(
        id="s" + hashlib.sha256(first.encode()).hexdigest()[:12],
        title=clearest(originals),
        articles=tuple(reading.article.id for reading in members),
        copies=folded,
        actors=actors,
        lead_actor=next((actor.id for actor in actors if actor.type in ("PER", "ORG", "GPE")), None),
        first=min(days, default=None),
        last=max(days, default=None),
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
        roles = {role.text.casefold(): role for actor in actors for role in actor.roles}
        best = max(actors, key=lambda actor: (actor.mentions, len(actor.name), actor.name))
        made.append(
            replace(
                best,
                aliases=tuple(sorted((n for n in names if n != best.name), key=lambda n: (-names[n], n))),
                roles=tuple(roles.values()),
                affiliation=next((actor.affiliation for actor in actors if actor.affiliation), None),
                salience=round(weight[id_] / len(readings), 6),
                mentions=sum(actor.mentions for actor in actors),
            )
        )
    return tuple(sorted(made, key=lambda actor: (-actor.salience, actor.id)))


def _going_on(stories: Sequence[Story], shown: Mapping[str, Features], known: Sequence[KnownStory]) -> list[Story]:
    """Stories with the id of the earlier one that each goes on; no earlier one twice, closest first."""
    near = []
    for place, story in enumerate(stories):
        for one in known:
            likeness = 2.0 if set(one.articles) & set(story.articles) else _likeness(story, shown, one)
            if likeness >= GOES_ON:
                near.append((-round(likeness, 6), one.id, place))
    taken: set[str] = set()
    ids: dict[int, str] = {}
    for _, id_, place in sorted(near):
        if place not in ids and id_ not in taken:
            ids[place] = id_
            taken.add(id_)
    named = [replace(story, id=ids.get(place, story.id)) for place, story in enumerate(stories)]
    # A new story that by chance bears the id of an old one which another story goes on.
    seen: Counter[str] = Counter()
    result = []
    for place, story in enumerate(named):
        seen[story.id] += 1
        clash = place not in ids and (story.id in taken or seen[story.id] > 1)
        result.append(replace(story, id=f"{story.id}x") if clash else story)
    return result


def _likeness(story: Story, shown: Mapping[str, Features], known: KnownStory) -> float:
    if story.first and known.last and not 0 <= (story.first - known.last).days <= OVER:
        return 0.0
    articles = [shown[id_] for id_ in story.articles if id_ in shown]
    terms = _terms(articles)
    words = sum(weight * terms.get(term, 0.0) for term, weight in known.terms)
    vector = _vector(articles)
    if vector is None or not known.vector:
        return words * 2
    other = np.frombuffer(known.vector, dtype=np.int8).astype(np.float32) / 127
    return 0.5 * float(np.clip(vector @ other, 0, 1)) + 0.5 * words


def _terms(articles: Sequence[Features]) -> dict[str, float]:
    """The weightiest words of several articles, of unit length."""
    total: Counter[str] = Counter()
    for article in articles:
        for term, weight in article.terms.items():
            total[term] += weight  # type: ignore[assignment]
    top = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    norm = sum(weight * weight for _, weight in top) ** 0.5 or 1.0
    return {term: round(weight / norm, 5) for term, weight in top}


def _vector(articles: Sequence[Features]) -> np.ndarray | None:
    vectors = [article.vector for article in articles if article.vector is not None]
    if not vectors:
        return None
    mean = np.mean(vectors, axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6))


def remembered(stories: Sequence[Story], readings: Sequence[Reading]) -> list[KnownStory]:
    """What tomorrow's grouping needs of today's stories.

    Args:
        stories: as grouped.
        readings: all readings of the day: rarity of words is counted over them.
    """
    shown = {feature.id: feature for feature in features(sorted(readings, key=_canonical))}
    made = []
    for story in stories:
        articles = [shown[id_] for id_ in story.articles]
        vector = _vector(articles)
        made.append(
            KnownStory(
                id=story.id,
                title=story.title,
                last=story.last,
                articles=story.articles,
                terms=tuple(_terms(articles).items()),
                vector=np.rint(vector * 127).astype(np.int8).tobytes() if vector is not None else b"",
                actors=tuple(actor.id for actor in story.actors[:8]),
            )
        )
    return made

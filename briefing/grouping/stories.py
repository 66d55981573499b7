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
from briefing.grouping.lead import lead
from briefing.model import Actor, KnownStory, Reading, Story

#: Words by which a story is known tomorrow.
TERMS = 60
#: Likeness from which today's story is yesterday's going on.
GOES_ON = 0.5
#: What sharing an article is worth: more than any likeness.
SAME = 2.0
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
    title = clearest(originals)
    return Story(
        id="s" + hashlib.sha256(first.encode()).hexdigest()[:12],
        title=title,
        articles=tuple(reading.article.id for reading in members),
        copies=folded,
        actors=actors,
        lead_actor=lead(actors, title),
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
    likeness = _likeness(stories, shown, known)
    holders: dict[str, list[int]] = {}
    for column, one in enumerate(known):
        for id_ in one.articles:
            holders.setdefault(id_, []).append(column)
    for row, story in enumerate(stories):
        likeness[row, sorted({column for id_ in story.articles for column in holders.get(id_, ())})] = SAME
    rows, columns = np.nonzero(likeness >= GOES_ON)
    near = [
        (-round(float(likeness[row, column]), 6), known[column].id, row)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
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


def _likeness(stories: Sequence[Story], shown: Mapping[str, Features], known: Sequence[KnownStory]) -> np.ndarray:
    """How like each story is to each known one (rows × columns): half words, half vectors; 0 outside the window."""
    listed = [[shown[id_] for id_ in story.articles if id_ in shown] for story in stories]
    postings: dict[str, list[tuple[int, float]]] = {}
    for column, one in enumerate(known):
        for term, weight in one.terms:
            postings.setdefault(term, []).append((column, weight))
    words = np.zeros((len(stories), len(known)))
    for row, articles in enumerate(listed):
        for term, weight in _terms(articles).items():
            for column, other in postings.get(term, ()):
                words[row, column] += weight * other
    cosine = _cosine([_vector(articles) for articles in listed], [_remembered(one) for one in known])
    likeness = np.where(np.isnan(cosine), 2 * words, 0.5 * cosine + 0.5 * words)
    first = np.array([story.first.toordinal() if story.first else np.nan for story in stories])
    last = np.array([one.last.toordinal() if one.last else np.nan for one in known])
    apart = first[:, None] - last[None, :]
    return np.where((apart < 0) | (apart > OVER), 0.0, likeness)


def _remembered(known: KnownStory) -> np.ndarray | None:
    return np.frombuffer(known.vector, dtype=np.int8).astype(np.float32) / 127 if known.vector else None


def _cosine(left: Sequence[np.ndarray | None], right: Sequence[np.ndarray | None]) -> np.ndarray:
    """Cosine of each pair, 0 where it is negative, NaN where a vector is missing."""
    width = max((len(vector) for vector in (*left, *right) if vector is not None), default=1)
    nothing = np.full(width, np.nan, dtype=np.float32)
    rows, columns = (
        np.array([nothing if vector is None else vector for vector in vectors], dtype=np.float32).reshape(-1, width)
        for vectors in (left, right)
    )
    return np.asarray(np.clip(rows @ columns.T, 0, 1))


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

"""The roster: the actors of the edition."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefing.lexicon.roles import latest
from briefing.model import Actor, EditionActor, Reading, Role, Story
from briefing.model.history import History

#: Lines in the table beyond the actors that stories name first.
MOST_ACTORS = 60
#: Actors of each story that come before the lesser ones of weightier stories.
PER_STORY = 5


def roster(
    stories: Sequence[Story],
    casts: Sequence[Sequence[str]],
    readings: Mapping[str, Reading],
    history: History,
    watched: frozenset[str],
    languages: Sequence[str],
) -> tuple[EditionActor, ...]:
    """The actors that the printed stories turn on, weightiest first, those that a story names first and watched ones always.

    An actor's weight is its salience summed over stories, each of which counts by its reciprocal rank: who has
    a small story for himself does not stand before the day's protagonists. The spelling that most sources print leads (the merge across articles saw to that), the others stand beside it. ``languages`` are those that the reader reads (ISO 639-1).
    """
    weight: Counter[str] = Counter()
    where: dict[str, list[str]] = {}
    best: dict[str, Actor] = {}
    for place, story in enumerate(stories):
        for actor in story.actors:
            weight[actor.id] += actor.salience / (1 + place)  # type: ignore[assignment]
            where.setdefault(actor.id, []).append(story.id)
            if actor.id not in best or actor.mentions > best[actor.id].mentions:
                best[actor.id] = actor
    roles, mentions = _heard(readings.values(), languages)
    kinds = ("PER", "ORG", "GPE")
    leading = {id_ for cast in casts for id_ in cast[:PER_STORY]}
    order = sorted(best, key=lambda id_: (id_ not in leading, -weight[id_], best[id_].name))
    kept = [
        id_
        for id_ in order
        if best[id_].type in kinds
        and mentions[id_]
        and (id_ in leading or best[id_].type == "PER" or mentions[id_] > 1)
    ]
    lines = [
        id_ for n, id_ in enumerate(kept) if n < MOST_ACTORS or id_ in leading or best[id_].name.casefold() in watched
    ]
    top = max((float(weight[id_]) for id_ in lines), default=1.0) or 1.0
    return tuple(
        EditionActor(
            id=id_,
            name=best[id_].name,
            type=best[id_].type,
            aliases=best[id_].aliases,
            also_known_as=_also(best[id_]),
            roles=roles.get(id_, best[id_].roles)[:3],
            affiliation=best[id_].affiliation,
            salience=weight[id_] / top,
            stories=tuple(where[id_]),
            mentions=mentions[id_],
            first_seen=history.first_seen.get(id_),
            volume=history.actor_volume.get(id_, ()),
        )
        for id_ in lines
    )


def _also(actor: Actor) -> tuple[str, ...]:
    """Other spellings worth printing: neither a part of the name, nor the name but for case."""
    name = actor.name.casefold()
    parts = set(name.replace("-", " ").split())
    return tuple(
        alias
        for alias in actor.aliases
        if alias.casefold() != name and not set(alias.casefold().replace("-", " ").split()) <= parts
    )[:4]


def _heard(readings: Iterable[Reading], languages: Sequence[str]) -> tuple[dict[str, tuple[Role, ...]], Counter[str]]:
    """Each actor's roles as printed, in a language of the reader's where one prints them so; and how often it is named."""
    said: dict[str, dict[bool, list[Role]]] = {}
    mentions: Counter[str] = Counter()
    for reading in readings:
        mentions.update(mention.actor for mention in reading.mentions if mention.actor)
        own = reading.article.language in languages
        for actor in reading.actors:
            if actor.roles:
                said.setdefault(actor.id, {}).setdefault(own, []).extend(actor.roles)
    return {id_: latest(roles[max(roles)]) for id_, roles in said.items()}, mentions

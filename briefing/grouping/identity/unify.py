"""Identity: the actors of many articles, each once, whatever the spelling."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.grouping.identity.actors import build_actor, name_groups
from briefing.grouping.identity.bodies import group_bodies, group_by_id
from briefing.grouping.identity.entries import claim
from briefing.grouping.identity.nodes import Group, Key, group_of_known, in_order, nodes_of
from briefing.grouping.identity.persons import group_persons
from briefing.grouping.identity.scripts import join_scripts
from briefing.grouping.identity.types import agreed
from briefing.model import Actor, Mention, Reading
from briefing.settings import ActorEntry


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who in a set of readings.

    Attributes:
        ids: (article id, local actor id) → actor id.
        actors: merged, most salient first.
        days: article id → its day.
    """

    ids: Mapping[Key, str]
    actors: tuple[Actor, ...]
    days: Mapping[str, date | None]


def merge(readings: Iterable[Reading], known: Sequence[Actor] = (), entries: Sequence[ActorEntry] = ()) -> Identity:
    """One actor for each person, body, place and people of all readings.

    Near-linear: names are compared only within blocks of like-sounding surnames. The result does not depend on the
    order of the readings.

    Args:
        readings: with local actors.
        known: actors of earlier days, from the archive; they keep their ids and names.
        entries: the user's word, which wins over everything.
    """
    days: dict[str, date | None] = {}
    nodes = agreed(nodes_of(_dated(readings, days)))
    claimed, free = claim(nodes, entries)
    earlier = [group_of_known(actor) for actor in sorted(known, key=lambda actor: actor.id)]
    groups: list[Group] = list(claimed)
    taken = {group.known.id for group in claimed if group.known}
    earlier = [group for group in earlier if group.known and group.known.id not in taken]
    met: dict[str, str] = {}
    for kinds in (("PER",), ("ORG",), ("GPE", "LOC", "NORP", "MISC")):
        members = [node for node in free if node.actor.type in kinds]
        before = [group for group in earlier if group.known and group.known.type in kinds]
        if kinds == ("PER",):
            groups += group_persons(members, before)
            met = {node.actor.id: group.nodes[0].actor.id for group in groups for node in group.nodes}
        elif kinds == ("ORG",):
            groups += join_scripts(group_bodies(members, before), met)
        else:
            groups += join_scripts(group_by_id(members, before), met)
    groups = [group for group in in_order(groups) if group.nodes]
    names = name_groups(groups)
    ids = {node.key: names[id(group)] for group in groups for node in group.nodes}
    return Identity(ids, _actors(groups, names, ids, days), days)


def _dated(readings: Iterable[Reading], days: dict[str, date | None]) -> Iterator[Reading]:
    """``readings``, the day of each put into ``days`` as it goes by."""
    for reading in readings:
        days[reading.article.id] = reading.article.day
        yield reading


def _actors(
    groups: Sequence[Group], names: Mapping[int, str], ids: Mapping[Key, str], days: Mapping[str, date | None]
) -> tuple[Actor, ...]:
    total = sum(node.actor.salience for group in groups for node in group.nodes) or 1.0
    made = [
        build_actor(
            group,
            names[id(group)],
            ids,
            round(sum(sorted(node.actor.salience for node in group.nodes)) / total, 6),
            days,
        )
        for group in groups
    ]
    return tuple(sorted(made, key=lambda actor: (-actor.salience, actor.id)))


def renamed(readings: Iterable[Reading], identity: Identity) -> Iterator[Reading]:
    """The readings with their actors called as in ``identity``, one after the other.

    What a reading's actor says of its own article (aliases, roles, salience, mentions) stays the article's.
    """
    merged = {actor.id: actor for actor in identity.actors}
    return (_rewritten(reading, identity.ids, merged) for reading in readings)


def _rewritten(reading: Reading, ids: Mapping[Key, str], merged: Mapping[str, Actor]) -> Reading:
    own = reading.article.id

    def renamed(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """What keeps its actor stays the same object: a morning's mentions need not be held twice."""
        return tuple(
            mention
            if mention.actor is None or (id_ := ids.get((own, mention.actor), mention.actor)) == mention.actor
            else dataclasses.replace(mention, actor=id_)
            for mention in mentions
        )

    actors: dict[str, Actor] = {}
    for actor in reading.actors:
        id_ = ids[own, actor.id]
        whole = merged[id_]
        here = dataclasses.replace(
            actor,
            id=id_,
            name=whole.name,
            type=whole.type,
            aliases=tuple(dict.fromkeys(form for form in (actor.name, *actor.aliases) if form != whole.name)),
            affiliation=ids.get((own, actor.affiliation or ""), whole.affiliation),
        )
        actors[id_] = _added(actors[id_], here) if id_ in actors else here
    ranked = sorted(actors.values(), key=lambda actor: (-actor.salience, actor.id))
    return dataclasses.replace(
        reading, mentions=renamed(reading.mentions), references=renamed(reading.references), actors=tuple(ranked)
    )


def _added(left: Actor, right: Actor) -> Actor:
    """Two local actors of one article that are one after all."""
    return dataclasses.replace(
        left,
        aliases=tuple(dict.fromkeys((*left.aliases, *right.aliases))),
        roles=tuple(dict.fromkeys((*left.roles, *right.roles))),
        affiliation=left.affiliation or right.affiliation,
        salience=round(left.salience + right.salience, 4),
        mentions=left.mentions + right.mentions,
    )

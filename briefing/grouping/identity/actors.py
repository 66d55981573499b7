"""From groups to actors: id, name, aliases, roles by day, affiliation, salience."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefing.grouping.identity.nodes import Group, Key
from briefing.lexicon.names import parse_person
from briefing.lexicon.names_ids import actor_id
from briefing.lexicon.names_orgs import is_acronym, known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.roles import latest
from briefing.model import Actor, ActorType, Role

_MOST_ALIASES = 12
_MOST_ROLES = 12


def name_groups(groups: Sequence[Group]) -> dict[int, str]:
    """Group (by `id`) → actor id: the known one's, or made from the name; the same id is never given twice."""
    taken = {group.known.id for group in groups if group.known}
    ids: dict[int, str] = {}
    for group in groups:
        if group.known is not None:
            ids[id(group)] = group.known.id
            continue
        base = _base_id(group)
        number, unique = 2, base
        while unique in taken:
            unique = f"{base}-{number}"
            number += 1
        taken.add(unique)
        ids[id(group)] = unique
    return ids


def _base_id(group: Group) -> str:
    kind = group.nodes[0].actor.type
    if kind != "PER":
        counts = Counter(node.actor.id for node in group.nodes)
        return min(counts, key=lambda one: (-counts[one], one))
    return actor_id("PER", best_name(group))


def kind_of(group: Group) -> ActorType:
    """The type that most of the group's articles give."""
    if group.known is not None:
        return group.known.type
    counts: Counter[ActorType] = Counter(node.actor.type for node in group.nodes)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def best_name(group: Group) -> str:
    """The full spelling that most articles print; of equals the longer, then the first by letters.

    Where Latin letters are among them, in those: they keep the first case, which Slavic and Turkish sentences do not.
    """
    if group.known is not None:
        return group.known.name
    counts = Counter(node.actor.name for node in group.nodes)
    counts = Counter({name: count for name, count in counts.items() if fold(name).isascii()}) or counts
    if group.nodes[0].actor.type == "PER":
        full = {name: count for name, count in counts.items() if _is_full(name)}
        counts = Counter(full) or counts
    elif group.nodes[0].actor.type == "ORG":
        counts = Counter({name: count for name, count in counts.items() if not is_acronym(name)}) or counts
    # A body of the table that goes by many languages is called as the table calls it first.
    body = known_body(group.nodes[0].actor.name)
    return min(counts, key=lambda name: (-counts[name], body is None or name != body.name, -len(name), name))


def _is_full(name: str) -> bool:
    given = parse_person(name).given
    return bool(given) and any(len(part.replace(".", "")) > 1 for part in given)


def build_actor(
    group: Group, id_: str, ids: Mapping[Key, str], salience: float, days: Mapping[str, date | None]
) -> Actor:
    """The merged actor of a group."""
    name = best_name(group)
    forms: Counter[str] = Counter()
    roles: list[Role] = []
    holders: Counter[str] = Counter()
    if group.known is not None:
        forms.update(group.known.aliases)
        roles += group.known.roles
        if group.known.affiliation:
            holders[group.known.affiliation] += 1
    for node in group.nodes:
        forms.update(node.forms)
        roles += [replace(role, day=role.day or days.get(node.key[0])) for role in node.actor.roles]
        if node.actor.affiliation:
            holders[ids.get((node.key[0], node.actor.affiliation), node.actor.affiliation)] += 1
    aliases = sorted((form for form in forms if form != name), key=lambda form: (-forms[form], form))
    affiliation = min(holders, key=lambda one: (-holders[one], one)) if holders else None
    if group.owner is not None and group.known is not None and group.known.affiliation:
        affiliation = group.known.affiliation
    return Actor(
        id=id_,
        name=name,
        type=kind_of(group),
        aliases=tuple(aliases[:_MOST_ALIASES]),
        roles=latest(roles)[:_MOST_ROLES],
        affiliation=affiliation if affiliation != id_ else None,
        salience=salience,
        mentions=sum(node.actor.mentions for node in group.nodes),
    )

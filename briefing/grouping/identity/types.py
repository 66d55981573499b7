"""Types: what most articles of a run take a name for, it is in all of them.

A reader sees one article; an unknown name alone in it is easily a place here and a person there. (ECB+: 114 names of
43 topics had several types.)
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefing.grouping.identity.nodes import Node
from briefing.lexicon.names import parse_person
from briefing.lexicon.names_ids import actor_id
from briefing.lexicon.names_orgs import known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.places import place

#: Ids of places: two articles that share nothing else are not about the same people.
_PLACES = ("gpe-", "loc-", "norp-")
#: Of a name that more bear, so many that sort first speak: each is compared with each.
_MOST = 200


def agreed(nodes: Sequence[Node]) -> list[Node]:
    """The local actors, those of one unknown name in articles with company in common all of the type that leads.

    A single word that is part of the full name of somebody in such an article speaks for that person.
    """
    named: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        named[fold(node.actor.name)].append(node)
        person = parse_person(node.actor.name) if node.actor.type == "PER" else None
        if person is not None and person.given:
            for part in {person.surname, person.given[0]}:
                named[part].append(node)
    mixed = {
        name: bearers[:_MOST]
        for name, bearers in named.items()
        if len({node.actor.type for node in bearers}) > 1 and place(name) is None and known_body(name) is None
    }
    return [_retyped(node, mixed.get(fold(node.actor.name), ())) for node in nodes]


def _retyped(node: Node, bearers: Sequence[Node]) -> Node:
    votes = Counter({node.actor.type: 0})
    for other in bearers:
        if _together(node, other):
            votes[other.actor.type] += other.actor.mentions
    kind = min(votes, key=lambda one: (-votes[one], one))
    if votes[kind] == votes[node.actor.type]:
        return node
    return replace(node, actor=replace(node.actor, type=kind, id=actor_id(kind, node.actor.name)))


def _together(node: Node, other: Node) -> bool:
    """Whether two articles name somebody else in common, or are one."""
    if node.key[0] == other.key[0]:
        return True
    own = (node.key[1], other.key[1])
    return any(one not in own and not one.startswith(_PLACES) for one in node.beside & other.beside)

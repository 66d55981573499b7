"""Types: what most articles of a run take a name for, it is in all of them.

A reader sees one article; an unknown name alone in it is easily a place here and a person there. (ECB+: 114 names of
43 topics had several types.)
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefing.grouping.identity.nodes import Key, Node
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
    changed: dict[Key, Node] = {}
    for name, bearers in named.items():
        if len({node.actor.type for node in bearers}) > 1 and place(name) is None and known_body(name) is None:
            voters = _Voters(bearers[:_MOST])
            for node in bearers:
                if fold(node.actor.name) == name:
                    changed[node.key] = voters.retyped(node)
    return [changed.get(node.key, node) for node in nodes]


class _Voters:
    """The bearers of a name, by their articles and by whom those name beside them, places left out."""

    def __init__(self, bearers: Sequence[Node]) -> None:
        self._bearers = bearers
        self._places: dict[str, list[int]] = defaultdict(list)
        for n, node in enumerate(bearers):
            for one in _met(node):
                self._places[one].append(n)

    def retyped(self, node: Node) -> Node:
        """``node`` as most of those take it for whose articles name somebody else in common with its own, or are its own."""
        votes = Counter({node.actor.type: 0})
        for n in {n for one in _met(node) for n in self._places.get(one, ())}:
            votes[self._bearers[n].actor.type] += self._bearers[n].actor.mentions
        kind = min(votes, key=lambda one: (-votes[one], one))
        if votes[kind] == votes[node.actor.type]:
            return node
        return replace(node, actor=replace(node.actor, type=kind, id=actor_id(kind, node.actor.name)))


def _met(node: Node) -> list[str]:
    """Its article, and whom that names beside it, places left out."""
    return [f" {node.key[0]}", *(one for one in node.company if not one.startswith(_PLACES))]

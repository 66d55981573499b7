"""Nodes: the local actors of all readings, with what speaks for and against their being one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.lexicon.names_sound import fold
from briefing.model import Actor, Reading

#: (article id, local actor id): how a local actor is known to the whole run.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """One article's actor.

    Attributes:
        key: its article and local id.
        actor: as the reading has it.
        beside: ids of all the article's actors: one set, which they share.
    """

    key: Key
    actor: Actor
    beside: frozenset[str]

    @property
    def company(self) -> frozenset[str]:
        """Ids of the article's other actors: the context."""
        return self.beside - {self.key[1]}

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling printed, the name first."""
        return (self.actor.name, *self.actor.aliases)


@dataclass(slots=True)
class Group:
    """Local actors that are one.

    Attributes:
        nodes: in order of their keys.
        known: the archive's or the user's actor that they are, if any: it gives id and name.
        forms: folded spellings.
        affiliations: ids of what it belongs to.
        owner: index of the user's entry that claims it; None where none does.
    """

    nodes: list[Node] = field(default_factory=list)
    known: Actor | None = None
    forms: set[str] = field(default_factory=set)
    affiliations: frozenset[str] = frozenset()
    owner: int | None = None
    _company: set[str] | None = None
    #: How many of the nodes are counted in it.
    _met: int = 0

    @property
    def company(self) -> set[str]:
        """Ids of the other actors of its articles; gathered when they are asked for, which those of most groups never are."""
        self._company = self._company or set()
        for node in self.nodes[self._met :]:
            self._company |= node.company
        self._met = len(self.nodes)
        return self._company

    def add(self, node: Node) -> None:
        """Takes a local actor in."""
        self.nodes.append(node)
        self.forms |= {fold(form) for form in node.forms}
        if node.actor.affiliation:
            self.affiliations |= {node.actor.affiliation}

    def take(self, other: "Group") -> None:
        """Takes all of another group in."""
        for node in other.nodes:
            self.add(node)
        self.known = self.known or other.known
        self.forms |= other.forms
        self.affiliations |= other.affiliations
        self.owner = self.owner if self.owner is not None else other.owner


def nodes_of(readings: Iterable[Reading]) -> list[Node]:
    """All local actors, in the order of article ids and local ids whatever order the readings come in."""
    nodes: list[Node] = []
    for reading in readings:
        beside = frozenset(actor.id for actor in reading.actors)
        nodes += [Node((reading.article.id, actor.id), actor, beside) for actor in reading.actors]
    return sorted(nodes, key=lambda node: node.key)


def group_of_known(actor: Actor) -> Group:
    """A group that stands for an actor of the archive."""
    group = Group(known=actor, forms={fold(form) for form in (actor.name, *actor.aliases)})
    if actor.affiliation:
        group.affiliations = frozenset({actor.affiliation})
    return group


def clash(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two actors belong to different states, as far as anybody said."""
    one = {state for state in left if state.startswith("gpe-")}
    two = {state for state in right if state.startswith("gpe-")}
    return bool(one) and bool(two) and not one & two


def in_order(groups: Iterable[Group]) -> Sequence[Group]:
    """Groups in a fixed order: known ones first, then by size, then by key."""
    return sorted(groups, key=lambda group: (group.known is None, -len(group.nodes), _first(group)))


def _first(group: Group) -> tuple[str, ...]:
    return group.nodes[0].key if group.nodes else ("", group.known.id if group.known else "")

"""Persons across articles and transliterations; never two of one surname whose given names or states clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefing.grouping.identity_nodes import Group, Node, clash, in_order
from briefing.lexicon.names import PersonName, compare_persons, key, parse_person, same_part
from briefing.lexicon.names_sound import fold
from briefing.model import Role

#: The runner-up may share at most this part of the context that the best candidate shares.
_MARGIN = 0.5


def group_persons(nodes: Sequence[Node], known: Sequence[Group]) -> list[Group]:
    """One group a person.

    Names with given name and surname are compared first, in blocks of like-sounding surnames; bare surnames then join
    the one bearer that the context allows.
    """
    exact: dict[str, list[Group]] = defaultdict(list)
    groups: list[Group] = []
    for group in known:
        groups.append(group)
        for form in sorted(group.forms):
            exact[form].append(group)
    bare: list[Node] = []
    for node in nodes:
        if not parse_person(node.actor.name).given:
            bare.append(node)
            continue
        name = fold(node.actor.name)
        home = next((group for group in exact[name] if not _apart(group, node)), None)
        if home is None:
            home = Group()
            groups.append(home)
            exact[name].append(home)
        home.add(node)
    merged = _merge_variants(groups)
    return [*merged, *_place_bare(bare, merged)]


def _apart(group: Group, node: Node) -> bool:
    """The same full name for two people: other states and other roles."""
    if not node.actor.affiliation or not clash(group.affiliations, {node.actor.affiliation}):
        return False
    roles = [role for other in group.nodes for role in other.actor.roles]
    roles += group.known.roles if group.known else ()
    return bool(roles) and bool(node.actor.roles) and not _role_words(roles) & _role_words(node.actor.roles)


def _role_words(roles: Iterable[Role]) -> set[str]:
    return {word for role in roles for word in fold(role.text).split() if len(word) > 3}


def _names(group: Group) -> list[PersonName]:
    """The full names in a group, parsed."""
    spelled = {node.actor.name for node in group.nodes} | ({group.known.name} if group.known else set())
    return sorted({name for form in spelled if (name := parse_person(form)).given}, key=lambda name: name.parts)


def _merge_variants(groups: Sequence[Group]) -> list[Group]:
    """Joins spellings of one name, the commonest first; a name that fits two people joins neither."""
    blocks: dict[str, list[Group]] = defaultdict(list)
    merged: list[Group] = []
    names: dict[int, list[PersonName]] = {}
    for group in in_order(groups):
        own = _names(group)
        keys = sorted({key_ for name in own for key_ in _block_keys(name)})
        seen: dict[int, Group] = {id(other): other for key_ in keys for other in blocks[key_]}
        fitting = [
            other
            for other in seen.values()
            if not clash(other.affiliations, group.affiliations)
            and not (other.known and group.known and other.known.id != group.known.id)
            and _one_person(names[id(other)], own)
        ]
        if len(fitting) == 1:
            home = fitting[0]
            home.take(group)
            names[id(home)] = sorted({*names[id(home)], *own}, key=lambda name: name.parts)
        else:
            home = group
            merged.append(group)
            names[id(group)] = own
        for key_ in keys:
            if all(other is not home for other in blocks[key_]):
                blocks[key_].append(home)
    return merged


def _block_keys(name: PersonName) -> set[str]:
    """Names that can be one share a key: surname by sound, and the last but one for double surnames."""
    parts = [name.surname] if len(name.given) < 2 else [name.surname, name.given[-1]]
    return {key(part) for part in parts}


def _one_person(left: Sequence[PersonName], right: Sequence[PersonName]) -> bool:
    matches = {compare_persons(one, two) for one in left for two in right}
    return matches == {"same"}


def _place_bare(nodes: Sequence[Node], groups: Sequence[Group]) -> list[Group]:
    """Single names: to the one bearer in like company; else together with the same single name in like company."""
    blocks: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for name in _names(group):
            if all(other is not group for other in blocks[key(name.surname)]):
                blocks[key(name.surname)].append(group)
    alone: dict[str, list[Group]] = defaultdict(list)
    made: list[Group] = []
    for node in nodes:
        name = parse_person(node.actor.name)
        block = key(node.actor.name)
        bearers = [group for group in blocks[block] if _bears(group, name) and not _state_clash(group, node)]
        home = _closest(node, bearers)
        if home is None:
            same = [group for group in alone[block] if _same_single(group, node) and not _state_clash(group, node)]
            home = same[0] if same and not bearers else _closest(node, same)
        if home is None:
            home = Group()
            made.append(home)
            alone[block].append(home)
        home.add(node)
    return made


def _state_clash(group: Group, node: Node) -> bool:
    return bool(node.actor.affiliation) and clash(group.affiliations, {node.actor.affiliation or ""})


def _bears(group: Group, single: PersonName) -> bool:
    """Whether the single name is the group's surname, and no title speaks against it."""
    return any(
        compare_persons(single, name) == "part" and same_part(single.surname, name.surname) for name in _names(group)
    )


def _same_single(group: Group, node: Node) -> bool:
    one = parse_person(node.actor.name)
    return all(compare_persons(parse_person(other.actor.name), one) == "same" for other in group.nodes)


def _closest(node: Node, candidates: Sequence[Group]) -> Group | None:
    """The candidate that keeps the node's company; None where none does, or two do about as much."""
    scored = sorted(
        ((len(node.company & group.company) + 2 * bool(node.actor.affiliation in group.affiliations), -i) for i, group in
         enumerate(candidates)),
        reverse=True,
    )  # fmt: skip
    if len(candidates) == 1 and candidates[0].known is not None:
        return candidates[0]
    if not scored or scored[0][0] == 0:
        return None
    if len(scored) > 1 and scored[1][0] > _MARGIN * scored[0][0]:
        return None
    return candidates[-scored[0][1]]

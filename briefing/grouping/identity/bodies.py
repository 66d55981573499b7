"""Bodies, places and peoples across articles: by id, by shared name, by acronym."""

from collections import defaultdict
from collections.abc import Sequence

from briefing.grouping.identity.nodes import Group, Node, clash, in_order
from briefing.lexicon.names_orgs import acronyms, body_words, is_acronym, is_generic, known_body
from briefing.lexicon.names_sound import fold


def group_by_id(nodes: Sequence[Node], known: Sequence[Group]) -> list[Group]:
    """Places and peoples: one name, one actor. Their ids come from tables and names and say it all."""
    groups: dict[str, Group] = {group.known.id: group for group in known if group.known}
    for node in nodes:
        groups.setdefault(node.actor.id, Group()).add(node)
    return list(groups.values())


def group_bodies(nodes: Sequence[Node], known: Sequence[Group]) -> list[Group]:
    """One group a body: the same id or words, then short names and acronyms that only one of them has."""
    homes: dict[tuple[str, ...], Group] = {}
    groups: list[Group] = []
    for group in known:
        groups.append(group)
        if group.known is not None:
            for key in _keys(group.known.id, group.known.name):
                homes.setdefault(key, group)
    for node in nodes:
        keys = [*_keys(node.actor.id, node.actor.name), *_written(node)]
        home = next((homes[key] for key in keys if key in homes and not _elsewhere(homes[key], node)), None)
        if home is None:
            home = Group()
            groups.append(home)
        for key in keys:
            homes.setdefault(key, home)
        home.add(node)
    return _join_short(groups)


def _elsewhere(group: Group, node: Node) -> bool:
    """Whether two bodies of one name are of two states; what every state has, of two reports that name nobody in common."""
    if node.actor.affiliation and clash(group.affiliations, {node.actor.affiliation}):
        return True
    met = group.company | group.affiliations
    return is_generic(body_words(node.actor.name)) and bool(met) and not met & {node.actor.affiliation, *node.company}


def _keys(id_: str, name: str) -> list[tuple[str, ...]]:
    """What tells bodies apart: the id, which tables made for known bodies and for states' own, and the words."""
    keys = [] if id_[-1:].isdigit() else [("#", id_)]
    known = known_body(name)
    words = ("=", *body_words(known.name)) if known is not None else body_words(name)
    return [*keys, words or ("#", id_)]


def _written(node: Node) -> list[tuple[str, ...]]:
    """The words of every name of a body that is written out in several: "Hewlett-Packard", where most of its page says HP."""
    forms = {form for form in node.forms if known_body(form) is None and not is_acronym(form)}
    return sorted({words for form in forms if len(words := tuple(fold(form).replace("-", " ").split())) > 1})


def _join_short(groups: Sequence[Group]) -> list[Group]:
    """Joins "IRGC" to the body that another article introduces so, if only one does."""
    bearers: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        forms = {form for node in group.nodes for form in node.forms}
        forms |= {group.known.name, *group.known.aliases} if group.known else set()
        short = {fold(form) for form in forms}
        short |= {fold(letters) for form in forms for letters in acronyms(form) if len(letters) > 2}
        for form in sorted(short):
            bearers[form].append(group)
    kept: list[Group] = []
    into: dict[int, Group] = {}
    for group in in_order(groups):
        name = group.known.name if group.known else group.nodes[0].actor.name
        homes = []
        if group.known is None and (is_acronym(name) or " " not in name):
            homes = [
                other
                for other in bearers[fold(name)]
                if other is not group
                and any(" " in form for form in other.forms)
                and not clash(other.affiliations, group.affiliations)
                and (group.company & other.company or other.known is not None)
            ]
        if len(homes) == 1 and id(homes[0]) not in into:
            homes[0].take(group)
            into[id(group)] = homes[0]
        else:
            kept.append(group)
    return kept

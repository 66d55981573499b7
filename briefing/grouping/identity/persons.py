"""Persons across articles and transliterations; never two of one surname whose given names or states clash."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefing.grouping.identity.nodes import Group, Node, clash, in_order
from briefing.lexicon.names import PersonName, alike_alone, bare_surname, compare_persons, keys, parse_person, same_part
from briefing.lexicon.names_sound import fold, forms, latin, sound_key
from briefing.lexicon.names_tables import given_names, nicknames
from briefing.model import Role

#: The runner-up may share at most this part of the context that the best candidate shares.
_MARGIN = 0.5
#: Ids of places. They are company only for a name that few bear: of the seven single names in 250 articles of as many
#: outlets that found a bearer, four were right (Biden, Bukele, …) and three (Ali, …) had nothing but a state in common.
_PLACES = ("gpe-", "loc-")


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
    roles = _roles(group)
    return bool(roles) and bool(node.actor.roles) and not _role_words(roles) & _role_words(node.actor.roles)


def _strangers(left: Group, right: Group) -> bool:
    """Spellings of one name for two people: other states, and no word of their roles in common."""
    return clash(left.affiliations, right.affiliations) and not _role_words(_roles(left)) & _role_words(_roles(right))


def _roles(group: Group) -> list[Role]:
    return [*(role for node in group.nodes for role in node.actor.roles), *(group.known.roles if group.known else ())]


def _role_words(roles: Iterable[Role]) -> set[str]:
    return {word for role in roles for word in fold(role.text).split() if len(word) > 3}


def _names(group: Group) -> tuple[PersonName, ...]:
    """The full names in a group, parsed."""
    spelled = {node.actor.name for node in group.nodes} | ({group.known.name} if group.known else set())
    full = {name for form in spelled if (name := parse_person(form)).given}
    return tuple(sorted(full, key=lambda name: name.parts))


class _Directory:
    """Groups by surname and given name, to be looked up by sound.

    Surnames are compared with those of the same consonants only, and each pair of spellings once, however many bear
    them: that keeps the whole near-linear.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], list[Group]] = defaultdict(list)
        self._spellings: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[str, list[str]] = {}

    def enter(self, name: PersonName, group: Group) -> None:
        """Makes ``group`` known under ``name``."""
        for surname in _surnames(name):
            if surname not in self._alike:
                self._introduce(surname)
            for start in _starts(name.given):
                bearers = self._groups[surname, start]
                if all(other is not group for other in bearers):
                    bearers.append(group)

    def _introduce(self, surname: str) -> None:
        blocks = [self._spellings[sounds] for sounds in keys(surname)]
        alike = list(dict.fromkeys(other for block in blocks for other in block if same_part(other, surname)))
        for other in alike:
            self._alike[other].append(surname)
        self._alike[surname] = [surname, *alike]
        for block in blocks:
            block.append(surname)

    def look_up(self, name: PersonName) -> list[Group]:
        """The groups whose names may be ``name``, in the order in which they were entered."""
        found: dict[int, Group] = {}
        places = [(surname, start) for surname in _surnames(name) for start in _starts(name.given)]
        if len(name.given) == 1:  # the order of the two names may be the other one
            places += [(name.given[0], start) for start in _starts((name.surname,))]
        for surname, start in places:
            spellings = self._alike.get(surname) or [
                other
                for sounds in keys(surname)
                for other in self._spellings.get(sounds, ())
                if same_part(other, surname)
            ]
            for spelling in spellings:
                for group in self._groups.get((spelling, start), ()):
                    found[id(group)] = group
        return list(found.values())


def _merge_variants(groups: Sequence[Group]) -> list[Group]:
    """Joins spellings of one name, the commonest first; a name that fits two people joins neither."""
    directory = _Directory()
    merged: list[Group] = []
    names: dict[int, tuple[PersonName, ...]] = {}
    for group in in_order(groups):
        own = _names(group)
        seen = {id(other): other for name in own for other in directory.look_up(name)}
        fitting = [
            other
            for other in seen.values()
            if _one_person(names[id(other)], own)
            and not _strangers(other, group)
            and not (other.known and group.known and other.known.id != group.known.id)
        ]
        if len(fitting) == 1:
            home = fitting[0]
            home.take(group)
            names[id(home)] = tuple(sorted({*names[id(home)], *own}, key=lambda name: name.parts))
        else:
            home = group
            merged.append(group)
            names[id(group)] = own
        for name in own:
            directory.enter(name, home)
    return merged


def _surnames(name: PersonName) -> tuple[str, ...]:
    """The surname, and the last but one name, which counts as one in double surnames."""
    return (name.surname,) if len(name.given) < 2 else (name.surname, name.given[-1])


@lru_cache(maxsize=65536)
def _starts(given: tuple[str, ...]) -> tuple[str, ...]:
    """Given names that can be one share one of these: the first letter for initials, else the first consonant."""
    starts: set[str] = set()
    for name in given:
        starts.add(f"{latin(name)[:1]}.")
        if len(name) > 1:
            starts |= {sound_key(form)[:1] or form[0] for form in {*forms(name), *nicknames().get(name, ())}}
    return tuple(sorted(starts))


def _one_person(left: Sequence[PersonName], right: Sequence[PersonName]) -> bool:
    return all(compare_persons(one, two) == "same" for one in left for two in right)


def _place_bare(nodes: Sequence[Node], groups: Sequence[Group]) -> list[Group]:
    """Single names: to the one bearer in like company; else together with the same single name in like company."""
    blocks: dict[str, list[tuple[str, Group]]] = defaultdict(list)
    for group in groups:
        for surname in sorted({name.surname for name in _names(group)}):
            for block in _single_keys(surname):
                blocks[block].append((surname, group))
    alone: dict[str, list[Group]] = defaultdict(list)
    made: list[Group] = []
    for node in nodes:
        name = parse_person(node.actor.name)
        sounds = _single_keys(name.surname)
        bearers = {
            id(group): group
            for block in sounds
            for surname, group in blocks[block]
            if alike_alone(surname, name.surname)
        }
        fitting = [group for group in bearers.values() if not _state_clash(group, node)]
        home = _closest(node, fitting)
        if home is None:
            beside = {id(group): group for block in sounds for group in alone[block]}.values()
            same = [group for group in beside if _same_single(group, name) and not _state_clash(group, node)]
            home = same[0] if same and not fitting else _closest(node, same)
        if home is None:
            home = Group()
            made.append(home)
            for block in sounds:
                alone[block].append(home)
        home.add(node)
    return made


def _single_keys(surname: str) -> list[str]:
    """The blocks of a single name: first letter, and consonants of all that it may stand for, without its article."""
    word = bare_surname(surname)
    return [f"{latin(word)[:1]}{sounds}" for sounds in keys(word)]


def _same_single(group: Group, name: PersonName) -> bool:
    return alike_alone(parse_person(group.nodes[0].actor.name).surname, name.surname)


def _state_clash(group: Group, node: Node) -> bool:
    return bool(node.actor.affiliation) and clash(group.affiliations, {node.actor.affiliation or ""})


def _closest(node: Node, candidates: Sequence[Group]) -> Group | None:
    """The candidate that keeps the node's company; None where none does, or two do about as much."""
    scored = sorted(((_shared(node, group), -i) for i, group in enumerate(candidates)), reverse=True)
    if not scored or scored[0][0] == 0:
        return None
    if len(scored) > 1 and scored[1][0] > _MARGIN * scored[0][0]:
        return None
    return candidates[-scored[0][1]]


def _many_bear(name: str) -> bool:
    """Whether a single name says little: a given name ("James", "Ali") or an initial."""
    return fold(name) in given_names() or len(name.rstrip(".")) == 1


def _shared(node: Node, group: Group) -> int:
    """How many actors of the article stand beside the group elsewhere; what both belong to counts double."""
    company = node.company & group.company
    if _many_bear(node.actor.name):
        company = frozenset(id_ for id_ in company if not id_.startswith(_PLACES))
    common = len(company) + len(node.company & group.affiliations)
    return common + 2 * (node.actor.affiliation in group.affiliations)

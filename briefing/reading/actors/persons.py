"""Persons within an article: surname, title, given name or initials → the full name that the article prints."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from briefing.lexicon.names import PersonName, alike_alone, bare_surname, compare_persons, parse_person, same_part
from briefing.lexicon.names_tables import titles
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.page import Named, Page

#: A second bearer of a surname that was named within so many sentences makes the bare surname unsure.
_NEAR = 2
#: Persons of one article that a name is compared with by its sound, and spellings of each: no report
#: names more. Of further ones only those written alike are one.
_COMPARED, _SPELLINGS = 150, 12
#: Pairs of spellings that one article has compared by their sound, one to three seconds; 250 persons need so many.
_PAIRS = 30_000
#: So many times as often must the protagonist have been named before as any other bearer of the surname.
_FAR_MORE = 2


def cluster_persons(page: Page, names: Sequence[Named]) -> list[Cluster]:
    """One cluster a person. A bare surname that could mean two of them makes a cluster of its own."""
    parsed = {named.index: _parsed(page, named) for named in names}
    clusters: list[Cluster] = []
    called: list[set[PersonName]] = []
    known: dict[PersonName, int] = {}
    left = _PAIRS
    full = [named for named in names if parsed[named.index].given]
    # Longer names first: "Juan Manuel Santos Calderón" decides who "Juan Santos" can be.
    for named in sorted(full, key=lambda named: (-len(parsed[named.index].given), named.index)):
        name = parsed[named.index]
        if name not in known:
            heard = called[: _COMPARED if left > 0 else 0]
            at = next((i for i, others in enumerate(heard) if _is_one(others, name)), len(clusters))
            left -= sum(len(others) for others in heard[: at + 1])
            if at == len(clusters):
                clusters.append(Cluster("PER"))
                called.append(set())
            if len(called[at]) < _SPELLINGS:
                called[at].add(name)
            known[name] = at
        clusters[known[name]].names.append(named)
    by_letter = _by_letter(clusters, called)
    alone: dict[str, Cluster] = {}
    asked: set[PersonName] = set()
    for named in names:
        name = parsed[named.index]
        if name.given:
            continue
        bearers = by_letter.get(bare_surname(name.surname)[:1], ())[: _COMPARED if left > 0 or name in asked else 0]
        chosen = _bearer(named, name, bearers)
        if chosen is None:
            heard_alone = itertools.islice(alone.items(), _COMPARED if left > 0 else 0)
            chosen = alone.get(name.surname) or next(
                (one for key, one in heard_alone if alike_alone(key, name.surname)), None
            )
        if name not in asked and left > 0:
            asked.add(name)
            left -= sum(len(bearer.names) for bearer in bearers) + min(len(alone), _COMPARED)
        if chosen is None:
            chosen = alone[name.surname] = Cluster("PER")
        chosen.names.append(named)
    clusters += alone.values()
    for one in clusters:
        one.names.sort(key=lambda named: named.index)
    return clusters


class _Bearer(NamedTuple):
    """A person with the full names printed, and the mentions so far."""

    cluster: Cluster
    names: tuple[PersonName, ...]


def _by_letter(clusters: Sequence[Cluster], called: Sequence[set[PersonName]]) -> dict[str, list[_Bearer]]:
    """First letter of any part of a full name → who bears it: only those can be called by one name with that letter."""
    index: dict[str, list[_Bearer]] = {}
    for cluster, names in zip(clusters, called, strict=True):
        bearer = _Bearer(cluster, tuple(sorted(names, key=lambda name: name.parts)))
        for letter in sorted({bare_surname(part)[:1] for name in names for part in name.parts}):
            index.setdefault(letter, []).append(bearer)
    return index


def _parsed(page: Page, named: Named) -> PersonName:
    """The parts of a name, with the sex that a title before it tells."""
    name = parse_person(named.text)
    if named.first and not name.given:
        before = page.words[named.sent][named.first - 1].plain
        table = titles()
        if before in table.women:
            return PersonName((), name.surname, "f", before)
        if before in table.men:
            return PersonName((), name.surname, "m", before)
    return name


def _is_one(others: set[PersonName], name: PersonName) -> bool:
    matches = {compare_persons(other, name) for other in others}
    return "same" in matches and "no" not in matches


def _bearer(named: Named, name: PersonName, bearers: Sequence[_Bearer]) -> Cluster | None:
    """Whom a single name means: the one bearer of the surname; else of the given name; None where unsure."""
    fitting: list[tuple[int, Cluster]] = []
    for bearer in bearers:
        rank = min(_rank(name, full) for full in bearer.names)
        if rank < 9:
            fitting.append((rank, bearer.cluster))
    if not fitting:
        return None
    best = min(rank for rank, _ in fitting)
    candidates = [cluster for rank, cluster in fitting if rank == best]
    if len(candidates) == 1:
        return candidates[0]
    before = [one for one in candidates if any(other.index < named.index for other in one.names)]
    if len(before) == 1:
        return before[0]
    return _protagonist(named, before)


def _protagonist(named: Named, candidates: Sequence[Cluster]) -> Cluster | None:
    """The one of several bearers whose story it is: named far more often so far, the others not just now."""
    counts = sorted(
        ((sum(other.index < named.index for other in one.names), -at) for at, one in enumerate(candidates)),
        reverse=True,
    )
    if not counts or counts[0][0] < _FAR_MORE * counts[1][0]:
        return None
    chosen = candidates[-counts[0][1]]
    rivals = [
        other
        for one in candidates
        if one is not chosen
        for other in one.names
        if other.index < named.index and named.sent - other.sent < _NEAR
    ]
    return None if rivals else chosen


def _rank(name: PersonName, full: PersonName) -> int:
    """How well a single name fits a full one: 0 surname, 1 given name, 2 another part, 9 not at all."""
    if name.sex and full.sex and name.sex != full.sex:
        return 9
    if compare_persons(name, full) != "part":
        return 9
    if same_part(name.surname, full.surname):
        return 0
    return 1 if same_part(name.surname, full.given[0]) else 2

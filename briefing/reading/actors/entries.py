"""The user's word on who is who: `[[actor]]` entries win over everything that the text suggests."""

from collections.abc import Sequence

from briefing.lexicon.names_ids import slug
from briefing.lexicon.names_sound import fold
from briefing.lexicon.places import state_of
from briefing.reading.actors.clusters import Cluster, strip_title
from briefing.reading.actors.page import Named
from briefing.settings import ActorEntry


def apply_entries(clusters: Sequence[Cluster], entries: Sequence[ActorEntry]) -> list[Cluster]:
    """Clusters after the entries: names that one entry gives become one actor, names of two entries are parted."""
    if not entries:
        return list(clusters)
    owners: dict[str, int] = {}
    for at, entry in enumerate(entries):
        for name in (entry.name, *entry.aliases):
            owners.setdefault(fold(name), at)
    made: dict[int, Cluster] = {}
    rest: list[Cluster] = []
    for cluster in clusters:
        shares: dict[int, list[Named]] = {}
        loose: list[Named] = []
        for named in cluster.names:
            owner = owners.get(fold(named.text), owners.get(fold(strip_title(named.text))))
            (loose if owner is None else shares.setdefault(owner, [])).append(named)
        if len(shares) == 1 and _follows(loose, entries, next(iter(shares))):
            shares[next(iter(shares))] += loose
            loose = []
        for owner, names in shares.items():
            _of(made, owner, entries[owner], cluster).names += names
            made[owner].silent |= cluster.silent
        if loose:
            cluster.names = loose
            rest.append(cluster)
    for cluster in made.values():
        cluster.names.sort(key=lambda named: named.index)
    return [*made.values(), *rest]


def _follows(loose: Sequence[Named], entries: Sequence[ActorEntry], owner: int) -> bool:
    """Whether the other names of a cluster go with the entry: none of them is one it must not be merged with."""
    barred = {fold(name) for name in entries[owner].never_merge_with}
    return not any(fold(named.text) in barred or fold(strip_title(named.text)) in barred for named in loose)


def _of(made: dict[int, Cluster], owner: int, entry: ActorEntry, cluster: Cluster) -> Cluster:
    if owner not in made:
        state = state_of(entry.affiliation) if entry.affiliation else cluster.state
        own = cluster.slug if cluster.kind == entry.type == "GPE" else ""
        made[owner] = Cluster(entry.type, fixed=entry.name, slug=own or slug(entry.name), state=state)
    return made[owner]

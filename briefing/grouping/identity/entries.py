"""The user's word on who is who: names that an `[[actor]]` entry gives are that actor, whatever the texts suggest."""

from collections.abc import Sequence

from briefing.grouping.identity.nodes import Group, Node
from briefing.lexicon.names_ids import actor_id, slug
from briefing.lexicon.names_sound import fold
from briefing.lexicon.places import state_of
from briefing.model import Actor
from briefing.settings import ActorEntry


def claim(nodes: Sequence[Node], entries: Sequence[ActorEntry]) -> tuple[list[Group], list[Node]]:
    """One group per entry with the local actors that bear one of its names, and the local actors left over."""
    owners: dict[str, int] = {}
    for at, entry in enumerate(entries):
        for name in (entry.name, *entry.aliases):
            owners.setdefault(fold(name), at)
    barred = [{fold(name) for name in entry.never_merge_with} for entry in entries]
    groups = [_group(at, entry) for at, entry in enumerate(entries)]
    free: list[Node] = []
    for node in nodes:
        forms = [fold(form) for form in node.forms]
        claims = [owners[form] for form in forms if form in owners]
        allowed = [one for one in claims if not barred[one].intersection(forms[:1])]
        if allowed:
            groups[allowed[0]].add(node)
        else:
            free.append(node)
    return groups, free


def _group(at: int, entry: ActorEntry) -> Group:
    state = state_of(entry.name) if entry.type == "GPE" else ""
    id_ = actor_id(entry.type, state or entry.name)
    of = state_of(entry.affiliation) if entry.affiliation else ""
    holder = f"gpe-{of.lower()}" if of else f"org-{slug(entry.affiliation)}" if entry.affiliation else None
    actor = Actor(id=id_, name=entry.name, type=entry.type, aliases=entry.aliases, affiliation=holder)
    return Group(known=actor, forms={fold(name) for name in (entry.name, *entry.aliases)}, owner=at)

"""Events: which articles tell the same one. Blocks by an inverted index, trees by average link, one cut a run."""

from collections.abc import Sequence

from briefing.grouping.blocks import blocks
from briefing.grouping.cut import Cut
from briefing.grouping.linkage import average_link
from briefing.grouping.model import logits
from briefing.grouping.rarity import rarity
from briefing.grouping.traits import Traits


def events(pile: Sequence[Traits]) -> list[list[int]]:
    """Groups of indexes of ``pile``, each in exactly one; independent of its order if that is canonical."""
    if not pile:
        return []
    counted = rarity(pile)
    parts = blocks(pile, counted)
    cut = Cut()
    trees = []
    for part in parts:
        alike = logits([pile[i] for i in part], counted)
        trees.append(average_link(alike))
        cut.add(alike, trees[-1])
    least = cut.best()
    groups: list[list[int]] = []
    for part, merges in zip(parts, trees, strict=True):
        members = {i: [part[i]] for i in range(len(part))}
        for height, kept, gone in merges:
            if height >= least:
                members[kept] += members.pop(gone)
        groups += [sorted(group) for group in members.values()]
    return sorted(groups)

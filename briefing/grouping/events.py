"""Events: which articles tell the same one. Blocks by an inverted index, trees by average link, one cut a run."""

from collections.abc import Sequence

from briefing.grouping.blocks import blocks
from briefing.grouping.cut import Tree, cut
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
    trees = []
    for part in parts:
        alike = logits([pile[i] for i in part], counted)
        trees.append(Tree.of(alike, average_link(alike)))
    groups: list[list[int]] = []
    for part, labels in zip(parts, cut(trees), strict=True):
        members: dict[int, list[int]] = {}
        for i, label in zip(part, labels, strict=True):
            members.setdefault(label, []).append(i)
        groups += members.values()
    return sorted(groups)

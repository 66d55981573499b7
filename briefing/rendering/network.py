"""Network: where the circles of the co-mention drawing stand.

Each connected part is placed by Fruchterman and Reingold's force-directed method (1991, networkx, fixed
seed), the parts stand side by side, and names are moved apart. Coordinates are whole numbers, so
that the last bit of a float decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: A name is cut to this many characters in the drawing; the table has it whole.
NAME = 28
#: Mean width of a character of the label face at 11.5 px.
CHARACTER = 5.8
_LINE = 16
_SEED = 29
_ROUNDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor to be drawn; `weight` is 0 to 1."""

    id: str
    name: str
    person: bool
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A circle and its name, in pixels."""

    id: str
    label: str
    person: bool
    x: int
    y: int
    radius: int
    label_y: int


def place(nodes: Sequence[Node], ties: Sequence[tuple[str, str, int]], *, width: int) -> tuple[list[Placed], int]:
    """Circles for ``nodes`` in a drawing ``width`` wide, and the height that they take."""
    import networkx as nx

    graph: Any = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_weighted_edges_from(ties)
    order = [node.id for node in nodes]
    parts = sorted(
        (sorted(part, key=order.index) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), order.index(part[0])),
    )
    shares = [max(1.6, len(part) ** 0.8) for part in parts]
    height = 56 + 8 * max(len(part) for part in parts)
    boxes: list[_Box] = []
    left = 0.0
    by_id = {node.id: node for node in nodes}
    for part, share in zip(parts, shares, strict=True):
        room = width * share / sum(shares)
        alone: Any = nx.Graph()  # not `graph.subgraph`, whose order is a set's
        alone.add_nodes_from(part)
        alone.add_edges_from((a, b) for a, b, _ in ties if a in alone)
        at = _unit(nx.spring_layout(alone, seed=_SEED, iterations=150))
        boxes += [_Box(by_id[id_], left + room * at[id_][0], height * at[id_][1], left, room) for id_ in part]
        left += room
    for _ in range(_ROUNDS):
        if not _apart(boxes, width):
            break
    top = min(box.top for box in boxes)
    for box in boxes:
        box.y -= top - 4
    return [box.placed() for box in boxes], round(max(box.y + box.radius for box in boxes)) + 6


def _unit(rough: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Positions stretched to the unit square; its wider side lies flat, since pages are read across."""
    points = {id_: (round(float(at[0]), 4), round(float(at[1]), 4)) for id_, at in rough.items()}
    spread = [max(p[i] for p in points.values()) - min(p[i] for p in points.values()) for i in (0, 1)]
    flat, steep = (0, 1) if spread[0] >= spread[1] else (1, 0)
    low = [min(p[i] for p in points.values()) for i in (0, 1)]
    return {
        id_: (
            (p[flat] - low[flat]) / spread[flat] if spread[flat] else 0.5,
            (p[steep] - low[steep]) / spread[steep] if spread[steep] else 0.5,
        )
        for id_, p in points.items()
    }


class _Box:
    """A circle with its name above it, as a rectangle that may be pushed about."""

    def __init__(self, node: Node, x: float, y: float, left: float, room: float) -> None:
        self.node = node
        self.label = node.name if len(node.name) <= NAME else node.name[: NAME - 1].rstrip() + "…"
        self.radius = round(6 + 8 * node.weight)
        self.half = max(self.radius, len(self.label) * CHARACTER / 2) + 5
        low, high = left + self.half, left + room - self.half
        self.x = min(max(x, low), high) if low < high else left + room / 2
        self.y = y

    @property
    def top(self) -> float:
        return self.y - self.radius - _LINE

    def placed(self) -> Placed:
        x, y = round(self.x), round(self.y)
        return Placed(
            id=self.node.id, label=self.label, person=self.node.person, x=x, y=y, radius=self.radius,
            label_y=y - self.radius - 5,
        )  # fmt: skip


def _apart(boxes: Sequence[_Box], width: int) -> bool:
    """Push overlapping rectangles apart by half their overlap each; whether any overlapped."""
    moved = False
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            across = a.half + b.half - abs(a.x - b.x)
            down = min(a.y + a.radius, b.y + b.radius) - max(a.top, b.top) + 8
            if across <= 0 or down <= 0:
                continue
            moved = True
            if across < down:
                push = across / 2 * (1 if a.x >= b.x else -1)
                a.x += push
                b.x -= push
            else:
                push = down / 2 * (1 if a.y >= b.y else -1)
                a.y += push
                b.y -= push
        a.x = min(max(a.x, a.half + 2), width - a.half - 2)
    return moved

"""The network of an actor: with whom articles name him, and whom of them they name together, as places on a drawing."""

from dataclasses import dataclass
from math import cos, pi, sin

from briefing.archive import Dossier

#: Units of the drawing and of its circle; the widest line from the actor, and between others; letters that have room.
WIDTH, HEIGHT = 440, 300
_ACROSS, _UP = 105, 115
_OWN, _OTHER = 5, 1.2
_LETTERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One actor: its point, its name where there is room for it, and the side of the point that this stands on."""

    name: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What is drawn: lines between others, lines from the actor (and how wide each is), and the nodes, its own first."""

    nodes: tuple[Node, ...]
    others: tuple[tuple[Node, Node, float], ...]
    own: tuple[tuple[Node, Node, float], ...]


def network(told: Dossier) -> Network | None:
    """The network of ``told``; None where nobody is named beside it."""
    if not told.company:
        return None
    middle = Node(name=_short(told.actor.name), x=WIDTH / 2, y=HEIGHT / 2, anchor="middle")
    around = [_placed(name, n, len(told.company)) for n, (name, _, _) in enumerate(told.company)]
    places = {id_: node for (_, _, id_), node in zip(told.company, around, strict=True)}
    most = told.company[0][1]
    others = tuple((places[one], places[other], _wide(number / most, _OTHER)) for one, other, number in told.ties)
    own = tuple((middle, places[id_], _wide(number / most, _OWN)) for _, number, id_ in told.company)
    return Network(nodes=(middle, *around), others=others, own=own)


def _wide(share: float, most: float) -> float:
    return round(max(0.3, most * min(1, share)), 1)


def _placed(name: str, n: int, count: int) -> Node:
    across, down = sin(2 * pi * n / count), -cos(2 * pi * n / count)
    anchor = "start" if across > 0.2 else "end" if across < -0.2 else "middle"
    return Node(
        name=_short(name), x=round(WIDTH / 2 + _ACROSS * across, 1), y=round(HEIGHT / 2 + _UP * down, 1), anchor=anchor
    )


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"

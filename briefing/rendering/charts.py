"""Charts: small quiet drawings as inline SVG, each with its words.

Colours stand as attributes, since WeasyPrint draws inline SVG without the page's style sheet; on the
screen the style sheet overrides them, for the dark scheme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from briefing.rendering.network import CHARACTER, Node, Placed, place

#: Bars of a sparkline, one a day.
DAYS = 14
_BAR, _GAP, _HEIGHT = 5, 1, 20
#: Ties of at least so many sentences bear their number.
_NUMBERED = 3
_WIDTH = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a theme's drawings: today and organisations, other days and ties, words; and the face."""

    dark: str
    pale: str
    words: str
    face: str


PALETTES = {
    "desk": Palette(dark="#14315e", pale="#a5b3ca", words="#16181d", face="Brief Sans, Brief Naskh, sans-serif"),
    "plain": Palette(
        dark="#000000", pale="#b5b5b5", words="#000000", face="Arial, Liberation Sans, Brief Naskh, sans-serif"
    ),
}


def sparkline(volume: Sequence[int], words: str, palette: Palette) -> Markup | None:
    """Articles a day as bars, today's dark; None where there is nothing to show."""
    days = list(volume)[-DAYS:]
    top = max(days, default=0)
    if len(days) < 2 or top == 0:
        return None
    days = [0] * (DAYS - len(days)) + days
    bars = []
    for n, number in enumerate(days):
        height = max(1, round(number / top * _HEIGHT)) if number > 0 else 0.5
        bars.append(f"M{n * (_BAR + _GAP)} {_HEIGHT}v-{height}h{_BAR}v{height}z")
    width = DAYS * (_BAR + _GAP) - _GAP
    return Markup(  # noqa: S704 — numbers of ours; the words are escaped
        f'<svg class="spark" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}" role="img">'
        f"<title>{escape(words)}</title>"
        f'<path class="then" fill="{palette.pale}" d="{"".join(bars[:-1])}"/>'
        f'<path class="now" fill="{palette.dark}" d="{bars[-1]}"/></svg>'
    )


def network(nodes: Sequence[Node], ties: Sequence[tuple[str, str, int]], words: str, palette: Palette) -> Markup:
    """Who is named with whom: circles with names, lines as wide as the sentences shared."""
    placed, height = place(nodes, ties, width=_WIDTH)
    at = {node.id: node for node in placed}
    most = max(number for _, _, number in ties)
    lines, numbers = [], []
    for left, right, number in ties:
        a, b = at[left], at[right]
        width = round(1 + 4 * number / most, 1)
        lines.append(
            f'<line class="tie" stroke="{palette.pale}" stroke-width="{width}" x1="{a.x}" y1="{a.y}" x2="{b.x}" y2="{b.y}"/>'
        )
        middle = (a.x + b.x) // 2, (a.y + b.y) // 2
        if number >= _NUMBERED and not any(_covers(node, *middle) for node in placed):
            numbers.append(_number(*middle, number, palette))
    plates = "".join(_plate(node) for node in placed)
    circles = "".join(_circle(node, palette) for node in placed)
    return Markup(  # noqa: S704 — coordinates of ours; names and words are escaped
        f'<svg class="network" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img">'
        f"<title>{escape(words)}</title>{''.join(lines)}{plates}{''.join(numbers)}{circles}</svg>"
    )


def _covers(node: Placed, x: int, y: int) -> bool:
    """Whether a number at this point would stand on ``node``'s circle or name."""
    wide = max(node.radius, len(node.label) * CHARACTER / 2) + 8
    return abs(x - node.x) < wide and node.label_y - 18 < y < node.y + node.radius + 6


def _number(x: int, y: int, number: int, palette: Palette) -> str:
    wide = 8 + 6 * len(str(number))
    return (
        f'<rect class="plate" fill="#ffffff" x="{x - wide // 2}" y="{y - 7}" width="{wide}" height="14"/>'
        f'<text class="number" font-family="{palette.face}" font-size="10" fill="{palette.words}" x="{x}" y="{y + 4}" '
        f'text-anchor="middle">{number}</text>'
    )


def _plate(node: Placed) -> str:
    """Paper behind a name, so that no line crosses it out."""
    wide = round(len(node.label) * CHARACTER) + 2
    return (
        f'<rect class="plate" fill="#ffffff" fill-opacity="0.85" x="{node.x - wide // 2}" y="{node.label_y - 10}" '
        f'width="{wide}" height="13"/>'
    )


def _circle(node: Placed, palette: Palette) -> str:
    shape, fill = ("open", "#ffffff") if node.person else ("full", palette.dark)
    return (
        f'<circle class="{shape}" fill="{fill}" stroke="{palette.dark}" stroke-width="1.6" '
        f'cx="{node.x}" cy="{node.y}" r="{node.radius}"/>'
        f'<text class="name" font-family="{palette.face}" font-size="11.5" fill="{palette.words}" '
        f'x="{node.x}" y="{node.label_y}" text-anchor="middle">{escape(node.label)}</text>'
    )

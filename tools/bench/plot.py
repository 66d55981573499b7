"""A plot of a few lines over two logarithmic axes, as SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _FOOT = 640, 360, 60, 190, 16, 44


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one thing that was measured.

    Attributes:
        name: printed at its end.
        points: (x, y), each above 0.
    """

    name: str
    points: Sequence[tuple[float, float]]


def plot(lines: Sequence[Line], below: str) -> str:
    """The SVG: a grid at the powers of ten, ``below`` under the horizontal axis."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    left, right = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def across(x: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (math.log10(x) - left) / max(1, right - left)

    def up(y: float) -> float:
        return _HEIGHT - _FOOT - (_HEIGHT - _FOOT - _TOP) * (math.log10(y) - low) / max(1, high - low)

    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for power in range(left, right + 1):
        x = across(10**power)
        made.append(f'<path d="M{x:.0f} {_TOP}V{_HEIGHT - _FOOT}" stroke="#ddd"/>')
        made.append(f'<text x="{x:.0f}" y="{_HEIGHT - _FOOT + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low, high + 1):
        y = up(10**power)
        made.append(f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        made.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{10**power:,}</text>')
    for n, line in enumerate(lines):
        shade = ("#000", "#06c", "#c40", "#080")[n % 4]
        places = [(across(x), up(y)) for x, y in line.points]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        made.append(f'<path d="{path}" fill="none" stroke="{shade}" stroke-width="2"/>')
        made += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{shade}"/>' for x, y in places]
        made.append(f'<text x="{places[-1][0] + 8:.0f}" y="{places[-1][1] + 4:.0f}" fill="{shade}">{line.name}</text>')
    made.append(f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">{below}</text>')
    return "\n".join([*made, "</svg>"]) + "\n"

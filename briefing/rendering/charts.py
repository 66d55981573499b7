"""Charts: small quiet drawings as inline SVG, each with its words.

Colours stand as attributes, since WeasyPrint draws inline SVG without the page's style sheet; on the
screen the style sheet overrides them, for the dark scheme.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

#: Bars of a sparkline, one a day.
DAYS = 14
_BAR, _GAP, _HEIGHT = 5, 1, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a theme's drawings: today, and other days."""

    dark: str
    pale: str


PALETTES = {"desk": Palette(dark="#14315e", pale="#a5b3ca"), "plain": Palette(dark="#000000", pale="#b5b5b5")}


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

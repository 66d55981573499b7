"""Small drawings."""

import re
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from briefing.rendering.charts import DAYS, PALETTES, sparkline

DESK = PALETTES["desk"]


@given(st.lists(st.integers(0, 10_000), max_size=40))
def test_a_sparkline_has_a_bar_a_day_inside_its_frame(volume: list[int]) -> None:
    """Fourteen bars, the last one today's, none higher than the frame; nothing for nothing."""
    drawn = sparkline(volume, "words", DESK)
    if len(volume[-DAYS:]) < 2 or not any(volume[-DAYS:]):
        assert drawn is None
        return
    assert drawn
    root = ET.fromstring(str(drawn))
    bars = "".join(path.get("d", "") for path in root.iter("path"))
    heights = [float(height) for height in re.findall(r"v-([\d.]+)", bars)]
    assert len(heights) == DAYS
    assert all(0 < height <= 20 for height in heights)
    assert max(heights) == 20


def test_a_drawing_says_in_words_what_it_shows() -> None:
    """Its first child is its title, escaped."""
    drawn = sparkline([1, 2], "A & B <3", DESK)
    assert drawn
    root = ET.fromstring(str(drawn))
    assert root[0].tag == "title"
    assert root[0].text == "A & B <3"
    assert root.get("role") == "img"

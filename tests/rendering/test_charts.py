"""Small drawings."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.rendering.charts import DAYS, PALETTES, network, sparkline
from briefing.rendering.network import Node, place

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


def _graph(size: int, ties: list[tuple[int, int]]) -> tuple[list[Node], list[tuple[str, str, int]]]:
    nodes = [Node(id=f"n{n}", name=f"Name number {n} of all", person=n % 2 == 0, weight=n / size) for n in range(size)]
    return nodes, [(f"n{a}", f"n{b}", 1 + (a + b) % 9) for a, b in ties]


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 14), st.data())
def test_names_and_circles_stand_apart_inside_the_drawing(size: int, data: st.DataObject) -> None:
    """No name over another's circle or name, none cut off by the edge."""
    pairs = list(combinations(range(size), 2))
    ties = data.draw(st.lists(st.sampled_from(pairs), min_size=4, max_size=20, unique=True))
    nodes, edges = _graph(size, ties)
    placed, height = place(nodes, edges, width=640)
    assert {node.id for node in placed} == {node.id for node in nodes}
    boxes = []
    for node in placed:
        half = max(node.radius, len(node.label) * 5.8 / 2)
        boxes.append((node.x - half, node.x + half, node.label_y - 10, node.y + node.radius))
        assert node.x - half >= -1
        assert node.x + half <= 641
        assert node.y - node.radius >= 0
        assert node.y + node.radius <= height
    overlaps = [
        (a, b) for a, b in combinations(boxes, 2) if min(a[1], b[1]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[2], b[2]) > 2
    ]  # fmt: skip
    assert not overlaps


def test_the_network_is_well_formed_and_the_same_each_time() -> None:
    """A circle a node, a line a tie, numbers from three sentences up."""
    nodes, edges = _graph(6, [(0, 1), (1, 2), (2, 3), (4, 5)])
    drawn = network(nodes, edges, "who & who", DESK)
    assert drawn == network(nodes, edges, "who & who", DESK)
    root = ET.fromstring(str(drawn))
    assert len(list(root.iter("circle"))) == 6
    assert len(list(root.iter("line"))) == 4
    numbers = [text.text for text in root.iter("text") if text.get("class") == "number"]
    assert numbers
    assert set(numbers) <= {str(n) for _, _, n in edges if n >= 3}

"""Quantities: what a figure counts, and whether two of them may both be true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.lexicon.quantities import Quantity, quantities


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "kind", "printed"),
    [
        ("The blast killed twelve people.", 12, "dead", "twelve"),
        ("The toll rose to 1,200.", 1200, "dead", "1,200"),
        ("At least 15 people were wounded.", 15, "injured", "At least 15"),
        ("Twenty-one died in the fire.", 21, "dead", "Twenty-one"),
        ("The wave left 31, 000 dead.", 31_000, "dead", "31, 000"),
        ("Some 2.5 million people fled.", 2_500_000, "displaced", "Some 2.5 million"),
        ("Sales shrank to $84.3bn.", 84.3e9, "$", "$84.3bn"),
        ("The two states signed 11 agreements.", 11, "agreements", "11"),
    ],
)
def test_a_figure_its_value_and_what_it_counts(text: str, value: float, kind: str, printed: str) -> None:
    """In digits or words, before or behind the word that says it."""
    found = next(q for q in quantities(text) if q.value == value)
    assert (found.kind, found.span.of(text)) == (kind, printed)


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("killed 12 people", "killed twelve people", True),
        ("killed 298 people", "killed 300 people", True),
        ("killed 20 people", "killed 21 people", False),
        ("killed some 300 people", "killed 276 people", True),
        ("killed at least 12 people", "killed 15 people", True),
        ("killed at least 15 people", "killed 12 people", False),
        ("killed up to 15 people", "killed 12 people", True),
        ("killed 12 people", "killed 15 people", False),
        ("killed 2.5 million people", "killed 2.46 million people", True),
    ],
)
def test_roundings_and_bounds_agree(left: str, right: str, agree: bool) -> None:
    """Both may be true of one thing, whichever way round they are asked."""
    assert only(left).agrees(only(right)) is agree
    assert only(right).agrees(only(left)) is agree


@pytest.mark.parametrize(
    "text", ["between 20 and 30 dead", "another 12 dead", "20-30 dead", "a 6 magnitude quake", "page 3"]
)
def test_ends_of_a_range_and_some_of_several_are_no_figures(text: str) -> None:
    """They cannot be held against a plain figure."""
    assert not [q for q in quantities(text) if q.kind == "dead"]


def test_a_part_of_a_whole_says_so() -> None:
    """Six children among the dead are not the toll."""
    assert only("The fire killed six children.").part == "children"
    assert only("The fire killed six people.").part == ""


@given(st.text(alphabet="0123456789,.- $€%killeddeadmillion\n", max_size=300))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    """No crash, no figure outside the text, no empty one."""
    for found in quantities(text):
        assert 0 <= found.span.start < found.span.end <= len(text)

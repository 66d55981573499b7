"""Quantities: what a figure counts, and whether two of them may both be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Kind, Quantity, Sentence, Span, Timex
from briefing.reading.facts.quantities import find, quantities


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
        ("A quake of magnitude 5.9 struck.", 5.9, "magnitude", "5.9"),
        ("He was sentenced to six years in prison.", 6, "years in prison", "six"),
    ],
)
def test_a_figure_its_value_and_what_it_counts(text: str, value: float, kind: str, printed: str) -> None:
    """In digits or words, before or behind the word that says it."""
    found = next(q for q in quantities(text) if q.value == value)
    assert (found.about, found.span.of(text)) == (kind, printed)


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
    "text", ["between 20 and 30 dead", "another 12 dead", "20-30 dead", "page 3", "Two of the dead were children."]
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


def test_days_of_sentences_that_are_not_quoted_are_passed_over() -> None:
    """A caption's day is none of the next sentence's figures; spans count in the article."""
    text = "Monday 12 May\nThe blast on 13 May killed 15 people."
    sentences = [Sentence(span=Span(0, 13), kind="caption"), Sentence(span=Span(14, len(text)), kind="body")]
    named = [
        Timex(span=Span(at, at + len(said)), type="DATE", value="2019-05-12", first=None, last=None)
        for said in ("Monday 12 May", "13 May")
        if (at := text.index(said)) >= 0
    ]
    found = find(Article(id="a", title="", text=text), sentences, named)
    assert [(one.kind, one.span.of(text)) for one in found] == [(Kind.DEAD, "15")]

"""Headlines: the clearest of a story's own, never one of ours."""

import dataclasses

import pytest

from briefing.grouping.headlines import clearest
from briefing.model import PageMark
from tests.grouping.news import FLOOD_A, FLOOD_B, told

PLAIN = "Army helicopters sent to flooded Tarvik"


@pytest.mark.parametrize(
    "worse",
    [
        "What you need to know about the flood in Tarvik",
        "Why did Tarvik flood?",
        "WATCH: the wave that hit",
        "Tarvik",
        "LIVE: ARMY HELICOPTERS SENT TO FLOODED TARVIK",
        "Helicopters, boats and ...",
        "Monday 14 January 2019, 14:08",
        "World | Europe | Weather",
        "My night in flooded Tarvik!",
    ],
)
def test_a_plain_headline_beats_bait_shouting_and_stumps(worse: str) -> None:
    """Whichever article came first."""
    for hours in (-1, 1):
        assert clearest([told(FLOOD_A, worse, "A", hours), told(FLOOD_B, PLAIN, "B")]) == PLAIN


def test_the_headline_that_says_what_the_ledes_say_is_taken() -> None:
    """It shares most with the others' headlines and first sentences."""
    odd = told(FLOOD_A, "A long night in the north for many families", "A")
    assert clearest([odd, told(FLOOD_B, PLAIN, "B")]) == PLAIN


def test_without_any_headline_the_first_sentence_serves() -> None:
    """Cut to a line, between words, and marked."""
    made = clearest([told(FLOOD_A)])
    assert made.startswith("The river Orlen burst its banks at Tarvik")
    assert len(made) <= 112
    first = FLOOD_A.replace("\n", " ")
    assert made in first or (made.endswith(" …") and first.startswith(f"{made.removesuffix(' …')} "))


@pytest.mark.parametrize("mark", [PageMark.OPINION, PageMark.QUIZ, PageMark.GALLERY])
def test_the_headline_of_a_report_is_preferred(mark: PageMark) -> None:
    """An opinion on the flood has its own, however well it says what happened."""
    other = told(FLOOD_A, "Army helicopters sent to flooded Tarvik at last", "A")
    other = dataclasses.replace(other, article=dataclasses.replace(other.article, marks=frozenset({mark})))
    assert clearest([other, told(FLOOD_B, PLAIN, "B")]) == PLAIN
    assert clearest([other]) == other.article.title


@pytest.mark.parametrize("mark", [PageMark.FACT_CHECK, PageMark.OPINION])
def test_a_claim_or_a_view_heads_no_story_that_a_live_page_tells(mark: PageMark) -> None:
    other = "Storm over the Orlen"
    claim, live = (
        told(FLOOD_A, PLAIN, "A", -1),
        told(FLOOD_B, other, "B"),
    )
    claim, live = (
        dataclasses.replace(one, article=dataclasses.replace(one.article, marks=frozenset({kind})))
        for one, kind in ((claim, mark), (live, PageMark.LIVE))
    )
    assert clearest([claim, live]) == other

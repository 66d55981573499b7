"""Shortening: the last clauses of a long sentence go, marked; what says who, or takes back, stays."""

import pytest

from briefing.edition.shortening import shortened
from briefing.model import Citation, KeyPoint, Span

START = (
    "Germany, France and Britain have set up a company through which firms of the union can trade with Norland again"
)


def point(text: str) -> KeyPoint:
    return KeyPoint(verbatim=text, text=text, citations=(Citation(source="a", span=Span(0, len(text))),))


@pytest.mark.parametrize(
    "clause",
    [
        ", in an attempt to save the accord that was signed with so much hope in the spring of another year.",
        ", which had been promised to the shippers of the north for eight long months by three ministers in turn.",
        ", raising the hopes of exporters who had written off their claims and sold their ships at a loss in May.",
    ],
)
def test_a_clause_that_adds_is_left_out_and_marked(clause: str) -> None:
    """The key point stays verbatim but for the mark, which its own rule checks."""
    made = shortened(point(START + clause), 30)
    assert made is not None
    assert made.text == f"{START} […]"
    assert made.verbatim == START + clause


@pytest.mark.parametrize(
    "clause",
    [
        ", officials said on Monday after a meeting of the three foreign ministers in the capital of Romania that day.",
        ", but none of the banks that were asked to take part in it has agreed to handle a single payment so far.",
        ", which the three governments denied in a statement that was read out late at night in all three capitals.",
        " and the capitals of the three countries are to share its costs for the first five years of its existence.",
    ],
)
def test_who_said_it_and_what_takes_it_back_stays(clause: str) -> None:
    """Without such a clause the sentence would say more than the source did."""
    assert shortened(point(START + clause), 30) is None


def test_brackets_do_not_count_as_words_and_stay() -> None:
    """The day that was put in is still there."""
    text = (
        START
        + " since Monday, which had been promised to the shippers of the north for eight long months by ministers."
    )
    whole = KeyPoint(verbatim=text, text=text.replace("Monday", "Monday [28 Jan]"), citations=point(text).citations)
    made = shortened(whole, 30)
    assert made is not None
    assert made.text.endswith("since Monday [28 Jan] […]")


def test_no_quotation_is_cut_open() -> None:
    """A comma inside quotation marks is no place to cut."""
    text = (
        START.replace("a company", "“a company")
        + ", which nobody had asked for in all the years of talks between the three of them”, he wrote."
    )
    assert shortened(point(text), 30) is None


def test_what_is_left_is_most_of_the_sentence() -> None:
    """A stump tells nothing."""
    text = "Firms may trade, " + "which the ministers of three states had promised again and again " * 5 + "in vain."
    assert shortened(point(text), 40) is None

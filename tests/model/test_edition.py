"""A key point is what a source printed, with nothing but brackets added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Citation, KeyPoint, Span, parts

CITED = (Citation(source="a", span=Span(0, 5)),)
PLAIN = st.text(st.characters(blacklist_characters="[]"), max_size=60)
WORDS = st.text(st.characters(blacklist_characters="[]…"), max_size=12)


@given(PLAIN, st.lists(st.tuples(st.integers(0, 60), WORDS), max_size=4))
def test_insertions_are_allowed(sentence: str, insertions: list[tuple[int, str]]) -> None:
    """Whatever is put in brackets, wherever, the sentence stays the source's."""
    text = sentence
    for at, words in sorted(insertions, reverse=True):
        place = min(at, len(sentence))
        text = f"{text[:place]} [{words}]{text[place:]}"
    assert parts(text, sentence) is not None


@given(PLAIN, st.integers(0, 60), st.integers(0, 60))
def test_omissions_are_allowed_when_marked(sentence: str, start: int, end: int) -> None:
    """A stretch left out shows as "[…]"."""
    start, end = sorted((min(start, len(sentence)), min(end, len(sentence))))
    assert parts(f"{sentence[:start]}[…]{sentence[end:]}", sentence) is not None


@given(PLAIN, PLAIN)
def test_other_words_are_not(sentence: str, other: str) -> None:
    """Any other sentence is refused."""
    assert (parts(other, sentence) is not None) == (other == sentence)


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("He left Tuesday.", "He left on Tuesday."),
        ("He left on Tuesday. [29 Jan]!", "He left on Tuesday."),
        ("He […] on Monday.", "He left on Tuesday."),
        ("", "He left."),
    ],
)
def test_a_changed_sentence_is_refused(text: str, verbatim: str) -> None:
    """Words dropped, added or changed without a mark."""
    with pytest.raises(ValueError, match="not verbatim"):
        KeyPoint(verbatim=verbatim, text=text, citations=CITED)


def test_brackets_that_the_source_printed_stay() -> None:
    """A source's own bracket is part of its sentence."""
    printed = "“They [the rebels] fled on Monday,” he said."
    assert parts(printed.replace("Monday", "Monday [28 Jan]"), printed) is not None
    assert parts(printed, printed) is not None


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("He will […] sign.", "He will not sign."),
        ("He will sign […].", "He will sign unless they leave."),
        ("He will sign […].", "He will sign if they leave."),
        ("He can […]sign.", "He cannot sign."),
        ("He did […] sign.", "He didn’t sign."),
        ("Il […] signera.", "Il ne signera."),
        ("Er wird […] unterschreiben.", "Er wird nicht unterschreiben."),
        ("Firmará […].", "Firmará si se van."),
        ("Он […] подпишет.", "Он не подпишет."),
        ("He [did not] sign.", "He sign."),
        ("They [it is not] said [x], he did […].", "They said [x], he did it."),
    ],
)
def test_no_bracket_turns_a_sentence_round(text: str, verbatim: str) -> None:
    """An omission keeps what denies or sets a condition; an insertion brings none in."""
    assert parts(text, verbatim) is not None
    with pytest.raises(ValueError, match=r"drops|brings in"):
        KeyPoint(verbatim=verbatim, text=text, citations=CITED)


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("He will not sign […].", "He will not sign on Monday."),
        ("He [Ne Win] will sign on Monday [28 Jan].", "He will sign on Monday."),
        ("“They [do not] know,” he said Monday [28 Jan].", "“They [do not] know,” he said Monday."),
        ("“They [if they] know,” he […].", "“They [if they] know,” he said Monday."),
    ],
)
def test_what_the_source_printed_may_deny(text: str, verbatim: str) -> None:
    """Its own brackets and its own denials stay, and a name is no denial."""
    assert KeyPoint(verbatim=verbatim, text=text, citations=CITED).text == text


def test_a_key_point_cites_somebody() -> None:
    """Nothing is claimed without a source."""
    with pytest.raises(ValueError, match="citation"):
        KeyPoint(verbatim="So it was.", text="So it was.", citations=())

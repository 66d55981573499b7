"""What the source said and what we added."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Citation, KeyPoint, Span
from briefing.rendering.passages import REACH, context, plain, runs

WORDS = st.text(alphabet="ab c.,", max_size=12)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", " [29 Jan]", " [Renn]"])), max_size=6))
def test_runs_are_the_text_and_without_additions_the_sentence(parts: list[tuple[str, str]]) -> None:
    """Nothing is lost, nothing of ours passes for the source's."""
    text = "".join(said + added for said, added in parts)
    verbatim = "".join(said for said, _ in parts)
    made = runs(text, verbatim)
    assert "".join(run.text for run in made) == text
    assert all(run.text.strip().startswith("[") and run.text.endswith("]") for run in made if run.added)
    assert sum(run.added for run in made) == sum(bool(added) for _, added in parts)


def test_a_bracket_that_the_source_printed_is_its_own_word() -> None:
    """Only what is not in the sentence is set apart."""
    made = runs("He [sic] said on Monday [28 Jan] so.", "He [sic] said on Monday so.")
    assert [(run.text, run.added) for run in made] == [
        ("He [sic] said on Monday", False), (" [28 Jan]", True), (" so.", False),
    ]  # fmt: skip


def test_in_plain_text_the_sources_own_brackets_are_doubled() -> None:
    """Where type cannot tell, the marks do."""
    text, verbatim = "He [sic] said on Monday [28 Jan] so.", "He [sic] said on Monday so."
    point = KeyPoint(verbatim=verbatim, text=text, citations=(Citation(source="a", span=Span(0, 1)),))
    assert plain(point) == "He [[sic]] said on Monday [28 Jan] so."


def test_an_omission_is_ours() -> None:
    """And what follows it is the source's again, its brackets too."""
    made = runs("One […] three [x].", "One two three [x].")
    assert [run.text for run in made if run.added] == [" […]"]


@given(st.text(max_size=1500), st.data())
def test_the_context_of_a_passage_is_bounded_and_holds_it(text: str, data: st.DataObject) -> None:
    """The sentence whole, and at most two sentences' length on either side."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, said, after = context(text, Span(start, end))
    assert said.split() == text[start:end].split()
    assert len(before) <= REACH + 2
    assert len(after) <= REACH + 2


def test_a_cut_context_is_cut_between_words_and_says_so() -> None:
    """With an ellipsis on the side that was cut."""
    text = "word " * 200
    before, _, after = context(text, Span(500, 504))
    assert before.startswith("… word")
    assert after.endswith("word …")


def test_a_span_beyond_the_text_does_no_harm() -> None:
    """An archive whose text has changed cannot break the page."""
    assert context("short", Span(10, 20)) == ("short", "", "")

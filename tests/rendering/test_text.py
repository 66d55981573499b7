"""The plain-text edition."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.rendering.filters import COLUMNS, columns, wrap
from briefing.rendering.plain import text
from briefing.settings import EditionSettings
from tests.rendering import samples, samples_made

LOOK = EditionSettings()


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ru", "ar"])
def test_no_line_is_longer_than_72_columns_but_an_address(language: str) -> None:
    """In every language of the labels."""
    for line in text(replace(samples.rich(), language=language), settings=LOOK).splitlines():
        assert columns(line) <= COLUMNS or line.lstrip().startswith("http")


def test_it_is_a_real_edition() -> None:
    """Every key point, calendar entry and source stands in it, in the order of the page."""
    edition = samples.rich()
    told = " ".join(text(edition, settings=LOOK).split())
    for section in edition.sections:
        for story in section.stories:
            assert story.title in told
            assert all(" ".join(point.text.split()) in told for point in story.key_points)
    assert all(" ".join(entry.what.text.split()) in told for entry in edition.calendar)
    assert all(f"S{source.number} " in told and source.source in told for source in edition.sources)
    heads = [
        "NEED TO KNOW",
        "SINCE NO. 216",
        "STORIES BY ACTOR",
        "ACTORS",
        "CALENDAR",
        "TIMELINE",
        "SOURCES",
        "LEFT OUT",
    ]
    assert [told.index(f"{head} =") for head in heads] == sorted(told.index(f"{head} =") for head in heads)


def test_a_small_brief_has_no_empty_heads() -> None:
    """Nothing is announced that is not there."""
    told = text(samples.small(), settings=LOOK)
    assert "SINCE" not in told
    assert "TIMELINE" not in told
    assert "LEFT OUT" not in told
    assert "This is the first brief" in told


def test_words_are_printed_as_they_are() -> None:
    """Plain text knows no markup: ampersands and angle brackets are not escaped."""
    told = text(samples_made.nasty(), settings=LOOK)
    assert "<b>cost</b> £5 'today', said 🐟 O'Brien & Söhne" in " ".join(told.split())
    assert "&amp;" not in told
    assert "\x00" not in told


@given(st.text(max_size=300), st.text(alphabet=" -", max_size=8))
def test_wrapping_keeps_every_word_in_order_and_every_line_short(words: str, indent: str) -> None:
    """A line is longer only where a single word is."""
    lines = wrap(words, indent).splitlines()
    bare = " ".join(line.removeprefix(indent) if line.startswith(indent) else line for line in lines)
    if "-" not in indent:
        assert bare.split() == words.split()
    for line in lines:
        assert columns(line) <= COLUMNS or len(line.removeprefix(indent).split()) <= 1


@pytest.mark.parametrize(("words", "width"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("العربية", 7)])
def test_columns_count_what_a_terminal_shows(words: str, width: int) -> None:
    """Wide characters take two, combining marks none."""
    assert columns(words) == width

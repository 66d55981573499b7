"""The Markdown edition."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from briefing.rendering.plain import escaped, markdown
from briefing.settings import EditionSettings
from tests.rendering import samples, samples_made

LOOK = EditionSettings()


@given(st.text())
@example("\\0")
def test_escaping_takes_nothing_away(words: str) -> None:
    """Without its backslashes the text is what it was, but for white space."""
    back = re.sub(r"\\([\\`*_\[\]<>&#|~$+=\-\d])", r"\1", escaped(words))
    assert back == re.sub(r"\s+", " ", words)


def test_every_source_is_linked_from_the_points_that_cite_it() -> None:
    """[S1](#s1) leads to an anchor that is there."""
    told = markdown(samples.rich(), settings=LOOK)
    used = set(re.findall(r"\[S\d+\]\(#(s\d+)\)", told))
    assert used
    assert used <= set(re.findall(r'<a id="(s\d+)"></a>', told))


def test_hostile_words_are_no_markup() -> None:
    """Tags, links and emphasis in a source are escaped; a javascript: address is no link."""
    told = markdown(samples_made.nasty(), settings=LOOK)
    assert r"\<b\>cost\</b\>" in told
    assert "<script>" not in told.replace(r"\<script\>", "")
    assert "javascript:" not in told


def test_blanks_around_insertions_stay() -> None:
    """As in "Tuesday [29 Jan] that": escaped, not glued."""
    assert r"on Tuesday \[29 Jan\] that it would" in markdown(samples.rich(), settings=LOOK)


def test_the_bottom_line_is_a_numbered_list_with_its_proof() -> None:
    """One item a line, its source in the same item."""
    told = markdown(samples.rich(), settings=LOOK)
    assert re.search(
        r"^1\. \*\*Strait authority shuts.*\*\* \(Society[^)]*\): .*\n   \[S1\]\(#s1\) Northern Wire, 29 Jan, 21:14",
        told,
        re.MULTILINE,
    )

"""Inputs as they come in the wild (tests/cases/inputs), and binary forms with bytes that nobody meant."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article
from briefing.settings import Settings
from briefing.sources import collect
from tests.sources.cases import Case, cases
from tests.sources.fuzz import FORMS, read


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_it_is_read_as_a_careful_person_would(case: Case, tmp_path: Path) -> None:
    """Each file of tests/cases/inputs says what is right of it."""
    assert case.run(tmp_path) == []


@settings(deadline=None, max_examples=12)
@given(seed=st.integers(min_value=10**6, max_value=10**9))
@pytest.mark.parametrize("form", FORMS)
def test_spoiled_bytes_are_read_or_refused(form: str, seed: int) -> None:
    """Nothing but our own error, whatever is cut, flipped or doubled."""
    assert read(form, seed) >= 0


def test_a_table_of_fonts_that_says_too_little_is_read(tmp_path: Path) -> None:
    """Hundreds of fonts without an end, for which striprtf alone would need hours; those that are whole code their letters."""
    whole = r"{\f1\fcharset204 B;}"
    fonts = "{\\f2\\fcharset204" * 400
    (tmp_path / "a.rtf").write_text(
        rf"{{\rtf1\ansi{{\fonttbl{whole}{fonts}{'}' * 400}}}\f1 \'cf\'ee\'f0\'f2\'fb open on Friday.\par}}",
        encoding="ascii",
    )
    (found,) = collect([str(tmp_path)], settings=Settings())
    assert isinstance(found, Article)
    assert "Порты open on Friday." in f"{found.title} {found.text}"

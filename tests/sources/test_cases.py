"""Inputs as they come in the wild (tests/cases/inputs), and binary forms with bytes that nobody meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.cases import Case, cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_it_is_read_as_a_careful_person_would(case: Case, tmp_path: Path) -> None:
    """Each file of tests/cases/inputs says what is right of it."""
    assert case.run(tmp_path) == []

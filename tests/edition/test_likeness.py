"""Likeness of two sentences: the same whether it is asked for two or read off the matrix of both."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edition.candidates import gather
from briefing.edition.likeness import likeness, of_two
from tests.make import by_id, reading, story

ANY = reading("The council met on Friday.")
(MADE,) = gather(story(ANY), by_id(ANY))
TERMS = st.frozensets(st.sampled_from("council vote strike port bank rate flood toll".split()))
NUMBERS = st.lists(st.integers(-9, 9), min_size=4, max_size=4).filter(any)


def unit(numbers: list[int]) -> np.ndarray:
    made = np.array(numbers, dtype=np.float32)
    return made / np.linalg.norm(made)


@given(TERMS, TERMS, NUMBERS, NUMBERS)
def test_two_are_as_alike_as_their_matrix_says(
    here: frozenset[str], there: frozenset[str], one: list[int], other: list[int]
) -> None:
    """Whatever words they share, and however their vectors stand."""
    pair = replace(MADE, terms=here, vector=unit(one)), replace(MADE, terms=there, vector=unit(other))
    assert of_two(*pair) == pytest.approx(float(likeness(pair)[0, 1]), abs=1e-5)

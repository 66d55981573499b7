"""Average link: as the textbook has it, by a slow and plain one beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from briefing.grouping.linkage import average_link


def plain(alike: NDArray[np.float32], least: float) -> list[list[int]]:
    """Merge the two groups of highest mean likeness, again and again."""
    groups = [[i] for i in range(len(alike))]
    while len(groups) > 1:
        value, a, b = max(
            (float(alike[np.ix_(groups[a], groups[b])].mean()), -a, -b)
            for a in range(len(groups))
            for b in range(a + 1, len(groups))
        )
        if value < least:
            break
        groups[-a] += groups[-b]
        del groups[-b]
    return sorted(sorted(group) for group in groups)


@given(n=st.integers(1, 14), seed=st.integers(0, 10_000), least=st.floats(0.1, 0.9))
def test_the_chain_finds_what_the_plain_way_finds(n: int, seed: int, least: float) -> None:
    """Random likeness without ties: the same groups."""
    rng = np.random.default_rng(seed)
    drawn = rng.random((n, n), dtype=np.float64)
    alike: NDArray[np.float32] = ((drawn + drawn.T) / 2).astype(np.float32)
    assert average_link(alike, least) == plain(alike, least)


@pytest.mark.parametrize(("least", "groups"), [(0.5, [[0, 1], [2]]), (0.95, [[0], [1], [2]]), (0.05, [[0, 1, 2]])])
def test_the_threshold_says_where_merging_stops(least: float, groups: list[list[int]]) -> None:
    """Two near ones and one far off."""
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]], dtype=np.float32)
    assert average_link(alike, least) == groups


def test_the_matrix_is_left_as_it_was() -> None:
    """The caller's numbers are his."""
    alike = np.array([[1, 0.9], [0.9, 1]], dtype=np.float32)
    average_link(alike, 0.5)
    assert alike.tolist() == [[1, pytest.approx(0.9)], [pytest.approx(0.9), 1]]

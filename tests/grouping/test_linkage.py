"""Average link: as the textbook has it, by a slow and plain one beside it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from briefing.grouping.linkage import average_link


def plain(alike: NDArray[np.float32]) -> list[tuple[float, frozenset[int]]]:
    """Merge the two groups of highest mean likeness, again and again: heights, and what came of each merge."""
    groups = [[i] for i in range(len(alike))]
    found = []
    while len(groups) > 1:
        value, a, b = max(
            (float(alike[np.ix_(groups[a], groups[b])].mean()), -a, -b)
            for a in range(len(groups))
            for b in range(a + 1, len(groups))
        )
        groups[-a] += groups.pop(-b)
        found.append((value, frozenset(groups[-a])))
    return found


@given(n=st.integers(1, 14), seed=st.integers(0, 10_000))
def test_the_chain_finds_what_the_plain_way_finds(n: int, seed: int) -> None:
    """Random likeness without ties: the same tree; a group is named by its first member."""
    drawn = np.random.default_rng(seed).normal(size=(n, n))
    alike: NDArray[np.float32] = ((drawn + drawn.T) / 2).astype(np.float32)
    members = {i: {i} for i in range(n)}
    found = []
    for height, kept, gone in average_link(alike):
        members[kept] |= members.pop(gone)
        assert min(members[kept]) == kept
        found.append((height, frozenset(members[kept])))
    expected = plain(alike)
    assert [group for _, group in found] == [group for _, group in expected]
    assert [height for height, _ in found] == pytest.approx([height for height, _ in expected], abs=1e-4)


def test_the_matrix_is_left_as_it_was() -> None:
    """The caller's numbers are his."""
    alike = np.array([[1, 0.9], [0.9, 1]], dtype=np.float32)
    average_link(alike)
    assert alike.tolist() == [[1, pytest.approx(0.9)], [pytest.approx(0.9), 1]]

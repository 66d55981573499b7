"""Average link: as the textbook has it, by a slow and plain one beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from briefing.grouping.linkage import Parts, average_link


def plain(alike: NDArray[np.float32], least: float, parts: Parts | None = None) -> list[list[int]]:
    """Merge the two groups of highest mean likeness, again and again; what two parts stand apart in falls into them."""
    groups = [[i] for i in range(len(alike))]
    fallen: dict[frozenset[int], list[list[int]]] = {}

    def within(group: list[int]) -> float:
        return float(np.mean([alike[i, j] for i in group for j in group if i < j])) - least

    while len(groups) > 1:
        value, a, b = max(
            (float(alike[np.ix_(groups[a], groups[b])].mean()), -a, -b)
            for a in range(len(groups))
            for b in range(a + 1, len(groups))
        )
        if value < least:
            break
        one, other = groups[-a], groups[-b]
        large = parts is not None and min(len(one), len(other)) >= max(2, parts.many)
        apart = large and parts is not None and value - least < parts.share * min(within(one), within(other))
        if apart or frozenset(one) in fallen or frozenset(other) in fallen:
            fallen[frozenset(one + other)] = [g for x in (one, other) for g in fallen.get(frozenset(x), [x[:]])]
        groups[-a] = one + other
        del groups[-b]
    return sorted(sorted(g) for group in groups for g in fallen.get(frozenset(group), [group]))


@given(n=st.integers(1, 14), seed=st.integers(0, 10_000), least=st.floats(0.1, 0.9))
def test_the_chain_finds_what_the_plain_way_finds(n: int, seed: int, least: float) -> None:
    """Random likeness without ties: the same groups."""
    rng = np.random.default_rng(seed)
    drawn = rng.random((n, n), dtype=np.float64)
    alike: NDArray[np.float32] = ((drawn + drawn.T) / 2).astype(np.float32)
    assert average_link(alike, least) == plain(alike, least)


@given(
    n=st.integers(1, 14),
    seed=st.integers(0, 10_000),
    least=st.floats(0.1, 0.6),
    many=st.integers(1, 4),
    share=st.floats(0.1, 1),
)
def test_so_it_does_where_large_groups_fall_apart(n: int, seed: int, least: float, many: int, share: float) -> None:
    """The order in which the chain merges does not matter."""
    rng = np.random.default_rng(seed)
    drawn = rng.random((n, n), dtype=np.float64)
    alike: NDArray[np.float32] = ((drawn + drawn.T) / 2).astype(np.float32)
    assert average_link(alike, least, Parts(many, share)) == plain(alike, least, Parts(many, share))


def test_two_parts_of_a_large_topic_stay_apart() -> None:
    """Four reports of one event, four of another, all of one topic: two stories; three and three are too few to tell."""
    alike = np.full((8, 8), 0.3, dtype=np.float32)
    alike[:4, :4] = alike[4:, 4:] = 0.9
    assert average_link(alike, 0.2, Parts(4, 0.25)) == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert average_link(alike, 0.2, Parts(5, 0.25)) == [list(range(8))]
    assert average_link(alike, 0.2, Parts(4, 0.1)) == [list(range(8))]


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

"""rouge: counts as Lin (2004) defines them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.eval.rouge import rouge_l, rouge_n, tokens

_WORDS = st.lists(st.sampled_from("abc"), max_size=9)


def test_clipped_overlap() -> None:
    """A word counts as often as both texts have it: "the the the" does not score three."""
    score = rouge_n(tokens("The the the cat"), [tokens("the cat sat on the mat")], 1)
    assert score.recall == pytest.approx(3 / 6)
    assert score.f1 == pytest.approx(2 * 3 / (4 + 6))


def test_pairs_and_subsequence() -> None:
    """Lin's example: "police killed the gunman" against "police kill the gunman" and "the gunman kill police"."""
    reference = tokens("police killed the gunman")
    assert rouge_n(tokens("police kill the gunman"), [reference], 2).recall == pytest.approx(1 / 3)
    assert rouge_l(tokens("police kill the gunman"), [reference]).recall == pytest.approx(3 / 4)
    assert rouge_l(tokens("the gunman kill police"), [reference]).recall == pytest.approx(2 / 4)


def test_several_references_are_averaged() -> None:
    """Two references, one of them missed, halve the score; an empty summary scores nothing."""
    assert rouge_n(["a"], [["a"], ["b"]], 1).f1 == pytest.approx(0.5)
    assert rouge_n([], [["a"]], 1).f1 == rouge_l([], [["a"]]).f1 == 0.0


@given(_WORDS, _WORDS)
def test_subsequence_is_the_longest(left: list[str], right: list[str]) -> None:
    """The bit-parallel count agrees with the table of the textbook."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    expected = table[-1][-1] / len(right) if right else 0.0
    assert rouge_l(left, [right]).recall == pytest.approx(expected)

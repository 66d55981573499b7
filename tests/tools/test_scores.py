"""The scores themselves: against values worked out by hand, and against the plain definitions."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from briefing.lexicon.tables import read_table
from tools.eval import calendars
from tools.eval.clusters import b_cubed, pairwise
from tools.eval.entities import prf, restore
from tools.eval.rouge import rouge_l, rouge_n, tokens

ROOT = Path(__file__).parent.parent.parent


def test_rouge_by_hand() -> None:
    """The words "the cat sat" against "the cat is here": two of four words, one of three pairs, two in order."""
    own, theirs = tokens("The cat sat."), tokens("The cat is here")
    assert rouge_n(own, [theirs], 1).recall == pytest.approx(2 / 4)
    assert rouge_n(own, [theirs], 1).f1 == pytest.approx(2 * 2 / 7)
    assert rouge_n(own, [theirs], 2).recall == pytest.approx(1 / 3)
    assert rouge_l(own, [theirs]).recall == pytest.approx(2 / 4)


def test_of_several_references_the_mean_counts() -> None:
    """Formula A of the package."""
    assert rouge_n(["a"], [["a"], ["b"]], 1).recall == pytest.approx(0.5)


@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), min_size=1, max_size=12))
def test_rouge_l_is_the_longest_common_subsequence(own: list[str], theirs: list[str]) -> None:
    """The table in one integer finds what the textbook's table finds."""
    table = [[0] * (len(theirs) + 1) for _ in range(len(own) + 1)]
    for i, left in enumerate(own):
        for j, right in enumerate(theirs):
            table[i + 1][j + 1] = table[i][j] + 1 if left == right else max(table[i][j + 1], table[i + 1][j])
    assert rouge_l(own, [theirs]).recall == pytest.approx(table[-1][-1] / len(theirs))


def test_b_cubed_by_hand() -> None:
    """Bagga and Baldwin's own kind of example: one gold group of two split, one of two kept."""
    scores = b_cubed([1, 2, 3, 3], ["a", "a", "b", "b"])
    assert scores["B3 precision"] == pytest.approx(100)
    assert scores["B3 recall"] == pytest.approx(75)


def test_everything_in_one_group_has_full_recall_and_poor_precision() -> None:
    """And no pair that is right is lost."""
    scores = b_cubed([1] * 4, ["a", "a", "b", "b"])
    assert scores["B3 recall"] == pytest.approx(100)
    assert scores["B3 precision"] == pytest.approx(50)
    assert pairwise([1] * 4, ["a", "a", "b", "b"])["pair F1"] == pytest.approx(50)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_gold_against_itself_is_perfect(labels: list[int]) -> None:
    """Whatever the groups are called."""
    assert b_cubed(labels, [f"story {n}" for n in labels])["B3 F1"] == pytest.approx(100)


def test_precision_recall_and_f1_by_hand() -> None:
    """Three right, one wrong, two missed."""
    assert prf(3, 1, 2) == {"p": pytest.approx(75), "r": pytest.approx(60), "f1": pytest.approx(66.67)}


def test_tokens_become_running_text_with_their_names_in_place() -> None:
    """Spaces where print has them, none before a comma or in a possessive; spans fit."""
    record = {
        "tokens": ["Anna", "Berg", ",", "Norland", "'s", "envoy", ",", "left", "."],
        "tags": ["B-Person", "I-Person", "O", "B-Location", "O", "O", "O", "O", "O"],
        "sents": [[0, 9]],
    }
    text, _, names = restore(record)
    assert text == "Anna Berg, Norland's envoy, left."
    assert [text[start:end] for start, end, _ in names] == ["Anna Berg", "Norland"]


def test_the_command_prints_the_scores_of_a_corpus(tmp_path: Path) -> None:
    """The command prints a table and exits with 0 as long as no floor is pinned for the corpus."""
    rows = [
        {"id": f"{n}", "story": story, "title": "", "text": text, "published": "2025-03-04"}
        for n, (story, text) in enumerate(
            [
                ("a", "The river Orlen burst its banks at Tarvik on Tuesday and killed nine people."),
                ("a", "Nine people died at Tarvik on Tuesday when the river Orlen burst its banks."),
                ("b", "Vantor will buy its smaller rival Aeolis for 2.4 billion euros in shares."),
            ]
        )
    ]
    corpus = tmp_path / "small.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tools.eval", str(corpus)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "B3 F1" in done.stdout
    assert "100.00" in done.stdout


def test_the_readme_says_how_well_each_language_is_read() -> None:
    """By the figures that the measure wrote."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = Locale("en").languages
    for code, row in read_table("languages_read.json")["names"].items():
        assert f"{names[code]} {row['f1']}" in readme


def test_a_sentence_of_the_kinds_of_days_is_right_where_all_its_days_are(tmp_path: Path) -> None:
    """A day, a length of time, and words that may name no day."""
    text = "The toll rose to 23 on Thursday and doubled in a week, the USA Today said."

    def label(words: str, **told: str) -> dict[str, object]:
        return {"start": text.index(words), "end": text.index(words) + len(words), **told}

    right = [
        label("Thursday", **{"from": "2019-01-24", "to": "2019-01-24"}),
        label("a week", value="P1W"),
        label("Today", **{"from": "", "to": ""}),
    ]
    wrong = [label("Thursday", **{"from": "2019-01-31", "to": "2019-01-31"})]
    gold = {"kind": "toll", "language": "en", "published": "2019-01-29", "text": text, "split": "test"}
    file = tmp_path / "kinds.jsonl"
    file.write_text("".join(json.dumps({**gold, "days": days}) + "\n" for days in (right, wrong)), encoding="utf-8")
    assert calendars.run(file) == {"test": {"kinds right %": 50.0, "toll": "1 of 2"}}

"""Trains which two figures are of one thing: ``python -m tools.train.figures [GOLD] [--out FILE]``.

Data: the pairs of reports in tests/gold/figures.jsonl of the split ``tune``. Every two figures of one kind that the two
reports print and that cannot both be true are an example; of one thing are those that the pair's label names.
Properties: `briefing.edition.figures`. Prints precision and recall at the shipped threshold, held out by pair of reports.
No randomness.
"""

import argparse
import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np

from briefing.edition.candidates import gather
from briefing.edition.figures import CONFIDENT, PROPERTIES, Figure, comparable, figures_of, properties
from briefing.edition.likeness import likeness
from tools.eval.sentences import story_of, values_of
from tools.train import logistic

GOLD = Path("tests/gold/figures.jsonl")
OUT = Path("briefing/data/figures.json")
#: Penalty on squared standardised weights; 1 to 10 are alike in the folds.
RIDGE = 3.0
FOLDS = 10


def examples(record: dict[str, Any]) -> list[tuple[list[float], bool]]:
    """Properties and answer of each pair of figures that the two reports give differently."""
    candidates = gather(*story_of(record["articles"]))
    alike = likeness(candidates)
    found = [figure for row, candidate in enumerate(candidates) for figure in figures_of(candidate, row)]
    return [
        (properties(one, other, float(alike[one.row, other.row])), _is_named(one, other, record))
        for one, other in itertools.combinations(found, 2)
        if one.candidate.order != other.candidate.order
        and comparable(one, other)
        and not one.quantity.agrees(other.quantity)
    ]


def _is_named(one: Figure, other: Figure, record: dict[str, Any]) -> bool:
    printed = one.printed.casefold(), other.printed.casefold()
    named = values_of(record) if record["label"] != "none" else []
    return any(
        all(said.casefold() in words or words in said.casefold() for said, words in zip(order, printed, strict=True))
        for pair in named
        for order in (pair, pair[::-1])
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.figures", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    records = [json.loads(line) for line in asked.gold.read_text(encoding="utf-8").splitlines()]
    listed = [
        (number, *example)
        for number, record in enumerate(record for record in records if record["split"] == "tune")
        for example in examples(record)
    ]
    group = np.array([number for number, _, _ in listed])
    x = np.array([row for _, row, _ in listed], dtype=np.float64)
    y = np.array([float(answer) for _, _, answer in listed])
    share, likely = np.ones(len(y)), np.zeros(len(y))
    for fold in range(FOLDS):
        out = group % FOLDS == fold
        weights, bias = logistic.fit(x[~out], y[~out], share[~out], RIDGE)
        likely[out] = 1 / (1 + np.exp(-(x[out] @ weights + bias)))
    sure = likely >= CONFIDENT
    print(f"{len(y)} pairs of figures, {int(y.sum())} of one thing; held out: ")
    print(f"P {y[sure].mean():.2f}, R {sure[y > 0].mean():.2f}")
    weights, bias = logistic.fit(x, y, share, RIDGE)
    note = (
        "Likelihood that two figures are of one thing. Logistic regression on tests/gold/figures.jsonl, split "
        "tune, by python -m tools.train.figures."
    )
    logistic.write(asked.out, note, PROPERTIES, weights, bias)


if __name__ == "__main__":
    main()

"""Trains what tells a sentence that leans: ``python -m tools.train.standing [GOLD] [--out FILE]``.

Data: the sentences of tests/gold/stories.jsonl whose story is of the split ``tune``; those labelled ``~`` or ``-`` lean.
Properties: `briefing.reading.text.standing`. Prints, held out by story, how many of the leaning ones are caught at the
shipped threshold and how many of the standing ones are lost. No randomness.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from briefing.reading.text.standing import LEANING, PROPERTIES, properties
from tools.eval.sentences import label_of, story_of
from tools.train import logistic

GOLD = Path("tests/gold/stories.jsonl")
OUT = Path("briefing/data/standing.json")
#: Penalty on squared standardised weights; 1 to 10 are alike in the folds.
RIDGE = 3.0
FOLDS = 10


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.standing", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    records = [json.loads(line) for line in asked.gold.read_text(encoding="utf-8").splitlines()]
    xs, ys, groups = [], [], []
    for number, record in enumerate(record for record in records if record["split"] == "tune"):
        _, readings = story_of(record["articles"])
        for article in record["articles"]:
            reading = readings[article["id"]]
            found = properties(reading.article, reading.sentences, reading.mentions, reading.references)
            labels = [label_of(article["sentences"], sent.span) for sent in reading.sentences if sent.quotable]
            xs.append(found)
            ys += [float("~" in label or "-" in label) for label in labels]
            groups += [number] * len(labels)
    x, y, group = np.concatenate(xs), np.array(ys), np.array(groups)
    share = np.ones(len(y))
    likely = np.zeros(len(y))
    for fold in range(FOLDS):
        out = group % FOLDS == fold
        weights, bias = logistic.fit(x[~out], y[~out], share[~out], RIDGE)
        likely[out] = 1 / (1 + np.exp(-(x[out] @ weights + bias)))
    caught, lost = (likely[y == value] >= LEANING for value in (1, 0))
    print(f"{len(y)} sentences, {int(y.sum())} lean; held out: caught {caught.mean():.2f}, lost {lost.mean():.2f}")
    weights, bias = logistic.fit(x, y, share, RIDGE)
    note = (
        "Likelihood that a sentence leans on the one before it. Logistic regression on tests/gold/stories.jsonl, "
        "split tune, by python -m tools.train.standing."
    )
    logistic.write(asked.out, note, PROPERTIES, weights, bias)


if __name__ == "__main__":
    main()

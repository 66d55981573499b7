"""``python -m tools.train.wording [--out FILE]``: what the wording of news adds to its weight; data/wording.json out.

A direction in the space of the encoder's vectors of headline and lede, fitted so that what the hand-set sum
(`briefing.grouping.gravity`) and it say together puts two graded items in the order of their grades: logistic regression
over pairs (after Joachims 2002, RankSVM's form with logistic loss) with the hand's difference as offset. Pairs of one day
count as much in all as pairs of any two items. Data: days of `tune` in tests/gold/weight*.jsonl, and the tune half of
genres.jsonl. Run it whenever the encoder is replaced; one minute on one core. No randomness.
"""

import argparse
import base64
import itertools
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from briefing.grouping import rank
from briefing.grouping.stories import group
from briefing.reading.facts.news import vector_of
from tools.eval.news import read
from tools.eval.order import COUNTS, NEWS

ROOT = Path(__file__).parent.parent.parent
DATED = ("weight", "weight-real", "weight-days", "weight-drawn")
#: Penalty on the squared length of the direction; 2 to 6 are alike in the folds.
RIDGE = 3.0
FOLDS = 6

Floats = NDArray[np.float64]


class Item(NamedTuple):
    """Its day ("" for one by itself), grade, unit vector, and what the hand-set sum gives it."""

    day: str
    grade: float
    vector: Floats
    sum: float


def main(arguments: Sequence[str]) -> int:
    """Train, write, say what is reached on days held out."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.wording", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "briefing" / "data" / "wording.json")
    args = parser.parse_args(arguments)
    listed, encoder = items()
    days = sorted({item.day for item in listed} - {""})
    added = np.zeros(len(listed))
    for fold in range(FOLDS):
        out = {day for n, day in enumerate(days) if n % FOLDS == fold}
        direction, mean = fit([item for item in listed if item.day not in out])
        for n, item in enumerate(listed):
            added[n] = (item.vector - mean) @ direction if item.day in out else added[n]
    for name, values in (("by hand", np.zeros(len(listed))), ("held out by day, with wording", added)):
        print(f"{name}: {shares(listed, values)}")
    direction, mean = fit(listed)
    scale = 127 / float(np.abs(direction).max())
    packed = np.rint(direction * scale).astype(np.int8)
    table = {
        "licence": "CC BY-SA 4.0; from grades of items of Wikipedia's Current Events Portal among others",
        "encoder": encoder[:16],
        "direction": base64.b64encode(packed.tobytes()).decode(),
        "scale": round(scale, 4),
        "mean": round(float(mean @ direction), 4),
    }
    args.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


def items() -> tuple[list[Item], str]:
    """What is trained on, and the digest of the encoder that made the vectors."""
    gold = ROOT / "tests" / "gold"
    records = {name: _rows(gold / f"{name}.jsonl") for name in ("genres", *DATED)}
    alone = {row["id"]: row for row in records["genres"] if row["split"] == "tune"}
    dated = [row for name in DATED for row in records[name]]
    dated = [
        {**alone.get(row["id"], {}), **row}
        for row in dated
        if (row["id"] in alone if "gold" in row else row.get("split", "tune") == "tune")
    ]
    alone = {id_: row for id_, row in alone.items() if id_ not in {row["id"] for row in dated}}
    found, encoder = [], ""
    for row in (*dated, *({**row, "day": ""} for row in alone.values())):
        reading = read(row, row["day"])
        vector = vector_of(reading.sentences, reading.title_vector, reading.vectors)
        if vector is None:
            continue
        encoder = reading.encoder
        day = date.fromisoformat(row["day"]) if row["day"] else None
        (story,) = rank(group([reading]), {reading.article.id: reading}, day=day)
        by_hand = story.gravity.total - story.gravity.wording
        found.append(Item(row["day"], row["gravity"], vector.astype(np.float64), by_hand))
    return found, encoder


def fit(listed: Sequence[Item]) -> tuple[Floats, Floats]:
    """The direction, and the mean of the vectors, from which it counts."""
    vectors = np.array([item.vector for item in listed])
    mean = vectors.mean(axis=0)
    vectors = vectors - mean
    by_hand = np.array([item.sum for item in listed])
    pairs, share = _pairs(listed)
    offset = by_hand[pairs[:, 0]] - by_hand[pairs[:, 1]]

    def loss(direction: Floats) -> tuple[float, Floats]:
        value = vectors @ direction
        apart = offset + value[pairs[:, 0]] - value[pairs[:, 1]]
        pull = -share / (1 + np.exp(apart))
        each = np.bincount(pairs[:, 0], pull, len(listed)) - np.bincount(pairs[:, 1], pull, len(listed))
        total = float((share * np.logaddexp(0, -apart)).sum() + RIDGE * (direction**2).sum())
        return total, vectors.T @ each + 2 * RIDGE * direction

    found = minimize(loss, np.zeros(vectors.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, dtype=np.float64), mean


def _pairs(listed: Sequence[Item]) -> tuple[NDArray[np.int64], Floats]:
    """Pairs, the weightier first, and what each counts: those of a day by the root of the day's pairs."""
    within, anywhere = [], []
    for one, other in itertools.combinations(range(len(listed)), 2):
        apart = listed[one].grade - listed[other].grade
        if abs(apart) < COUNTS:
            continue
        pair = (one, other) if apart > 0 else (other, one)
        anywhere.append(pair)
        if listed[one].day and listed[one].day == listed[other].day:
            within.append(pair)
    of_day: dict[str, int] = {}
    for one, _ in within:
        of_day[listed[one].day] = of_day.get(listed[one].day, 0) + 1
    share = np.array([1.0 / float(np.sqrt(of_day[listed[one].day])) for one, _ in within])
    share *= len(within) / share.sum()
    rest = np.full(len(anywhere), len(within) / len(anywhere))
    return np.array(within + anywhere), np.concatenate([share, rest])


def shares(listed: Sequence[Item], added: Floats) -> str:
    """Pairs of a day that stand right: all, and those of two items of news."""
    total = [item.sum + value for item, value in zip(listed, added, strict=True)]
    right: list[tuple[bool, bool]] = []
    for one, other in itertools.combinations(range(len(listed)), 2):
        apart = listed[one].grade - listed[other].grade
        if listed[one].day and listed[one].day == listed[other].day and abs(apart) >= COUNTS:
            hard = min(listed[one].grade, listed[other].grade) >= NEWS
            right.append((hard, (total[one] > total[other]) == (apart > 0)))
    hard_right = [stands for hard, stands in right if hard]
    return (
        f"{100 * np.mean([stands for _, stands in right]):.1f} % of {len(right)} pairs, "
        f"{100 * np.mean(hard_right):.1f} % of {len(hard_right)} of news"
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

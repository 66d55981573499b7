"""The table by which the rule-based reader weighs unknown English names: logistic regression on its own candidates.

``python -m tools.train.name_evidence CORPORA`` writes briefing/data/names_evidence.json from the English sets that may
shape what ships (tools/train/corpora.py), without tweets. Deterministic: fixed order, full-batch gradient descent.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from briefing.reading.names import rules as mentions_rules
from briefing.reading.names.evidence import CLASSES, Verdict, features
from briefing.reading.text.tokens import tokenise
from tools.train import corpora
from tools.train.corpora import Line

_TABLE = Path("briefing/data/names_evidence.json")
_SETS = frozenset({"own", "wikigold", "uner-english-ewt", "meantime", "gum"})
#: A feature must be seen so often to be weighed.
_LEAST = 3
_STEPS = 1000
_RATE = 2.0
_DECAY = 5e-5
#: Weights below so many hundredths are left out.
_SMALL = 12


def candidates(lines: Sequence[Line]) -> tuple[list[list[str]], list[int]]:
    """The features and classes of all runs that the rules only guess at; those that cut a name are left out."""
    seen: list[list[str]] = []
    classes: list[int] = []
    held: list[tuple[int, int, list[str]]] = []

    def collect(tokens: Any, at: int, stop: int, guess: str, *, fresh: bool) -> Verdict:
        held.append((tokens[at].start, tokens[stop - 1].end, features(tokens, at, stop, guess, fresh=fresh)))
        return Verdict(None, 0.0)

    for line in lines:
        text, starts = corpora.text_of(line)
        ends = [start + len(token) for start, token in zip(starts, line.tokens, strict=True)]
        here = {(starts[a], ends[b - 1]): kind for kind, a, b in corpora.spans(line)}
        unsaid = [(starts[i], ends[i]) for i, tag in enumerate(line.tags) if tag in (None, "?")]
        held.clear()
        mentions_rules.find_in(text, tokenise(text), weigh=collect)
        for start, end, said in held:
            kind = here.get((start, end))
            if kind is None and any(a < end and start < b for a, b in [*here, *unsaid]):
                continue
            seen.append(said)
            classes.append(CLASSES.index(kind))  # type: ignore[arg-type]
    return seen, classes


def fit(seen: list[list[str]], classes: list[int]) -> dict[str, list[int]]:
    """The weights in hundredths, by feature."""
    counts = Counter(feature for said in seen for feature in set(said))
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    index = {name: i for i, name in enumerate(names)}
    rows = [(i, index[feature]) for i, said in enumerate(seen) for feature in sorted(set(said)) if feature in index]
    shape = (len(seen), len(names))
    where = (np.array([i for i, _ in rows]), np.array([j for _, j in rows]))
    matrix = csr_matrix((np.ones(len(rows), dtype=np.float32), where), shape=shape)
    right = np.eye(len(CLASSES), dtype=np.float32)[classes]
    weights = np.zeros((len(names), len(CLASSES)), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_STEPS):
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        slope = matrix.T @ (chances - right) / len(seen) + _DECAY * weights
        speed = 0.9 * speed - _RATE * slope
        weights += speed
    whole = np.rint(weights * 100).astype(int)
    return {name: row.tolist() for name, row in zip(names, whole, strict=True) if np.abs(row).max() >= _SMALL}


def main(corpora_folder: Path) -> None:
    """Reads the corpora, fits, and writes the table."""
    lines = [line for line in corpora.named(corpora_folder) if line.language == "en" and line.corpus in _SETS]
    seen, classes = candidates([line for line in lines if not corpora.held_out(line)])
    table = fit(seen, classes)
    rows = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in table.items()
    )
    _TABLE.write_text("{" + rows + "}\n", encoding="utf-8")
    print(f"{len(seen)} candidates, {len(table)} features, {_TABLE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

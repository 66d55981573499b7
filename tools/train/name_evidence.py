"""The table by which the rule-based reader weighs unknown names: logistic regression on its own candidates.

``python -m tools.train.name_evidence CORPORA`` writes briefing/data/names_evidence.json from the training parts of
Worldwide English NER and WikiGold. Deterministic: fixed order, full-batch gradient descent.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from briefing.reading.names import rules as mentions_rules
from briefing.reading.names.evidence import CLASSES, Verdict, features
from briefing.reading.text.tokens import tokenise
from tools.eval.entities import restore

_TABLE = Path("briefing/data/names_evidence.json")
#: A feature must be seen so often to be weighed.
_LEAST = 3
_STEPS = 1000
_RATE = 2.0
_DECAY = 5e-5
#: Weights below so many hundredths are left out.
_SMALL = 12


def candidates(documents: list[dict[str, Any]], *, peoples: bool) -> tuple[list[list[str]], list[int]]:
    """The features and classes of all runs that the rules only guess at; those that cut a name are left out."""
    seen: list[list[str]] = []
    classes: list[int] = []
    held: list[tuple[int, int, list[str]]] = []

    def collect(tokens: Any, at: int, stop: int, guess: str, *, fresh: bool) -> Verdict:
        held.append((tokens[at].start, tokens[stop - 1].end, features(tokens, at, stop, guess, fresh=fresh)))
        return Verdict(None, 0.0)

    for document in documents:
        text, sentences, gold = restore(document)
        for sent in sentences:
            held.clear()
            line = sent.span.of(text)
            mentions_rules.find_in(line, tokenise(line), weigh=collect)
            here = {(a - sent.span.start, b - sent.span.start): kind for a, b, kind in gold if a >= sent.span.start}
            for start, end, said in held:
                kind = here.get((start, end))
                if kind is None and any(a < end and start < b for a, b in here):
                    continue
                if kind == "MISC" and not peoples:
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


def main(corpora: Path) -> None:
    """Reads the corpora, fits, and writes the table."""
    documents = {}
    for name in ("worldwide-ner/train-dev", "wikigold/train"):
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            documents[name] = [record for line in lines if (record := json.loads(line))["split"] == "train"]
    seen, classes = candidates(documents["worldwide-ner/train-dev"], peoples=True)
    more, others = candidates(documents["wikigold/train"], peoples=False)
    table = fit(seen + more, classes + others)
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in table.items()
    )
    _TABLE.write_text("{" + lines + "}\n", encoding="utf-8")
    print(f"{len(seen)} + {len(more)} candidates, {len(table)} features, {_TABLE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

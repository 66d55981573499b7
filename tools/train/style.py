"""``python -m tools.train.style DATA [--out FILE]``: which texts are written as news; data/style.json out."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from briefing.model import Article, Block, Span
from briefing.reading.facts.style import MOST, features
from briefing.reading.text.segment import segment

ROOT = Path(__file__).parent.parent.parent
#: Written as news, whatever their weight.
NEWS = frozenset({"report", "market", "press_release", "sport", "weather", "live"})
PENALTY = 0.7


def main(arguments: Sequence[str]) -> int:
    """Train, write, say how well it parts the test half."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.style", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=ROOT / "briefing" / "data" / "style.json")
    args = parser.parse_args(arguments)
    gold = [json.loads(line) for line in (ROOT / "tests/gold/genres.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [row for row in gold if row["text"]]
    tune = [row for row in gold if row["split"] == "tune"]
    x = [counted(row["title"], row["text"], row["language"]) for row in tune]
    y = [not NEWS & set(row["genre"]) for row in tune]
    for title, text, other in corpora(args.data):
        x.append(counted(title, text, "en"))
        y.append(other)
    model = LogisticRegression(C=PENALTY, class_weight="balanced", max_iter=500).fit(np.array(x), np.array(y))
    table = {"weights": [round(float(w), 3) for w in model.coef_[0]], "bias": round(float(model.intercept_[0]), 3)}
    args.out.write_text(json.dumps(table) + "\n", encoding="utf-8")
    test = [row for row in gold if row["split"] == "test"]
    told = model.decision_function(np.array([counted(r["title"], r["text"], r["language"]) for r in test]))
    print(f"{len(x)} texts; test half: AUC {roc_auc_score([not NEWS & set(r['genre']) for r in test], told):.3f}")
    return 0


def counted(title: str, text: str, language: str) -> list[float]:
    """The counts of one text."""
    block = Block(span=Span(0, len(text)), kind="body")
    article = Article(id="x", title=title, text=text, blocks=(block,), language=language)
    said = [sent.span.of(text) for sent in segment(article) if sent.quotable]
    return features(title, said[:MOST])


def corpora(data: Path) -> list[tuple[str, str, bool]]:
    """(headline, body, whether it is no report) of MEANTIME and GUM."""
    made = []
    for name in ("meantime/en", "gum/train"):
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                genre = row.get("genre", "news")
                body = "\n".join(row["text"].split("\n")[2:])
                made.append((row.get("title", ""), body[:6000], genre != "news"))
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m tools.train.style DATA``: how far the reports of open corpora lie from each other in style; for words_style.toml.

MEANTIME and GUM's news whole, every eighth of ECB+ (short, and many of one event).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from briefing.model import Article
from briefing.reading.facts.style import counts
from briefing.reading.text.segment import segment
from tools.train.corpora import read

_EVERY = 8


def _reports(data: Path) -> Iterator[str]:
    yield from (record["text"] for record in read(data / "meantime" / "en.jsonl.gz"))
    yield from (record["text"] for record in read(data / "gum" / "train.jsonl.gz") if record["genre"] == "news")
    yield from (record["text"] for record in read(data / "ecbplus" / "all.jsonl.gz")[::_EVERY])


def main(data: Path) -> None:
    """Prints the two lists of the table."""
    rows = []
    for text in _reports(data):
        article = Article(id="a", title="", text=text)
        sentences = [sent.span.of(text) for sent in segment(article) if sent.kind != "headline"]
        rows.append(counts(sentences, "en"))
    table = np.array(rows)
    print(f"# {len(table)} reports")
    print(f"means = {table.mean(axis=0).round(3).tolist()}")
    print(f"deviations = {table.std(axis=0).round(3).tolist()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

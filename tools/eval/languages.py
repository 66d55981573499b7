"""How well names are read in each language: ``python -m tools.eval.languages DATA [--rules]``.

The held-out parts of the openly licensed sets (one line in ten, by a checksum; nothing was trained on them), each line
an article of one sentence; exact span and type. What is read where a set does not say is left out of the count.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from briefing.model import Article, Sentence, Span
from briefing.reading import names
from briefing.reading.model.encode import Encoder
from tools.eval.entities import Typed, score_mentions
from tools.train import corpora
from tools.train.corpora import Line

#: Lines of each set that are read.
MOST = 700


def gold(line: Line) -> tuple[str, set[Typed], list[tuple[int, int]]]:
    """Text, names, and the stretches of which the set says nothing."""
    text, starts = corpora.text_of(line)
    ends = [start + len(token) for start, token in zip(starts, line.tokens, strict=True)]
    said = {(starts[first], ends[last - 1], kind) for kind, first, last in corpora.spans(line)}
    unsaid = [(starts[i], ends[i]) for i, tag in enumerate(line.tags) if tag is None]
    return text, said, unsaid


def read(lines: Iterable[Line], encoder: Encoder | None) -> list[tuple[set[Typed], set[Typed]]]:
    """(ours, gold) of each line."""
    pairs = []
    for line in lines:
        text, said, unsaid = gold(line)
        sentence = Sentence(span=Span(0, len(text)), kind="body")
        encodings = encoder.encode([text]) if encoder is not None else None
        found = names.find(Article(id="a", title="", text=text, language=line.language), [sentence], encodings)
        ours: set[Typed] = {
            (m.span.start, m.span.end, m.type)
            for m in found
            if not any(a < m.span.end and m.span.start < b for a, b in unsaid)
        }
        pairs.append((ours, said))
    return pairs


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval.languages", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rules", action="store_true", help="without the model")
    parser.add_argument("--only", default="", help="sets whose name holds this")
    args = parser.parse_args()
    lines = [line for line in map(corpora.natural, corpora.named(args.data)) if corpora.held_out(line)]
    sets: dict[str, list[Line]] = {}
    for line in lines:
        sets.setdefault(f"{line.language} {line.corpus}", []).append(line)
    sets["en worldwide"] = corpora.worldwide(args.data)
    for name, each in sorted(sets.items()):
        if args.only in name:
            load = Encoder.load if name.startswith("en ") else Encoder.load_world
            encoder = None if args.rules else load()
            scores = score_mentions(read(each[: MOST if name != "en worldwide" else None], encoder))
            parts = " ".join(f"{kind} {scores[kind]['f1']:.1f}" for kind in ("PER", "ORG", "LOC"))
            core = scores["PER+ORG+LOC"]
            print(f"{name} ({len(each)}): {core['f1']:.1f} (p {core['p']:.1f} r {core['r']:.1f}) {parts}", flush=True)


if __name__ == "__main__":
    main()

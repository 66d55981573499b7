"""How well each language is read: ``python -m tools.eval.languages DATA [--rules] [--only SET] [--write] [--stories]``.

Names: the held-out parts of the openly licensed sets (one line in ten, by a checksum; nothing was trained on them), each
line an article of one sentence; exact span and type. What is read where a set does not say is left out of the count.
English besides on Worldwide English NER, on which nothing was trained. ``--write`` keeps for each language the figure
that README and ``briefing doctor`` show.

Stories across languages: of each of MEANTIME's articles the first half in English and the second half in Dutch, each
under its title, so that no sentence is the translation of another: which halves belong together, B-cubed; and whether a
title's translation is the nearest of all 120.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from briefing import intake
from briefing.grouping.stories import group
from briefing.model import Article, Reading, Sentence, Span
from briefing.reading import names
from briefing.reading.model.encode import Encoder
from briefing.settings import Settings
from tools.eval.clusters import b_cubed
from tools.eval.entities import Typed, score_mentions
from tools.eval.piles import halves, in_training, records
from tools.train import corpora
from tools.train.corpora import Line

#: Lines of each set that are read, spread over it.
MOST = 350
#: The set by which a language is judged, where it has more than one; our own lines where it has no other.
JUDGES = {"en": "worldwide", "de": "germeval", "nl": "meantime", "zh": "uner-chinese-gsd"}
WORLDWIDE = "en worldwide"
FIGURES = Path("briefing/data/languages_read.json")


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


def sets(data: Path) -> dict[str, list[Line]]:
    """The measured lines by "language set"."""
    found: dict[str, list[Line]] = {}
    for line in map(corpora.natural, corpora.named(data)):
        if corpora.held_out(line):
            found.setdefault(f"{line.language} {line.corpus}", []).append(line)
    found[WORLDWIDE] = corpora.worldwide(data)
    return {name: lines[:: -(-len(lines) // MOST)] for name, lines in found.items()}


def judged(scores: dict[str, tuple[float, int]]) -> dict[str, dict[str, Any]]:
    """Of each language: the set that it is judged by, its lines, and F1."""
    found: dict[str, dict[str, Any]] = {}
    for name, (score, lines) in sorted(scores.items()):
        language, _, corpus = name.partition(" ")
        if corpus.startswith(JUDGES.get(language, "uner")) or (corpus == "own" and language not in found):
            found[language] = {"set": corpus, "lines": lines, "f1": round(score)}
    return found


def write(rows: dict[str, dict[str, Any]]) -> None:
    """The figures as README and `briefing doctor` show them."""
    note = "F1 over persons, bodies and places, by python -m tools.eval.languages DATA --write."
    content = json.dumps({"note": note, "names": rows}, indent=1)
    FIGURES.write_text(content + "\n", encoding="utf-8")


def translations(data: Path) -> float:
    """How often (%) the translation of a title of MEANTIME is the nearest, both ways."""
    encoder = Encoder.load()
    dutch = {row["id"]: row["title"] for row in records(data / "meantime" / "nl.jsonl.gz")}
    both = [
        (row["title"], dutch[row["id"]]) for row in records(data / "meantime" / "en.jsonl.gz") if row["id"] in dutch
    ]
    one, two = (
        np.stack([np.frombuffer(e.vector, np.int8) / 127 for e in encoder.encode(side)])
        for side in zip(*both, strict=True)
    )
    near, own = one @ two.T, np.arange(len(both))
    return float(50 * ((near.argmax(0) == own).mean() + (near.argmax(1) == own).mean()))


def stories(data: Path, mode: str) -> dict[str, float]:
    """B-cubed of English first halves and Dutch second halves of the articles on which no weight was learnt."""
    settings = Settings.model_validate({"reading": {"model": mode}})
    held = [article for article, story in halves(data) if not in_training(story)]
    readings = [one for one in intake.read(held, settings) if isinstance(one, Reading)]
    label = {id_: n for n, story in enumerate(group(readings)) for id_ in story.articles}
    ids = sorted(label)
    return b_cubed([label[id_] for id_ in ids], [id_.split()[0] for id_ in ids])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval.languages", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rules", action="store_true", help="without the model")
    parser.add_argument("--only", default="", help="sets whose name holds this")
    parser.add_argument("--stories", action="store_true", help="stories across languages in place of names")
    parser.add_argument("--write", action="store_true", help="keep the figures of names")
    args = parser.parse_args()
    if args.stories:
        scores = " ".join(
            f"{name} {value:.1f}" for name, value in stories(args.data, "rules" if args.rules else "auto").items()
        )
        print(f"halves: {scores}")
        print("" if args.rules else f"nearest translation: {translations(args.data):.1f} %")
        return
    core: dict[str, tuple[float, int]] = {}
    for name, lines in sorted(sets(args.data).items()):
        if args.only in name:
            found = score_mentions(read(lines, None if args.rules else Encoder.load()))
            parts = " ".join(f"{kind} {found[kind]['f1']:.1f}" for kind in ("PER", "ORG", "LOC"))
            all_ = found["PER+ORG+LOC"]
            core[name] = all_["f1"], len(lines)
            print(f"{name} ({len(lines)}): {all_['f1']:.1f} (p {all_['p']:.1f} r {all_['r']:.1f}) {parts}", flush=True)
    if args.write and not args.only:
        write(judged(core))


if __name__ == "__main__":
    main()

"""``python -m tools.train.desk DATA [--out FILE]``: current-events and Media Topics in, briefing/data/desk.json out.

Run it whenever the encoder is replaced, and `tools.train.wording` after it: the table carries the digest of the encoder
that it belongs to. Needs scikit-learn; about four minutes on one core, most of it encoding. Days of
tests/gold/weight*.jsonl and the test half of genres.jsonl are left out of the training. Headlines of our own
(labels/desks.tsv) stand for what the portal has few of. No randomness.
"""

import argparse
import base64
import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from briefing.model import Desk
from briefing.reading.facts.desk import stems_of
from briefing.reading.model.encode import Encoder

ROOT = Path(__file__).parent.parent.parent
#: Items of one desk of current-events count as so many at most; every eleventh day is held out. (So many drawn by chance
#: in place of all, in three folds of training days: log loss 0.658 → 0.675, and it hangs on the draw.)
MOST = 1600
HELD_OUT = 11
#: How often an example of the tune half of genres.jsonl, or of our own, counts: its headlines are those of newspapers.
OURS = 3
#: Entries of the words' table in all, and the inverse of the penalty on each table, by the held-out days.
ENTRIES = 1900
PENALTY_VECTORS, PENALTY_WORDS = 2.0, 0.35
#: What the log of each table's probability counts where both speak (the same folds: log loss 0.643, error of what the desk
#: weighs 0.945; with 1 and 0.3 0.645 and 0.948, with 0.7 and 0.5 0.661 and 0.956), and the words' alone.
SHARE, ALONE = (0.9, 0.3), 1.0


_NAMES = {
    "economy_business": "economy", "conflict_security": "conflict", "justice_crime": "justice",
    "politics_government": "politics", "disaster_accident": "disaster", "culture_celebrity": "culture",
    "science_technology": "science",
}  # fmt: skip
_TOPICS = {
    "01": "culture", "02": "justice", "03": "disaster", "04": "economy", "05": "society", "06": "environment",
    "07": "health", "08": "lifestyle", "09": "economy", "10": "lifestyle", "11": "politics", "12": "society",
    "13": "science", "14": "society", "15": "sport", "16": "conflict", "17": "environment",
}  # fmt: skip


class Example(NamedTuple):
    """Headline and lede, its language, its desk, how often it counts, whether the vectors' table learns from it.

    Definitions in other languages made that table worse. Items of the portal count less where a desk has many.
    """

    head: tuple[str, ...]
    language: str
    desk: str
    weight: float = 1.0
    read: bool = True
    of_portal: bool = False


def main(arguments: Sequence[str]) -> int:
    """Train, say what was reached on the held-out days, train on these too, write."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.desk", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=ROOT / "briefing" / "data" / "desk.json")
    args = parser.parse_args(arguments)
    train, held = examples(args.data)
    encoder = Encoder.load()
    aside, seen = vectors(encoder, held), vectors(encoder, [each for each in train if each.read])
    known = counted(train)
    report(vectors_model(seen, [each for each in known if each.read]), *words_model(known), aside, held)
    every = counted([*held, *train])
    by_vector = vectors_model(np.vstack([aside, seen]), [each for each in every if each.read])
    table = packed(by_vector, *words_model(every), encoder)
    args.out.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(every)} examples; {args.out.name}: {args.out.stat().st_size / 1024:.1f} KB")
    return 0


def examples(data: Path) -> tuple[list[Example], list[Example]]:
    """(for training, held out)."""
    gold = ROOT / "tests" / "gold"
    graded = [line for path in gold.glob("weight*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    days = {json.loads(line)["day"] for line in graded}
    train: list[Example] = []
    held: list[Example] = []
    for row in rows(data / "current-events" / "desks.jsonl.gz"):
        made = Example((row["text"][:500],), "en", _NAMES.get(row["desk"], row["desk"]), of_portal=True)
        if row["day"] not in days:
            (train if sum(map(ord, row["day"])) % HELD_OUT else held).append(made)
    for row in rows(data / "iptc-mediatopics" / "concepts.jsonl.gz"):
        train += topics(row) if row.get("top", "")[7:9] in _TOPICS else []
    for line in (gold / "genres.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == "tune":
            head = tuple(part for part in (row["title"], row["text"]) if part)
            train.append(Example(head, row["language"], row["desk"][0], OURS))
    for line in (Path(__file__).parent / "labels" / "desks.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            desk, language, *head_and_lede = line.split("\t")
            train.append(Example(tuple(part for part in head_and_lede if part), language, desk, OURS))
    return train, held


def counted(listed: Sequence[Example]) -> list[Example]:
    """The same, a desk's items of the portal counting as `MOST` together."""
    count = Counter(each.desk for each in listed if each.of_portal)
    return [e._replace(weight=min(1.0, MOST / count[e.desk])) if e.of_portal else e for e in listed]


def topics(row: dict[str, Any]) -> list[Example]:
    """A concept's names and definitions, each language by itself."""
    desk = _TOPICS[row["top"][7:9]]
    made = []
    for tag, label in sorted(row["label"].items()):
        language = tag[:2]
        head = tuple(part for part in (label, row.get("definition", {}).get(tag, "")) if part)
        made.append(Example(head, language, desk, *((1.0, True) if language == "en" else (0.5, False))))
    return made


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def vectors(encoder: Encoder, listed: Sequence[Example]) -> np.ndarray:
    """Unit vectors of headline and lede, one row an example."""
    made = []
    for each in listed:
        found = [np.frombuffer(e.vector, dtype=np.int8).astype(np.float32) for e in encoder.encode(list(each.head[:2]))]
        mean = np.mean(found, axis=0)
        made.append(mean / max(float(np.linalg.norm(mean)), 1e-6))
    return np.array(made)


def vectors_model(x: np.ndarray, listed: Sequence[Example]) -> Any:
    """A regression over the vectors of ``listed``, of which the portal's may count less."""
    model = LogisticRegression(C=PENALTY_VECTORS, max_iter=400)
    return model.fit(x, [each.desk for each in listed], sample_weight=[each.weight for each in listed])


def words_model(train: Sequence[Example]) -> tuple[Any, list[str]]:
    """A sparse regression over stems, kept to its weightiest entries."""
    told = [stems_of(each.head, each.language) for each in train]
    counter = CountVectorizer(analyzer=lambda listed: listed, binary=True, min_df=3)
    x = counter.fit_transform(told)
    model = LogisticRegression(C=PENALTY_WORDS, max_iter=300)
    model.fit(x, [each.desk for each in train], sample_weight=[each.weight for each in train])
    floor = np.sort(np.abs(model.coef_).ravel())[-ENTRIES]
    model.coef_[np.abs(model.coef_) < floor] = 0
    return model, list(counter.get_feature_names_out())


def packed(by_vector: Any, by_words: Any, stems: Sequence[str], encoder: Encoder) -> dict[str, Any]:
    """The table as it ships: int8 rows, words with integer weights."""
    desks = list(by_vector.classes_)
    assert desks == list(by_words.classes_)
    assert set(desks) <= {each.value for each in Desk}
    scale = 127 / float(np.abs(by_vector.coef_).max())
    rows8 = np.rint(by_vector.coef_ * scale).astype(np.int8)
    word_scale = 10
    listed = []
    for row in by_words.coef_:
        kept = [(stem, round(float(value) * word_scale)) for stem, value in zip(stems, row, strict=True) if value]
        listed.append(" ".join(f"{stem} {value}" for stem, value in kept if value))
    return {
        "licence": "CC BY-SA 4.0; from Wikipedia's Current Events Portal and IPTC Media Topics (CC BY 4.0)",
        "encoder": encoder.digest[:16],
        "desks": desks,
        "width": int(by_vector.coef_.shape[1]),
        "vector_scale": scale,
        "vectors": base64.b64encode(rows8.tobytes()).decode(),
        "bias": [round(float(value), 3) for value in by_vector.intercept_],
        "word_scale": word_scale,
        "word_bias": [round(float(value), 3) for value in by_words.intercept_],
        "words": listed,
        "share": SHARE,
        "alone": ALONE,
    }


def report(by_vector: Any, by_words: Any, stems: Sequence[str], aside: np.ndarray, held: Sequence[Example]) -> None:
    """Shares of the held-out days that each table, and both, file rightly."""
    at = {stem: n for n, stem in enumerate(stems)}
    x = np.zeros((len(held), len(stems)), dtype=np.float32)
    for n, each in enumerate(held):
        for stem in stems_of(each.head, each.language):
            if stem in at:
                x[n, at[stem]] = 1
    one = by_vector.predict_log_proba(aside)
    two = by_words.predict_log_proba(x)
    meant = np.array([each.desk for each in held])
    for name, scores in (("vectors", one), ("words", two), ("both", SHARE[0] * one + SHARE[1] * two)):
        print(f"held-out days, {name}: {100 * np.mean(by_vector.classes_[scores.argmax(1)] == meant):.1f} %")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

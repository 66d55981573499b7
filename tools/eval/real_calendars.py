"""Measures the calendar on real articles: `python -m tools.eval.real_calendars DATA [--show]`.

Labels are those of ``tests/gold/calendar-real.jsonl``, by the ids of the corpora in the folder DATA, whose texts are not in
the repository. Each article is an edition of its own day. A line is wrong where no entry bears its words and its day, or
where an event is printed a second time; what "may" stand is neither asked for nor wrong.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.eval.calendars import Record, lines
from tools.eval.entities import restore
from tools.eval.timexes import rows

GOLD = Path("tests/gold/calendar-real.jsonl")
#: Letter before an id → file of the corpus.
CORPORA = {
    "M": "timex/meantime-en.jsonl.gz",
    "E": "ecbplus/all.jsonl.gz",
    "G": "gum/train.jsonl.gz",
    "A": "article-extraction/all.jsonl.gz",
    "W": "worldwide-ner/train-dev.jsonl.gz",
}


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """(id as in the gold, text) of every article of the corpora."""
    for letter, name in CORPORA.items():
        for row in rows(data / name):
            text = row.get("text") or row.get("body") or ("" if "tokens" not in row else restore(row)[0])
            yield f"{letter} {row['id']}", text


def judged(record: Record) -> Iterator[tuple[str, str]]:
    """(verdict, line) of each line printed: "right", "may", "wrong" or "twice"; and "missed" of each event that is not."""
    asked = {(entry["day"], entry.get("event")) for entry in record["entries"] if entry["label"] == "line"}
    told: set[tuple[str, str | None]] = set()
    for line in lines(record):
        cited = line.what.citations[0].span
        named = [
            entry
            for entry in record["entries"]
            if cited.start <= entry["start"] < cited.end
            if entry["words"] in line.words or line.words in entry["words"]
        ]
        right = [
            (entry["day"], entry.get("event"))
            for entry in named
            if entry["label"] == "line" and entry["day"] == line.first.isoformat()
        ]
        verdict = "right" if set(right) - told else "twice" if right else "may" if named else "wrong"
        told |= set(right[:1])
        yield verdict, f"{record['id']} {record['published']} {line.first} {line.words!r} {line.what.text}"
    yield from (("missed", f"{record['id']} {record['published']} {day}") for day, _ in sorted(asked - told, key=str))


def main() -> None:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(prog="python -m tools.eval.real_calendars", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the corpora")
    parser.add_argument("--show", action="store_true", help="print each fault")
    options = parser.parse_args()
    records: dict[str, dict[str, Any]] = {
        record["id"]: record for record in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    }
    count: dict[str, Counter[str]] = {}
    for name, text in texts(options.data):
        if name in records:
            own = count.setdefault("A W" if name[0] in "AW" else "M E G", Counter())
            for verdict, line in judged({**records[name], "text": text}):
                own[verdict] += 1
                if options.show and verdict in ("wrong", "twice", "missed"):
                    print(verdict, line)
    for part, own in count.items():
        printed = own.total() - own["missed"]
        wrong, asked = own["wrong"] + own["twice"], own["right"] + own["missed"]
        print(
            f"{part}: {printed} lines, wrong {100 * wrong / printed:.1f} %; {asked} events, found {100 * own['right'] / asked:.1f} %"
        )


if __name__ == "__main__":
    main()

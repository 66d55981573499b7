"""Measures time expressions in sentences of several languages: `python -m tools.eval tests/gold/timexes.jsonl`.

As TempEval-3 (UzZaman et al. 2013) scores values: any overlap, one to one, and the value letter for letter; an entry may
allow others (`or`), and one that is `optional` counts only where it is found with a value of its own, and then for nothing.
`python -m tools.eval.expressions FILE [--split tune] [--language de]` prints what is wrong.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefing.lexicon.days import span_of
from briefing.model import Timex
from tools.eval.timexes import read

Record = Mapping[str, Any]


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of such a set."""
    return {"timexes", "language", "split"} <= fields.keys()


def run(path: Path) -> dict[str, Any]:
    """The scores of one file of gold, by split and language."""
    records = _records(path)
    kinds = sorted({(record["split"], record["language"]) for record in records})
    return {
        f"{split} {language}": scores(
            [record for record in records if (record["split"], record["language"]) == (split, language)]
        )
        for split, language in kinds
    }


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def scores(records: Sequence[Record]) -> dict[str, Any]:
    """In percent: F1 of values, and what was missed, too much, another day, and another day and certain."""
    count: Counter[str] = Counter()
    for record in records:
        day = date.fromisoformat(record["published"])
        for kind, entry, timex in judged(record):
            count[kind] += 1
            days = span_of(entry["value"]) if entry else None
            if kind in ("optional", "missed", "too much") or not days or not timex or not timex.first or not timex.last:
                continue
            wrong = kind != "right" and (timex.last < days[0] or days[1] < timex.first)
            ahead = timex.certain and timex.first > day
            count["placed"] += 1
            count["wrong"] += wrong
            count["wrong and certain"] += wrong and timex.certain
            count["single"] += days[0] == days[1] and timex.first == timex.last
            count["single right"] += days[0] == days[1] and timex.first == timex.last and not wrong
            count["ahead"] += ahead
            count["ahead, past"] += ahead and days[1] <= day
    asked = count["right"] + count["value"] + count["missed"]
    found = count["right"] + count["value"] + count["too much"]
    return {
        "asked": asked,
        "value F1": 200 * count["right"] / max(asked + found, 1),
        "found %": 100 - 100 * count["missed"] / max(asked, 1),
        "false %": 100 * count["too much"] / max(found, 1),
        "placed": count["placed"],
        "wrong days %": 100 * count["wrong"] / max(count["placed"], 1),
        "wrong and certain %": 100 * count["wrong and certain"] / max(count["placed"], 1),
        "single days right %": 100 * count["single right"] / max(count["single"], 1),
        "a surely ahead": count["ahead"],
        "surely ahead but past %": 100 * count["ahead, past"] / max(count["ahead"], 1),
    }


def judged(record: Record) -> Iterator[tuple[str, Record | None, Timex | None]]:
    """Each expression of the gold and of the reader: "right", "value", "missed", "too much", or an "optional" one."""
    every = read(record["text"], date.fromisoformat(record["published"]), record["language"])
    found = list(every)
    for entry in record["timexes"]:
        hits = [timex for timex in found if timex.span.start < entry["end"] and entry["start"] < timex.span.end]
        allowed = (entry["value"], *entry.get("or", ()))
        hit = next((timex for timex in hits if timex.value in allowed), hits[0] if hits else None)
        if entry.get("optional"):
            kind = "optional"
        elif hit is None:
            # "8 and 9 March": what one expression spans was found with the other
            whole = [timex for timex in every if timex.span.start < entry["end"] <= timex.span.end + 1]
            kind = "right" if any(timex.value in allowed for timex in whole) else "missed"
        else:
            kind = "right" if hit.value in allowed else "value"
        if hit in found:
            found.remove(hit)
        yield kind, entry, hit
    yield from (("too much", None, timex) for timex in found)


def main() -> None:
    """Print each fault of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--split", default="tune")
    parser.add_argument("--language", default="")
    asked = parser.parse_args()
    for record in _records(asked.path):
        if record["split"] != asked.split or (asked.language and record["language"] != asked.language):
            continue
        text = record["text"]
        for kind, entry, timex in judged(record):
            if kind in ("right", "optional"):
                continue
            words = text[entry["start"] : entry["end"]] if entry else ""
            said = f"{timex.span.of(text)!r} {timex.value} <{timex.rule}> {timex.probability:.2f}" if timex else ""
            print(f"{kind:8} {record['published']} {entry['value'] if entry else '':12} {words!r} · {said}\n    {text}")


if __name__ == "__main__":
    main()

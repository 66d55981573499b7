"""Measures whether spellings of one person's name meet across alphabets and cases: names.jsonl of tests/gold."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.lexicon.names import compare_persons, keys, parse_person

Record = Mapping[str, Any]


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of this set."""
    return {"left", "right", "same"} <= fields.keys()


def run(path: Path) -> dict[str, Any]:
    """Precision and recall of "one person's", by split; a pair that no block brings together is missed."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {split: _scored([r for r in records if r["split"] == split]) for split in ("tune", "test")}


def _scored(records: Sequence[Record]) -> dict[str, Any]:
    said = [record for record in records if _met(record["left"], record["right"])]
    right = sum(record["same"] for record in said)
    if os.environ.get("FAULTS"):
        print("\n".join(f"{r['left']} | {r['right']} {r['same']}" for r in records if (r in said) != r["same"]))
    return {
        "name pairs": len(records),
        "one person precision %": 100 * right / max(1, len(said)),
        "one person recall %": 100 * right / max(1, sum(record["same"] for record in records)),
    }


def _met(left: str, right: str) -> bool:
    met = bool({*keys(left)} & {*keys(right)})
    return met and compare_persons(parse_person(left), parse_person(right)) == "same"

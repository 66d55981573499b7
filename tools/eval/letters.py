"""Measures what letters in brackets are taken for: letters.jsonl of tests/gold."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.eval.sentences import story_of

#: What can act, or be acted in.
_ACTORS = {"PER", "ORG", "LOC"}


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of that set."""
    return "letters" in fields


def run(path: Path) -> dict[str, Any]:
    """By half: bodies and places that are told by their letters, and things that are taken for one by theirs."""
    count: Counter[tuple[str, str]] = Counter()
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        split, text = record["split"], record["text"]
        _, readings = story_of([{"text": text}])
        (reading,) = readings.values()
        at = text.index(f"({record['letters']})") + 1
        told = {mention.type for mention in reading.mentions if mention.span.start <= at < mention.span.end}
        if record["stands_for"] == "thing":
            count.update({(split, "things"): 1, (split, "taken"): bool(told & _ACTORS)})
        else:
            count.update({(split, "bodies"): 1, (split, "told"): record["stands_for"] in told})
    return {
        split: {
            "bodies and places told %": 100 * count[split, "told"] / count[split, "bodies"],
            "things for actors, false %": 100 * count[split, "taken"] / count[split, "things"],
        }
        for split in ("tune", "test")
    }

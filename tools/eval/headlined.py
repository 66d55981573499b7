"""Measures the key points of stories of which sources handed in headlines alone: headlined.jsonl of tests/gold."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from briefing.edition.points import choose
from briefing.settings import EditionSettings
from tools.eval.sentences import story_of


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of that set."""
    return "headlines" in fields


def run(path: Path) -> dict[str, Any]:
    """Shares of the key points that a feed cut off, and that ask instead of telling."""
    count: Counter[str] = Counter()
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        day = record["published"]
        articles = [{"title": title, "text": title, "published": day} for title in record["headlines"]]
        story, readings = story_of(articles)
        chosen = choose(story, readings, day=date.fromisoformat(day), settings=EditionSettings(), weights={})
        count["stories"] += 1
        for one in chosen:
            text = one.point.text.rstrip()
            count.update(points=1, cut=text.endswith(("...", "…")), asks=text.endswith("?"))
    return {
        "stories": count["stories"],
        "points": count["points"],
        "points that were cut off, debris %": 100 * count["cut"] / max(1, count["points"]),
        "points that ask, debris %": 100 * count["asks"] / max(1, count["points"]),
    }

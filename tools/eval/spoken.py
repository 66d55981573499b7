"""Measures in which language short texts are taken to be: languages.jsonl of tests/gold."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.lexicon.languages import detect_language

#: Serbian in Latin letters is told from Croatian by no sentence of news; their days and months are the same words.
ALIKE = {"sr": "hr"}


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of that set."""
    return "spoken" in fields


def run(path: Path) -> dict[str, Any]:
    """Shares of the texts whose language is told, in all and by language."""
    right, of = Counter[str](), Counter[str]()
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        spoken = ALIKE.get(record["spoken"], record["spoken"])
        told = detect_language(record["text"]) == spoken
        for name in ("texts", record["spoken"]):
            of[name] += 1
            right[name] += told
    return {f"{name} right %": 100 * right[name] / of[name] for name in of}

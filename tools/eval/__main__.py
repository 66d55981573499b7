"""``python -m tools.eval [PATH…]``: the scores of whatever corpora it is pointed at, beside their floors.

A corpus is known by its fields. With no path, it measures on what lies in the repository. Exits 1 where a
score falls under its floor in floors.toml; floors are raised by hand, and never lowered without a word.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent.parent
FLOORS = Path(__file__).parent / "floors.toml"
#: What lies in the repository.
OURS = [
    ROOT / "seeds",
    ROOT / "tests" / "labelled" / "identity.jsonl",
    *(ROOT / "tests" / "gold" / f"{name}.jsonl" for name in ("mixed-pile", "genres", "weight", "leads")),
]


def main() -> int:
    """0, or 1 where a score fell under its floor."""
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")] or OURS
    floors: dict[str, dict[str, float]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    console = Console(width=110)
    fell = False
    for path in paths:
        for kind, scores in measured(path):
            name = f"{path.resolve().parent.name}/{path.name}" if path.is_file() else path.name
            table = Table(title=f"{name} · {kind} · sha256 {digest(path)}", title_justify="left")
            for column in ("score", "value", "floor"):
                table.add_column(column, justify="left" if column == "score" else "right")
            pinned = floors.get(f"{name} {kind}", {})
            for score, value in flat(scores):
                floor = pinned.get(score)
                under = floor is not None and isinstance(value, float | int) and value < floor
                fell |= under
                shown = f"{value:.2f}" if isinstance(value, float) else str(value)
                table.add_row(score, f"[red]{shown}[/]" if under else shown, "" if floor is None else f"{floor:g}")
            console.print(table)
    return int(fell)


def measured(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(kind, scores) of each measure that fits the corpus."""
    from tools.eval import calendars, clusters, entities, extraction, news, sentences, summaries, timexes

    if path.is_dir():
        yield "stories", clusters.run(path)
        yield "entities", entities.run(path / "labels.json")
        return
    fields = first(path)
    if calendars.fits(fields):
        yield "days", calendars.run(path)
        return
    if sentences.fits(fields):
        yield "sentences", sentences.run(path)
        return
    if news.fits(fields):
        yield "news", news.run(path)
        return
    if {"html", "body"} <= fields.keys():
        yield "extraction", extraction.run(path)
    if "timexes" in fields:
        yield "timexes", timexes.score(path)
    if "story" in fields and fields["story"] != fields["id"]:
        yield "stories", clusters.run(path)
    if {"tokens", "tags"} <= fields.keys() or "mentions" in fields:
        yield "entities", entities.run(path)
    if fields.keys() & {"highlights", "summary", "summaries"}:
        yield "summaries", summaries.run(path)


def first(path: Path) -> dict[str, Any]:
    """The first record of ``path``."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        record: dict[str, Any] = json.loads(next(lines))
        return record


def flat(scores: dict[str, Any], head: str = "") -> Iterator[tuple[str, Any]]:
    """Nested scores as "outer inner" → value."""
    for name, value in scores.items():
        if isinstance(value, dict):
            yield from flat(value, f"{head}{name} ")
        else:
            yield f"{head}{name}", value


def digest(path: Path) -> str:
    """Eight hex digits of the corpus, so that a score can be told from another corpus's."""
    total = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            total.update(file.read_bytes())
    return total.hexdigest()[:8]


if __name__ == "__main__":
    sys.exit(main())

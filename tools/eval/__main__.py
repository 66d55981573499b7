"""``python -m tools.eval [--pin] [PATH…]``: the scores of whatever corpora it is pointed at, beside their floors.

A corpus is known by its fields. With no path, it measures on what lies in the repository. Exits 1 where a score falls
under its floor in floors.toml, or where a corpus is not the one that its floors were set on (they are bound to its
digest). ``--pin`` binds them to the corpus as it is and raises each floor to what was reached, less half a point for
rounding and libraries; it never lowers one unless ``--allow-regression`` says so.
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
HEAD = "# Floors of the scores, by corpus and measure, bound to the corpus by its digest; see tools/eval/__main__.py.\n"
#: What `--pin` leaves between a score and its floor, in points.
SLACK = 0.5

#: Words in the name of a score of which less is better.
LESS = ("wrong", "redundant", "repeat", "leaked", "lost", "debris", "trivia", "dangling", "but past", "false")

Floors = dict[str, dict[str, Any]]


def ours() -> list[Path]:
    """What lies in the repository."""
    return [
        ROOT / "seeds",
        *sorted((ROOT / "tests" / "labelled").glob("*.jsonl")),
        *sorted((ROOT / "tests" / "gold").glob("*.jsonl*")),
    ]


def main() -> int:
    """0, or 1 where a score fell under its floor or a corpus is another one."""
    options = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")] or ours()
    floors: Floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    console = Console(width=110)
    fell: list[str] = []
    for path in paths:
        for kind, scores in measured(path):
            name = f"{path.resolve().parent.name}/{path.name}" if path.is_file() else path.name
            called, flattened, corpus = f"{name} {kind}", dict(flat(scores)), digest(path)
            if "--pin" in options:
                floors[called] = pinned(
                    floors.get(called, {}), flattened, corpus, lower="--allow-regression" in options
                )
            pins = floors.get(called, {})
            if pins and pins.get("sha256") != corpus:
                fell.append(f"{called}: its floors were set on another corpus ({pins.get('sha256')})")
            fell += [
                f"{called}: {score} is {value:.2f}, its floor {pins[score]:g}"
                for score, value in under(flattened, pins)
            ]
            console.print(shown(f"{called} · sha256 {corpus}", flattened, pins))
    if "--pin" in options:
        FLOORS.write_text(written(floors), encoding="utf-8")
    for fault in fell:
        console.print(f"[red]{fault}[/]")
    return int(bool(fell))


def under(scores: dict[str, Any], pins: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Scores under their floors; what is a share of errors ("wrong …") has a ceiling."""
    for score, value in scores.items():
        if score in pins and (value > pins[score] if ceiling(score) else value < pins[score]):
            yield score, value


def ceiling(score: str) -> bool:
    """Whether less is better."""
    return any(word in score for word in LESS)


def pinned(before: dict[str, Any], scores: dict[str, Any], corpus: str, *, lower: bool) -> dict[str, Any]:
    """The floors of one corpus, raised to ``scores``; only those that ``before`` has, all of a new corpus."""
    kept: dict[str, Any] = {"sha256": corpus}
    for score, value in scores.items():
        if not isinstance(value, float) or (before and score not in before) or " a " in score:
            continue
        better = min if ceiling(score) else max
        reached = round(value + SLACK, 1) if ceiling(score) else round(value - SLACK, 1)
        kept[score] = reached if lower or score not in before else better(before[score], reached)
    return kept


def written(floors: Floors) -> str:
    """``floors`` as TOML."""
    blocks = [
        f"[{json.dumps(name)}]\n"
        + "".join(
            f"{json.dumps(score) if score != 'sha256' else score} = {json.dumps(value)}\n"
            for score, value in pins.items()
        )
        for name, pins in sorted(floors.items())
    ]
    return HEAD + "\n" + "\n".join(blocks)


def shown(title: str, scores: dict[str, Any], pins: dict[str, Any]) -> Table:
    """The scores beside their floors, those under them in red."""
    low = {score for score, _ in under(scores, pins)}
    table = Table(title=title, title_justify="left")
    for column in ("score", "value", "floor"):
        table.add_column(column, justify="left" if column == "score" else "right")
    for score, value in scores.items():
        said = f"{value:.2f}" if isinstance(value, float) else str(value)
        table.add_row(score, f"[red]{said}[/]" if score in low else said, f"{pins[score]:g}" if score in pins else "")
    return table


def measured(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(kind, scores) of each measure that fits the corpus."""
    from tools.eval import (
        across,
        calendars,
        clusters,
        entities,
        expressions,
        extraction,
        headlined,
        letters,
        moved,
        news,
        order,
        roles,
        sentences,
        spoken,
        summaries,
        timexes,
    )

    if path.is_dir():
        yield "stories", clusters.run(path)
        yield "entities", entities.run(path / "labels.json")
        return
    fields = first(path)
    if moved.fits(fields):
        yield "moved", moved.run(path)
    alone = (
        ("days", calendars),
        ("headlines", headlined),
        ("language", spoken),
        ("letters", letters),
        ("timexes", expressions),
        ("names", across),
        ("roles", roles),
        ("sentences", sentences),
        ("news", news),
    )
    for kind, measure in alone:
        if measure.fits(fields):
            yield kind, measure.run(path)
            return
    if {"html", "body"} <= fields.keys():
        yield "extraction", extraction.run(path)
    if "timexes" in fields:
        yield "timexes", timexes.score(path)
    if "story" in fields and fields["story"] != fields["id"]:
        yield "stories", clusters.run(path)
    if {"tokens", "tags"} <= fields.keys() or "mentions" in fields:
        yield "entities", entities.run(path)
    if order.fits(fields):
        yield "order", order.abroad(path)
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

"""``python -m tools.bench.counts [--keep]``: instructions that the hot loops take, counted by callgrind: the same on a busy machine.

All loops go once in a process under Valgrind, and in another one of them once more: the difference is a warm round. Set beside
what ``counts.toml`` keeps, which ``--keep`` writes anew: another Python or numpy counts otherwise, so look at ratios.
"""

import argparse
import gc
import os
import pickle
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from briefing.edition import Material, compose
from briefing.forms import line, parse
from briefing.grouping import group, merge, rank, renamed
from briefing.model import Article, Reading
from briefing.reading import reader
from briefing.settings import ReadingSettings
from tools.bench.made import ROOT
from tools.bench.piles import snaps
from tools.bench.tables import show

#: Snaps that a round goes through; more than so much more than what is kept is a regression.
SNAPS, MORE = 12, 1.05
KEPT = Path(__file__).with_name("counts.toml")
_RULES = reader.reader_for(ReadingSettings(model="rules"), ())


def _read(articles: Sequence[Article], _: Sequence[Reading]) -> None:
    for article in articles:
        _RULES.read(article)


def _forms(_: Sequence[Article], readings: Sequence[Reading]) -> None:
    for reading in readings:
        parse(Reading, line(reading, whole=True))


def _group(_: Sequence[Article], readings: Sequence[Reading]) -> None:
    group(list(renamed(readings, merge(readings))))


def _compose(_: Sequence[Article], readings: Sequence[Reading]) -> None:
    by_id = {one.article.id: one for one in readings}
    day = max(one.article.day for one in readings if one.article.day)
    compose(rank(group(readings), by_id, day=day), by_id, Material(day=day, inputs=len(by_id)))


LOOPS: dict[str, Callable[[Sequence[Article], Sequence[Reading]], None]] = {
    "reading, rules": _read, "reading to JSON and back": _forms, "identity, grouping": _group,
    "grouping, composing": _compose,
}  # fmt: skip


def rounds(again: str) -> None:
    """Every loop once, then ``again`` once more, each on readings that no loop before has seen."""
    articles = snaps()[:SNAPS]
    packed = pickle.dumps([_RULES.read(article) for article in articles])
    gc.disable()  # it looks for cycles whenever so many objects are there, whoever made them
    for name in (*LOOPS, *([again] if again else [])):
        LOOPS[name](articles, pickle.loads(packed))


def counted() -> dict[str, int]:
    """Loop → instructions of one warm round an article."""
    once = _instructions("")
    return {name: (_instructions(name) - once) // SNAPS for name in LOOPS}


def _instructions(again: str) -> int:
    command = [
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        sys.executable,
        "-m",
        "tools.bench.counts",
    ]
    environment = os.environ | {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [*command, "--again", again], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    ).stderr
    found = re.search(r"Collected : (\d+)", said)
    if found is None:
        raise SystemExit(said)
    return int(found[1])


def measure(console: Console, *, keep: bool = False) -> bool:
    """Prints the table; whether a loop takes more than is kept."""
    if not shutil.which("valgrind"):
        console.print("instructions: Valgrind is not installed (Debian: valgrind)\n")
        return False
    kept = tomllib.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    found = counted()
    rows = [
        (
            name,
            f"{count:,}",
            f"{kept[name]:,}" if name in kept else "",
            f"{count / kept[name]:.2f}" if name in kept else "",
        )
        for name, count in found.items()
    ]
    title = f"Instructions an article, Python {platform.python_version()} (kept: {kept.get('python', 'none')})"
    show(console, title, ("loop", "now", "kept", "ratio"), rows)
    if keep:
        lines = [f'python = "{platform.python_version()}"', *(f'"{name}" = {count}' for name, count in found.items())]
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return any(count > MORE * kept.get(name, count) for name, count in found.items())


def main() -> int:
    """Print the table; 1 if a loop takes more than is kept."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.counts", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write counts.toml anew")
    parser.add_argument("--again", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.again is not None:
        rounds(given.again)
        return 0
    return int(measure(Console(width=120), keep=given.keep))


if __name__ == "__main__":
    sys.exit(main())

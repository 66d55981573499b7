"""``python -m tools.bench.growth [--sizes N …] [--again] [--plot FILE]``: one build over an archive of so many articles, and what it costs.

The archive holds made articles (`piles`), and readings of them, so that a hundred thousand need no night. Each build is a
process of its own: processor time of its steps and the most memory it held; with ``--again`` then a second one, to which
one article in a hundred has come that nobody has read.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console

from briefing import pipeline
from briefing.archive import Archive
from briefing.cli import SELDOM
from briefing.settings import parse_settings
from tools.bench.made import ROOT
from tools.bench.piles import pile
from tools.bench.plot import Line, plot
from tools.bench.tables import peak_memory, show

SIZES = (1000, 10_000, 100_000)
FORMATS = ("html", "pdf", "json")
#: Of so many articles one more comes before the second build.
LATE = 100
_SETTINGS = parse_settings({"engine": {"workers": 1}})
_DAY = date(2019, 1, 29)


_DRAWN = {"processor seconds": "all", "of it grouping, composing": "group, compose", "megabytes": "MB"}


class Steps:
    """Processor seconds at which steps began and ended, as `build` shows its progress."""

    def __init__(self) -> None:
        self.at: dict[str, tuple[float, float]] = {}

    def __call__(self, step: str, things: Iterable[Any]) -> Iterable[Any]:
        """The progress of a build."""
        begun = time.process_time()
        yield from things
        self.at[step] = (begun, time.process_time())


def one(url: str, out: Path) -> dict[str, float]:
    """One build in this process: processor seconds by step, megabytes, stories."""
    gc.set_threshold(SELDOM)
    steps, begun, clock = Steps(), time.process_time(), time.perf_counter()
    with Archive.open(url) as archive:
        built = pipeline.build([], _SETTINGS, out=out, formats=FORMATS, day=_DAY, archive=archive, progress=steps)
    end = time.process_time()
    (_, read), (drawn, rendered) = steps.at["read"], steps.at["render"]
    return {
        "read": read - begun, "group, compose": drawn - read, "render": rendered - drawn, "keep": end - rendered,
        "all": end - begun, "wall": time.perf_counter() - clock, "MB": peak_memory(), "stories": len(built.stories),
    }  # fmt: skip


def measured(size: int, folder: Path, *, again: bool) -> Iterator[tuple[str, dict[str, float]]]:
    """The build of ``size`` articles, and the one after it."""
    url = f"sqlite:///{folder / f'{size}.sqlite'}"
    readings = pile(size + size // LATE, _SETTINGS)
    with Archive.open(url) as archive:
        archive.save(islice(readings, size))
    yield f"{size:,}", _child(url, folder)
    if not again:
        return
    with Archive.open(url) as archive:
        archive.save_articles(reading.article for reading in readings)
    yield f"{size // LATE:,} more", _child(url, folder)


def _child(url: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tools.bench.growth", "--one", url, str(folder)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    said = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


def main() -> int:
    """Print the table; draw the plot where one is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--again", action="store_true", help="build each a second time, a hundredth later")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="SVG of seconds and megabytes over articles")
    parser.add_argument("--one", nargs=2, metavar=("URL", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(given.one[0], Path(given.one[1]))))
        return 0
    console = Console(width=140)
    rows: list[tuple[str, dict[str, float]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            for name, found in measured(size, Path(folder), again=given.again):
                rows.append((name, found))
                console.print(f"{name}: load {os.getloadavg()[0]:.1f}, {json.dumps(found)}")
    columns = ("articles", *rows[0][1])
    show(console, "One build over an archive", columns, [(name, *(f"{v:.1f}" for v in f.values())) for name, f in rows])
    if given.plot:
        first = list(zip(given.sizes, (found for _, found in rows[:: 1 + given.again]), strict=True))
        lines = [Line(name, [(size, found[key]) for size, found in first]) for name, key in _DRAWN.items()]
        given.plot.write_text(plot(lines, "articles"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

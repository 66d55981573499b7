"""``python -m tools.bench [--articles FILE] [--made N] [--counts]``: how fast, side by side in one run.

First the whole job against what a user would pick instead, on the same real articles; then, with ``--made``, on N articles
made from the seeds: the share of each room, the steps of reading, our summariser against sumy's, grouping and rendering
at three sizes, so that growth can be seen.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from briefing import intake
from briefing.model import Reading
from briefing.settings import Settings
from tools.bench import against, counts, reading, rendering, stories, summarisers, whole
from tools.bench.made import seeds, varied


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="How fast, side by side in one run.")
    parser.add_argument(
        "--articles", metavar="FILE", help="JSON lines of id, title and text; else reports of the gold sets"
    )
    parser.add_argument("--most", type=int, default=150, help="reports of the gold sets, longest first")
    parser.add_argument("--made", type=int, default=0, metavar="N", help="also on N articles made from the seeds")
    parser.add_argument("--counts", action="store_true", help="also the instructions of the hot loops; takes minutes")
    given = parser.parse_args()
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.articles or Path(folder) / "articles.jsonl")
        if not given.articles:
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in against.real(given.most))
            path.write_text("".join(lines), encoding="utf-8")
        against.measure(console, path)
    if given.counts:
        counts.measure(console)
    if given.made:
        made(console, given.made)
    return 0


def made(console: Console, count: int) -> None:
    """The tables of articles made from the seeds."""
    base = seeds()
    whole.measure(console, varied(base, count), varied(base, count, seed=1))
    reading.measure(console, varied(base, 300, seed=2))
    readings = [r for r in intake.read(base, Settings()) if isinstance(r, Reading)]
    summarisers.measure(console, readings)
    stories.measure(console, readings)
    rendering.measure(console)


if __name__ == "__main__":
    sys.exit(main())

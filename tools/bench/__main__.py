"""``python -m tools.bench [N]``: how fast, side by side in one run; N articles (1,000) made from the seeds.

The whole job with its share per room and its peak memory; the steps of reading; our summariser against sumy's
on the same articles; grouping and rendering at three sizes, so that growth can be seen.
"""

from __future__ import annotations

import argparse
import sys

from rich.console import Console

from briefing import intake
from briefing.model import Reading
from briefing.settings import Settings
from tools.bench import reading, rendering, stories, summarisers, whole
from tools.bench.made import seeds, varied


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="How fast, side by side in one run.")
    parser.add_argument("articles", nargs="?", type=int, default=1000, help="articles of the whole job")
    count: int = parser.parse_args().articles
    console = Console(width=100)
    base = seeds()
    whole.measure(console, varied(base, count), varied(base, count, seed=1))
    reading.measure(console, varied(base, 300, seed=2))
    readings = [r for r in intake.read(base, Settings()) if isinstance(r, Reading)]
    summarisers.measure(console, readings)
    stories.measure(console, readings)
    rendering.measure(console)
    return 0


if __name__ == "__main__":
    sys.exit(main())

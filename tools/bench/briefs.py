"""``python -m tools.bench.briefs [--most N]``: what several briefs of one morning cost, against one of them.

Whole mornings, each of a fresh process over an archive of its own: articles that were fetched, none of them read yet.
Processor time and its ratio, never wall time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from rich.console import Console

from briefing.archive import Archive
from briefing.model import Article, article_id
from tools.bench.against import real
from tools.bench.made import ROOT
from tools.bench.tables import show

#: Five desks' briefs: the same articles, whole, under other titles, in three languages and orders.
BRIEFS = (
    'name = "cabinet"',
    'name = "regions"\ntitle = "Regions"\nstories = "by region"',
    'name = "sujets"\ntitle = "Sujets"\nlanguage = "fr"\nstories = "by topic"',
    'name = "lage"\ntitle = "Die Lage"\nlanguage = "de"',
    'name = "monde"\ntitle = "Le monde"\nlanguage = "fr"\nstories = "by region"',
)
_COMMON = '[edition]\ntimezone = "UTC"\nformats = ["html", "pdf", "json"]\n[engine]\nworkers = 1\n'


def morning(count: int, articles: list[Article]) -> float:
    """Processor seconds of ``briefing morning`` with the first ``count`` of `BRIEFS` over ``articles``."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Archive.open(f"sqlite:///{home / 'archive.sqlite'}") as archive:
            archive.save_articles(articles)
        tables = "".join(f"[[brief]]\n{brief}\n" for brief in BRIEFS[:count])
        (home / "briefing.toml").write_text(_COMMON + tables, encoding="utf-8")
        environment = os.environ | {"BRIEFING_STATE": str(home / "state"), "PYTHONPATH": str(ROOT)}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "briefing", "morning", "--config", "briefing.toml",
             "--archive", f"sqlite:///{home / 'archive.sqlite'}"],
            cwd=home, env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        made = len(list(home.glob("output/*/*/edition.pdf")))
    if made != count:
        message = f"{made} briefs were made of {count}"
        raise SystemExit(message)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def todays(most: int) -> list[Article]:
    """Reports of the gold sets as if they were today's."""
    day = datetime.now(UTC).date()
    return [
        Article(
            id=article_id(text=row["text"], title=row.get("title", "")), title=row.get("title", ""), text=row["text"],
            source=row.get("source") or f"Outlet {n % 7}", published=day - timedelta(days=n % 2),
        )
        for n, row in enumerate(real(most))
    ]  # fmt: skip


def main() -> int:
    """Print the table; 1 if five cost more than half as much again as one."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.briefs", description=__doc__)
    parser.add_argument("--most", type=int, default=150, help="articles of the morning")
    parser.add_argument("--rounds", type=int, default=3, help="each is measured so often; the median counts")
    given = parser.parse_args()
    articles = todays(given.most)
    rounds = [(morning(1, articles), morning(len(BRIEFS), articles)) for _ in range(given.rounds)]
    one, five = median(one for one, _ in rounds), median(five for _, five in rounds)
    ratio = median(five / one for one, five in rounds)
    rows = [("one", f"{one:.1f}", "1.00"), ("five", f"{five:.1f}", f"{ratio:.2f}")]
    show(Console(width=120), f"Briefs of a morning of {len(articles)} articles", ("briefs", "seconds", "ratio"), rows)
    return int(ratio > 1.5)


if __name__ == "__main__":
    sys.exit(main())

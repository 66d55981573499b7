"""The whole job: articles in, an edition with archive and PDF out, and where the time goes."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from briefing import intake, pipeline
from briefing.archive import Archive
from briefing.composing import group_all
from briefing.forms import line
from briefing.model import Article, Reading, Skipped
from briefing.settings import Settings
from briefing.sources import collect
from tools.bench.tables import Clock, peak_memory, show


def measure(console: Console, articles: Sequence[Article], others: Sequence[Article]) -> None:
    """The main job on JSON lines of the articles; its rooms, each by itself, on as many ``others``."""
    settings = Settings()
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "articles.jsonl", Path(folder) / "others.jsonl"
        for file, some in ((path, articles), (other, others)):
            file.write_text("".join(line(a) + "\n" for a in some), encoding="utf-8")
        with Archive.open(f"sqlite:///{folder}/archive.sqlite") as archive, clock.timed("whole"):
            pipeline.build([str(path)], settings, out=Path(folder), formats=("html", "pdf", "json"), archive=archive)
        with clock.timed("sources"):
            came = [a for a in collect([str(other)], settings=settings) if not isinstance(a, Skipped)]
        with clock.timed("reading"):
            readings = [r for r in intake.read(came, settings) if isinstance(r, Reading)]
        with clock.timed("grouping"):
            group_all({reading.article.id: reading for reading in readings}, settings)
    whole = clock.seconds["whole"]
    rest = max(0.0, 2 * whole - sum(clock.seconds.values()))
    rows = [
        (
            name,
            f"{seconds:.1f}",
            f"{len(articles) / seconds:.0f}",
            "" if name == "whole" else f"{100 * seconds / whole:.0f} %",
        )
        for name, seconds in clock.seconds.items()
    ]
    rows.append(("edition, rendering, archive", f"{rest:.1f}", "", f"{100 * rest / whole:.0f} %"))
    title = f"Whole job: {len(articles)} articles, archive and PDF included"
    show(console, title, ("what", "seconds", "articles/s", "share"), rows)
    console.print(f"peak memory {peak_memory():.0f} MB\n")

"""Rendering of made-up editions at growing sizes; the limit on pages is lifted, so that all stories are laid out."""

import time

from rich.console import Console

from briefing.rendering import render
from briefing.settings import Settings
from tests.rendering.samples_made import many
from tools.bench.tables import show

STORIES = (10, 30, 100)
#: The quickest of so many runs is shown.
RUNS = 3


def measure(console: Console) -> None:
    """Seconds and size of HTML and PDF, after a first run that loads the libraries; all runs must be equal."""
    settings = Settings.model_validate({"edition": {"max_pages": 100}})
    for format_ in ("html", "pdf"):
        render(many(3), format_, settings=settings)
    rows = []
    for stories in STORIES:
        edition = many(stories)
        cells = [str(stories)]
        for format_ in ("html", "pdf"):
            made, spent = set(), []
            for _ in range(RUNS):
                begun = time.perf_counter()
                made.add(render(edition, format_, settings=settings))
                spent.append(time.perf_counter() - begun)
            if len(made) > 1:
                raise SystemExit(f"{format_}: runs differ")
            cells += [f"{1000 * min(spent):,.0f}", f"{len(made.pop()) / 1024:,.0f}"]
        rows.append(cells)
    columns = ("stories", "HTML, ms", "HTML, KB", "PDF, ms", "PDF, KB")
    show(console, "Rendering of made-up editions", columns, rows)

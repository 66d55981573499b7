"""Grouping at growing sizes: milliseconds a reading should hardly grow."""

import time
from collections.abc import Sequence

from rich.console import Console

from briefing.grouping import group
from briefing.model import Reading
from tools.bench.made import varied_readings
from tools.bench.tables import peak_memory, show

SIZES = (1000, 3000, 10_000)


def measure(console: Console, readings: Sequence[Reading]) -> None:
    """Readings made of ``readings``, grouped."""
    rows = []
    for size in SIZES:
        many = varied_readings(readings, size)
        begun = time.perf_counter()
        stories = group(many)
        seconds = time.perf_counter() - begun
        rows.append((f"{size:,}", f"{len(stories):,}", f"{seconds:.1f}", f"{1000 * seconds / size:.2f}"))
    show(console, "Grouping of made-up readings", ("readings", "stories", "seconds", "ms a reading"), rows)
    console.print(f"peak memory {peak_memory():.0f} MB\n")

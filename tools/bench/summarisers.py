"""Summarisers side by side, each one's own time on the same readings."""

import functools
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import Console

from briefing.model import Reading
from briefing.reading.summarisers import summarise
from tools.bench.tables import show

_NAMES = ("briefing", "lexrank", "textrank", "lsa")


def measure(console: Console, readings: Sequence[Reading]) -> None:
    """Ours is 1. newspaper4k is not among them: its summariser fetches its sentence model from the network."""
    rows: list[tuple[str, float]] = []
    for name in _NAMES:
        summarise(readings[0], name)
        rows.append((name, _spent(functools.partial(summarise, name=name), readings)))
    ours = rows[0][1]
    shown = [(name, f"{len(readings) / seconds:.0f}", f"{seconds / ours:.1f}") for name, seconds in rows]
    show(console, f"Summarisers: {len(readings)} articles", ("name", "articles/s", "time, ours is 1"), shown)


def _spent(work: Callable[[Reading], Any], readings: Iterable[Reading]) -> float:
    begun = time.perf_counter()
    for reading in readings:
        work(reading)
    return time.perf_counter() - begun

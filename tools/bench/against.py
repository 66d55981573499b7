"""Against what a user would pick instead: the same articles, one run, each contender in a fresh process.

Processor time and ratios, never wall time: they hold on a machine that is busy with something else.
"""

import compileall
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from tools.bench.made import ROOT
from tools.bench.rivals import CONTENDERS
from tools.bench.tables import show

#: The yardstick: its whole time is 1.
PLAIN = "sumy LexRank + WeasyPrint"
#: Words of a real article that is measured on: beyond them it is cut at the end of a paragraph.
WORDS = 600
#: Fewer words are a wire snap.
LEAST = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """What a contender took.

    Attributes:
        cpu: processor seconds of its process, start and all.
        memory: the most it held, MB.
        steps: processor seconds by step.
        said: versions, or why it did not run.
    """

    cpu: float
    memory: float
    steps: dict[str, float]
    said: str
    ran: bool


def real(count: int) -> list[dict[str, str]]:
    """Whole reports out of the gold sets, each once, longest first: Wikinews and other free news."""
    found: dict[str, dict[str, str]] = {}
    for name in ("roles.jsonl", "leads.jsonl"):
        for line in (ROOT / "tests" / "gold" / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = _cut(row["text"])
            if len(text.split()) >= LEAST:
                kept = {key: row[key] for key in ("id", "title", "published", "source") if row.get(key)}
                found.setdefault(row["title"], kept | {"text": text})
    ranked = sorted(found.values(), key=lambda row: (-len(row["text"].split()), row["id"]))
    return ranked[:count]


def _cut(text: str) -> str:
    kept, words = [], 0
    for paragraph in text.split("\n"):
        kept.append(paragraph)
        words += len(paragraph.split())
        if words >= WORDS:
            break
    return "\n".join(kept)


def measure(console: Console, articles: Path, names: Sequence[str] = tuple(CONTENDERS)) -> dict[str, Cost]:
    """Prints a table of whole jobs and one of steps; returns what each took."""
    compileall.compile_dir(ROOT / "briefing", quiet=1)  # as the others were when they were installed
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.jsonl"
        lines = [line for line in articles.read_text(encoding="utf-8").splitlines() if line.strip()]
        first.write_text(lines[0] + "\n", encoding="utf-8")
        costs = {name: _cost(name, articles, Path(folder)) for name in names}
        cold = {name: _cost(name, first, Path(folder)) for name in names if costs[name].ran}
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    plain = costs[PLAIN].cpu if PLAIN in costs else 1.0
    rows = [
        (name, f"{cost.cpu:.1f}", f"{cost.cpu / plain:.2f}", f"{cold[name].cpu:.1f}", f"{cost.memory:.0f}", cost.said)
        for name, cost in costs.items()
        if cost.ran
    ]
    rows += [(name, "—", "—", "—", "—", cost.said) for name, cost in costs.items() if not cost.ran]
    title = f"{len(lines)} articles of {words / len(lines):.0f} words: processor seconds, one thread"
    show(console, title, ("what", "all", "ratio", "one cold", "MB", "with"), rows)
    steps = [
        (name, step, f"{seconds:.2f}", f"{1000 * seconds / len(lines):.1f}", f"{seconds / plain:.2f}")
        for name, cost in costs.items()
        for step, seconds in cost.steps.items()
    ]
    show(console, "Step by step", ("what", "step", "seconds", "ms an article", "ratio"), steps)
    return costs


def _cost(name: str, articles: Path, folder: Path) -> Cost:
    command = [sys.executable, "-m", "tools.bench.rivals", name, str(articles), str(folder)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        lines = output.read().decode().splitlines()
    said: dict[str, Any] = json.loads(lines[-1]) if lines else {"reason": f"exit status {process.returncode}"}
    versions = ", ".join(f"{each} {number}" for each, number in said.get("versions", {}).items())
    memory = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return Cost(
        used.ru_utime + used.ru_stime,
        memory,
        said.get("steps", {}),
        versions or f"not run: {said['reason']}",
        "steps" in said,
    )

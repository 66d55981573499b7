"""The command line: one file per command; `output` alone turns errors into text and exit codes."""

import gc
import os
from collections.abc import Sequence

__all__ = ["SELDOM", "main", "prepare"]

#: Objects made beyond those given up before cycles are looked for among them. Loading and reading make many and hardly a
#: cycle: with Python's own 700 a start takes a tenth longer, reading too, grouping and composing an eighth.
SELDOM = 10_000


def prepare() -> None:
    """Set the interpreter up for a run, before anything is imported."""
    gc.set_threshold(SELDOM)
    # One thread a call in numerical libraries: the engine spreads articles over the cores, and sums
    # that are split over threads need not come out the same twice.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it looks for some in every installed library


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 done, 1 nothing usable, 2 usage or configuration."""
    prepare()
    from briefing.cli.app import app
    from briefing.cli.output import guarded

    return guarded(app, arguments)

"""The command line: one file per command; `output` alone turns errors into text and exit codes."""

import os
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 done, 1 nothing usable, 2 usage or configuration."""
    # One thread a call in numerical libraries: the engine spreads articles over the cores, and sums
    # that are split over threads need not come out the same twice.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    from briefing.cli.app import app
    from briefing.cli.output import guarded

    return guarded(app, arguments)

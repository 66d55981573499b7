"""Runs a command and kills it, as `kill -9` does, at its n-th step: ``python -m tests.archive.killed N ARGUMENT…``.

Steps are what a kill can fall between: statements and commits of the database, and files put in place.
With N = 0 nothing is killed; the number of steps then stands on standard output.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from briefing.cli import main


class Killer:
    """Counts steps; at the one it was told, the end."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps = 0

    def step(self, *_: Any, **__: Any) -> None:
        """One more step has been taken, or is about to be."""
        self.steps += 1
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def run(at: int, arguments: list[str]) -> int:
    """The exit code of the command; no return if it was killed."""
    killer = Killer(at)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, killer.step)
    replace = Path.replace

    def replaced(self: Path, target: Any) -> Path:
        killer.step()
        done = replace(self, target)
        killer.step()
        return done

    Path.replace = replaced  # type: ignore[method-assign, assignment]
    code = main(arguments)
    if at == 0:
        sys.stdout.write(f"{killer.steps}\n")
    return code


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), sys.argv[2:]))

"""Runs a command in a process of its own and kills it, as `kill -9` does, at its n-th step.

Steps are what a kill can fall between: statements and commits of the database, and files put in place. The processes
are forked off one that has loaded the commands already: loading them would take longer than they run.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from briefing.cli import build, fetch, main  # noqa: F401 — the commands, loaded before the fork

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([__name__])


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


def run(at: int, arguments: Sequence[str]) -> tuple[int, int]:
    """The exit code of the command, killed at step ``at`` (never, if that is 0), and how many steps it took if it ended."""
    receive, send = _FORKING.Pipe(duplex=False)
    process = _FORKING.Process(target=_run, args=(at, list(arguments), dict(os.environ), send))
    process.start()
    send.close()
    process.join()
    return process.exitcode or 0, receive.recv() if receive.poll() and process.exitcode != -signal.SIGKILL else 0


def _run(at: int, arguments: list[str], environment: dict[str, str], steps: Connection) -> None:
    os.environ.update(environment)
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
    steps.send(killer.steps)
    sys.exit(code)

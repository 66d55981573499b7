"""One morning run at a time, and a heartbeat that says when the last one was and how it ended."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefing.errors import DeliveryError


class Busy(DeliveryError):
    """Another run holds the lock."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock at ``path``; the system lets go of it when the process ends, however it ends.

    Raises:
        Busy: if another run holds it.
        DeliveryError: if there can be no lock.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = open(path, "a", opener=own)  # noqa: SIM115 — held to the end of the block below
    except OSError as error:
        reason = f"cannot be written: {error.strerror}"
        raise DeliveryError(str(path), reason, "name a folder of your own in BRIEFING_STATE") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(str(path), "another run is under way", "wait for it to end") from error
        yield


def own(path: str, flags: int) -> int:
    """An opener of files that nobody else may read: they name recipients and sources."""
    return os.open(path, flags, 0o600)


def beat(path: Path, facts: dict[str, Any]) -> None:
    """Write the heartbeat, whole or not at all."""
    aside = path.with_suffix(".new")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(aside, "w", encoding="utf-8", opener=own) as file:
        file.write(json.dumps(facts, ensure_ascii=False) + "\n")
    os.replace(aside, path)  # noqa: PTH105 — the name says what matters: it replaces


def last_beat(path: Path) -> dict[str, Any]:
    """The last heartbeat; empty where there is none or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

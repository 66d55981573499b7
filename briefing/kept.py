"""Kept: what is the same at every start and slow to make, in the user's cache folder, as long as what it is made of stays.

It is Python's own bytecode for tables and templates: a hint that may be lost or thrown away at any time, never a source.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

#: Tells the forms of two Pythons apart, in a file's name.
_TAG = sys.implementation.cache_tag or "python"
#: Who else may write there could hand this program code of their own.
_OTHERS = 0o022


def kept(name: str, source: bytes, make: Callable[[], Any]) -> Any:
    """What ``make`` returns, plain values or code; from the cache if it was made there of the same ``source``.

    Args:
        name: of a file: one for each thing that is kept.
        source: all that it depends on.
        make: is called where nothing is kept.
    """
    found = recalled(name, source)
    if found is None:
        found = make()
        keep(name, source, found)
    return found


def recalled(name: str, source: bytes) -> Any:
    """What was kept under ``name`` of the same ``source``; else None."""
    folder = _folder()
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        content = (folder / f"{name}.{_TAG}").read_bytes() if folder else b""
        if content[:32] == _digest(source) and content[32:64] == _digest(content[64:]):
            return marshal.loads(content[64:])  # noqa: S302 — our own file, as a .pyc is
    return None


def keep(name: str, source: bytes, value: Any) -> None:
    """Keep ``value``, made of ``source``, if it can be kept."""
    folder = _folder()
    with contextlib.suppress(OSError, ValueError):  # no room, or a value that has no such form
        if folder:
            packed = marshal.dumps(value)
            aside = folder / f"{name}.{_TAG}.{os.getpid()}.{threading.get_ident()}"
            aside.write_bytes(_digest(source) + _digest(packed) + packed)
            aside.replace(folder / f"{name}.{_TAG}")


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _folder() -> Path | None:
    return _sound(Path(platformdirs.user_cache_dir("briefing")))


@cache
def _sound(folder: Path) -> Path | None:
    """``folder``; None where there can be none, or others may write into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    return folder if status.st_uid == os.getuid() and not status.st_mode & _OTHERS else None

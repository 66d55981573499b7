"""Inputs → Articles: files, folders and standard input, in an order that depends on nothing but them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from briefing.errors import InputError
from briefing.model import Article, Skipped
from briefing.settings import Settings
from briefing.sources.adapters import read_blob
from briefing.sources.bounds import MAX_FILE, MAX_FILES, MAX_LINE
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.finishing import finish
from briefing.sources.records import read_lines
from briefing.sources.sniffing import sniff

_PEEK = 65_536


def collect(inputs: Sequence[str], *, settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Article | Skipped]:
    """Every article that ``inputs`` hold, and every input that holds none, with the reason.

    Args:
        inputs: files, folders (with all that is under them) and "-" for ``stdin``; each file counts once.
        settings: reading of ambiguous dates; bounds of fetching.
        stdin: what "-" stands for.

    Yields:
        In the order of ``inputs``; within a folder in the order of names.
    """
    seen: set[tuple[int, int]] = set()
    for each in inputs:
        found = _standard_input(stdin) if each == "-" else _path(Path(each), each, seen)
        yield from finished(found, settings)


def finished(found: Found, settings: Settings) -> Iterator[Article | Skipped]:
    """The drafts of ``found`` as articles; one that fails is skipped, with its reason."""
    while True:
        try:
            draft = next(found, None)
            if draft is None:
                return
            yield finish(draft, settings.reading.date_order) if isinstance(draft, Draft) else draft
        except InputError as error:
            yield Skipped(input=error.subject, reason=error.reason, remedy=error.remedy)


def _path(path: Path, name: str, seen: set[tuple[int, int]]) -> Found:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise InputError(name, "no such file or folder", "check the spelling") from None
    except (OSError, ValueError) as error:
        raise InputError(name, _reason(error), "") from error
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, seen)
    else:
        yield from _file(path, status, seen)


def _folder(root: Path, seen: set[tuple[int, int]]) -> Found:
    """Everything under ``root``, by name; hidden files are none of it, and a folder is entered once."""
    queue = [root]
    files = 0
    while queue:
        folder = queue.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            yield Skipped(input=str(folder), reason=_reason(error))
            continue
        folders = []
        for entry in names:
            path = folder / entry
            try:
                status = path.stat()
            except OSError as error:
                yield Skipped(input=str(path), reason=_reason(error))
                continue
            if stat.S_ISDIR(status.st_mode):
                folders.append(path)
                continue
            files += 1
            if files > MAX_FILES:
                yield Skipped(input=str(root), reason=f"more than {MAX_FILES:,} files", remedy="give it in parts")
                return
            found = _file(path, status, seen)
            while True:
                try:
                    draft = next(found, None)
                except InputError as error:
                    yield Skipped(input=error.subject, reason=error.reason, remedy=error.remedy)
                    break
                if draft is None:
                    break
                yield draft
        queue += reversed(folders)
    if not files:
        raise InputError(str(root), "a folder without files", "")


def _file(path: Path, status: os.stat_result, seen: set[tuple[int, int]]) -> Found:
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return
    seen.add(key)
    name = str(path)
    if not stat.S_ISREG(status.st_mode):
        raise InputError(name, "no regular file", "")
    if status.st_size == 0:
        raise InputError(name, "the file is empty", "")
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, name)
    except OSError as error:
        raise InputError(name, _reason(error), "") from error


def _standard_input(stdin: BinaryIO | None) -> Found:
    if stdin is None:
        raise InputError("-", "nothing on standard input", "pipe articles in, or name a file")
    yield from _stream(stdin, "-")


def _stream(stream: BinaryIO, name: str) -> Found:
    """What ``stream`` holds: JSONL line by line, however long; everything else whole, within bounds."""
    head = stream.read(_PEEK)
    if len(head) == _PEEK and sniff(Blob(name=name, data=head)) == "jsonl":
        yield from read_lines(_lines(head, stream), name)
        return
    data = head + stream.read(MAX_FILE + 1 - len(head))
    if len(data) > MAX_FILE:
        raise InputError(name, f"more than {MAX_FILE / 1e6:.0f} MB", "split it into its articles")
    yield from read_blob(Blob(name=name, data=data))


def _lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    lines = head.split(b"\n")
    last = lines.pop()
    yield from lines
    yield last + stream.readline(MAX_LINE + 1)
    while line := stream.readline(MAX_LINE + 1):
        yield line


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "may not be read by this user"
    return getattr(error, "strerror", None) or str(error)

"""Files, folders and streams → Drafts, in an order that depends on nothing but their names."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import MAX_FILE, MAX_FILES, MAX_LINE
from briefing.sources.draft import Blob, Found, outlasting
from briefing.sources.formats.adapters import read_blob
from briefing.sources.formats.records import read_lines
from briefing.sources.formats.sniffing import sniff
from briefing.sources.formats.zips import is_litter

_PEEK = 65_536

#: Device and number of what was met before: no file counts twice, no loop of links goes round.
Seen = set[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFound:
    """A regular file.

    Attributes:
        mark: its size and time: whether it has changed since it was last seen.
    """

    path: Path
    size: int
    mark: str


def read_path(path: Path, name: str, seen: Seen) -> Found:
    """The articles in the file or folder ``path``.

    Raises:
        InputError: if it cannot be read at all.
    """
    for each in walk(path, name, seen):
        if isinstance(each, Skipped):
            yield each
            continue
        yield from outlasting(read_file(each))


def walk(path: Path, name: str, seen: Seen) -> Iterator[FileFound | Skipped]:
    """The file ``path``, or everything under the folder ``path`` by name; hidden folders and programs' litter are none of it.

    Links are followed within the folder; none leads out of it: what is dropped there must not name what is elsewhere.

    Raises:
        InputError: if it is not there, or a folder without files.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise InputError(name, "no such file or folder", "check the spelling") from None
    except (OSError, ValueError) as error:
        raise InputError(name, *_fault(error)) from error
    if not stat.S_ISDIR(status.st_mode):
        yield from _unseen(path, status, seen)
        return
    files = 0
    for each in _folder(path, seen):
        files += 1
        if files > MAX_FILES:
            yield Skipped(input=name, reason=f"more than {MAX_FILES:,} files", remedy="give it in parts")
            return
        yield each
    if not files:
        raise InputError(name, "a folder without files", "put some into it, or name another")


def _unseen(path: Path, status: os.stat_result, seen: Seen) -> Iterator[FileFound]:
    if (status.st_dev, status.st_ino) not in seen:
        seen.add((status.st_dev, status.st_ino))
        yield FileFound(path=path, size=status.st_size, mark=f"{status.st_size}-{status.st_mtime_ns}")


def _folder(root: Path, seen: Seen) -> Iterator[FileFound | Skipped]:
    queue = [root]
    real = root.resolve()
    while queue:
        folder = queue.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted(entry.name for entry in folder.iterdir() if not is_litter(entry.name))
        except OSError as error:
            yield _skipped(folder, error)
            continue
        folders = []
        for entry in names:
            path = folder / entry
            if entry.startswith("."):
                yield Skipped(input=str(path), reason="hidden: its name begins with a dot", remedy="rename it")
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(real):
                yield Skipped(
                    input=str(path), reason="a link that leads out of the folder", remedy="put the file itself there"
                )
                continue
            try:
                status = path.stat()
            except OSError as error:
                yield _skipped(path, error)
                continue
            if stat.S_ISDIR(status.st_mode):
                folders.append(path)
            else:
                yield from _unseen(path, status, seen)
        queue += reversed(folders)


def read_file(file: FileFound) -> Found:
    """The articles in one file.

    Raises:
        InputError: if nothing can be read of it.
    """
    name = str(file.path)
    if not file.path.is_file():
        raise InputError(name, "no regular file", "name a file or a folder")
    if file.size == 0:
        raise InputError(name, "the file is empty", "save it again, or leave it out")
    try:
        with file.path.open("rb") as stream:
            yield from read_stream(stream, name, file.size)
    except OSError as error:
        raise InputError(name, *_fault(error)) from error


def read_stream(stream: BinaryIO, name: str, size: int = 0) -> Found:
    """What ``stream`` holds: JSONL line by line, however long; everything else whole, within bounds.

    Raises:
        InputError: if nothing can be read of it.
    """
    head = stream.read(_PEEK)
    if len(head) == _PEEK:
        if sniff(Blob(name=name, data=head)) == "jsonl":
            yield from read_lines(_lines(head, stream), name)
            return
        if size > MAX_FILE:
            raise _too_large(name, size)
    data = head + stream.read(MAX_FILE + 1 - len(head))
    if len(data) > MAX_FILE:
        raise _too_large(name, len(data))
    yield from read_blob(Blob(name=name, data=data))


def _too_large(name: str, size: int) -> InputError:
    return InputError(
        name, f"{size / 1e6:.0f} MB, more than the {MAX_FILE / 1e6:.0f} MB of one file", "split it into its articles"
    )


def _lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    lines = head.split(b"\n")
    last = lines.pop()
    yield from lines
    yield last + stream.readline(MAX_LINE + 1)
    while line := stream.readline(MAX_LINE + 1):
        yield line


def _skipped(path: Path, error: OSError) -> Skipped:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return Skipped(input=str(path), reason="a link to nothing", remedy="put the file itself there")
    reason, remedy = _fault(error)
    return Skipped(input=str(path), reason=reason, remedy=remedy)


def _fault(error: OSError | ValueError) -> tuple[str, str]:
    """What the system says is wrong, and what to do."""
    if isinstance(error, PermissionError):
        return "may not be read by this user", "make it readable: chmod a+r, for a folder a+rx"
    return getattr(error, "strerror", None) or str(error), "check its name and its disk, or leave it out"

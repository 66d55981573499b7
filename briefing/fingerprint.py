"""Fingerprint: a digest of the program's own code, tables and libraries; two that differ may read one text otherwise."""

import functools
import hashlib
from collections.abc import Iterator
from importlib import metadata, resources
from importlib.resources.abc import Traversable

#: Code and tables; not weights, which have a digest of their own.
_KINDS = (".py", ".toml", ".json", ".txt", ".po", ".npz")
#: What is not read by anything whose fingerprint is taken: a user's settings are part of a version as they are set.
_PASSED_OVER = frozenset({"data/model", "data/labels", "data/briefing.toml"})


@functools.cache
def fingerprint(rooms: tuple[str, ...], libraries: tuple[str, ...] = ()) -> str:
    """16 hexadecimal digits: of all files of ``rooms`` ("reading", "data", "settings") and releases of ``libraries``.

    The same wherever the same release is installed, whatever its files' times and places.
    """
    digest = hashlib.sha256()
    package = resources.files("briefing")
    for room in rooms:
        for name, file in _files(package / room, room):
            digest.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    for library in libraries:
        digest.update(f"{library} {_release(library)}\0".encode())
    return digest.hexdigest()[:16]


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """All files of code and tables at ``place``, by their names."""
    if place.is_file():
        if place.name.endswith(_KINDS):
            yield name, place
        return
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        if entry.name != "__pycache__" and f"{name}/{entry.name}" not in _PASSED_OVER:
            yield from _files(entry, f"{name}/{entry.name}")


def _release(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""

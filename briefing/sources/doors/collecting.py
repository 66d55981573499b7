"""Inputs → Articles: files, folders and standard input, in an order that depends on nothing but them."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from briefing.errors import InputError
from briefing.files import hash_of
from briefing.model import Article, Skipped, SourceReport
from briefing.settings import Settings, SourceEntry
from briefing.sources.doors.files import Seen, read_path, read_stream, walk
from briefing.sources.draft import Found
from briefing.sources.page.finishing import finished

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def collect(inputs: Sequence[str], *, settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Article | Skipped]:
    """Every article that ``inputs`` hold, and every input that holds none, with the reason.

    Args:
        inputs: files, folders (with all that is under them), web addresses (of articles, feeds, section pages) and
            "-" for ``stdin``; each file counts once.
        settings: reading of ambiguous dates; bounds of fetching.
        stdin: what "-" stands for.

    Yields:
        In the order of ``inputs``; within a folder in the order of names.
    """
    seen: Seen = set()
    fetched: dict[str, list[Article | Skipped]] | None = None
    for each in dict.fromkeys(inputs):
        if _ADDRESS.match(each):
            fetched = _fetched(inputs, settings) if fetched is None else fetched  # all at once: they share the waiting
            yield from fetched[each]
        else:
            found = _standard_input(stdin) if each == "-" else read_path(Path(each), each, seen)
            yield from finished(found, settings.reading.date_order)


def seal(inputs: Sequence[str]) -> str | None:
    """Digest of all the bytes that `collect` would read, and of their files' names and times; None where not all of them lie in files."""
    digest, seen = hashlib.sha256(), Seen()
    for each in dict.fromkeys(inputs):
        if each == "-" or _ADDRESS.match(each):
            return None
        try:
            for found in walk(Path(each), each, seen):
                content = "" if isinstance(found, Skipped) else hash_of(found.path)
                digest.update(f"{found}\0{content}\0".encode("utf-8", "surrogateescape"))
        except InputError:
            return None
    return digest.hexdigest()


def _fetched(inputs: Sequence[str], settings: Settings) -> dict[str, list[Article | Skipped]]:
    from briefing.sources.doors.fetching import fetch  # brings the network along, and not every run has an address

    addresses = [each for each in dict.fromkeys(inputs) if _ADDRESS.match(each)]
    entries = [SourceEntry(name=each, kind="page", location=each) for each in addresses]
    found: dict[str, list[Article | Skipped]] = {each: [] for each in addresses}
    current: list[Article | Skipped] = []
    for each in fetch(entries, settings=settings):
        if not isinstance(each, SourceReport):
            current.append(each)
            continue
        if not current:
            current.append(Skipped(input=each.location, reason=each.reason or "no article in it", remedy=each.remedy))
        found[each.name] = current
        current = []
    return found


def _standard_input(stdin: BinaryIO | None) -> Found:
    if stdin is None:
        raise InputError("-", "nothing on standard input", "pipe articles in, or name a file")
    yield from read_stream(stdin, "-")

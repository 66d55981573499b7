"""Archives: what is inside, within bounds. Nothing is ever written, whatever a member is called."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import MAX_FILE, MAX_MEMBERS, MAX_NESTING, MAX_RATIO, MAX_UNPACKED
from briefing.sources.draft import Blob

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


def open_zip(blob: Blob) -> zipfile.ZipFile:
    """The zip in ``blob``, its bounds checked.

    Raises:
        InputError: if it is damaged, or would unpack to far more than an honest archive.
    """
    _check_nesting(blob)
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob.data))
        members = archive.infolist()
    except _DAMAGE as error:
        raise InputError(blob.name, f"a damaged archive ({error})", "fetch or save it again") from error
    if len(members) > MAX_MEMBERS:
        raise InputError(blob.name, f"an archive of {len(members):,} files, more than {MAX_MEMBERS:,}", "split it")
    size = sum(member.file_size for member in members)
    if size > MAX_UNPACKED or size > MAX_RATIO * max(len(blob.data), 50_000):
        raise InputError(
            blob.name,
            f"an archive that would unpack to {size / 1e6:,.0f} MB (a zip bomb?)",
            "unpack it yourself if you trust it",
        )
    return archive


def _check_nesting(blob: Blob) -> None:
    if blob.depth >= MAX_NESTING:
        raise InputError(blob.name, "archives within archives within archives", "unpack it first")


def members(blob: Blob) -> Iterator[Blob | Skipped]:
    """The files in a zip, in the order of their names."""
    with open_zip(blob) as archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            places = [each for each in member.filename.split("/") if each not in ("", ".", "..")]
            if member.is_dir() or any(map(is_litter, places)):
                continue
            name = f"{blob.name}!{member.filename[-300:]}"
            if places and places[-1].startswith("."):
                yield Skipped(input=name, reason="hidden: its name begins with a dot", remedy="rename it")
                continue
            try:
                yield Blob(name=name, data=read_member(archive, member, name), depth=blob.depth + 1)
            except InputError as error:
                yield Skipped.of(error)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """One member's bytes, never more than the bound, whatever its header promises.

    Raises:
        InputError: if it is locked, damaged or too large.
    """
    if member.flag_bits & 1:
        raise InputError(name, "locked with a password", "unpack it first")
    try:
        with archive.open(member) as stream:
            data = stream.read(MAX_FILE + 1)
    except _DAMAGE as error:
        raise InputError(name, f"damaged in its archive ({type(error).__name__})", "pack it again") from error
    if len(data) > MAX_FILE:
        raise InputError(name, f"more than {MAX_FILE / 1e6:.0f} MB", "split it")
    return data


def unpack_gzip(blob: Blob) -> Blob:
    """The one file in a gzip, whole or not at all; parts that were joined are read on.

    Raises:
        InputError: if it is damaged or too large.
    """
    _check_nesting(blob)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(blob.data)) as stream:
            data = stream.read(MAX_FILE + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(blob.name, "a damaged gzip", "pack it again") from error
    if len(data) > MAX_FILE:
        raise InputError(blob.name, f"a gzip of more than {MAX_FILE / 1e6:.0f} MB", "unpack it first")
    return Blob(name=blob.name.removesuffix(".gz"), data=data, url=blob.url, depth=blob.depth + 1)


_LITTER = re.compile(r"thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|__macosx|~\$.*|\._.*", re.IGNORECASE)
#: A hidden file with such an ending was an article to somebody; others are programs' own.
_ARTICLE = re.compile(r"\..*\.(?:txt|md|html?|eml|mbox|pdf|docx?|odt|rtf|epub|jsonl?|xml|zip|gz)", re.IGNORECASE)


def is_litter(name: str) -> bool:
    """Whether a file or folder of this ``name`` (without its path) is passed over without a word."""
    hidden = name.startswith(".") and _ARTICLE.fullmatch(name) is None
    return hidden or _LITTER.fullmatch(name) is not None

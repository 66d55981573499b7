"""Archives: what is inside, within bounds. Nothing is ever written, whatever a member is called."""

from __future__ import annotations

import gzip
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import MAX_FILE, MAX_MEMBERS, MAX_NESTING, MAX_RATIO, MAX_UNPACKED
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
#: What archivers leave behind.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/))|(?:^|/)(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"


def open_zip(blob: Blob) -> zipfile.ZipFile:
    """The zip in ``blob``, its bounds checked.

    Raises:
        InputError: if it is damaged, or would unpack to far more than an honest archive.
    """
    if blob.depth >= MAX_NESTING:
        raise InputError(blob.name, "archives within archives within archives", "unpack it first")
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob.data))
        members = archive.infolist()
    except _DAMAGE as error:
        raise InputError(blob.name, f"a damaged archive ({error})", "pack it again") from error
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


def members(blob: Blob) -> Iterator[Blob | Skipped]:
    """The files in a zip, in the order of their names."""
    with open_zip(blob) as archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            if member.is_dir() or _LITTER.search(member.filename):
                continue
            name = f"{blob.name}!{_printable(member.filename)}"
            try:
                yield Blob(name=name, data=read_member(archive, member, name), depth=blob.depth + 1)
            except InputError as error:
                yield Skipped(input=error.subject, reason=error.reason, remedy=error.remedy)


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
    if blob.depth >= MAX_NESTING:
        raise InputError(blob.name, "archives within archives within archives", "unpack it first")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(blob.data)) as stream:
            data = stream.read(MAX_FILE + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(blob.name, "a damaged gzip", "pack it again") from error
    if len(data) > MAX_FILE:
        raise InputError(blob.name, f"a gzip of more than {MAX_FILE / 1e6:.0f} MB", "unpack it first")
    return Blob(name=blob.name.removesuffix(".gz"), data=data, url=blob.url, depth=blob.depth + 1)


def read_epub(blob: Blob) -> Found:
    """An e-book: each chapter of its spine is an article.

    Raises:
        InputError: if it is damaged or locked.
    """
    with open_zip(blob) as archive:
        names = {info.filename: info for info in archive.infolist()}
        container = _xml(archive, names, "META-INF/container.xml", blob)
        root = container.find(f".//{_CONTAINER}")
        path = root.get("full-path", "") if root is not None else ""
        package = _xml(archive, names, path, blob)
        book, creator, language = (
            package.findtext(f".//{_DC}{name}") or "" for name in ("title", "creator", "language")
        )
        published = package.findtext(f".//{_DC}date") or ""
        items = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
        from briefing.sources.page.days import parse_published

        for reference in package.iter(f"{_OPF}itemref"):
            href = posixpath.normpath(posixpath.join(posixpath.dirname(path), items.get(reference.get("idref")) or ""))
            if href not in names:
                continue
            name = f"{blob.name}!{_printable(href)}"
            markup = read_member(archive, names[href], name).decode("utf-8", "replace")
            text, captions = fragment_text(re.sub(r"(?is)<head\b.*?</head>", "", markup[:2_000_000], count=1))
            if len(text.split()) < 20:  # covers, title pages
                continue
            heading = re.search(r"(?is)<h[1-3]\b[^>]{0,500}>(.{1,500}?)</h[1-3]>", markup)
            yield Draft(
                origin=name,
                text=text,
                title=" ".join(fragment_text(heading[1])[0].split()) if heading else book,
                published=parse_published(published),
                source=book,
                language=language,
                authors=(creator,) if creator else (),
                captions=captions,
            )


def _xml(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], path: str, blob: Blob) -> etree._Element:
    if path not in names:
        raise InputError(blob.name, "a damaged e-book: its table of contents is missing", "")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(read_member(archive, names[path], blob.name), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(blob.name, "a damaged e-book", "") from error


def _printable(name: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "?", name)[-300:]

"""E-books (EPUB 2 and 3) → Drafts: each chapter of the spine is an article; what is listed and cannot be read is named."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urldefrag

from lxml import etree

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.cleaning import declared_charset, decode
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text
from briefing.sources.formats.trees import sound_root
from briefing.sources.formats.zips import open_zip, read_member
from briefing.sources.page.moments import Moment, read_moment

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_ENC = "{http://www.w3.org/2001/04/xmlenc#}"
#: Fonts are only disguised, in every reader's way; no text is.
_DISGUISED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
#: Covers and title pages have fewer words.
_LEAST = 20
_MOST = 2_000_000
_HEAD = re.compile(r"(?is)<head\b.*?</head>")
_LINK = re.compile(r"(?is)<a\b[^>]{0,2000}>(.{1,2000}?)</a>")
#: Of a table of contents so many words are links.
_LINKED = 0.8
#: Where a page of the printed edition begins, and its number as all of an element; no tag is longer.
_PAGE_BREAK, _TAG = re.compile(r"pagebreak", re.IGNORECASE), 1000
_FOLIO = re.compile(
    r">\s{0,20}(?:\[?(?:page |p\. ?)?(?:\d{1,4}|[ivxlc]{1,8})\]?)?\s{0,20}</[A-Za-z]{1,10}\s{0,9}>", re.IGNORECASE
)
_HEADING = re.compile(r"(?is)<h[1-3]\b[^>]{0,500}>(.{1,500}?)</h[1-3]>")


def read_epub(blob: Blob) -> Found:
    """The chapters of an e-book.

    Raises:
        InputError: if it is damaged, or holds no chapter with text.
    """
    empty = True
    with open_zip(blob) as archive:
        book = _Book(archive, blob)
        for each in _joined(book.read()):
            empty = False
            yield each
    if empty:
        raise InputError(blob.name, "an e-book without text", "if its pages are pictures, run them through OCR first")


def _joined(found: Iterator[tuple[Draft | Skipped, bool]]) -> Found:
    """What was found, a chapter with those that only go on with it as one."""
    parts: list[Draft] = []
    for each, goes_on in found:
        if isinstance(each, Draft) and goes_on and parts and sum(len(part.text) for part in parts) < _MOST:
            parts.append(each)
            continue
        yield from _whole(parts)
        parts = [each] if isinstance(each, Draft) else []
        if isinstance(each, Skipped):
            yield each
    yield from _whole(parts)


def _whole(parts: Sequence[Draft]) -> Iterator[Draft]:
    if parts:
        captions = frozenset().union(*(part.captions for part in parts))
        yield replace(parts[0], text="\n\n".join(part.text for part in parts), captions=captions)


class _Book:
    """What an e-book says of itself, and its chapters."""

    def __init__(self, archive: zipfile.ZipFile, blob: Blob) -> None:
        names = {info.filename: info for info in archive.infolist()}
        self._archive, self._names, self._blob = archive, names, blob
        self._locked = frozenset(_locked(archive, names, blob))
        container = _xml(archive, names, "META-INF/container.xml", blob)
        root = container.find(f".//{_CONTAINER}")
        path = root.get("full-path", "") if root is not None else ""
        package = _xml(archive, names, path, blob)
        self._title, self._creator, self._language = (
            package.findtext(f".//{_DC}{name}") or "" for name in ("title", "creator", "language")
        )
        self._published: Moment | None = read_moment(package.findtext(f".//{_DC}date") or "")
        folder = posixpath.dirname(path)
        items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
        places = {key: str(item.get("href", "")) for key, item in items.items()}
        listed = [places.get(key, key) for each in package.iter(f"{_OPF}itemref") if (key := each.get("idref"))]
        self._spine = [self._member(folder, href) for href in listed]
        contents = (
            places[key]
            for key, item in items.items()
            if item.get("media-type") == "application/x-dtbncx+xml" or "nav" in item.get("properties", "").split()
        )
        self._contents = frozenset(each for href in contents for each in self._entries(self._member(folder, href)))

    def read(self) -> Iterator[tuple[Draft | Skipped, bool]]:
        """What stands at each place of the reading order, and whether it only goes on with what stands before."""
        for path in self._spine:
            name = f"{self._blob.name}!{path[-300:]}"
            if path not in self._names:
                reason, remedy = "the e-book lists it and does not hold it", "ask for it again"
            elif path in self._locked:
                reason, remedy = "locked (DRM)", "ask the publisher for a copy without"
            else:
                try:
                    yield from self._chapter(path, name)
                    continue
                except InputError as error:
                    reason, remedy = error.reason, error.remedy
            yield Skipped(input=name, reason=reason, remedy=remedy), False

    def _entries(self, path: str) -> Iterator[str]:
        """The files that the table of contents at ``path`` leads to."""
        try:
            root = _xml(self._archive, self._names, path, self._blob)
        except InputError:
            return  # it is not needed
        for each in root.iter():
            if target := each.get("src") or each.get("href"):
                yield self._member(posixpath.dirname(path), target)

    def _member(self, folder: str, href: str) -> str:
        """The name under which the archive holds what ``href`` leads to: addresses may be percent-encoded."""
        path = posixpath.normpath(posixpath.join(folder, urldefrag(href)[0]))
        return path if path in self._names else unquote(path)

    def _chapter(self, path: str, name: str) -> Iterator[tuple[Draft, bool]]:
        """The chapter at ``path``; nothing for a cover, a title page, a table of contents."""
        data = read_member(self._archive, self._names[path], name)[:_MOST]
        markup = _without_folios(decode(data, declared_charset(data)))
        text, captions = fragment_text(_HEAD.sub("", markup, count=1))
        if len(text.split()) < _LEAST or _is_contents(markup, text):
            return
        heading = _HEADING.search(markup)
        draft = Draft(
            origin=name,
            text=text,
            title=" ".join(fragment_text(heading[1])[0].split()) if heading else self._title,
            published=self._published.value if self._published else None,
            source=self._title,
            language=self._language,
            authors=(self._creator,) if self._creator else (),
            captions=captions,
        )
        yield draft, not heading and bool(self._contents) and path not in self._contents


def _without_folios(markup: str) -> str:
    """``markup`` without the numbers of the printed edition's pages; a word that only marks where one begins is kept."""
    kept, at = [], 0
    for match in _PAGE_BREAK.finditer(markup):
        opened = markup.rfind("<", max(at, match.start() - _TAG), match.start())
        closed = markup.find(">", match.end(), match.end() + _TAG)
        if opened < 0 or closed < 0 or ">" in markup[opened:closed] or markup[closed - 1] == "/":
            continue
        if folio := _FOLIO.match(markup, closed):
            kept.append(markup[at:opened])
            at = folio.end()
    return "".join([*kept, markup[at:]])


def _is_contents(markup: str, text: str) -> bool:
    """Whether a chapter is nothing but links to others."""
    linked = sum(len(fragment_text(each)[0].split()) for each in _LINK.findall(markup))
    return linked >= _LINKED * len(text.split())


def _locked(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], blob: Blob) -> Iterator[str]:
    """The members that are encrypted, as META-INF/encryption.xml lists them."""
    path = "META-INF/encryption.xml"
    for each in _xml(archive, names, path, blob).iter(f"{_ENC}EncryptedData") if path in names else ():
        method, where = each.find(f"{_ENC}EncryptionMethod"), each.find(f".//{_ENC}CipherReference")
        if where is not None and (method is None or method.get("Algorithm") not in _DISGUISED):
            yield unquote(str(where.get("URI", "")))


def _xml(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], path: str, blob: Blob) -> etree._Element:
    if path not in names:
        raise InputError(blob.name, "a damaged e-book: its table of contents is missing", "download it again")
    return sound_root(read_member(archive, names[path], blob.name), blob.name, "e-book", "download it again")

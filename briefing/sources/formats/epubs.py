"""E-books (EPUB 2 and 3) → Drafts: each chapter of the spine is an article; what is listed and cannot be read is named."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag

from lxml import etree

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text
from briefing.sources.formats.zips import open_zip, printable, read_member
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
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{2,30})")
_HEAD = re.compile(r"(?is)<head\b.*?</head>")
_LINK = re.compile(r"(?is)<a\b[^>]{0,2000}>(.{1,2000}?)</a>")
#: Of a table of contents so many words are links.
_LINKED = 0.8
_HEADING = re.compile(r"(?is)<h[1-3]\b[^>]{0,500}>(.{1,500}?)</h[1-3]>")


def read_epub(blob: Blob) -> Found:
    """The chapters of an e-book.

    Raises:
        InputError: if it is damaged, or holds no chapter with text.
    """
    empty = True
    with open_zip(blob) as archive:
        names = {info.filename: info for info in archive.infolist()}
        locked = frozenset(_locked(archive, names, blob))
        book = _Book(archive, names, blob)
        for path in book.spine:
            name = f"{blob.name}!{printable(path)}"
            if path not in names:
                yield Skipped(input=name, reason="the e-book lists it and does not hold it", remedy="ask for it again")
            elif path in locked:
                yield Skipped(input=name, reason="locked (DRM)", remedy="ask the publisher for a copy without")
            elif (chapter := book.chapter(path, name)) is not None:
                yield chapter
            else:
                continue
            empty = False
    if empty:
        raise InputError(blob.name, "an e-book without text", "")


class _Book:
    """What an e-book says of itself, and its chapters."""

    def __init__(self, archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], blob: Blob) -> None:
        self._archive, self._names = archive, names
        container = _xml(archive, names, "META-INF/container.xml", blob)
        root = container.find(f".//{_CONTAINER}")
        path = root.get("full-path", "") if root is not None else ""
        package = _xml(archive, names, path, blob)
        self._title, self._creator, self._language = (
            package.findtext(f".//{_DC}{name}") or "" for name in ("title", "creator", "language")
        )
        self._published: Moment | None = read_moment(package.findtext(f".//{_DC}date") or "")
        items = {item.get("id"): str(item.get("href", "")) for item in package.iter(f"{_OPF}item")}
        listed = [items[key] for each in package.iter(f"{_OPF}itemref") if (key := each.get("idref")) in items]
        folder = posixpath.dirname(path)
        self.spine = [self._member(posixpath.normpath(posixpath.join(folder, urldefrag(href)[0]))) for href in listed]

    def _member(self, path: str) -> str:
        """The name under which the archive holds ``path``: addresses in it may be percent-encoded."""
        return path if path in self._names else unquote(path)

    def chapter(self, path: str, name: str) -> Draft | None:
        """The chapter at ``path``; None for a cover, a title page, a table of contents."""
        data = read_member(self._archive, self._names[path], name)[:_MOST]
        declared = _DECLARED.match(data.lstrip())
        markup = decode(data, declared[1].decode() if declared else "")
        text, captions = fragment_text(_HEAD.sub("", markup, count=1))
        if len(text.split()) < _LEAST or _is_contents(markup, text):
            return None
        heading = _HEADING.search(markup)
        return Draft(
            origin=name,
            text=text,
            title=" ".join(fragment_text(heading[1])[0].split()) if heading else self._title,
            published=self._published.value if self._published else None,
            source=self._title,
            language=self._language,
            authors=(self._creator,) if self._creator else (),
            captions=captions,
        )


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
        raise InputError(blob.name, "a damaged e-book: its table of contents is missing", "")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(read_member(archive, names[path], blob.name), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(blob.name, "a damaged e-book", "") from error

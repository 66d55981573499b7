"""The closed registry of forms: each has one function that makes Drafts of it."""

import struct
import zlib
from functools import partial
from zipfile import BadZipFile

from lxml.etree import LxmlError

from briefing import bounded
from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import SMALL
from briefing.sources.draft import Adapter, Blob, Draft, Form, Found, outlasting
from briefing.sources.formats.documents import read_docx, read_pdf
from briefing.sources.formats.epubs import read_epub
from briefing.sources.formats.feeds import read_feed
from briefing.sources.formats.mails import read_mail, read_mbox
from briefing.sources.formats.office import read_odt
from briefing.sources.formats.pages import read_page
from briefing.sources.formats.records import read_json, read_jsonl
from briefing.sources.formats.richtext import read_rtf
from briefing.sources.formats.sniffing import sniff
from briefing.sources.formats.texts import read_markdown, read_text
from briefing.sources.formats.wires import read_nitf
from briefing.sources.formats.zips import members, unpack_gzip

#: What the libraries that read these forms raise over hostile or torn input, besides what their adapters expect.
_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError, LxmlError, BadZipFile, struct.error, zlib.error,
)  # fmt: skip

#: Forms whose members are read one by one.
_CONTAINERS = frozenset({"zip", "gzip", "mail", "mbox", "jsonl", "epub"})
#: Seconds for what holds more than one article, or hundreds of pages.
_SECONDS: dict[Form, int] = {"html": 5, "feed": 20, "json": 20, "pdf": 60, "docx": 20, "odt": 20}


def read_blob(blob: Blob) -> Found:
    """The articles in ``blob``, and what could not be read of it; a large one is read in a process that can be ended.

    Raises:
        InputError: if nothing can be read of it at all, its reader stumbled over it, or it took too long.
    """
    form = sniff(blob)
    if len(blob.data) <= SMALL or form in _CONTAINERS:
        yield from _read(blob, form)
        return
    try:
        found, error = bounded.run(_whole, blob, form, seconds=_SECONDS.get(form, bounded.SECONDS))
    except bounded.OutOfTime as late:
        raise InputError(blob.name, f"{late} to read as {form}", "save the article alone") from late
    yield from found
    if error:
        raise error


def _whole(blob: Blob, form: Form) -> tuple[list[Draft | Skipped], InputError | None]:
    """All that is in ``blob``, and what ended its reading."""
    found: list[Draft | Skipped] = []
    try:
        found.extend(_read(blob, form))
    except InputError as error:
        return found, error
    return found, None


def _read(blob: Blob, form: Form) -> Found:
    try:
        yield from ADAPTERS[form](blob)
    except _STUMBLES as error:
        raise InputError(
            blob.name, f"damaged: it cannot be read as {form} ({type(error).__name__})", "save it again"
        ) from error


def _zip(blob: Blob) -> Found:
    empty = True
    for member in members(blob):
        empty = False
        if isinstance(member, Skipped):
            yield member
        else:
            yield from outlasting(read_blob(member))
    if empty:
        raise InputError(blob.name, "an empty archive", "pack it again, with its files")


def _sitemap(blob: Blob) -> Found:
    raise InputError(
        blob.name, "a site map: a list of addresses, no articles", "configure it as a source of kind 'page'"
    )


ADAPTERS: dict[Form, Adapter] = {
    "text": read_text, "markdown": read_markdown, "html": read_page, "feed": read_feed, "nitf": read_nitf,
    "sitemap": _sitemap, "json": read_json, "jsonl": read_jsonl, "mail": partial(read_mail, read=read_blob), "mbox": partial(read_mbox, read=read_blob),
    "pdf": read_pdf, "docx": read_docx, "odt": read_odt, "rtf": read_rtf, "epub": read_epub, "zip": _zip, "gzip": lambda blob: read_blob(unpack_gzip(blob)),
}  # fmt: skip

"""The closed registry of forms: each has one function that makes Drafts of it, loaded when a file has that form."""

import struct
import zlib
from functools import cache, partial
from importlib import import_module
from typing import cast
from zipfile import BadZipFile

from briefing import bounded
from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import SMALL
from briefing.sources.draft import Adapter, Blob, Draft, Form, Found, outlasting
from briefing.sources.formats.sniffing import sniff
from briefing.sources.formats.zips import members, unpack_gzip

#: What the libraries that read these forms raise over hostile or torn input, besides what their adapters expect.
_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError, BadZipFile, struct.error, zlib.error,
)  # fmt: skip

#: The module and the function that read a form.
_READERS: dict[Form, tuple[str, str]] = {
    "text": ("texts", "read_text"), "markdown": ("texts", "read_markdown"), "html": ("pages", "read_page"),
    "feed": ("feeds", "read_feed"), "nitf": ("wires", "read_nitf"), "json": ("records", "read_json"),
    "jsonl": ("records", "read_jsonl"), "mail": ("mails", "read_mail"), "mbox": ("mails", "read_mbox"),
    "pdf": ("pdfs", "read_pdf"), "docx": ("word", "read_docx"), "odt": ("office", "read_odt"),
    "rtf": ("richtext", "read_rtf"), "epub": ("epubs", "read_epub"),
}  # fmt: skip

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
        yield from _adapter(form)(blob)
    except _stumbles() as error:
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


@cache
def _adapter(form: Form) -> Adapter:
    if form in _READERS:
        module, name = _READERS[form]
        found = getattr(import_module(f"briefing.sources.formats.{module}"), name)
        return cast("Adapter", partial(found, read=read_blob) if module == "mails" else found)
    return {"zip": _zip, "gzip": lambda blob: read_blob(unpack_gzip(blob)), "sitemap": _sitemap}[form]


def _stumbles() -> tuple[type[Exception], ...]:
    """What may be raised over a damaged file: asked for when something has been, since not every form needs lxml."""
    from lxml.etree import LxmlError

    return (*_STUMBLES, LxmlError)

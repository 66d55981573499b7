"""PDF and Word → Draft."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from datetime import date, datetime
from pathlib import PurePath

from briefing.errors import InputError
from briefing.sources.bounds import MAX_PAGES, MAX_TEXT
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.layouts import PageVisitor, paragraphs_of
from briefing.sources.formats.zips import open_zip

#: pypdf meets hostile structure with whatever Python raises; each of these means "damaged".
_DAMAGE = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError, ArithmeticError,
    NotImplementedError, AssertionError,
)  # fmt: skip
#: A page with a text layer has more characters than this, on average over the document.
_LEAST_PER_PAGE = 20


def read_pdf(blob: Blob) -> Found:
    """The text layer of a PDF as one article.

    Raises:
        InputError: if it is damaged, locked, or has no text layer.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity; ours is the reason below
    try:
        reader = PdfReader(io.BytesIO(blob.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(blob.name, "a PDF that is locked with a password", "save it without one")
        pages = []
        length = 0
        for number, page in enumerate(reader.pages[:MAX_PAGES]):
            visitor = PageVisitor(number)
            length += len(page.extract_text(visitor_text=visitor))
            pages.append(visitor.lines)
            if length > MAX_TEXT:
                break
        information = reader.metadata
        title = (information.title if information else None) or ""
        author = (information.author if information else None) or ""
        created = information.creation_date if information else None
    except (PyPdfError, *_DAMAGE) as error:
        raise InputError(blob.name, f"a damaged PDF ({type(error).__name__})", "print it to PDF again") from error
    if length < _LEAST_PER_PAGE * max(1, len(pages)):
        raise InputError(blob.name, "a PDF without a text layer (a scan)", "run it through OCR first")
    paragraphs, heading = paragraphs_of(pages)
    yield Draft(
        origin=blob.name,
        text="\n\n".join(paragraphs),
        title=heading or _believable(title),
        made=_day(created),
        url=blob.url,
        authors=tuple(name for name in re.split(r"\s*[;,]\s*", author) if name and len(name) < 80),
        file_name=PurePath(blob.name.split("!")[-1]).name,
    )


def read_docx(blob: Blob) -> Found:
    """A Word file as one article.

    Raises:
        InputError: if it is damaged, a bomb, or empty.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    with open_zip(blob):  # its bounds are checked before anything is unpacked
        pass
    try:
        document = docx.Document(io.BytesIO(blob.data))
        lines = [paragraph.text for paragraph in document.paragraphs]
        styles = [(paragraph.style.name or "") if paragraph.style else "" for paragraph in document.paragraphs]
        properties = document.core_properties
        title, author, created = properties.title or "", properties.author or "", properties.created
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, OSError) as error:
        raise InputError(blob.name, f"a damaged Word file ({type(error).__name__})", "save it again") from error
    if not any(line.strip() for line in lines):
        raise InputError(blob.name, "a Word file without text", "")
    heading = next(
        (line for line, style in zip(lines, styles, strict=True) if style == "Title" or style.startswith("Heading 1")),
        "",
    )
    yield Draft(
        origin=blob.name,
        text="\n\n".join(line for line in lines if line.strip()),
        title=heading or _believable(title),
        made=_day(created) if created and created.year > 2013 else None,  # python-docx's template is of 2013
        url=blob.url,
        authors=(author,) if author and author != "python-docx" else (),
        captions=frozenset(
            " ".join(line.split()) for line, style in zip(lines, styles, strict=True) if style == "Caption"
        ),
        file_name=PurePath(blob.name.split("!")[-1]).name,
    )


def _day(moment: datetime | date | None) -> date | datetime | None:
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.date()
    return moment


def _believable(title: str) -> str:
    """A document's title, unless it is a file name or what a word processor puts there."""
    title = " ".join(title.split())
    if re.search(r"\.(?:docx?|pdf|indd|qxd|txt|rtf|odt|html?)$", title, re.IGNORECASE) or len(title.split()) < 2:
        return ""
    return "" if re.match(r"(?:microsoft word|untitled|document\d*|print|layout)\b", title, re.IGNORECASE) else title

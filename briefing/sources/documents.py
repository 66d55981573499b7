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
from briefing.sources.zips import open_zip

#: A page with a text layer has more characters than this, on average over the document.
_LEAST_PER_PAGE = 20
_FOOTER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)


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
        for page in reader.pages[:MAX_PAGES]:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > MAX_TEXT:
                break
        information = reader.metadata
        title = (information.title if information else None) or ""
        author = (information.author if information else None) or ""
        created = information.creation_date if information else None
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        zipfile.BadZipFile,
        ArithmeticError,
        NotImplementedError,
        AssertionError,
        MemoryError,
    ) as error:
        # pypdf meets hostile structure with whatever Python raises; each of these means "damaged"
        raise InputError(blob.name, f"a damaged PDF ({type(error).__name__})", "print it to PDF again") from error
    if length < _LEAST_PER_PAGE * max(1, len(pages)):
        raise InputError(blob.name, "a PDF without a text layer (a scan)", "run it through OCR first")
    yield Draft(
        origin=blob.name,
        text=_unwrap(pages),
        title=_believable(title),
        published=_day(created),
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
        published=_day(created) if (created and created.year > 2013) or not created else None,
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


def _unwrap(pages: list[str]) -> str:
    """Pages → text: running heads and page numbers dropped, words that were cut at a line's end made whole."""
    split = [[line.rstrip() for line in page.split("\n")] for page in pages]
    if len(split) >= 3:
        for edge in (0, -1):
            lines = [page[edge].strip() for page in split if page]
            common = {line for line in lines if lines.count(line) * 2 > len(lines)}
            for page in split:
                if page and page[edge].strip() in common:
                    page.pop(edge)
    for page in split:
        while page and (not page[-1].strip() or _FOOTER.fullmatch(page[-1].strip())):
            page.pop()
    text = "\n".join("\n".join(page) for page in split)
    return re.sub(r"(?<=[a-zà-ÿ])[-\u00ad]\n(?=[a-zà-ÿ])", "", text)

"""PDF → Draft."""

import io
import logging
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import MAX_PAGES, MAX_TEXT
from briefing.sources.draft import Blob, Found
from briefing.sources.formats.heads import without_heads
from briefing.sources.formats.layouts import paragraphs_of
from briefing.sources.formats.lines import Line, PageVisitor
from briefing.sources.formats.paper import Document, drafts

if TYPE_CHECKING:
    from pypdf import PageObject

#: A page with a text layer has more characters than this, on average over the document.
_LEAST_PER_PAGE = 20
#: So many letters tell whether they are the right ones, by the share of their vowels (of 9,000 passages of that length in
#: eleven languages the lowest is 27 %); of no text are more looked at.
_LETTERS, _VOWELS, _ENOUGH = 300, 0.25, 20_000
#: What is printed over a scan (a stamp, a number) has fewer characters than this.
_LEAST_PAINTED = 80


def read_pdf(blob: Blob) -> Found:
    """The text layer of a PDF as one article, or the several of a press review.

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
        pages: list[list[Line]] = []
        apart: list[Line] = []
        length = 0
        total = len(reader.pages)
        for number, page in enumerate(reader.pages[:MAX_PAGES]):
            visitor, letters = _visited(page, number)
            length += letters
            text, loose = visitor.parted()
            pages.append(text)
            apart += loose
            if length > MAX_TEXT:
                break
        information = reader.metadata
        title = (information.title if information else None) or ""
        author = (information.author if information else None) or ""
        created = information.creation_date if information else None
    except (PyPdfError, OSError) as error:
        raise InputError(blob.name, f"a damaged PDF ({type(error).__name__})", "print it to PDF again") from error
    if length < _LEAST_PER_PAGE * max(1, len(pages)):
        raise InputError(blob.name, "a PDF without a text layer (a scan)", "run it through OCR first")
    pages, head = without_heads(pages)
    found = paragraphs_of([*pages, apart])  # last: they stand in no sentence
    if _is_garbled(" ".join(each.text for each in found)[:_ENOUGH]):
        raise InputError(
            blob.name,
            "a PDF whose fonts do not say which letters they print",
            "run it through OCR, or ask for the text",
        )
    yield from drafts(
        Document(paragraphs=found, title=title, author=author, made=_day(created), head=head), blob, "a PDF"
    )
    if len(pages) < total:
        yield Skipped(
            input=blob.name,
            reason=f"a PDF of {total:,} pages, of which the first {len(pages):,} were read",
            remedy="split it into its articles",
        )


def _is_garbled(text: str) -> bool:
    """Whether its letters stand for others: no language that is written in Latin ones has so few vowels."""
    letters = [each for each in unicodedata.normalize("NFD", text.casefold()) if "a" <= each <= "z"]
    if len(letters) < _LETTERS or 2 * len(letters) < sum(map(str.isalpha, text)):
        return False
    return sum(each in "aeiouy" for each in letters) < _VOWELS * len(letters)


def _visited(page: "PageObject", number: int) -> tuple[PageVisitor, int]:
    """The lines of ``page``, and how many letters it has; where next to nothing is painted it is a scan with its text."""
    visitor = PageVisitor(number)
    letters = len(page.extract_text(visitor_text=visitor, visitor_operand_before=visitor.operate))
    if visitor.unpainted and letters < _LEAST_PAINTED:
        visitor = PageVisitor(number, painted=False)
        letters = len(page.extract_text(visitor_text=visitor))
    return visitor, letters


def _day(moment: datetime | date | None) -> date | datetime | None:
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.date()
    return moment

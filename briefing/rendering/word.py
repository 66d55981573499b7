"""Word: the edition as .docx, set in the styles of a template that anybody can change in a word processor."""

import functools
import io
import itertools
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.context import brief, plain_edition
from briefing.rendering.templates import asset, fill
from briefing.rendering.views import Brief
from briefing.rendering.word_xml import WORDS, direct, turn
from briefing.settings import EditionSettings

#: The styles, and the pages that are set in them.
TEMPLATE, PAGES = "edition.docx", "word.xml"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
#: Twentieths of a point.
_PAPERS = {"A4": (11906, 16838), "Letter": (12240, 15840)}
_TOKEN = re.compile(r"\{(title|date|number|marking|distribution)\}")


def word(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> bytes:
    """The edition as a Word file; the same edition gives the same bytes.

    What stands in the template's body, header and footer stays, with {title}, {date}, {number}, {marking} and
    {distribution} filled in; the brief comes after it. Nothing is left out for want of space.

    Raises:
        RenderingError: if the template is no Word file.
    """
    import docx
    from docx.oxml.ns import qn

    view = brief(edition, settings)
    content = asset(TEMPLATE, templates)
    try:
        document = docx.Document(io.BytesIO(content))
        section = document.sections[0]
    except Exception as error:  # python-docx has no error of its own for a file that is none
        raise RenderingError(TEMPLATE, "is no Word file with a page", "copy the bundled one anew") from error
    section.page_width, section.page_height = (twips * 635 for twips in _PAPERS[settings.page])
    named = {
        "title": view.title, "date": view.full_date, "number": view.number, "marking": view.classification,
        "distribution": view.distribution,
    }  # fmt: skip
    margins = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    # The public face of python-docx shows their paragraphs only, and not what stands in a text box.
    own = [each._element for each in margins if not each.is_linked_to_previous]  # noqa: SLF001
    for part in (document.element.body, *own):
        _filled(part, named, rtl=view.direction == "rtl")
    context = {"brief": view, "edition": plain_edition(edition) if templates else {}}
    _write(document, context, edition.language, templates)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:bidi" if view.direction == "rtl" else "w:val"), view.language)
    _properties(document, edition, view)
    stream = io.BytesIO()
    document.save(stream)
    return _packed(stream.getvalue())


def _filled(part: Any, named: dict[str, str], *, rtl: bool) -> None:
    """Tokens in ``part`` replaced, and its paragraphs turned the way of the page; a word processor may have cut a token."""
    for paragraph in list(part.iter(f"{WORDS}p")):
        texts = list(paragraph.iter(f"{WORDS}t"))
        whole = "".join(text.text or "" for text in texts)
        if _TOKEN.search(whole):
            if not all(_TOKEN.search(text.text or "") or "{" not in (text.text or "") for text in texts):
                texts[0].text = whole
                for text in texts[1:]:
                    text.text = ""
            for text in texts:
                text.text = _TOKEN.sub(lambda token: named[token[1]], text.text or "")
        if rtl:
            turn(paragraph)


def _write(document: Any, context: dict[str, object], language: str, templates: Path | None) -> None:
    """The pages, before the last section of the document."""
    from docx.oxml.parser import parse_xml

    # python-docx would look through all addresses for each link.
    relation = functools.cache(functools.partial(document.part.rels.get_or_add_ext_rel, _HYPERLINK))
    more = {"next_id": functools.partial(next, itertools.count(1)), "relation": relation}
    made = fill(PAGES, context | more, language=language, folder=templates)
    try:
        pages = list(parse_xml(made))
    except SyntaxError as error:  # as lxml calls its own
        raise RenderingError(PAGES, f"makes no XML: {error}", "mend the template") from error
    for part in pages:
        for paragraph in part.iter(f"{WORDS}p"):
            direct(paragraph)
        document.element.body[-1].addprevious(part)


def _properties(document: Any, edition: Edition, view: Brief) -> None:
    when = datetime(edition.date.year, edition.date.month, edition.date.day, tzinfo=UTC)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = f"{view.title}, {view.full_date}"[:255], view.title[:255], ""
    core.subject, core.comments = view.lead[:255], view.generated_by
    core.language, core.revision = view.language, 1
    core.created = core.modified = when


def _packed(content: bytes) -> bytes:
    """The package with every part dated alike."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            packed.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()

"""Word: opened by python-docx as by LibreOffice, set in a template's styles, the same bytes each time."""

import io
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering import render, template_copy
from briefing.rendering.cutting import telling
from briefing.settings import EditionSettings, MailSettings, Settings
from tests.rendering import samples, samples_made

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(edition: Edition, **look: Any) -> bytes:
    return render(edition, "docx", settings=Settings(edition=EditionSettings(**look)))


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def rich() -> bytes:
    return made(samples.rich())


def test_headings_follow_the_order_of_the_page_and_points_are_verbatim(rich: bytes) -> None:
    """A navigation pane shows parts, sections and stories; every key point is a paragraph of its own."""
    document, edition = opened(rich), samples.rich()
    headings = [(p.style.name.lower(), p.text) for p in document.paragraphs if p.style.name.lower().startswith("head")]
    stories = [story.title for section in edition.sections for story in section.stories]
    assert [text for level, text in headings if level == "heading 3"] == stories
    parts = [text for level, text in headings if level == "heading 1"]
    assert parts[0] == "Need to know"
    assert parts[-2:] == ["Sources", "Left out"]
    told = " ".join(p.text for p in document.paragraphs if p.style.name == "Brief Point")
    for section in edition.sections:
        for story in section.stories:
            for point in story.key_points:
                assert point.text in told


def test_every_citation_leads_to_the_numbered_note_it_names(rich: bytes) -> None:
    """And no bookmark is there twice."""
    body = opened(rich).element.body
    marks = [mark.get(W + "name") for mark in body.iter(W + "bookmarkStart")]
    assert len(marks) == len(set(marks))
    leads = [link for link in body.iter(W + "hyperlink") if link.get(W + "anchor")]
    assert {link.get(W + "anchor") for link in leads} <= set(marks)
    for link in leads:
        words = "".join(text.text for text in link.iter(W + "t"))
        if words.startswith("S") and words[1:].isdigit():
            assert link.get(W + "anchor") == words.lower()


def test_the_table_of_actors_repeats_its_heading_row(rich: bytes) -> None:
    """It lists those whom the news turns on, and no row is torn by a page."""
    table = opened(rich).tables[0]
    assert table.rows[0]._tr.trPr.find(W + "tblHeader") is not None
    assert len(table.rows) == 1 + len(telling(samples.rich()))


def test_header_and_footer_name_the_brief_and_count_its_pages(rich: bytes) -> None:
    section = opened(rich).sections[0]
    assert section.header.paragraphs[0].text.startswith("The Daily Brief · Wednesday 30 January 2030")
    fields = [field.get(W + "instr").strip() for field in section.footer._element.iter(W + "fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_bytes_and_dates_are_the_editions(rich: bytes) -> None:
    """No clock: neither in the package nor in its properties."""
    assert made(samples.rich()) == rich
    with zipfile.ZipFile(io.BytesIO(rich)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = opened(rich).core_properties
    assert core.created.date() == core.modified.date() == samples.rich().date
    assert (core.language, core.last_modified_by) == ("en", "")


def test_an_arabic_edition_runs_from_right_to_left_and_foreign_sentences_their_own_way() -> None:
    """Paragraphs, runs, table, header; English sentences in it are not turned."""
    document = opened(made(samples_made.many(8, language="ar")))
    turned = {p.text: p._p.pPr.find(W + "bidi") is not None for p in document.paragraphs}
    assert turned["الأطراف"]
    points = [p for p in document.paragraphs if p.style.name == "Brief Point"]
    assert points
    assert not any(turned[p.text] for p in points)
    assert document.tables[0]._tbl.tblPr.find(W + "bidiVisual") is not None
    assert document.sections[0].header.paragraphs[0]._p.pPr.find(W + "bidi") is not None


def test_a_secretarys_template_is_used(tmp_path: Path) -> None:
    """Her styles, her letterhead with the brief's number, even where her word processor cut the token in two."""
    document = docx.Document(str(template_copy("edition.docx", tmp_path)))
    document.styles["Brief Point"].font.name = "Verdana"
    letterhead = document.add_paragraph("Office of the Minister, {num")
    letterhead.add_run("ber}")
    document.save(str(tmp_path / "edition.docx"))
    content = render(samples.rich(), "docx", settings=Settings(), templates=tmp_path)
    paragraphs = opened(content).paragraphs
    assert paragraphs[0].text == "Office of the Minister, No. 217"
    point = next(p for p in paragraphs if p.style.name == "Brief Point")
    assert point.style.font.name == "Verdana"


def test_a_template_that_is_no_word_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "edition.docx").write_bytes(b"styles")
    with pytest.raises(RenderingError, match=r"edition\.docx: is no Word file"):
        render(samples.rich(), "docx", settings=Settings(), templates=tmp_path)


def test_pages_that_are_no_xml_are_named(tmp_path: Path) -> None:
    """The user's own order of the parts, with an element that is never closed."""
    (tmp_path / "word.xml").write_text("<w:body>{{ brief.title }}", encoding="utf-8")
    with pytest.raises(RenderingError, match=r"word\.xml: makes no XML"):
        render(samples.rich(), "docx", settings=Settings(), templates=tmp_path)


def test_it_is_attached_to_the_mail() -> None:
    """Under its own type, which Outlook opens in Word."""
    settings = Settings(mail=MailSettings(sender="brief@example.org", attach=("docx",)))
    mail = render(samples.small(), "eml", settings=settings)
    assert b"application/vnd.openxmlformats-officedocument.wordprocessingml.document" in mail
    assert b'filename="brief-2030-01-30.docx"' in mail


def test_thirty_stories_take_under_a_second() -> None:
    edition = samples_made.many(30)
    start = time.process_time()
    made(edition)
    assert time.process_time() - start < 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_prints_all_of_it(tmp_path: Path, rich: bytes) -> None:
    """Three documents: the full one, the one that breaks what is not escaped, and one from right to left."""
    files = {"rich": rich, "nasty": made(samples_made.nasty()), "arabic": made(samples_made.many(4, language="ar"))}
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(str(tmp_path / f"{name}.docx") for name in files)], check=True, capture_output=True)
    for name in files:
        assert len(PdfReader(tmp_path / f"{name}.pdf").pages) >= 1
    said = "".join(page.extract_text() for page in PdfReader(tmp_path / "rich.pdf").pages)
    words = "".join(said.split())
    for section in samples.rich().sections:
        for story in section.stories:
            assert "".join(story.title.split()) in words
    assert "5/5" in words

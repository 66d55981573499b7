"""The page on paper."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefing.errors import RenderingError
from briefing.model import Desk, Edition, FrontLine
from briefing.rendering import FORMATS, mailing, render
from briefing.rendering import pdf as pdf_module
from briefing.rendering.cutting import Cut
from briefing.rendering.fitting import fitted
from briefing.rendering.library import weasyprint
from briefing.rendering.page import page
from briefing.rendering.pdf import pdf
from briefing.rendering.templates import template_copy
from briefing.settings import EditionSettings, Settings, parse_settings
from tests.rendering import samples, samples_made

LOOK = EditionSettings(max_pages=200)


def opened(content: bytes) -> pikepdf.Pdf:
    """The PDF in ``content``."""
    return pikepdf.open(io.BytesIO(content))


def structure(node: Any) -> Iterator[Any]:
    """The elements of the structure tree in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in list(node):
            yield from structure(kid)
    elif isinstance(node, pikepdf.Dictionary) and node.get("/Type") != "/OBJR":
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from structure(node.K)


@pytest.fixture(scope="module")
def rich() -> bytes:
    """The full edition as PDF."""
    return pdf(samples.rich(), settings=LOOK)


def test_it_is_tagged_and_says_its_title_and_language(rich: bytes) -> None:
    """PDF/UA-1: MarkInfo, /Lang, /Title shown, the identifier in the metadata."""
    with opened(rich) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) == "The Daily Brief, Wednesday 30 January 2030, No. 217"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_headings_are_tagged_in_order(rich: bytes) -> None:
    """H1 once, and no level skipped, in reading order."""
    with opened(rich) as document:
        tags = [str(element.S)[1:] for element in structure(document.Root.StructTreeRoot.K)]
    levels = [int(tag[1]) for tag in tags if tag in ("H1", "H2", "H3", "H4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"L", "LI", "Table", "TH", "TD", "P", "Link"} <= set(tags)


def test_every_table_has_its_headers(rich: bytes) -> None:
    """Data cells name their header cells."""
    with opened(rich) as document:
        elements = list(structure(document.Root.StructTreeRoot.K))
        cells = [element for element in elements if element.S == "/TD"]
        assert cells
        assert all(len(cell.A.Headers) >= 2 for cell in cells)  # its row's and its column's


def test_every_link_in_it_resolves(rich: bytes) -> None:
    """Links inside lead to a named destination, links outside to http or https."""
    with opened(rich) as document:
        names = {str(name) for name in list(document.Root.Names.Dests.Names)[::2]}
        inside = outside = 0
        for page in document.pages:
            for annotation in page.get("/Annots", []):
                if "/Dest" in annotation:
                    inside += 1
                    assert str(annotation.Dest) in names
                elif "/A" in annotation:
                    outside += 1
                    assert str(annotation.A.URI).startswith(("https://", "http://"))
        assert inside > 40
        assert outside >= 15


def test_sections_and_stories_have_bookmarks(rich: bytes) -> None:
    """The outline has the title, under it the sections, under the stories' section each actor."""
    with opened(rich) as document, document.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "The Daily Brief"
        sections = [item.title for item in title.children]
        assert sections[0] == "Need to know"
        assert {"Stories by actor", "Actors", "Calendar", "Sources"} <= set(sections)
        stories = next(item for item in title.children if item.title == "Stories by actor")
        assert stories.children[0].title == "Orsund Strait Authority"
        assert stories.children[0].children[0].title == "Strait authority shuts eastern channel after second grounding"


def test_every_form_has_the_same_bytes_in_another_process(rich: bytes) -> None:
    """With another hash seed, time zone and locale; twice in one process is a test of `render`."""
    program = (
        "import hashlib; from briefing.rendering import FORMATS, render; from briefing.settings import parse_settings;"
        "from tests.rendering import samples;"
        "settings = parse_settings({'edition': {'max_pages': 200}, 'mail': {'attach': ['ics']}});"
        "[print(hashlib.sha256(render(samples.rich(), name, settings=settings)).hexdigest(), name) for name in FORMATS]"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
    )  # fmt: skip
    settings = parse_settings({"edition": {"max_pages": 200}, "mail": {"attach": ["ics"]}})
    ours = {name: rich if name == "pdf" else render(samples.rich(), name, settings=settings) for name in FORMATS}
    assert ran.stdout.splitlines() == [f"{hashlib.sha256(made).hexdigest()} {name}" for name, made in ours.items()]


def test_what_a_mail_attaches_is_what_was_just_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A morning lays its paper out once; another edition, and another look, are laid out."""
    edition, settings = samples_made.many(1), Settings()
    written = render(edition, "pdf", settings=settings)
    laid_out: list[Edition] = []

    def lay_out(edition: Edition, **_: object) -> bytes:
        laid_out.append(edition)
        return b"%PDF-"

    monkeypatch.setitem(render.__globals__, "pdf", lay_out)
    message = message_from_bytes(mailing(edition, settings=settings).letter(""))
    assert written in [part.get_payload(decode=True) for part in message.walk()]
    assert not laid_out
    other = replace(edition, title="Another")
    assert render(other, "pdf", settings=settings) == b"%PDF-"
    assert render(edition, "pdf", settings=Settings(edition=EditionSettings(page="Letter"))) == b"%PDF-"
    assert laid_out == [other, edition]


def test_its_dates_are_the_editions(rich: bytes) -> None:
    """Created and modified on the edition's day, not on the day of rendering."""
    with opened(rich) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20300130")
        assert str(document.docinfo["/ModDate"]).startswith("D:20300130")


@pytest.mark.parametrize(("paper", "size"), [("A4", (595.3, 841.9)), ("Letter", (612.0, 792.0))])
def test_it_is_printed_on_the_papers_of_both_worlds(paper: str, size: tuple[float, float]) -> None:
    """A4 and Letter, in points."""
    with opened(pdf(samples.small(), settings=EditionSettings(page=paper))) as document:  # type: ignore[arg-type]
        box = [float(x) for x in document.pages[0].MediaBox]
        assert box[2:] == pytest.approx(size, abs=0.1)


def test_a_brief_of_one_article_is_one_page() -> None:
    """On either paper, in either theme."""
    for look in (EditionSettings(), EditionSettings(page="Letter"), EditionSettings(theme="plain")):
        with opened(pdf(samples.small(), settings=look)) as document:
            assert len(document.pages) == 1


def test_print_keeps_to_its_pages_and_says_what_it_left_out() -> None:
    """Twelve stories in two pages; the headlines of the others are named."""
    content = pdf(samples_made.many(12), settings=EditionSettings(max_pages=2))
    with opened(content) as document:
        assert len(document.pages) <= 2
        with document.open_outline() as outline:
            sections = [item.title for item in outline.root[0].children]
    assert "Need to know" in sections
    assert "Left out" in sections


def test_attachments_make_it_an_archive_file_that_carries_them() -> None:
    """PDF/A-3u, still tagged, with the JSON and the calendar inside as they were given."""
    given = {
        "edition.json": b'{"schema": "briefing.edition/1"}',
        "calendar.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    }
    content = pdf(samples.small(), settings=LOOK, attachments=given)
    assert content == pdf(samples.small(), settings=LOOK, attachments=given)
    with opened(content) as document:
        assert {name: document.attachments[name].get_file().read_bytes() for name in document.attachments} == given
        assert len(document.Root.AF) == 2
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")


def test_a_template_that_asks_for_an_outside_file_is_refused(tmp_path: Path) -> None:
    """Neither the network nor the disk is read for a page."""
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for address in ("https://tracker.example/x.png", secret.as_uri(), "brief:fonts/../../pyproject.toml"):
        own = tmp_path / hashlib.sha256(address.encode()).hexdigest()[:8]
        template_copy("parts/masthead.html", own)
        masthead = own / "parts" / "masthead.html"
        masthead.write_text(masthead.read_text(encoding="utf-8") + f'<img src="{address}" alt="">', encoding="utf-8")
        with pytest.raises(RenderingError, match="packaged files only"):
            pdf(samples.small(), settings=LOOK, templates=own)


def test_hostile_and_right_to_left_editions_are_printed(caplog: pytest.LogCaptureFixture) -> None:
    """Names of 300 characters, emoji, Arabic, markup: a PDF, and not one warning."""
    for edition in (samples_made.nasty(), replace(samples.small(), language="ar")):
        with opened(pdf(edition, settings=LOOK)) as document:
            assert len(document.pages) >= 1
    assert [record.message for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.fixture(scope="module")
def thirty() -> bytes:
    """Thirty stories as PDF, all of them printed."""
    return pdf(samples_made.many(30), settings=LOOK)


@pytest.fixture(scope="module")
def plain() -> bytes:
    """The full edition in the plain theme on Letter."""
    return pdf(samples.rich(), settings=EditionSettings(max_pages=200, theme="plain", page="Letter"))


BLOCKS = ("/H1", "/H2", "/H3", "/H4", "/P", "/LI", "/LBody", "/TR", "/Figure", "/Caption")


def first_page(element: Any, pages: dict[Any, int]) -> int | None:
    """The page that the text of ``element`` begins on."""
    for part in (element, *structure(element.get("/K", pikepdf.Array()))):
        kids = part.get("/K", [])
        if any(isinstance(kid, int) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])):
            return pages[part.Pg.objgen]
    return None


@pytest.mark.parametrize("printed", ["rich", "plain", "thirty"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(printed: str, request: pytest.FixtureRequest) -> None:
    """What follows a headline, a name or a section's title begins on the same page; fonts are cut to what is printed."""
    content = request.getfixturevalue(printed)
    assert len(content) < 300_000
    with opened(content) as document:
        pages = {page.objgen: n for n, page in enumerate(document.pages)}
        blocks = [e for e in structure(document.Root.StructTreeRoot.K) if str(e.S) in BLOCKS]
        for heading, after in pairwise(blocks):
            if str(heading.S) in ("/H2", "/H3", "/H4"):
                at, then = first_page(heading, pages), first_page(after, pages)
                assert then is None or at == then, (heading, at)


@pytest.mark.parametrize(("paper", "others"), [("A4", 0), ("Letter", 0), ("A4", 16)])
def test_two_pages_are_full_after_one_layout_and_their_columns_about_equal(
    paper: str, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The estimate holds for the bundled style: in millimetres, against what was laid out.

    A list of other stories that is longer than all else goes on in the second column.
    """
    edition = samples_made.many(40)
    desks = (Desk.POLITICS, Desk.ECONOMY, Desk.JUSTICE, Desk.HEALTH)
    told = [story for section in edition.sections for story in section.stories][-others or 40 :]
    also = tuple(
        FrontLine(story=story.id, desk=desks[n // 4], state="", title=story.title, outlets=())
        for n, story in enumerate(told)
    )
    edition = replace(edition, front=replace(edition.front, also=also))
    look = EditionSettings(page=paper)  # type: ignore[arg-type]
    made: list[tuple[Any, Cut]] = []

    def kept(*given: Any) -> Any:
        made.append(fitted(*given))
        return made[-1]

    monkeypatch.setattr(pdf_module, "fitted", kept)
    layouts: list[Cut] = []

    def paged(*given: Any, cut: Cut, **more: Any) -> str:
        layouts.append(cut)
        return page(*given, cut=cut, **more)

    monkeypatch.setattr(pdf_module, "page", paged)
    pdf(edition, settings=look)
    ((document, cut),) = made
    assert len(layouts) == 1
    assert len(document.pages) == 2
    foot = document.pages[1].anchors["end"][1]
    assert foot / document.pages[1].height > 0.88
    assert bool(cut.turns) == (not others)


@pytest.mark.parametrize("edition", [samples.rich(), samples_made.many(6)])
def test_no_blank_stands_right_before_an_element_in_a_line_of_print(edition: Edition) -> None:
    """WeasyPrint 70 breaks such a line after its first word when only the blank does not fit; see `macros.html`."""
    printed = page(edition, settings=LOOK, templates=None, target="print")
    body = printed[printed.index("<main") : printed.index('id="left-out"') if 'id="left-out"' in printed else None]
    assert re.findall(r"[^>\s] <(?:a|span|strong)\b.{20}", body) == []


def test_what_the_library_seldom_needs_is_loaded_when_it_is_called() -> None:
    library = weasyprint()
    assert not [name for name, module in sys.modules.items() if type(module).__name__ == "_Later"]
    assert library.pdf.fonts.subset.Options(retain_gids=True).retain_gids

"""PDF: the page on paper, tagged, with bookmarks; the same edition gives the same bytes."""

import contextlib
import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.context import sketch
from briefing.rendering.cutting import Cut
from briefing.rendering.fitting import fitted
from briefing.rendering.library import weasyprint
from briefing.rendering.measuring import Measure, measured
from briefing.rendering.page import page
from briefing.rendering.templates import bundled
from briefing.settings import EditionSettings

#: The foot of a page, in pixels of CSS: 18 mm.
_MARGIN = 68
_FONT = re.compile(r"brief:fonts/([a-z-]+\.ttf)")


def pdf(
    edition: Edition,
    *,
    settings: EditionSettings,
    templates: Path | None = None,
    attachments: Mapping[str, bytes] | None = None,
) -> bytes:
    """The edition as PDF/UA-1; with ``attachments`` (name → content) as tagged PDF/A-3u that holds them.

    Raises:
        RenderingError: if WeasyPrint or its libraries are missing, or the page asks for an outside file.
    """
    library = weasyprint()
    fetcher = _fetcher()
    options = _options(edition, attachments)
    if attachments:
        options["attachments"] = _attached(edition, attachments, fetcher)

    def layout(cut: Cut) -> Any:
        html = page(cut.edition, settings=settings, templates=templates, target="print", cut=cut)
        return library.HTML(string=html, base_url="brief:page", url_fetcher=fetcher).render(**options)

    def expect(cut: Cut) -> Measure:
        return measured(sketch(cut.edition, settings, cut), settings.page)

    with _quietly():
        document, _ = fitted(edition, settings.max_pages, layout, _pages, expect)
        made = document.write_pdf(finisher=_once, **options)
    if fetcher.refused:
        raise RenderingError(fetcher.refused[0], "a page may use packaged files only", "put it into the page as data:")
    return bytes(made)


def _pages(document: Any) -> float:
    """How many pages ``document`` takes: 1.5 where the last ends in its middle, which its last mark tells."""
    last = document.pages[-1]
    end = last.anchors.get("end", (0, last.height))[1]
    return len(document.pages) - 1 + min(1.0, float(end) / float(last.height - _MARGIN))


def _options(edition: Edition, attachments: Mapping[str, bytes] | None) -> dict[str, Any]:
    """WeasyPrint's options: what the file claims to be, and an identifier that depends on the edition alone."""
    key = f"{edition.title}\x1f{edition.date}\x1f{edition.number}\x1f{edition.generated_by}"
    return {
        "pdf_variant": "pdf/a-3u" if attachments else "pdf/ua-1",
        "pdf_tags": True,
        "pdf_identifier": hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:16],
    }


def _attached(edition: Edition, attachments: Mapping[str, bytes], fetcher: Any) -> list[Any]:
    when = datetime(edition.date.year, edition.date.month, edition.date.day, tzinfo=UTC)
    return [
        weasyprint().Attachment(
            string=content, name=name, description=name, created=when, modified=when,
            relationship="Data" if name.endswith(".json") else "Supplement", url_fetcher=fetcher,
        )
        for name, content in attachments.items()
    ]  # fmt: skip


def _once(_document: Any, made: Any) -> None:
    """Name each attached file once: WeasyPrint lists it both by its name and by its object."""
    if files := made.catalog.get("AF"):
        files[:] = dict.fromkeys(files)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """No line on standard error for each emoji that no font on this machine has: the page shows a box."""
    logger = logging.getLogger("weasyprint")
    logger.addFilter(_known_glyph)
    try:
        yield
    finally:
        logger.removeFilter(_known_glyph)


def _known_glyph(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(".notdef glyph")


def pdf_engine() -> str:
    """The version of the engine that draws PDFs.

    Raises:
        RenderingError: if it or its libraries are missing.
    """
    return str(weasyprint().__version__)


def _fetcher() -> Any:
    """Answers WeasyPrint's requests with packaged fonts and data: pictures; refuses all others."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",))
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            if font := _FONT.fullmatch(url):
                content = (bundled() / "fonts" / font.group(1)).read_bytes()
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            self.refused.append(url[:200])
            raise ValueError(f"refused: {url[:200]}")

    return Fetcher()

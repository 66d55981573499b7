"""PDF: the page on paper, tagged, with bookmarks; the same edition gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.page import page
from briefing.rendering.templates import bundled
from briefing.settings import EditionSettings

_FONT = re.compile(r"brief:fonts/([a-z-]+\.ttf)")
_PAGES = re.compile(rb"/Type\s*/Page\b")
_TYPES = {".json": "application/json", ".ics": "text/calendar"}


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
    html = page(edition, settings=settings, templates=templates, target="print")
    weasyprint = _weasyprint()
    fetcher = _fetcher()
    options: dict[str, Any] = {
        "pdf_variant": "pdf/a-3u" if attachments else "pdf/ua-1",
        "pdf_tags": True,
        "pdf_identifier": hashlib.sha256(html.encode("utf-8", "surrogatepass")).digest()[:16],
    }
    if attachments:
        when = datetime(edition.date.year, edition.date.month, edition.date.day, tzinfo=UTC)
        options["attachments"] = [
            weasyprint.Attachment(
                string=content, name=name, description=name, created=when, modified=when,
                relationship="Data" if name.endswith(".json") else "Supplement", url_fetcher=fetcher,
            )
            for name, content in attachments.items()
        ]  # fmt: skip
    made = weasyprint.HTML(string=html, base_url="brief:page", url_fetcher=fetcher).write_pdf(**options)
    if fetcher.refused:
        raise RenderingError(fetcher.refused[0], "a page may use packaged files only", "put it into the page as data:")
    return bytes(made)


def _weasyprint() -> Any:
    """The library, imported when the first PDF is asked for: it takes longer than everything else."""
    try:
        import weasyprint
    except OSError as error:
        raise RenderingError("PDF", f"WeasyPrint's libraries are missing: {error}", "install Pango") from error
    return weasyprint


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
            msg = f"refused: {url[:200]}"
            raise ValueError(msg)

    return Fetcher()

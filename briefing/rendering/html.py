"""HTML: the whole brief in one file that needs nothing else."""

from pathlib import Path

from briefing.model import Edition
from briefing.rendering.page import page
from briefing.settings import EditionSettings


def html(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> bytes:
    """The edition as one self-contained UTF-8 file: style, fonts and script inside, no remote origins.

    Raises:
        RenderingError: if a template is at fault.
    """
    return page(edition, settings=settings, templates=templates, target="screen").encode("utf-8")

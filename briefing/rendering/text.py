"""Plain text: a real edition in 72 columns."""

import re
from pathlib import Path

from briefing.model import Edition
from briefing.rendering.context import brief, plain_edition
from briefing.rendering.templates import fill
from briefing.settings import EditionSettings

_GAPS = re.compile(r"\n{3,}")


def text(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> str:
    """The edition as plain text, wrapped at 72 columns.

    Raises:
        RenderingError: if a template is at fault.
    """
    made = fill(
        "edition.txt",
        {"brief": brief(edition, settings), "edition": plain_edition(edition) if templates else {}},
        language=edition.language,
        folder=templates,
    )
    return _GAPS.sub("\n\n", made).strip("\n") + "\n"

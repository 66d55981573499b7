"""Plain text: a real edition in 72 columns."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.forms import EditionForm
from briefing.model import Edition
from briefing.rendering.cleaning import mapped, printable
from briefing.rendering.context import brief
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
        {"brief": brief(edition, settings), "edition": mapped(EditionForm.of(edition).plain(), printable)},
        language=edition.language,
        folder=templates,
    )
    return _GAPS.sub("\n\n", made).strip("\n") + "\n"

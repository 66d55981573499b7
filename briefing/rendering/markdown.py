"""Markdown: CommonMark, with every word of a source escaped."""

import re
from pathlib import Path

from briefing.model import Edition
from briefing.rendering.cleaning import mapped
from briefing.rendering.context import brief, plain_edition
from briefing.rendering.templates import fill
from briefing.settings import EditionSettings

#: What CommonMark or a table of GitHub's could take for markup, wherever it stands.
_MARKS = re.compile(r"([\\`*_\[\]<>&#|~$])")
#: What is markup at the start of a line only.
_START = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")
_SPACE = re.compile(r"\s+")
_GAPS = re.compile(r"\n{3,}")


def markdown(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> str:
    """The edition as Markdown.

    Raises:
        RenderingError: if a template is at fault.
    """
    made = fill(
        "edition.md",
        {
            "brief": mapped(brief(edition, settings), escaped),
            "edition": mapped(plain_edition(edition), escaped) if templates else {},
        },
        language=edition.language,
        folder=templates,
    )
    return _GAPS.sub("\n\n", made).strip("\n") + "\n"


def escaped(text: str) -> str:
    """``text`` so that Markdown prints it as it is, on one line."""
    return _START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", _SPACE.sub(" ", text)))

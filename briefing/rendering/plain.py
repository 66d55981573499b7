"""Plain forms: the edition as text in 72 columns, and as Markdown, where every word of a source is escaped."""

import re
from collections.abc import Callable
from pathlib import Path

from briefing.model import Edition
from briefing.rendering.cleaning import mapped
from briefing.rendering.context import brief, plain_edition
from briefing.rendering.templates import fill
from briefing.settings import EditionSettings

_GAPS = re.compile(r"\n{3,}")
#: What CommonMark or a table of GitHub's could take for markup, wherever it stands.
_MARKS = re.compile(r"([\\`*_\[\]<>&#|~$])")
#: What is markup at the start of a line only.
_START = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")
_SPACE = re.compile(r"\s+")


def text(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> str:
    """The edition as plain text, wrapped at 72 columns.

    Raises:
        RenderingError: if a template is at fault.
    """
    return _filled("edition.txt", edition, settings, templates, str)


def markdown(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> str:
    """The edition as Markdown (CommonMark).

    Raises:
        RenderingError: if a template is at fault.
    """
    return _filled("edition.md", edition, settings, templates, escaped)


def _filled(
    name: str, edition: Edition, settings: EditionSettings, templates: Path | None, change: Callable[[str], str]
) -> str:
    told = {"brief": brief(edition, settings), "edition": plain_edition(edition) if templates else {}}
    context = {key: mapped(value, change) for key, value in told.items()}
    made = fill(name, context, language=edition.language, folder=templates)
    return _GAPS.sub("\n\n", made).strip("\n") + "\n"


def escaped(text: str) -> str:
    """``text`` so that Markdown prints it as it is, on one line."""
    return _START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", _SPACE.sub(" ", text)))

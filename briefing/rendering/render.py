"""Render: an edition in any of its forms."""

from collections import deque
from io import BytesIO
from pathlib import Path

from briefing.errors import RenderingError
from briefing.forms import pieces
from briefing.model import Edition
from briefing.rendering.message import TYPES, Mailing
from briefing.rendering.page import html
from briefing.rendering.pdf import pdf
from briefing.rendering.plain import markdown, text
from briefing.rendering.word import word
from briefing.settings import EditionSettings, Settings

FORMATS = tuple(TYPES)

#: The last PDF, and what it was made of.
_LATEST: deque[tuple[Edition, EditionSettings, bytes]] = deque(maxlen=1)


def render(edition: Edition, format_: str, *, settings: Settings, templates: Path | None = None) -> bytes:
    """The edition as a file; the same edition and settings, the same bytes.

    Args:
        edition: all that is printed.
        format_: one of `FORMATS`; "eml" is the mail as a draft, without a recipient.
        settings: the edition's looks, and for "eml" the sender and what is attached.
        templates: the user's folder, whose files replace bundled ones.

    Raises:
        RenderingError: if a template or a document engine fails.
    """
    look = settings.edition
    match format_:
        case "html":
            return html(edition, settings=look, templates=templates)
        case "pdf":
            return _paper(edition, look, templates)
        case "docx":
            return word(edition, settings=look, templates=templates)
        case "json":
            return json(edition)
        case "md":
            return markdown(edition, settings=look, templates=templates).encode("utf-8")
        case "txt":
            return text(edition, settings=look, templates=templates).encode("utf-8")
        case "ics":
            return _calendar(edition)
        case "eml":
            return mailing(edition, settings=settings, templates=templates).letter("")
    raise RenderingError(format_, "no such format", f"one of {', '.join(FORMATS)}")


def _paper(edition: Edition, look: EditionSettings, templates: Path | None) -> bytes:
    """The PDF; that of an edition just laid out is kept, for a morning writes it and attaches it to its mail."""
    if templates:
        return pdf(edition, settings=look, templates=templates, attachments=_inside(edition, look))
    for shown, by, made in _LATEST:
        if shown == edition and by == look:
            return made
    made = pdf(edition, settings=look, attachments=_inside(edition, look))
    _LATEST.append((edition, look, made))
    return made


def _inside(edition: Edition, look: EditionSettings) -> dict[str, bytes]:
    """What a PDF for the archive carries."""
    if look.pdf != "archive":
        return {}
    return {"edition.json": json(edition), "calendar.ics": _calendar(edition)}


def _calendar(edition: Edition) -> bytes:
    """The calendar; its library takes long to load, and is seldom asked for."""
    from briefing.rendering.ics import ics

    return ics(edition)


def json(edition: Edition) -> bytes:
    """The edition's JSON, as the contract has it: two blanks of indent, non-ASCII as it is."""
    content = BytesIO()
    content.writelines(piece.encode("utf-8", "surrogatepass") for piece in pieces(edition, indent=2))
    content.write(b"\n")
    return content.getvalue()


def mailing(edition: Edition, *, settings: Settings, templates: Path | None = None) -> Mailing:
    """The edition's mail with what `[mail] attach` names, made once for all recipients."""
    name = f"brief-{edition.date.isoformat()}"
    attachments = {
        f"{name}.{kind}": render(edition, kind, settings=settings, templates=templates)
        for kind in dict.fromkeys(settings.mail.attach)
    }
    return Mailing(
        edition, settings=settings.mail, attachments=attachments, look=settings.edition, templates=templates
    )  # fmt: skip

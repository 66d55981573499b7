"""Messages: the edition, and a correction of it, as a mail to one recipient; the same edition and recipient, the same bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.errors import RenderingError
from briefing.model import Correction, Edition
from briefing.rendering.cleaning import printable
from briefing.rendering.context import brief, plain_edition
from briefing.rendering.context import correction as viewed
from briefing.rendering.headers import (
    add_list_headers,
    address_of,
    message_id,
    policy_for,
    shortened,
    subject_of,
    unsubscribe_link,
)
from briefing.rendering.labels import labels
from briefing.rendering.plain import text
from briefing.rendering.quoted import SourceView
from briefing.rendering.templates import fill
from briefing.rendering.views import Brief, DayView, Stretch
from briefing.settings import EditionSettings, MailSettings

#: What each format of an edition is sent as.
TYPES = {
    "html": "text/html", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "json": "application/json",
    "md": "text/markdown", "txt": "text/plain", "ics": "text/calendar", "eml": "message/rfc822",
}  # fmt: skip
#: When a morning brief is dated, in the edition's time zone: the message is the same whenever it is sent.
_HOUR = time(6)


class Mailing:
    """An edition's mail, made once; each recipient's differs in its headers alone.

    Args:
        edition: what is sent.
        settings: sender, list and unsubscribe headers.
        attachments: file name → content; a calendar is sent as text/calendar.
        look: distribution line and theme.
        templates: the user's folder.

    Raises:
        RenderingError: if an address is none, or the body is larger than mail programs show.
    """

    def __init__(
        self,
        edition: Edition,
        *,
        settings: MailSettings,
        attachments: Mapping[str, bytes] | None = None,
        look: EditionSettings | None = None,
        templates: Path | None = None,
    ) -> None:
        look = look or EditionSettings()
        self._edition = edition
        self._settings = settings
        self._view = brief(edition, look)
        self._subject = subject_of(self._view)
        self._words = text(edition, settings=look, templates=templates)
        self._page = mail_body(edition, self._view, settings, templates)
        self._attachments = dict(attachments or {})
        self._body: tuple[bytes, bytes] | None = None

    def message(self, recipient: str = "") -> EmailMessage:
        """multipart/mixed( multipart/alternative( text/plain, text/html ), attachments ) to ``recipient``.

        Without a recipient it is a draft: a file that a mail program opens for sending.
        """
        made = self._headers(recipient)
        made.set_content(self._words, cte="quoted-printable")
        made.add_alternative(self._page, subtype="html", cte="quoted-printable")
        made.make_mixed()
        for name, content in self._attachments.items():
            _attach(made, name, content)
        _fix_boundaries(made, message_id(self._edition, self._settings.sender, ""))
        return made

    def letter(self, recipient: str = "") -> bytes:
        """The bytes of `message`; a thousand of them cost little more than one."""
        if self._body is None:
            whole = self.message().as_bytes()
            head, _, body = whole.partition(b"\r\n\r\n")
            kind = head[head.index(b"Content-Type:") :]
            self._body = (kind, body)
        headers = self._headers(recipient)
        headers["MIME-Version"] = "1.0"
        kind, body = self._body
        return headers.as_bytes().rstrip(b"\r\n") + b"\r\n" + kind + b"\r\n\r\n" + body

    def message_id(self, recipient: str) -> str:
        """The Message-ID of ``recipient``'s mail."""
        return message_id(self._edition, self._settings.sender, recipient)

    def _headers(self, recipient: str) -> EmailMessage:
        made = _headed(self._settings, recipient, self._view.title, self._subject, self.message_id(recipient))
        made["Date"] = datetime.combine(self._edition.date, _HOUR, ZoneInfo(self._edition.timezone))
        if not recipient:
            made["X-Unsent"] = "1"  # opens as a draft
        return made


def _headed(settings: MailSettings, recipient: str, sender: str, subject: str, id_: str) -> EmailMessage:
    """A message without text, from ``sender`` by name."""
    made = EmailMessage(policy=policy_for(settings.sender, recipient))
    made["From"] = address_of(settings.sender or "briefing@localhost", sender)
    made["To"] = address_of(recipient) if recipient else "undisclosed-recipients:;"
    made["Subject"] = subject
    made["Message-ID"] = id_
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    add_list_headers(made, settings)
    return made


def is_subject_of(content: bytes, edition: Edition, look: EditionSettings) -> bool:
    """Whether what a mail says before it is opened is what the mail of ``edition`` says, once."""
    said = message_from_bytes(content, policy=SMTP).get_all("Subject", [])
    return [" ".join(str(line).split()) for line in said] == [subject_of(brief(edition, look))]


def mail_digest(content: bytes) -> str:
    """SHA-256 of what a mail says: its texts and attachments, decoded, whatever servers on its way made of their packing."""
    digest = hashlib.sha256()
    for part in message_from_bytes(content, policy=SMTP).walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        said = payload if isinstance(payload, bytes) else b""
        if part.get_content_maintype() == "text":
            said = said.replace(b"\r\n", b"\n").strip()
        digest.update(f"{part.get_content_type()}\0{part.get_filename('')}\0".encode("utf-8", "surrogatepass"))
        digest.update(hashlib.sha256(said).digest())
    return digest.hexdigest()


def _attach(made: EmailMessage, name: str, content: bytes) -> None:
    suffix = Path(name).suffix[1:]
    if suffix == "ics":
        made.add_attachment(
            content.decode("utf-8"), subtype="calendar", filename=name, cte="base64", params={"method": "PUBLISH"}
        )
        return
    kind, _, subtype = TYPES[suffix].partition("/")
    made.add_attachment(content, maintype=kind, subtype=subtype, filename=name)


def _fix_boundaries(made: EmailMessage, key: str) -> None:
    """Boundaries from the edition's identifier, since the library would draw them by chance."""
    seed = hashlib.sha256(key.encode()).hexdigest()[:24]
    for n, part in enumerate(part for part in made.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed}_{n}")


#: Characters that programs show beside the subject; bytes at which they clip a body (102 kB), less a margin.
PREHEADER, BODY = 90, 100_000
#: Calendar lines and sections, tried in turn until the body is small enough.
_AMOUNTS = ((24, 30), (8, 12), (0, 0))


def mail_body(edition: Edition, brief: Brief, settings: MailSettings, templates: Path | None) -> str:
    """The HTML body: bottom line, changes, calendar, what the attachment holds; under 100 kB.

    Raises:
        RenderingError: if a template is at fault, or what it makes is too large even without calendar and sections.
    """
    size = 0
    for dates, sections in _AMOUNTS:
        made = _filled(edition, brief, settings, templates, dates, sections)
        size = len(made.encode("utf-8"))
        if size <= BODY:
            return made
    raise RenderingError("mail.html", f"{size} bytes, where mail programs clip at {BODY}", "print less in mail.html")


def _filled(
    edition: Edition, brief: Brief, settings: MailSettings, templates: Path | None, dates: int, sections: int
) -> str:
    calendar, left = _first(brief.calendar, dates)
    shown = replace(brief, calendar=calendar, sections=brief.sections[:sections])
    return fill(
        "mail.html",
        {
            "brief": shown,
            "edition": plain_edition(edition) if templates else {},
            "subject": subject_of(brief),
            "preheader": shortened(" ".join(brief.lead.split()), PREHEADER),
            "cited": _cited(shown),
            "more_dates": left,
            "more_sections": len(brief.sections) - len(shown.sections),
            "unsubscribe": unsubscribe_link(settings),
        },
        language=edition.language,
        folder=templates,
    )


def _first(calendar: tuple[Stretch, ...], most: int) -> tuple[tuple[Stretch, ...], int]:
    """The first so many entries of the calendar, and how many are left."""
    kept: list[Stretch] = []
    room, left = most, 0
    for stretch in calendar:
        days: list[DayView] = []
        for day in stretch.days:
            entries = day.entries[:room]
            room -= len(entries)
            left += len(day.entries) - len(entries)
            if entries:
                days.append(replace(day, entries=entries))
        if days:
            kept.append(replace(stretch, days=tuple(days)))
    return tuple(kept), left


def _cited(brief: Brief) -> tuple[SourceView, ...]:
    """The sources that the body prints a number of."""
    numbers = {c.number for line in brief.bottom_line for c in line.point.cites}
    numbers |= {c.number for change in brief.changes for c in change.cites}
    entries = (entry for stretch in brief.calendar for day in stretch.days for entry in day.entries)
    numbers |= {c.number for entry in entries for c in entry.point.cites}
    flat = (one for source in brief.sources for one in (source, *source.copies))
    return tuple(source for source in flat if source.number in numbers)


class CorrectionMail:
    """One correction as a mail.

    Args:
        correction: what was printed, what is right, why.
        edition: that printed it.
        number: which correction of that edition it is, from 1.
        settings: sender and list.
    """

    def __init__(self, correction: Correction, edition: Edition, number: int, settings: MailSettings) -> None:
        self._edition, self._number, self._settings = edition, number, settings
        words = labels(edition.language)
        self._at: datetime = correction.at
        subject = f"{words('Correction')}: {edition.title}, {words.dated_day(edition.date)}"
        self._subject = shortened(" ".join(printable(subject).split()), 69)
        context: dict[str, object] = {"edition": edition.title, "one": viewed(correction, words)}
        self._text = printable(fill("correction.txt", context, language=edition.language, folder=None))

    def message_id(self, recipient: str) -> str:
        """The same however often it is sent."""
        return message_id(self._edition, self._settings.sender, f"{recipient} correction {self._number}")

    def letter(self, recipient: str) -> bytes:
        """The bytes of the mail to ``recipient``."""
        made = _headed(self._settings, recipient, self._edition.title, self._subject, self.message_id(recipient))
        made["Date"] = self._at
        made["In-Reply-To"] = message_id(self._edition, self._settings.sender, recipient)
        made.set_content(self._text, cte="quoted-printable")
        return made.as_bytes()

"""Message: the edition as a mail to one recipient; the same edition and recipient, the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.policy import Policy as EmailPolicy
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.cleaning import printable
from briefing.rendering.context import brief
from briefing.rendering.links import safe_link
from briefing.rendering.templates import fill
from briefing.rendering.text import text
from briefing.rendering.views import Brief, SourceView
from briefing.settings import EditionSettings, MailSettings

#: Characters of a subject, of the hidden line that mail programs show beside it, bytes of the body:
#: programs cut subjects at about 78, previews at about 90, and clip bodies at 102 kB.
SUBJECT, PREHEADER, BODY = 78, 90, 100_000

_TYPES = {".pdf": ("application", "pdf"), ".html": ("text", "html"), ".json": ("application", "json")}
#: Addresses and names of lists: printable ASCII without what could end them (RFC 2919, RFC 5321).
_LIST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}")


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
        self._page = _body(edition, self._view, self._subject, settings, templates)
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
        edition, settings = self._edition, self._settings
        made = EmailMessage(policy=_policy(settings.sender, recipient))
        made["From"] = _address(settings.sender or "briefing@localhost", self._view.title)
        made["To"] = _address(recipient) if recipient else "undisclosed-recipients:;"
        made["Subject"] = self._subject
        made["Date"] = datetime.combine(edition.date, time(6), ZoneInfo(edition.timezone))
        made["Message-ID"] = self.message_id(recipient)
        made["Auto-Submitted"] = "auto-generated"
        made["X-Auto-Response-Suppress"] = "All"
        _list_headers(made, settings)
        if not recipient:
            made["X-Unsent"] = "1"
        return made


def message(
    edition: Edition,
    *,
    settings: MailSettings,
    recipient: str = "",
    attachments: Mapping[str, bytes] | None = None,
    look: EditionSettings | None = None,
    templates: Path | None = None,
) -> EmailMessage:
    """One mail to one recipient; see `Mailing`."""
    mailing = Mailing(edition, settings=settings, attachments=attachments, look=look, templates=templates)
    return mailing.message(recipient)


def message_id(edition: Edition, sender: str, recipient: str) -> str:
    """The same for one edition and recipient, however often it is sent; it does not show the address."""
    key = f"{edition.title}\x1f{edition.date}\x1f{edition.number}\x1f{sender}\x1f{recipient.strip().casefold()}"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    domain = sender.rpartition("@")[2].strip(" >") or "localhost"
    safe = domain if _LIST.fullmatch(domain) else "localhost"
    return f"<{edition.date:%Y%m%d}.{edition.number}.{digest}@{safe}>"


def subject_of(view: Brief) -> str:
    """Title, date and the lead, in at most 78 characters, cut between words."""
    kicker = view.bottom_line[0].title if view.bottom_line else ""
    full = " ".join(printable(f"{view.title}, {view.date}" + (f": {kicker}" if kicker else "")).split())
    return _cut(full, SUBJECT)


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    short = text[: most - 1]
    return (short.rpartition(" ")[0] if " " in short[most // 2 :] else short).rstrip(" ,;:–-") + "…"


def _body(edition: Edition, view: Brief, subject: str, settings: MailSettings, templates: Path | None) -> str:
    numbers = {c.number for line in view.bottom_line for c in line.point.cites}
    numbers |= {c.number for change in view.changes for c in change.cites}
    numbers |= {
        c.number
        for stretch in view.calendar
        for day in stretch.days
        for entry in day.entries
        for c in entry.point.cites
    }
    made = fill(
        "mail.html",
        {
            "brief": view,
            "subject": subject,
            "preheader": _cut(" ".join(view.lead.split()), PREHEADER),
            "cited": tuple(source for source in _flat(view.sources) if source.number in numbers),
            "unsubscribe": _unsubscribe(settings),
        },
        language=edition.language,
        folder=templates,
    )
    size = len(made.encode("utf-8"))
    if size > BODY:
        raise RenderingError(
            "mail.html", f"{size} bytes, where mail programs clip at {BODY}", "print less in mail.html"
        )
    return made


def _flat(sources: tuple[SourceView, ...]) -> list[SourceView]:
    return [one for source in sources for one in (source, *source.copies)]


def _address(address: str, name: str = "") -> Address:
    """An address for a header; its parts are checked by the standard library, so that none can end it.

    Raises:
        RenderingError: if it is none.
    """
    shown, _, bare = address.strip().rpartition("<")
    if shown or bare.endswith(">"):
        name, address = shown.strip(' "') or name, bare.rstrip(">")
    address = address.strip()
    local, _, domain = address.rpartition("@")
    if not local or not domain or not address.isprintable() or " " in address:
        raise RenderingError(repr(address), "not an e-mail address", "correct it in [mail]")
    try:
        return Address(printable(" ".join(name.split())), local, domain.encode("idna").decode("ascii"))
    except (ValueError, IndexError, UnicodeError) as error:
        raise RenderingError(repr(address), "not an e-mail address", "correct it in [mail]") from error


def _policy(*addresses: str) -> EmailPolicy:
    """Plain SMTP; with UTF-8 headers only where the part before an @ has other than ASCII (RFC 6531)."""
    plain = all(address.rpartition("@")[0].rpartition("<")[2].isascii() for address in addresses)
    return SMTP if plain else SMTP.clone(utf8=True)


def _list_headers(made: EmailMessage, settings: MailSettings) -> None:
    """List-Id (RFC 2919), List-Unsubscribe (RFC 2369) and one-click unsubscription (RFC 8058)."""
    if settings.list_id:
        if not _LIST.fullmatch(settings.list_id.strip("<>")):
            raise RenderingError(settings.list_id, "not a list identifier", "give one like brief.example.org in [mail]")
        made["List-Id"] = f"<{settings.list_id.strip('<>')}>"
    if address := _unsubscribe(settings):
        made["List-Unsubscribe"] = f"<{address}>"
        if address.startswith("https:"):
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _unsubscribe(settings: MailSettings) -> str:
    if not settings.unsubscribe:
        return ""
    link = safe_link(settings.unsubscribe)
    if not link or not link.isascii():
        raise RenderingError(
            settings.unsubscribe, "not an address to unsubscribe at", "give an https: or mailto: address"
        )
    return link


def _attach(made: EmailMessage, name: str, content: bytes) -> None:
    suffix = Path(name).suffix
    if suffix == ".ics":
        made.add_attachment(
            content.decode("utf-8"), subtype="calendar", filename=name, cte="base64", params={"method": "PUBLISH"}
        )
        return
    kind, subtype = _TYPES.get(suffix, ("application", "octet-stream"))
    made.add_attachment(content, maintype=kind, subtype=subtype, filename=name)


def _fix_boundaries(made: EmailMessage, key: str) -> None:
    """Boundaries from the edition's identifier, since the library would draw them by chance."""
    seed = hashlib.sha256(key.encode()).hexdigest()[:24]
    for n, part in enumerate(part for part in made.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed}_{n}")

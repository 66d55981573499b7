"""Correction: the mail to those who got what was wrong, in plain text and the edition's language."""

from datetime import datetime
from email.message import EmailMessage

from briefing.model import Correction, Edition
from briefing.rendering.cleaning import printable
from briefing.rendering.context import correction as viewed
from briefing.rendering.headers import add_list_headers, address_of, message_id, policy_for, shortened
from briefing.rendering.labels import labels
from briefing.rendering.templates import fill
from briefing.settings import MailSettings


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
        made = EmailMessage(policy=policy_for(self._settings.sender, recipient))
        made["From"] = address_of(self._settings.sender or "briefing@localhost", self._edition.title)
        made["To"] = address_of(recipient)
        made["Subject"] = self._subject
        made["Date"] = self._at
        made["Message-ID"] = self.message_id(recipient)
        made["In-Reply-To"] = message_id(self._edition, self._settings.sender, recipient)
        made["Auto-Submitted"] = "auto-generated"
        add_list_headers(made, self._settings)
        made.set_content(self._text, cte="quoted-printable")
        return made.as_bytes()

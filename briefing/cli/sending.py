"""Sending: an edition mailed, and what became of each message said."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from briefing import pipeline
from briefing.archive import Archive
from briefing.cli.heartbeat import state_folder
from briefing.cli.output import say
from briefing.delivery import only_one
from briefing.errors import SettingsError
from briefing.model import Delivery
from briefing.secrets import password
from briefing.settings import Settings


def mail_secret(settings: Settings, recipients: Sequence[str]) -> str | None:
    """The mail server's password; None where it asks for none.

    Raises:
        SettingsError: if something is missing that sending needs.
    """
    mail = settings.mail
    for value, name in ((mail.server, "server"), (mail.sender, "sender"), (recipients, "recipients")):
        if not value:
            raise SettingsError(f"mail.{name}", "is not configured", f"fill in {name} under [mail]")
    secret = password(env=mail.password_env, file=mail.password_file, service="briefing", user=mail.user)
    if mail.user and secret is None:
        where = f"set {mail.password_env} in the environment, or name a file in password_file"
        raise SettingsError("mail.user", f"there is no password for {mail.user}", where)
    return secret


def send_edition(
    kept: Archive,
    settings: Settings,
    day: date | None,
    recipients: Sequence[str],
    *,
    again: bool = False,
    unknown: bool = False,
) -> list[Delivery]:
    """Send the edition of ``day`` and say what became of each message.

    Raises:
        SettingsError: if nothing is configured to send with, or the password is missing.
    """
    secret = mail_secret(settings, recipients)
    edition = pipeline.kept_edition(kept, day)
    # Two that send at once would each find that nobody has the edition yet.
    with only_one(state_folder() / "sending.lock"):
        kept.ledger.clock = datetime.now(UTC)
        deliveries = pipeline.deliver_edition(
            edition, settings, kept, recipients, password=secret, again=again, unknown=unknown
        )
    for delivery in deliveries:
        say(
            f"{delivery.recipient}: {_told(delivery)}",
            level="info" if delivery.state == "sent" else "error",
            recipient=delivery.recipient,
            state=delivery.state,
        )
    return deliveries


def _told(delivery: Delivery) -> str:
    if delivery.state != "sent":
        return f"{delivery.state} ({delivery.answer})"
    # Only what an earlier run sent comes with its moment.
    return "sent" + (f" already, {delivery.at:%Y-%m-%d %H:%M} UTC (--again repeats it)" if delivery.at else "")

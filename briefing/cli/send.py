"""``briefing send``: an edition to its recipients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from briefing import pipeline
from briefing.archive import Archive
from briefing.cli.heartbeat import state_folder
from briefing.cli.options import ArchiveUrl, Config, changed, kept_archive, settings_from
from briefing.cli.output import NOTHING_USABLE, data, say
from briefing.delivery import only_one
from briefing.errors import SettingsError
from briefing.model import Delivery
from briefing.secrets import password
from briefing.settings import Settings


def send(
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[ADDRESS]...", help="More recipients after --to.", show_default=False)
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Else the latest edition.", show_default=False),
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option(help="A recipient; may be given again. Else as configured.", show_default=False)
    ] = None,
    config: Config = None,
    archive: ArchiveUrl = None,
    again: Annotated[bool, typer.Option("--again", help="Also to those who have it, or may have it.")] = False,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Also to those whose answer was lost: they may get it twice.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the first message instead of sending any.")] = False,
) -> None:
    """E-mail an edition: one message a recipient, never the same edition twice.

    An attempt whose answer was lost is reported as "unknown"; --unknown repeats those alone, under the same Message-ID.

    Example: briefing send --date 2019-01-30 --to minister@example.org --dry-run
    """
    settings = settings_from(config)
    if more and not to:
        raise SettingsError(more[0], "what is this?", f"a recipient is named by --to {more[0]}")
    to = [*(to or []), *(more or [])]
    recipients = changed(settings, mail={"recipients": to}).mail.recipients if to else settings.mail.recipients
    with kept_archive(archive, settings, write=not dry_run) as kept:
        if dry_run:
            edition = pipeline.kept_edition(kept, day.date() if day else None)
            first = pipeline.letters(edition, settings, recipients[:1] or ("nobody@example.invalid",))[0]
            data(first.write().decode("utf-8", "replace"))
            return
        deliveries = send_edition(kept, settings, day.date() if day else None, recipients, again=again, unknown=unknown)
    if any(delivery.state != "sent" for delivery in deliveries):
        raise typer.Exit(NOTHING_USABLE)


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

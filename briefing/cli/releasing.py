"""Releasing and sending: an edition let out by an editor, or by time, and mailed; and what keeps one back."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from briefing import desk, pipeline, rendering
from briefing.archive import Archive
from briefing.cli.heartbeat import state_folder
from briefing.cli.options import DEFAULT_CONFIG
from briefing.cli.output import say
from briefing.delivery import only_one
from briefing.drafts import Draft, waits
from briefing.errors import ArchiveError, BriefingError, SettingsError
from briefing.files import MANIFEST, Manifest, folder_of, put_in_place
from briefing.model import Delivery, Release
from briefing.secrets import password
from briefing.settings import Settings, parse_settings

#: Written where the draft was not written before.
FORMATS = ("html", "pdf", "json")


def release_edition(
    draft: Draft,
    settings: Settings,
    kept: Archive,
    *,
    by: str,
    out: Path,
    send: bool = True,
    config: Path | None = None,
    reviewed: bool = True,
) -> list[Delivery]:
    """Let ``draft`` out in the formats that it was built in, and mail it; what it teaches goes into the configuration.

    Args:
        draft: to be released.
        settings: of today.
        kept: the archive.
        by: who releases it.
        out: the folder that editions are written to.
        send: whether it is mailed, where a server and recipients are configured.
        config: the configuration; ./briefing.toml where there is one.
        reviewed: whether somebody has read it.

    Raises:
        ArchiveError: if it is released already, or a later edition rests on the draft.
    """
    manifest = Manifest.read(folder_of(kept.brief, draft.day, out) / MANIFEST)
    written = [Path(name).suffix[1:] for name in manifest.files] if manifest else []
    formats = [name for name in dict.fromkeys(written) if name in rendering.FORMATS] or list(FORMATS)
    word = Release(by=by, at=datetime.now(UTC).replace(microsecond=0), reviewed=reviewed)
    built = draft.release(word, out=out, formats=formats)
    for path in built.files:
        say(str(path), file=str(path))
    say(f"the edition of {draft.day} is released" + (f" by {by}" if by else ""), edition=str(draft.day), by=by)
    _learn(draft, settings, config or DEFAULT_CONFIG)
    if send and settings.mail.server and settings.mail.recipients:
        return send_edition(kept, settings, draft.day, settings.mail.recipients)
    return []


def _learn(draft: Draft, settings: Settings, config: Path) -> None:
    """The desk's word on who is who put at the end of the configuration; where that cannot be, said how."""
    text = desk.tables(desk.entries(draft.decided().decisions), settings.actor, draft.day)
    if not text:
        return
    try:
        whole = config.read_text(encoding="utf-8").rstrip("\n") + "\n" + text
        parse_settings(tomllib.loads(whole), str(config))
        put_in_place({config: whole.encode()}, mode=config.stat().st_mode & 0o777)
        say(f"{config}: knows the actors that were decided on", file=str(config))
    except (OSError, ValueError, BriefingError) as error:
        say(f"{config}: could not be told who is who ({error}); put this into it:\n{text}", level="warning")


def released(kept: Archive, settings: Settings, day: date | None, *, out: Path, config: Path | None) -> bool:
    """Whether the edition of ``day``, or the latest, may be sent; one whose time has come is let out here, unreviewed.

    Args:
        kept: the archive.
        settings: of today.
        day: of the edition.
        out: where its files are.
        config: the configuration.
    """
    edition = pipeline.kept_edition(kept, day)
    if edition.review.state != "draft":
        return True
    if waits(edition, settings, datetime.now(UTC)):
        return False
    draft = Draft(kept, edition.date, settings)
    release_edition(draft, settings, kept, by="", out=out, send=False, config=config, reviewed=False)
    return True


def must_be_released(kept: Archive, settings: Settings, day: date | None, *, out: Path, config: Path | None) -> None:
    """Let nobody send a draft.

    Raises:
        ArchiveError: if the edition waits for an editor.
    """
    if not released(kept, settings, day, out=out, config=config):
        until = f", until {settings.desk.deadline:%H:%M}" if settings.desk.deadline else ""
        raise ArchiveError("the edition", f"is a draft and waits for an editor{until}", "briefing edit release")


def mail_secret(settings: Settings, recipients: Sequence[str]) -> str | None:
    """The mail server's password; None where it asks for none.

    Raises:
        SettingsError: if something is missing that sending needs.
    """
    mail = settings.mail
    for value, name in ((mail.server, "server"), (mail.sender, "sender"), (recipients, "recipients")):
        if not value:
            raise SettingsError(f"mail.{name}", "is not configured", f"fill in {name} under [mail]")
    secret = password(mail)
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
        return tell(
            pipeline.deliver_edition(edition, settings, kept, recipients, password=secret, again=again, unknown=unknown)
        )


def tell(deliveries: list[Delivery]) -> list[Delivery]:
    """Say what became of each message; returns them."""
    for each in deliveries:
        level = "info" if each.state == "sent" else "error"
        say(f"{each.recipient}: {_told(each)}", level=level, recipient=each.recipient, state=each.state)
    return deliveries


def _told(delivery: Delivery) -> str:
    if delivery.state != "sent":
        return f"{delivery.state} ({delivery.answer})"
    # Only what an earlier run sent comes with its moment.
    return "sent" + (f" already, {delivery.at:%Y-%m-%d %H:%M} UTC (--again repeats it)" if delivery.at else "")

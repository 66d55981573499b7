"""``briefing send``: an edition to its recipients."""

from pathlib import Path
from typing import Annotated

import typer

from briefing import pipeline
from briefing.cli.options import (
    ArchiveUrl,
    BriefName,
    Config,
    EditionDay,
    Out,
    changed,
    kept_archive,
    of_brief,
    settings_from,
)
from briefing.cli.output import NOTHING_USABLE, data
from briefing.cli.releasing import must_be_released, send_edition
from briefing.errors import SettingsError
from briefing.rendering import mailing


def send(
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[ADDRESS]...", help="More recipients after --to.")
    ] = None,
    day: EditionDay = None,
    to: Annotated[list[str] | None, typer.Option(help="A recipient; may be given again. Else as configured.")] = None,
    config: Config = None,
    brief: BriefName = None,
    archive: ArchiveUrl = None,
    again: Annotated[bool, typer.Option("--again", help="Also to those who have it, or may have it.")] = False,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Also to those whose answer was lost: they may get it twice.")
    ] = False,
    out: Out = Path("output"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the first message instead of sending any.")] = False,
) -> None:
    """E-mail an edition: one message a recipient, never the same edition twice.

    An attempt whose answer was lost is reported as "unknown"; --unknown repeats those alone, under the same Message-ID.

    Example: briefing send --date 2019-01-30 --to minister@example.org --dry-run
    """
    settings = of_brief(settings_from(config), brief)
    on = day.date() if day else None
    if more and not to:
        raise SettingsError(more[0], "what is this?", f"a recipient is named by --to {more[0]}")
    to = [*(to or []), *(more or [])]
    recipients = changed(settings, mail={"recipients": to}).mail.recipients if to else settings.mail.recipients
    with kept_archive(archive, settings, write=not dry_run) as kept:
        if dry_run:
            edition = pipeline.kept_edition(kept, on)
            mail = mailing(edition, settings=settings, templates=settings.edition.own_templates)
            data(mail.letter(recipients[0] if recipients else "nobody@example.invalid").decode("utf-8", "replace"))
            return
        must_be_released(kept, settings, on, out=out, config=config)
        deliveries = send_edition(kept, settings, on, recipients, again=again, unknown=unknown)
    if any(delivery.state != "sent" for delivery in deliveries):
        raise typer.Exit(NOTHING_USABLE)

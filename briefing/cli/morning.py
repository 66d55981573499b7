"""``briefing morning``: fetch, build and send, once, under a lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from briefing import pipeline
from briefing.archive import Archive, upkeep
from briefing.cli.fetch import fetch_all
from briefing.cli.heartbeat import RESENDS, goes_on, heartbeat, is_due, state_folder, tries
from briefing.cli.options import ArchiveUrl, Config, changed, settings_from
from briefing.cli.output import NOTHING_USABLE, named, say
from briefing.cli.releasing import released
from briefing.cli.rounds import Round
from briefing.cli.sending import send_edition
from briefing.delivery import Busy, last_beat, only_one
from briefing.errors import SettingsError
from briefing.model import Skipped
from briefing.settings import Settings

FORMATS = ("html", "pdf", "json", "md", "txt", "ics")


def morning(
    config: Config = None,
    archive: ArchiveUrl = None,
    out: Annotated[Path, typer.Option(help="Written to OUT/DAY/.")] = Path("output"),
    at: Annotated[
        str | None, typer.Option(help="The time it is due, as the timer knows it.", show_default=False)
    ] = None,
    if_due: Annotated[bool, typer.Option("--if-due", help="Only if today's run is due and has not been.")] = False,
) -> None:
    """Fetch, build and send: what the timer runs.

    Two runs never overlap. If the new edition cannot be made, yesterday's stays and the operator is told. With --if-due,
    an edition that is made but has not reached everybody is sent on, not made again.

    Example: briefing morning --config /etc/briefing.toml
    """
    settings = changed(settings_from(config), schedule={"at": at})
    if if_due and not is_due(settings, last_beat(heartbeat()), datetime.now(UTC)):
        return
    if (archive or settings.archive.url) == "none":
        raise SettingsError("--archive none", "a morning run needs the archive", "name an archive")
    try:
        with only_one(state_folder() / "morning.lock"):
            # Asked again: another run may have come to its end before the lock was ours.
            last = last_beat(heartbeat())
            now = datetime.now(UTC)
            if if_due and not is_due(settings, last, now):
                return
            with Round(settings, state_folder(), tries(settings, last, now)) as run:
                undelivered = (
                    _go_on(archive, settings, last, out, run)
                    if if_due and goes_on(last)
                    else _run(archive, settings, out, run)
                )
    except Busy:
        if if_due:
            return
        raise
    if undelivered:
        raise typer.Exit(NOTHING_USABLE)


def _run(archive: str | None, settings: Settings, out: Path, run: Round) -> int:
    """The archive opened, which may fail like all else, and the three steps; returns how many were not reached."""
    with Archive.open(archive or settings.archive.url) as kept:
        return _steps(kept, settings, out, run)


def _steps(kept: Archive, settings: Settings, out: Path, run: Round) -> int:
    silent: list[Skipped] = []
    if settings.source:
        for report in fetch_all(kept, settings):
            if report.state == "failed":
                silent.append(Skipped(input=report.name, reason=report.reason, remedy=report.remedy))
                run.log(f"source {report.name} failed: {report.reason}")
    built = pipeline.build([], settings, out=out, formats=FORMATS, archive=kept, silent=silent)
    for fault in dict.fromkeys(built.faults):
        run.log(f"not understood: {named(fault)}")
    for notice in built.notices:
        run.log(f"notice: {notice}")
    stories = built.edition.counts.stories
    run.note(edition=built.edition.date.isoformat(), stories=stories)
    say(f"edition of {built.edition.date}: {stories} stories", edition=str(built.edition.date), stories=stories)
    run.log(f"edition of {built.edition.date}: {stories} stories")
    missed = _let_out(kept, settings, built.edition.date, out, run)
    forgotten = upkeep.prune(kept.engine, pipeline.today(settings), keep_days=settings.archive.keep_days)
    if forgotten:
        run.log(f"{forgotten} articles forgotten: too old, or their licence has run out")
    return missed


def _go_on(archive: str | None, settings: Settings, last: Mapping[str, Any], out: Path, run: Round) -> int:
    """The edition of the last run to those who have not got it; the operator is told when that is given up.

    One that waits for an editor goes on waiting, until it is released, or its time has come.
    """
    resends = int(last.get("resends") or 0) + (not last.get("draft"))
    run.note(edition=last["edition"], stories=last.get("stories"), resends=resends)
    day = date.fromisoformat(last["edition"])
    with Archive.open(archive or settings.archive.url) as kept:
        return _let_out(kept, settings, day, out, run, tell=resends in (0, RESENDS))


def _let_out(kept: Archive, settings: Settings, day: date, out: Path, run: Round, *, tell: bool = True) -> int:
    """The edition sent, if it need not wait for an editor any longer; how many it did not reach."""
    if not released(kept, settings, day, out=out):
        run.note(draft=True)
        run.log(f"the edition of {day} waits for an editor")
        say(f"the edition of {day} waits for an editor: briefing desk, or briefing edit", edition=str(day))
        return 0
    return _sent(kept, settings, day, run, tell=tell) if settings.mail.server and settings.mail.recipients else 0


def _sent(kept: Archive, settings: Settings, day: date, run: Round, *, tell: bool = True) -> int:
    """The edition mailed; how many it did not reach."""
    deliveries = send_edition(kept, settings, day, settings.mail.recipients)
    missed = [delivery for delivery in deliveries if delivery.state != "sent"]
    run.note(
        sent=len(deliveries) - len(missed),
        undelivered=len(missed),
        unknown=sum(delivery.state == "unknown" for delivery in missed),
        # A 5xx is the server's last word; a lost answer may have been a yes.
        waiting=sum(delivery.state != "unknown" and not delivery.answer.startswith("5") for delivery in missed),
    )
    run.log(f"sent to {len(deliveries) - len(missed)}, not to {len(missed)}")
    if missed and tell:
        told = "; ".join(f"{delivery.recipient}: {delivery.state} ({delivery.answer})" for delivery in missed[:20])
        run.tell(f"{len(missed)} of {len(deliveries)} mails were not delivered: {told}")
    return len(missed)

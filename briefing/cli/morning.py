"""``briefing morning``: fetch, build and send, once, under a lock."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import platformdirs
import typer

from briefing import pipeline
from briefing.cli.fetch import fetch_all
from briefing.cli.options import ArchiveUrl, Config, archive_from, changed, settings_from
from briefing.cli.output import NOTHING_USABLE, say
from briefing.cli.send import send_edition
from briefing.delivery import alert, beat, last_beat, last_due, only_one, password
from briefing.errors import BriefingError, SettingsError
from briefing.settings import Settings

FORMATS = ("html", "pdf", "json", "md", "txt", "ics")


def state_folder() -> Path:
    """Where the lock, the heartbeat and the log are."""
    return Path(os.environ.get("BRIEFING_STATE") or platformdirs.user_state_dir("briefing"))


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

    Two runs never overlap. If the new edition cannot be made, yesterday's stays and the operator is told.

    Example: briefing morning --config /etc/briefing.toml
    """
    settings = changed(settings_from(config), schedule={"at": at})
    folder = state_folder()
    heartbeat = folder / "heartbeat.json"
    now = datetime.now(UTC)
    if if_due and not is_due(settings, last_beat(heartbeat).get("started", ""), now):
        return
    kept = archive_from(archive, settings)
    if kept is None:
        raise SettingsError("--archive none", "a morning run needs the archive")
    with only_one(folder / "morning.lock"), kept:
        facts: dict[str, object] = {"started": now.isoformat(), "state": "running"}
        beat(heartbeat, facts)
        _log(folder, now, "started")
        try:
            if settings.source:
                fetch_all(kept, settings)
            built = pipeline.build([], settings, out=out, formats=FORMATS, archive=kept)
            facts |= {"edition": built.edition.date.isoformat(), "stories": built.edition.counts.stories}
            undelivered = 0
            if settings.mail.server and settings.mail.recipients:
                deliveries = send_edition(kept, settings, built.edition.date, settings.mail.recipients)
                undelivered = sum(delivery.state != "sent" for delivery in deliveries)
                facts |= {"sent": len(deliveries) - undelivered, "undelivered": undelivered}
            facts |= {"state": "done", "ended": datetime.now(UTC).isoformat()}
        except BriefingError as error:
            facts |= {"state": "failed", "reason": str(error), "ended": datetime.now(UTC).isoformat()}
            _log(folder, now, f"failed: {error}")
            mail = settings.mail
            secret = password(env=mail.password_env, file=mail.password_file, service="briefing", user=mail.user)
            told = alert(str(error), at=now, settings=mail, password=secret)
            _log(folder, now, "operator told" if told else "operator not told")
            raise
        finally:
            if facts["state"] == "running":
                facts |= {"state": "failed", "reason": "a fault in the program"}
            beat(heartbeat, facts)
        _log(folder, now, "done")
    say(f"edition of {built.edition.date}: {built.edition.counts.stories} stories", edition=str(built.edition.date))
    if undelivered:
        raise typer.Exit(NOTHING_USABLE)


def is_due(settings: Settings, started: str, now: datetime) -> bool:
    """Whether the latest run that should have started by ``now`` has not."""
    zone = ZoneInfo(settings.edition.timezone)
    due = last_due(now, at=settings.schedule.at, days=settings.schedule.days, zone=zone)
    try:
        return not started or datetime.fromisoformat(started) < due
    except ValueError:
        return True


def _log(folder: Path, at: datetime, words: str) -> None:
    """One line a step; the log keeps its last thousand."""
    path = folder / "morning.log"
    lines = path.read_text(encoding="utf-8").splitlines()[-999:] if path.exists() else []
    path.write_text("\n".join([*lines, f"{at:%Y-%m-%dT%H:%M:%SZ} {words}"]) + "\n", encoding="utf-8")

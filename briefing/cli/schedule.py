"""``briefing schedule``: the morning timer."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from briefing.cli.heartbeat import health as health_of
from briefing.cli.heartbeat import heartbeat
from briefing.cli.options import DEFAULT_CONFIG, Config, changed, settings_from
from briefing.cli.output import NOTHING_USABLE, data, say
from briefing.delivery import beat, last_beat, next_run, timers
from briefing.settings import Settings

app = typer.Typer(help="The morning run: systemd timer where there is one, else crontab.", no_args_is_help=True)


def units_folder() -> Path:
    """Where systemd looks for a user's units."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def command(config: Path | None) -> list[str]:
    """What the timer runs: this very Python, this very configuration."""
    path = config or (DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None)
    return [
        sys.executable,
        "-m",
        "briefing",
        "--quiet",
        "morning",
        *(["--config", str(path.resolve())] if path else []),
    ]


def next_text(settings: Settings) -> str:
    """The next run, in the edition's time zone, in words."""
    run = _next_run(settings)
    return f"{run:%a %d %b %Y %H:%M} {run.tzname()} ({settings.edition.timezone})"


def _next_run(settings: Settings) -> datetime:
    zone = ZoneInfo(settings.edition.timezone)
    return next_run(datetime.now(UTC), at=settings.schedule.at, days=settings.schedule.days, zone=zone)


@app.command()
def show(config: Config = None) -> None:
    """Which timer is in place, and when it runs next.

    Example: briefing schedule show
    """
    settings = settings_from(config)
    there = timers.installed(units_folder=units_folder())
    data(f"timer     {there or 'none; briefing schedule install'}")
    for name in settings.briefs():
        one, last = settings.of(name), last_beat(heartbeat(name))
        whose = f"{name}: " if name else ""
        data(f"next run  {whose}{next_text(one)}" if there else f"would run {whose}{next_text(one)}")
        if last:
            data(f"last run  {whose}{health_of(one, last, datetime.now(UTC))[1]}")


@app.command()
def health(config: Config = None) -> None:
    """Whether the mornings go as they should: one line a brief, and exit 1 if one does not.

    Example: briefing schedule health || mail -s "No brief" ops@example.org
    """
    settings = settings_from(config)
    all_well = True
    for name in settings.briefs():
        well, words = health_of(settings.of(name), last_beat(heartbeat(name)), datetime.now(UTC))
        data(f"{name}: {words}" if name else words)
        all_well = all_well and well
    if not all_well:
        raise typer.Exit(NOTHING_USABLE)


@app.command()
def install(
    config: Config = None,
    at: Annotated[str | None, typer.Option(help="HH:MM in the edition's time zone.")] = None,
) -> None:
    """Put the timer in place. It runs in this folder, with this configuration.

    Example: briefing schedule install --at 06:00
    """
    settings = changed(settings_from(config), schedule={"at": at})
    each = [settings.of(name) for name in settings.briefs()]
    which = timers.install(
        [one.schedule for one in each],
        settings.edition.timezone,
        [*command(config), *(["--at", at] if at else [])],
        units_folder=units_folder(),
        folder=Path.cwd(),
        asks=settings.desk.reviewed,
    )
    for name in settings.briefs():
        if not last_beat(heartbeat(name)):
            # The first run is the next one that is due, not the one of this morning.
            beat(heartbeat(name), {"started": datetime.now(UTC).isoformat(), "state": "installed"})
    first = min(each, key=_next_run)
    say(f"{which}: next run {next_text(first)}")
    for words in _warnings(settings, which):
        say(words, level="warning")


def _warnings(settings: Settings, which: str) -> Iterator[str]:
    """What a timer does not have that this shell may have."""
    names = {entry.password_env for entry in settings.source if not entry.password_file}
    if settings.mail.user and not settings.mail.password_file:
        names.add(settings.mail.password_env)
    place = (
        f"in {units_folder().parent.parent}/briefing/environment" if which == "systemd" else "above it in the crontab"
    )
    for name in sorted(names - {""}):
        yield f"the timer does not see this shell's {name}: put {name}=… {place}, readable by you alone"
    if which == "systemd" and not timers.lingers():
        yield "the timer runs only while you are logged in: loginctl enable-linger"


@app.command()
def remove() -> None:
    """Take the timer away.

    Example: briefing schedule remove
    """
    say("timer removed" if timers.remove(units_folder=units_folder()) else "there was no timer")

"""The morning timer: a systemd user timer where there is one, else a line of the crontab."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.errors import DeliveryError
from briefing.settings import ScheduleSettings

NAME = "briefing-morning"
#: Marks our lines in a crontab that has others.
MARK = "# briefing: the morning brief"

Run = Callable[[Sequence[str], str | None], "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program answered."""

    code: int
    output: str


def run(command: Sequence[str], given: str | None = None) -> Outcome:
    """Run a program of this machine, without a shell, for at most half a minute."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return Outcome(127, str(error))
    return Outcome(done.returncode, done.stdout + done.stderr)


def kind() -> Literal["systemd", "cron"]:
    """Which timer this machine has for its users.

    Raises:
        DeliveryError: if it has neither.
    """
    if shutil.which("systemctl") and run(["systemctl", "--user", "show-environment"]).code == 0:
        return "systemd"
    if shutil.which("crontab"):
        return "cron"
    raise DeliveryError(
        "schedule", "neither systemd nor crontab is here", "run 'briefing morning' from your own scheduler"
    )


def units(settings: ScheduleSettings, zone: str, command: Sequence[str]) -> dict[str, str]:
    """The systemd units (systemd.timer(5)) by file name. Persistent: a sleeping laptop catches up."""
    days = ",".join(day.capitalize() for day in settings.days)
    return {
        f"{NAME}.service": (
            "[Unit]\nDescription=The morning brief\n\n"
            f"[Service]\nType=oneshot\nExecStart={_systemd_quoted(command)}\nNice=5\n"
        ),
        f"{NAME}.timer": (
            "[Unit]\nDescription=The morning brief's timer\n\n"
            f"[Timer]\nOnCalendar={days} *-*-* {settings.at}:00 {zone}\nPersistent=true\nAccuracySec=1s\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
    }


def _systemd_quoted(command: Sequence[str]) -> str:
    """Each word in quotes, with systemd's own specifiers and variables switched off."""
    words = (word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for word in command)
    return " ".join(f'"{word}"' for word in words)


def crontab_lines(command: Sequence[str]) -> tuple[str, str]:
    """Our two lines of a crontab. It asks every quarter of an hour whether the run is due.

    Debian's cron knows one time zone only, and none of them catch up: `briefing morning --if-due`
    knows the edition's zone and whether today's run has been.
    """
    line = " ".join(shlex.quote(word) for word in [*command, "--if-due"]).replace("%", r"\%")
    return MARK, f"*/15 * * * * {line}"


def without_ours(crontab: str) -> str:
    """``crontab`` without our lines."""
    kept: list[str] = []
    skip = False
    for line in crontab.splitlines():
        if line == MARK:
            skip = True
        elif skip:
            skip = False
        else:
            kept.append(line)
    return "\n".join(kept) + "\n" if kept else ""


def install(settings: ScheduleSettings, zone: str, command: Sequence[str], *, units_folder: Path) -> str:
    """Put the timer in place, once however often it is called; returns what was done.

    Raises:
        DeliveryError: if the machine refuses.
    """
    if kind() == "systemd":
        units_folder.mkdir(parents=True, exist_ok=True)
        for name, content in units(settings, zone, command).items():
            (units_folder / name).write_text(content, encoding="utf-8")
        _must(["systemctl", "--user", "daemon-reload"])
        _must(["systemctl", "--user", "enable", "--now", f"{NAME}.timer"])
        return f"systemd user timer {NAME}.timer"
    table = without_ours(_crontab()) + "\n".join(crontab_lines(command)) + "\n"
    _must(["crontab", "-"], table)
    return "crontab"


def remove(*, units_folder: Path) -> bool:
    """Take the timer away; returns whether there was one."""
    there = False
    if (units_folder / f"{NAME}.timer").exists():
        there = True
        run(["systemctl", "--user", "disable", "--now", f"{NAME}.timer"])
        for suffix in ("timer", "service"):
            (units_folder / f"{NAME}.{suffix}").unlink(missing_ok=True)
        run(["systemctl", "--user", "daemon-reload"])
    if shutil.which("crontab") and MARK in (table := _crontab()):
        there = True
        _must(["crontab", "-"], without_ours(table))
    return there


def installed(*, units_folder: Path) -> str | None:
    """Which timer is in place: "systemd", "cron" or None."""
    if (units_folder / f"{NAME}.timer").exists():
        return "systemd"
    if shutil.which("crontab") and MARK in _crontab():
        return "cron"
    return None


def _crontab() -> str:
    outcome = run(["crontab", "-l"])
    return outcome.output if outcome.code == 0 else ""


def _must(command: Sequence[str], given: str | None = None) -> None:
    outcome = run(command, given)
    if outcome.code != 0:
        raise DeliveryError(" ".join(command), outcome.output.strip() or f"exit code {outcome.code}")

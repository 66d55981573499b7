"""The morning timer: a systemd user timer where there is one, else a line of the crontab."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.errors import DeliveryError
from briefing.settings import ScheduleSettings

NAME = "briefing-morning"
#: Marks our lines in a crontab that has others.
MARK = "# briefing: the morning brief"

#: Passwords for the timer's runs, a line NAME=secret each: a timer knows nothing of a shell's variables.
ENVIRONMENT = "%E/briefing/environment"


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
    return Outcome(done.returncode, done.stdout if done.returncode == 0 else done.stdout + done.stderr)


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


def units(
    schedules: Sequence[ScheduleSettings], zone: str, command: Sequence[str], folder: Path, *, asks: bool = False
) -> dict[str, str]:
    """The systemd units (systemd.timer(5)) by file name. Persistent: a sleeping laptop catches up.

    A run that failed is tried again every quarter of an hour for two hours (nobody gets a brief twice); a fault of the
    configuration is not.

    Args:
        schedules: times and days, of each brief.
        zone: the edition's, an IANA name.
        command: what is run.
        folder: where it is run: relative paths of the configuration count from there.
        asks: whether it is run every quarter of an hour besides, to see whether an editor has released a draft.
    """
    words = [*command, "--if-due"] if asks else command
    quarters = "OnCalendar=*:0/15\n" if asks else ""
    named = ((",".join(day.capitalize() for day in one.days), one.at) for one in schedules)
    calendar = "".join(f"OnCalendar={days} *-*-* {at}:00 {zone}\n" for days, at in dict.fromkeys(named))
    return {
        f"{NAME}.service": (
            "[Unit]\nDescription=The morning brief\nStartLimitIntervalSec=2h\nStartLimitBurst=8\n\n"
            "[Service]\nType=oneshot\nRestart=on-failure\nRestartSec=15min\nRestartPreventExitStatus=2\n"
            f"WorkingDirectory={str(folder).replace('%', '%%')}\n"
            f"EnvironmentFile=-{ENVIRONMENT}\nExecStart={_systemd_quoted(words)}\nNice=5\n"
        ),
        f"{NAME}.timer": (
            "[Unit]\nDescription=The morning brief's timer\n\n"
            f"[Timer]\n{calendar}{quarters}Persistent=true\nAccuracySec=1s\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
    }


def _systemd_quoted(command: Sequence[str]) -> str:
    """Each word in quotes, with systemd's own specifiers and variables switched off."""
    words = (word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for word in command)
    return " ".join(f'"{word}"' for word in words)


def crontab_lines(command: Sequence[str], folder: Path) -> tuple[str, str]:
    """Our two lines of a crontab. It asks every quarter of an hour whether the run is due.

    Debian's cron knows one time zone only, and none of them catch up: `briefing morning --if-due`
    knows the edition's zone and whether today's run has been.
    """
    line = " ".join(shlex.quote(word) for word in [*command, "--if-due"]).replace("%", r"\%")
    place = shlex.quote(str(folder)).replace("%", r"\%")
    return MARK, f"*/15 * * * * cd {place} && {line}"


def without_ours(crontab: str) -> str:
    """``crontab`` without our lines."""
    kept: list[str] = []
    skip = False
    for line in crontab.splitlines():
        if line == MARK:
            skip = True
        elif skip and line.endswith("--if-due"):
            skip = False
        else:
            skip = False
            kept.append(line)
    return "\n".join(kept) + "\n" if kept else ""


def install(
    schedules: Sequence[ScheduleSettings],
    zone: str,
    command: Sequence[str],
    *,
    units_folder: Path,
    folder: Path,
    asks: bool = False,
) -> Literal["systemd", "cron"]:
    """Put the timer in place, once however often it is called; returns which it is.

    See `units` for the arguments; ``units_folder`` is where systemd looks for a user's units.

    Raises:
        DeliveryError: if the machine refuses.
    """
    which = kind()
    if any(not c.isprintable() for word in (*command, str(folder)) for c in word):
        raise DeliveryError(str(folder), "a path with control characters cannot be scheduled", "use another folder")
    if which == "systemd":
        try:
            units_folder.mkdir(parents=True, exist_ok=True)
            for name, content in units(schedules, zone, command, folder, asks=asks).items():
                (units_folder / name).write_text(content, encoding="utf-8")
        except OSError as error:
            raise DeliveryError(str(units_folder), f"cannot be written: {error.strerror}", "check its owner") from error
        _must(["systemctl", "--user", "daemon-reload"])
        _must(["systemctl", "--user", "enable", f"{NAME}.timer"])
        # Not "enable --now": a timer that runs already would keep its old time.
        _must(["systemctl", "--user", "restart", f"{NAME}.timer"])
        _drop_from_crontab()
        return "systemd"
    table = without_ours(_crontab()) + "\n".join(crontab_lines(command, folder)) + "\n"
    _must(["crontab", "-"], table)
    return "cron"


def lingers() -> bool:
    """Whether this user's systemd timers also run while nobody is logged in (loginctl(1)); True where unknown."""
    return "Linger=no" not in run(["loginctl", "show-user", str(os.getuid()), "--property=Linger"]).output


def _drop_from_crontab() -> bool:
    """Take our lines out of the crontab, where there is one; returns whether they were in it."""
    if not shutil.which("crontab") or MARK not in (table := _crontab()):
        return False
    _must(["crontab", "-"], without_ours(table))
    return True


def remove(*, units_folder: Path) -> bool:
    """Take the timer away; returns whether there was one."""
    there = False
    if (units_folder / f"{NAME}.timer").exists():
        there = True
        run(["systemctl", "--user", "disable", "--now", f"{NAME}.timer"])
        for suffix in ("timer", "service"):
            (units_folder / f"{NAME}.{suffix}").unlink(missing_ok=True)
        run(["systemctl", "--user", "daemon-reload"])
    return _drop_from_crontab() or there


def installed(*, units_folder: Path) -> str | None:
    """Which timer is in place: "systemd", "cron" or None."""
    if (units_folder / f"{NAME}.timer").exists():
        return "systemd"
    if shutil.which("crontab") and MARK in _crontab():
        return "cron"
    return None


def _crontab() -> str:
    """The user's crontab.

    Raises:
        DeliveryError: if it cannot be read: taken for empty, it would be overwritten.
    """
    outcome = run(["crontab", "-l"])
    if outcome.code == 0:
        return outcome.output
    if not outcome.output.strip() or any(words in outcome.output for words in ("no crontab", "No such file")):
        return ""
    raise DeliveryError("crontab -l", " ".join(outcome.output.split())[:300], "mend it, then try again")


def _must(command: Sequence[str], given: str | None = None) -> None:
    outcome = run(command, given)
    if outcome.code != 0:
        raise DeliveryError(" ".join(command), outcome.output.strip() or f"exit code {outcome.code}")

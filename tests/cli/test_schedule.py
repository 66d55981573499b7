"""`briefing schedule` with a systemctl and a crontab that a test can look into."""

import configparser
import json
import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main
from briefing.cli.heartbeat import health, heartbeat, is_due, tries
from briefing.delivery import beat, last_beat
from briefing.settings import Settings, parse_settings

Said = pytest.CaptureFixture[str]


class Machine:
    """A folder of programs that stands for a machine's."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.calls = folder / "calls"
        self.table = folder / "table"
        self.units = folder / "config" / "systemd" / "user"
        self.desk = folder / "a desk"
        self.desk.mkdir()
        (self.desk / "briefing.toml").write_text('[edition]\ntimezone = "Europe/Paris"\n', encoding="utf-8")
        for word in ("sh", "cat"):
            (self.programs / word).symlink_to(shutil.which(word) or f"/bin/{word}")
        monkeypatch.setenv("PATH", str(self.programs))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        monkeypatch.chdir(self.desk)

    def _program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def with_systemd(self, *, answers: int = 0, linger: str = "yes") -> None:
        self._program("systemctl", f'echo "$@" >> {shlex.quote(str(self.calls))}; exit {answers}')
        self._program("loginctl", f"echo Linger={linger}")

    def with_cron(self, *, lines: str = "", fault: str = "") -> None:
        table = shlex.quote(str(self.table))
        if lines:
            self.table.write_text(lines, encoding="utf-8")
        refuse = f'echo "{fault}" >&2; exit 1; ' if fault else ""
        listed = f"if [ -e {table} ]; then cat {table}; else echo 'no crontab for me' >&2; exit 1; fi"
        self._program("crontab", f'if [ "$1" = -l ]; then {refuse}{listed}; else cat > {table}; fi')


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_a_systemd_timer_comes_and_goes(machine: Machine, capsys: Said) -> None:
    """Installed, started anew with its new time, shown with the next run in the edition's zone, removed."""
    machine.with_systemd()
    assert main(["schedule", "install", "--at", "05:30"]) == 0
    assert main(["schedule", "install", "--at", "06:15"]) == 0
    said = capsys.readouterr().err
    assert "06:15 CE" in said
    assert "(Europe/Paris)" in said
    service = configparser.ConfigParser(interpolation=None)
    service.read(machine.units / "briefing-morning.service")
    assert service["Service"]["WorkingDirectory"] == str(machine.desk)
    assert shlex.split(service["Service"]["ExecStart"]) == [
        sys.executable, "-m", "briefing", "--quiet", "morning",
        "--config", str(machine.desk / "briefing.toml"), "--at", "06:15",
    ]  # fmt: skip
    assert "06:15:00 Europe/Paris" in (machine.units / "briefing-morning.timer").read_text(encoding="utf-8")
    calls = machine.calls.read_text(encoding="utf-8").splitlines()
    assert calls[-3:] == [
        "--user daemon-reload", "--user enable briefing-morning.timer", "--user restart briefing-morning.timer",
    ]  # fmt: skip
    assert main(["schedule", "show"]) == 0
    told = capsys.readouterr().out
    assert "timer     systemd" in told
    assert "installed; the first run is to come" in told
    assert main(["schedule", "remove"]) == 0
    assert list(machine.units.iterdir()) == []
    assert "disable --now" in machine.calls.read_text(encoding="utf-8")
    assert main(["schedule", "show"]) == 0
    assert "timer     none" in capsys.readouterr().out


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_itself_finds_no_fault_in_the_units(machine: Machine) -> None:
    """As `systemd-analyze verify` reads them."""
    program = shutil.which("systemd-analyze", path=os.defpath) or "systemd-analyze"
    machine.with_systemd()
    assert main(["schedule", "install"]) == 0
    units = [str(path) for path in machine.units.iterdir()]
    done = subprocess.run(
        [program, "--user", "verify", *units],
        capture_output=True, text=True, check=False, env={**os.environ, "XDG_RUNTIME_DIR": str(machine.desk)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_crontab_line_comes_once_and_goes_alone(machine: Machine, capsys: Said) -> None:
    """The user's own lines stay; ours runs in this folder, and cron's shell understands it."""
    machine.with_cron(lines="0 1 * * * backup\n")
    assert main(["schedule", "install"]) == 0
    assert main(["schedule", "install"]) == 0
    first, _, ours = machine.table.read_text(encoding="utf-8").splitlines()
    assert first == "0 1 * * * backup"
    words = shlex.split(ours.split(" ", 5)[5])
    assert words[:3] == ["cd", str(machine.desk), "&&"]
    assert words[-1] == "--if-due"
    assert main(["schedule", "show"]) == 0
    assert "timer     cron" in capsys.readouterr().out
    assert main(["schedule", "remove"]) == 0
    assert machine.table.read_text(encoding="utf-8") == "0 1 * * * backup\n"
    assert main(["schedule", "remove"]) == 0
    assert "there was no timer" in capsys.readouterr().err


def test_a_first_crontab_is_made(machine: Machine) -> None:
    """Where there was none, there is ours."""
    machine.with_cron()
    assert main(["schedule", "install"]) == 0
    assert machine.table.read_text(encoding="utf-8").count("--if-due") == 1


def test_a_crontab_that_cannot_be_read_is_not_overwritten(machine: Machine, capsys: Said) -> None:
    """Taken for empty, it would be lost."""
    machine.with_cron(lines="0 1 * * * backup\n", fault="crontab: tables are locked")
    assert main(["schedule", "install"]) == 1
    assert "tables are locked" in capsys.readouterr().err
    assert machine.table.read_text(encoding="utf-8") == "0 1 * * * backup\n"


def test_systemd_takes_over_from_cron(machine: Machine) -> None:
    """One timer, not two."""
    machine.with_cron()
    assert main(["schedule", "install"]) == 0
    machine.with_systemd()
    assert main(["schedule", "install"]) == 0
    assert machine.table.read_text(encoding="utf-8") == ""


def test_a_machine_without_timers_is_told_what_to_do(machine: Machine, capsys: Said) -> None:
    """Neither systemd nor cron: exit 1 and the command to run."""
    assert main(["schedule", "install"]) == 1
    assert "briefing morning" in capsys.readouterr().err


def test_what_the_timer_cannot_see_is_said(machine: Machine, capsys: Said) -> None:
    """Variables of this shell; a user who is not logged in."""
    machine.with_systemd(linger="no")
    (machine.desk / "briefing.toml").write_text(
        '[mail]\nserver = "mail.example.org"\nuser = "brief"\n', encoding="utf-8"
    )
    assert main(["schedule", "install"]) == 0
    said = capsys.readouterr().err
    assert "BRIEFING_SMTP_PASSWORD" in said
    assert "enable-linger" in said


def test_a_wrong_time_is_exit_2(machine: Machine, capsys: Said) -> None:
    """The key is named, and nothing is installed."""
    machine.with_systemd()
    assert main(["schedule", "install", "--at", "6"]) == 2
    assert "schedule.at" in capsys.readouterr().err
    assert not machine.units.exists()


NOW = datetime(2019, 1, 30, 9, 0, tzinfo=UTC)
SETTINGS = parse_settings({"edition": {"timezone": "Europe/Paris"}, "schedule": {"at": "06:00"}})
#: 06:00 in Paris.
DUE = datetime(2019, 1, 30, 5, 0, tzinfo=UTC)


SENT: dict[str, Any] = {"started": DUE.isoformat(), "state": "done", "edition": "2019-01-30", "stories": 7, "sent": 2}


@pytest.mark.parametrize(
    ("last", "due", "number"),
    [
        ({}, True, 1),
        ({"started": "rubbish", "state": "done"}, True, 1),
        ({"started": "2019-01-30T05:00:00", "state": "done"}, True, 1),  # no zone: not ours
        ({"started": (DUE - timedelta(minutes=1)).isoformat(), "state": "done"}, True, 1),
        ({"started": DUE.isoformat(), "state": "done"}, False, 1),
        ({"started": DUE.isoformat(), "state": "installed"}, False, 1),
        ({"started": DUE.isoformat(), "state": "running", "tries": 1}, True, 2),
        ({"started": DUE.isoformat(), "state": "failed", "tries": 1}, True, 2),
        ({"started": DUE.isoformat(), "state": "failed", "tries": 3}, False, 4),
        ({"started": DUE.isoformat(), "state": "damaged"}, True, 1),
        ({"started": (NOW + timedelta(days=900)).isoformat(), "state": "done"}, True, 1),
        ({**SENT, "undelivered": 2, "waiting": 1}, True, 1),
        ({**SENT, "undelivered": 2, "waiting": 1, "resends": 16}, False, 1),
        ({**SENT, "undelivered": 2, "unknown": 1, "waiting": 0}, False, 1),
        ({**SENT, "state": "failed", "tries": 1, "resends": 3}, True, 1),
    ],
)
def test_a_run_is_due_once_a_morning_and_again_if_it_came_to_no_end(
    last: dict[str, Any], due: bool, number: int
) -> None:
    """Done is done; a killed run is begun anew; a failing one three times; one that is not delivered is sent on.

    A start that is still to come says nothing.
    """
    assert is_due(SETTINGS, last, NOW) is due
    assert tries(SETTINGS, last, NOW) == number


@pytest.mark.parametrize(
    ("last", "well", "word"),
    [
        ({}, False, "no morning run"),
        ({"started": (DUE - timedelta(days=1)).isoformat(), "state": "done"}, False, "06:00 CET has not been"),
        ({"started": DUE.isoformat(), "state": "running"}, False, "under way"),
        ({"started": (NOW - timedelta(minutes=5)).isoformat(), "state": "running"}, True, "under way"),
        ({"started": DUE.isoformat(), "state": "failed", "reason": "no space left"}, False, "no space left"),
        ({"started": DUE.isoformat(), "state": "installed"}, True, "to come"),
        ({"started": DUE.isoformat(), "edition": "2019-01-30"}, False, "damaged"),
        (
            {"started": DUE.isoformat(), "state": "done", "edition": "2019-01-30", "stories": 7, "sent": 2},
            True,
            "7 stories, sent to 2",
        ),
        ({**SENT, "undelivered": 3, "unknown": 1}, False, "not to 3; briefing send (--unknown repeats the 1"),
        ({"started": (NOW + timedelta(days=900)).isoformat(), "state": "done"}, False, "check the clock"),
    ],
)
def test_health_is_told_in_a_line(last: dict[str, Any], well: bool, word: str) -> None:
    """A run that never was, was missed, hangs or failed is no good morning."""
    found, words = health(SETTINGS, last, NOW)
    assert found is well
    assert word in words
    assert "\n" not in words


def test_health_is_an_exit_code(machine: Machine, capsys: Said) -> None:
    """0 and 1, one line on standard output: what a container's health check needs."""
    assert main(["schedule", "health"]) == 1
    assert capsys.readouterr().out.count("\n") == 1
    now = datetime.now(UTC).isoformat()
    beat(heartbeat(), {"started": now, "state": "done", "edition": now[:10], "stories": 3})
    assert main(["schedule", "health"]) == 0
    assert capsys.readouterr().out == f"edition of {now[:10]}: 3 stories\n"


def test_the_container_asks_for_what_there_is() -> None:
    """Every command that the Dockerfile runs is one of ours."""
    dockerfile = (Path(__file__).parents[2] / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert "HEALTHCHECK" in dockerfile
    for command in (["morning", "--if-due"], ["schedule", "health"]):
        assert "briefing " + " ".join(command) in dockerfile
        assert main([*command, "--help"]) == 0


def test_a_heartbeat_of_the_defaults_is_read(tmp_path: Path) -> None:
    """Settings without a zone are UTC; numbers that are none do no harm."""
    path = tmp_path / "beat.json"
    path.write_text(json.dumps({"started": NOW.isoformat(), "state": "done", "tries": "x"}), encoding="utf-8")
    assert health(Settings(), last_beat(path), NOW)[0]
    assert not is_due(Settings(), last_beat(path), NOW)
    assert tries(Settings(), {"started": NOW.isoformat(), "state": "failed", "tries": "x"}, NOW) == 2

"""Units and crontab lines, as text and in a crontab that belongs to somebody."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery import timers
from briefing.settings import ScheduleSettings


def test_units_are_persistent_and_keep_the_editions_zone() -> None:
    """A laptop that slept at six catches up; six is six in the edition's zone."""
    made = timers.units(
        [ScheduleSettings(at="06:00", days=("mon", "fri"))],
        "Europe/Paris",
        ["/usr/bin/python3", "-m", "briefing"],
        Path("/srv/50%"),
    )
    timer = configparser.ConfigParser(interpolation=None)
    timer.read_string(made["briefing-morning.timer"])
    assert timer["Timer"]["OnCalendar"] == "Mon,Fri *-*-* 06:00:00 Europe/Paris"
    assert timer["Timer"]["Persistent"] == "true"
    assert "\nWorkingDirectory=/srv/50%%\n" in made["briefing-morning.service"]
    assert 'ExecStart="/usr/bin/python3" "-m" "briefing"' in made["briefing-morning.service"]


def test_several_briefs_are_several_times_each_once() -> None:
    """The morning run asks itself which of them is due."""
    early, week = ScheduleSettings(at="06:00"), ScheduleSettings(at="07:30", days=("mon",))
    made = timers.units([early, week, early], "UTC", ["true"], Path("/"))["briefing-morning.timer"]
    lines = [line for line in made.splitlines() if line.startswith("OnCalendar")]
    assert lines == [
        "OnCalendar=Mon,Tue,Wed,Thu,Fri,Sat,Sun *-*-* 06:00:00 UTC",
        "OnCalendar=Mon *-*-* 07:30:00 UTC",
    ]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_understands_the_calendar() -> None:
    """systemd itself reads the calendar expression."""
    made = timers.units([ScheduleSettings()], "Europe/Paris", ["true"], Path("/"))
    line = next(line for line in made["briefing-morning.timer"].splitlines() if line.startswith("OnCalendar="))
    done = subprocess.run(
        ["systemd-analyze", "calendar", line.removeprefix("OnCalendar=")], capture_output=True, check=False
    )
    assert done.returncode == 0


def test_a_morning_that_failed_is_tried_again_a_wrong_configuration_is_not() -> None:
    """At six the line may be down; a typing error will not mend itself."""
    service = configparser.ConfigParser(interpolation=None)
    service.read_string(timers.units([ScheduleSettings()], "UTC", ["true"], Path("/"))["briefing-morning.service"])
    assert service["Service"]["Restart"] == "on-failure"
    assert service["Service"]["RestartPreventExitStatus"] == "2"
    assert int(service["Unit"]["StartLimitBurst"]) > 1


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_takes_the_service(tmp_path: Path) -> None:
    """Every line is one that systemd knows."""
    made = timers.units([ScheduleSettings()], "UTC", [shutil.which("true") or "/bin/true"], tmp_path)
    service = tmp_path / "briefing-morning.service"
    service.write_text(made[service.name], encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(service)], capture_output=True, text=True, check=False)
    assert "Unknown" not in done.stderr
    assert service.name not in done.stderr


def test_a_percent_sign_in_a_path_is_no_specifier() -> None:
    """Neither systemd nor cron may read a path as their own language."""
    command = ["/srv/100%/python", "-m", "briefing"]
    assert (
        '"/srv/100%%/python"'
        in timers.units([ScheduleSettings()], "UTC", command, Path("/"))["briefing-morning.service"]
    )
    assert r"/srv/100\%/python" in timers.crontab_lines(command, Path("/"))[1]


@given(
    st.lists(
        st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(
            lambda t: t != timers.MARK
        )
    )
)
def test_other_lines_of_a_crontab_are_left_alone(lines: list[str]) -> None:
    """Our two lines come and go; everything else stays as it was."""
    before = "".join(f"{line}\n" for line in lines)
    with_ours = before + "\n".join(timers.crontab_lines(["briefing"], Path("/srv"))) + "\n"
    assert timers.without_ours(with_ours) == before


def test_install_twice_is_install_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crontab, played by a script that keeps it in a file, has our line once; remove takes it away."""
    table = tmp_path / "table"
    table.write_text("0 1 * * * backup\n", encoding="utf-8")
    program = tmp_path / "crontab"
    program.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then cat "{table}"; else cat > "{table}"; fi\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(timers, "kind", lambda: "cron")
    for _ in range(2):
        timers.install(
            [ScheduleSettings()], "UTC", ["briefing", "morning"], units_folder=tmp_path / "units", folder=tmp_path
        )
    assert table.read_text(encoding="utf-8").count("--if-due") == 1
    assert timers.installed(units_folder=tmp_path / "units") == "cron"
    assert timers.remove(units_folder=tmp_path / "units")
    assert table.read_text(encoding="utf-8") == "0 1 * * * backup\n"

"""One morning run at a time; a heartbeat that is whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.delivery import beat, last_beat, only_one
from briefing.errors import DeliveryError


def test_two_runs_never_overlap(tmp_path: Path) -> None:
    """A second process is told that another run is under way, and may run after it."""
    lock = tmp_path / "morning.lock"
    code = f"from pathlib import Path; from briefing.delivery import only_one\nwith only_one(Path({str(lock)!r})): print('in')"
    with only_one(lock):
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert other.returncode != 0
        assert "another run is under way" in other.stderr
    later = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert later.stdout == "in\n"


def test_the_same_process_cannot_enter_twice(tmp_path: Path) -> None:
    """The lock is on the run, not on the process."""
    with only_one(tmp_path / "lock"), pytest.raises(DeliveryError), only_one(tmp_path / "lock"):
        pass


def test_a_heartbeat_is_read_back(tmp_path: Path) -> None:
    """What was written is read; what is damaged is nothing."""
    path = tmp_path / "heartbeat.json"
    assert last_beat(path) == {}
    beat(path, {"state": "done", "edition": "2019-01-30"})
    assert last_beat(path)["edition"] == "2019-01-30"
    path.write_text("{half", encoding="utf-8")
    assert last_beat(path) == {}

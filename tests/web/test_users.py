"""Users: hashed passwords in a file of mode 600."""

import io
import stat
import sys
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.errors import SettingsError
from briefing.web.users import Users


def test_a_user_is_known_by_its_password_alone(tmp_path: Path) -> None:
    """Not by another's, not under another name, and not after it was taken away."""
    path = tmp_path / "kept" / "users.json"
    users = Users(path)
    assert users.put("ann", "correct horse") is True
    assert users.knows("ann", "correct horse")
    assert not users.knows("ann", "correct horsf")
    assert not users.knows("bob", "correct horse")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "correct" not in path.read_text()
    before = users.stamp("ann")
    assert users.put("ann", "battery staple") is False
    assert not users.knows("ann", "correct horse")
    assert users.stamp("ann") != before
    assert users.remove("ann")
    assert not users.knows("ann", "battery staple")


@pytest.mark.parametrize(("name", "password"), [("../x", "long enough"), ("", "long enough"), ("ann", "short")])
def test_what_can_be_no_user_is_refused(name: str, password: str, tmp_path: Path) -> None:
    """Names that could be paths, and passwords that could be guessed."""
    with pytest.raises(SettingsError):
        Users(tmp_path / "users.json").put(name, password)


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """Its hashes may have been taken."""
    path = tmp_path / "users.json"
    Users(path).put("ann", "correct horse")
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="others may read"):
        Users(path).names()


def test_users_come_and_go_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The password comes from standard input, never from the command line."""
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    assert main(["desk", "adduser", "ann"]) == 0
    assert Users(tmp_path / "users.json").knows("ann", "correct horse")
    assert main(["desk", "users"]) == 0
    assert capsys.readouterr().out == "ann\n"
    assert main(["desk", "removeuser", "ann"]) == 0
    assert main(["desk", "removeuser", "ann"]) == 1

"""Passwords come from where only their owner can put them."""

from pathlib import Path

import pytest

from briefing.errors import SettingsError
from briefing.secrets import password
from briefing.settings import MailSettings


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable wins over a file."""
    file = tmp_path / "secret"
    file.write_text("from file\n", encoding="utf-8")
    file.chmod(0o600)
    assert password(MailSettings(password_env="BRIEFING_TEST", password_file=str(file))) == "from file"
    monkeypatch.setenv("BRIEFING_TEST", "from env")
    assert password(MailSettings(password_env="BRIEFING_TEST", password_file=str(file))) == "from env"


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """The message says how to mend it, and not what is in it."""
    file = tmp_path / "secret"
    file.write_text("hunter2\n", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600") as fault:
        password(MailSettings(password_env="", password_file=str(file)))
    assert "hunter2" not in str(fault.value)


def test_no_password_is_none() -> None:
    """A server that wants none gets none."""
    assert password(MailSettings(password_env="BRIEFING_NOT_SET")) is None

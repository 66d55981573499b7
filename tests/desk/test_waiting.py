"""The morning run and the desk: a draft is sent when somebody has released it, or when its hour has come."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from briefing.archive import Archive
from briefing.cli import main
from briefing.cli.heartbeat import heartbeat
from briefing.delivery import last_beat
from tests.cli.mailserver import Post, serving
from tests.proving.news import articles

TODAY = datetime.now(UTC).date()
NEWS = (("Coast News", "Port of Norby reopens", "The port of Norby reopened after a tanker was towed from its quay."),)


class Morning:
    """A configuration under review, and its mail server."""

    def __init__(self, folder: Path, port: int, release: str) -> None:
        self.folder, self.url = folder, f"sqlite:///{folder / 'archive.sqlite'}"
        self.config = folder / "briefing.toml"
        self.config.write_text(
            f'[reading]\nmodel = "rules"\n[engine]\nworkers = 1\n[archive]\nurl = "{self.url}"\n'
            f'[desk]\nrelease = "{release}"\n[mail]\nserver = "127.0.0.1"\nport = {port}\ntls = "none"\n'
            'sender = "brief@example.org"\nrecipients = ["ann@example.org"]\nattach = []\nretries = 1\n'
        )
        with Archive.open(self.url) as archive:
            archive.save_articles(articles(NEWS, TODAY))

    def run(self, *more: str) -> int:
        return main(["morning", "--config", str(self.config), "--out", str(self.folder / "out"), *more])

    def release(self) -> int:
        edit = ["edit", "--config", str(self.config), "--by", "Ann", "release", "--out", str(self.folder / "out")]
        return main([*edit, "--no-send"])


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))


def test_a_draft_waits_for_its_release_and_is_then_sent_once(tmp_path: Path) -> None:
    """However often the timer asks; it is neither built again nor forgotten."""
    post = Post()
    with serving(post) as port:
        morning = Morning(tmp_path, port, "reviewed")
        assert morning.run() == 0
        assert last_beat(heartbeat())["draft"] is True
        assert morning.run("--if-due") == 0
        assert post.taken == []
        assert morning.release() == 0
        assert morning.run("--if-due") == 0
        assert morning.run("--if-due") == 0
    assert [to for to, _ in post.taken] == ["ann@example.org"]
    assert "draft" not in last_beat(heartbeat())


def test_when_its_hour_has_come_it_goes_out_unread(tmp_path: Path) -> None:
    """And says so; what the desk has said of actors goes into the very configuration of the run."""
    post = Post()
    with serving(post) as port:
        morning = Morning(tmp_path, port, "reviewed")
        assert morning.run() == 0
        assert main(["edit", "--config", str(morning.config), "actor", "Anna Berg"]) == 0
        plain = morning.config.read_text(encoding="utf-8")
        morning.config.write_text(plain.replace('"reviewed"', '"reviewed, else at 00:00 automatic"'), encoding="utf-8")
        assert morning.run("--if-due") == 0
    body = message_from_bytes(post.taken[0][1], policy=default).get_body(("plain",))
    assert body is not None
    assert "NOT REVIEWED" in body.get_content()
    assert 'name = "Anna Berg"' in morning.config.read_text(encoding="utf-8")


def test_a_word_that_is_no_release_is_refused(tmp_path: Path) -> None:
    """With the words that are."""
    morning = Morning(tmp_path, 25, "sometimes")
    assert morning.run() == 2

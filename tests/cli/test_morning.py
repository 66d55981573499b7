"""`briefing morning` from a folder of articles to the mailbox, and what it does when something fails."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.archive import Archive, upkeep
from briefing.cli import main
from briefing.cli.heartbeat import heartbeat, state_folder
from briefing.delivery import beat, last_beat, only_one, outbox
from briefing.forms import load
from briefing.model import Article
from tests.cli.mailserver import Post, serving

Said = pytest.CaptureFixture[str]

TODAY = datetime.now(UTC).date()
NEWS = (
    "The port of Norby reopened after a tanker was towed from its quay, the harbour master Anna Berg said. "
    "Two ferries that had waited in the roads since dawn were let in first. "
    "The council of Norby will decide on a new tug in March."
)


class Desk:
    """A configuration with a folder of articles, an archive and a mail server."""

    def __init__(self, folder: Path, post: Post, port: int) -> None:
        self.folder = folder
        self.post = post
        self.port = port
        self.articles = folder / "articles"
        self.articles.mkdir()
        self.out = folder / "out"
        self.config = folder / "briefing.toml"
        self.configure()

    def configure(self, *recipients: str, more: str = "", location: str = "", paper: bool = False) -> None:
        listed = ", ".join(f'"{name}"' for name in recipients or ("ann@example.org", "bob@example.org"))
        edition = "" if paper else '[edition]\nformats = ["html", "json", "txt"]\n'
        self.config.write_text(
            f'[reading]\nmodel = "rules"\n{edition}[archive]\nurl = "sqlite:///{self.folder / "archive.sqlite"}"\n'
            f'[[source]]\nname = "Drop folder"\nkind = "folder"\nlocation = "{location or self.articles}"\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {self.port}\ntls = "none"\nsender = "brief@example.org"\n'
            f'recipients = [{listed}]\noperator = "ops@example.org"\nattach = ["{"pdf" if paper else "ics"}"]\nretries = 1\ntimeout = 5\n{more}\n',
            encoding="utf-8",
        )

    def article(self, name: str = "norby", text: str = NEWS) -> None:
        line = {"title": "Port of Norby reopens", "text": text, "published": TODAY.isoformat(), "source": "Coast News"}
        (self.articles / f"{name}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")

    def arguments(self, *more: str) -> list[str]:
        return ["morning", "--config", str(self.config), "--out", str(self.out), *more]

    def run(self, *more: str) -> int:
        return main(self.arguments(*more))

    @property
    def log(self) -> str:
        return (state_folder() / "morning.log").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(outbox, "FIRST_WAIT", 0.01)
    post = Post()
    with serving(post) as port:
        yield Desk(tmp_path, post, port)


def test_a_morning_ends_in_the_mailbox(desk: Desk, capsys: Said) -> None:
    """Fetched, built, sent with its PDF; heartbeat and log say so; the timer's next call finds nothing to do."""
    desk.configure(paper=True)
    desk.article()
    assert desk.run("--if-due") == 0
    assert "1 stories" in capsys.readouterr().err
    folder = desk.out / TODAY.isoformat()
    assert {path.name for path in folder.iterdir()} == {
        f"edition.{kind}" for kind in ("html", "pdf", "json", "md", "txt", "ics")
    } | {"manifest.json"}
    for name in ("ann@example.org", "bob@example.org"):
        (letter,) = desk.post.messages(name)
        assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf"]
        body = letter.get_body(("plain",))
        assert body is not None
        assert "tanker" in body.get_content()
    assert desk.post.messages("ops@example.org") == []
    last = last_beat(heartbeat())
    assert (last["state"], last["edition"], last["stories"], last["sent"]) == ("done", TODAY.isoformat(), 1, 2)
    assert desk.log.splitlines()[0].endswith(" started")
    assert desk.log.splitlines()[-1].endswith(" done")
    assert desk.run("--if-due") == 0
    assert len(desk.post.taken) == 2
    assert desk.log.count("started") == 1


def test_a_second_morning_of_a_day_sends_nothing_twice(desk: Desk) -> None:
    """Called by hand after the timer: a newer edition on disk, no second mail."""
    desk.article()
    assert desk.run() == 0
    desk.article("more", NEWS.replace("Norby", "Sandvik"))
    assert desk.run() == 0
    edition = json.loads((desk.out / TODAY.isoformat() / "edition.json").read_text(encoding="utf-8"))
    assert edition["counts"]["articles"] == 2
    assert len(desk.post.taken) == 2


def test_what_may_be_kept_no_longer_is_forgotten_after_the_morning(desk: Desk) -> None:
    """Articles past `[archive] keep_days` go once the edition is out; today's stay."""
    desk.configure()
    config = desk.config.read_text(encoding="utf-8")
    desk.config.write_text(config.replace("[archive]\n", "[archive]\nkeep_days = 3\n"), encoding="utf-8")
    old = {"title": "Old", "text": NEWS.replace("Norby", "Sund"), "published": "2019-01-29", "source": "Coast News"}
    with Archive.open(f"sqlite:///{desk.folder / 'archive.sqlite'}") as kept:
        kept.save_articles([load(Article, old)], arrived=datetime(2019, 1, 29, tzinfo=UTC))
    desk.article()
    beat(heartbeat(), {"started": (datetime.now(UTC) - timedelta(days=40)).isoformat(), "state": "done"})
    assert desk.run() == 0  # a clock that has leapt throws nothing away
    assert "nothing is forgotten" in desk.log
    assert desk.run() == 0
    with Archive.open(f"sqlite:///{desk.folder / 'archive.sqlite'}") as kept:
        assert upkeep.stats(kept.engine)["articles"] == 1
    assert "1 articles forgotten" in desk.log


def test_without_news_yesterdays_edition_stays_and_the_operator_is_told(desk: Desk, capsys: Said) -> None:
    """Exit 1, a mail to the operator and to nobody else, the folder of yesterday untouched, none for today."""
    yesterday = desk.out / (TODAY - timedelta(days=1)).isoformat()
    yesterday.mkdir(parents=True)
    (yesterday / "edition.html").write_bytes(b"yesterday")
    assert desk.run() == 1
    assert "nothing usable" in capsys.readouterr().err
    assert [path.name for path in desk.out.iterdir()] == [yesterday.name]
    assert (yesterday / "edition.html").read_bytes() == b"yesterday"
    assert [to for to, _ in desk.post.taken] == ["ops@example.org"]
    (letter,) = desk.post.messages("ops@example.org")
    assert "nothing usable" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert last_beat(heartbeat())["state"] == "failed"
    assert "operator told" in desk.log


def test_a_failed_build_keeps_the_days_earlier_edition(desk: Desk) -> None:
    """A template that is broken at the second run: the first run's files stay as they were."""
    desk.article()
    assert desk.run() == 0
    before = {path: path.read_bytes() for path in (desk.out / TODAY.isoformat()).iterdir()}
    own = desk.folder / "templates"
    own.mkdir()
    (own / "edition.html").write_text("{{ nonsense", encoding="utf-8")
    text = desk.config.read_text(encoding="utf-8")
    desk.config.write_text(text.replace("[edition]", f'[edition]\ntemplates = "{own}"'), encoding="utf-8")
    desk.article("more", NEWS.replace("Norby", "Sandvik"))
    assert desk.run() == 1
    assert {path: path.read_bytes() for path in (desk.out / TODAY.isoformat()).iterdir()} == before
    assert len(desk.post.messages("ops@example.org")) == 1


def test_a_fault_of_the_program_is_told_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only what was foreseen."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("briefing.cli.morning.fetch_all", broken)
    assert desk.run() == 1
    (letter,) = desk.post.messages("ops@example.org")
    assert "ZeroDivisionError: by nought" in letter.get_content()
    assert last_beat(heartbeat())["state"] == "failed"


def test_a_run_that_fails_is_begun_anew_three_times(desk: Desk) -> None:
    """Then the timer leaves it until tomorrow; with news in time it is sent after all."""
    for _ in range(2):
        assert desk.run("--if-due") == 1
    desk.article()
    assert desk.run("--if-due") == 0
    assert len(desk.post.messages("ann@example.org")) == 1
    desk.config.write_text(desk.config.read_text(encoding="utf-8").replace("ann@", "zoe@"), encoding="utf-8")
    beat(heartbeat(), {"started": datetime.now(UTC).isoformat(), "state": "failed", "tries": 3})
    assert desk.run("--if-due") == 0
    assert desk.post.messages("zoe@example.org") == []


def test_who_was_not_reached_is_told_to_the_operator(desk: Desk) -> None:
    """The others have their mail; exit 1; the server's word stands in the operator's."""
    desk.article()
    desk.post.refused = {"bob@example.org": ["550 5.1.1 no such user"]}
    assert desk.run() == 1
    (letter,) = desk.post.messages("ops@example.org")
    assert "1 of 2 mails were not delivered: bob@example.org: failed (550 5.1.1 no such user)" in letter.get_content()
    assert len(desk.post.messages("ann@example.org")) == 1
    assert last_beat(heartbeat())["undelivered"] == 1


def test_a_server_that_was_away_gets_the_same_edition_later(desk: Desk, tmp_path: Path, capsys: Said) -> None:
    """The timer's next calls send on and make nothing anew; until then health is bad, and a command has told it."""
    told = tmp_path / "told"
    port, desk.port = desk.port, 9  # nobody listens there
    desk.configure(more=f'[schedule]\nalarm = "tee -a {told}"')
    desk.article()
    assert desk.run("--if-due") == 1
    assert "2 of 2 mails were not delivered" in told.read_text(encoding="utf-8")
    built = (desk.out / TODAY.isoformat() / "edition.json").stat()
    assert main(["schedule", "health", "--config", str(desk.config)]) == 1
    assert "not to 2; briefing send" in capsys.readouterr().out
    desk.article("more", NEWS.replace("Norby", "Sandvik"))
    assert desk.run("--if-due") == 1
    assert len(told.read_text(encoding="utf-8").splitlines()) == 1
    desk.port = port
    desk.configure()
    assert desk.run("--if-due") == 0
    assert sorted(to for to, _ in desk.post.taken) == ["ann@example.org", "bob@example.org"]
    assert (desk.out / TODAY.isoformat() / "edition.json").stat() == built
    assert main(["schedule", "health", "--config", str(desk.config)]) == 0
    assert desk.run("--if-due") == 0
    assert len(desk.post.taken) == 2


def test_a_source_that_is_silent_stands_in_the_edition(desk: Desk) -> None:
    """What was not heard is left out by name; the others' news is sent."""
    desk.article()
    text = desk.config.read_text(encoding="utf-8")
    silent = '[[source]]\nname = "Far feed"\nkind = "feed"\nlocation = "http://127.0.0.1:9/feed"\ninternal = true\n'
    desk.config.write_text(text.replace("[mail]", silent + "[mail]"), encoding="utf-8")
    assert desk.run() == 0
    edition = json.loads((desk.out / TODAY.isoformat() / "edition.json").read_text(encoding="utf-8"))
    assert [one["input"] for one in edition["left_out"]] == ["Far feed"]
    assert edition["counts"]["skipped"] == 1
    assert "source Far feed failed" in desk.log


def test_two_mornings_never_overlap(desk: Desk, capsys: Said) -> None:
    """By hand it is said; the timer's call leaves in silence. Nothing is built, nothing sent, no heartbeat changed."""
    desk.article()
    with only_one(state_folder() / "morning.lock"):
        assert desk.run() == 1
        assert "another run is under way" in capsys.readouterr().err
        assert desk.run("--if-due") == 0
        assert capsys.readouterr().err == ""
    assert desk.post.taken == []
    assert not desk.out.exists()
    assert last_beat(heartbeat()) == {}


def test_two_at_the_same_moment_make_one_morning(desk: Desk) -> None:
    """Two processes started together: one runs, or one after the other finds nothing to do; one mail each."""
    desk.article()
    processes = [
        subprocess.Popen([sys.executable, "-m", "briefing", *desk.arguments("--if-due")], stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert sorted(to for to, _ in desk.post.taken) == ["ann@example.org", "bob@example.org"]


def test_a_killed_morning_is_begun_anew_and_mails_nobody_twice(desk: Desk) -> None:
    """Killed while the first mail is under way: the lock is free, the next call builds, and mails whom it may."""
    desk.article()
    desk.configure(more="parallel = 1")
    process = subprocess.Popen([sys.executable, "-m", "briefing", *desk.arguments()], stderr=subprocess.PIPE)

    def kill(_: str) -> None:
        desk.post.on_data = lambda _: None
        os.kill(process.pid, signal.SIGKILL)
        process.wait(20)

    desk.post.on_data = kill
    process.communicate(timeout=120)
    assert desk.post.took.wait(20)
    assert last_beat(heartbeat())["state"] == "running"
    assert desk.run("--if-due") == 1
    assert [to for to, _ in desk.post.taken if to != "ops@example.org"] == ["ann@example.org", "bob@example.org"]
    (letter,) = desk.post.messages("ops@example.org")
    assert "ann@example.org: unknown" in letter.get_content()
    assert last_beat(heartbeat())["tries"] == 2


def test_an_archive_that_is_away_is_told_to_the_operator(desk: Desk) -> None:
    """A damaged file, a database server that does not answer: the run failed, and somebody knows."""
    desk.article()
    (desk.folder / "archive.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    assert desk.run() == 1
    assert [to for to, _ in desk.post.taken] == ["ops@example.org"]
    assert last_beat(heartbeat())["state"] == "failed"


def test_an_operator_who_cannot_be_told_hides_nothing(desk: Desk, capsys: Said) -> None:
    """The fault is said first, that of the mail in the log."""
    desk.post.refused = {"ops@example.org": ["550 no such user"]}
    assert desk.run() == 1
    said = capsys.readouterr().err
    assert "nothing usable" in said
    assert "ops@example.org could not be told" in said
    assert "operator not told" in desk.log


def test_a_morning_needs_an_archive(desk: Desk, capsys: Said) -> None:
    """Without one nobody knows who has what."""
    assert desk.run("--archive", "none") == 2
    assert "--archive none" in capsys.readouterr().err


def test_a_state_folder_that_cannot_be_written_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """No lock, no run: exit 1 and the variable that helps."""
    monkeypatch.setenv("BRIEFING_STATE", str(desk.config))
    assert desk.run() == 1
    assert "BRIEFING_STATE" in capsys.readouterr().err

"""Several briefs from one archive: each with its own readers, hours, numbers, folder and yesterday."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.archive import Archive
from briefing.cli import main
from briefing.cli.heartbeat import heartbeat
from briefing.delivery import last_beat, outbox
from briefing.errors import SettingsError
from briefing.settings import Settings, parse_settings
from tests.cli.mailserver import Post, serving

Said = pytest.CaptureFixture[str]

TODAY = datetime.now(UTC).date()
PORT = (
    "The port of Norby reopened on Monday after a tanker was towed from its quay, the harbour master Anna Berg said. "
    "Two ferries that had waited in the roads since dawn were let in first."
)
BANK = (
    "The central bank of Estmark raised interest rates by half a point to 5.25 percent, its governor Radu Comsa said. "
    "Inflation and the budget deficit had risen faster than the bank had forecast, and exports fell."
)
BRIEFS = """
[[brief]]
name = "minister"
recipients = ["ann@example.org"]
[[brief]]
name = "economy"
title = "The Economic Brief"
recipients = ["bob@example.org"]
sources = ["Ledger"]
formats = ["json", "docx"]
attach = ["docx"]
[[brief]]
name = "week"
schedule = "weekly"
day = "{day}"
formats = ["json"]
"""


class Office:
    """A configuration of three briefs, a folder of articles, and a mail server."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.articles, self.out, self.config = folder / "articles", folder / "out", folder / "briefing.toml"
        self.archive = f"sqlite:///{folder / 'archive.sqlite'}"
        for name in ("Coast News", "Ledger"):
            (self.articles / name).mkdir(parents=True)
        self.configure(BRIEFS.format(day=f"{TODAY:%a}".lower()))

    def configure(self, briefs: str) -> None:
        self.config.write_text(
            f'[reading]\nmodel = "rules"\n[archive]\nurl = "{self.archive}"\n[schedule]\nat = "00:00"\n'
            f'[[source]]\nname = "Coast News"\nkind = "folder"\nlocation = "{self.articles / "Coast News"}"\n'
            f'[[source]]\nname = "Ledger"\nkind = "folder"\nlocation = "{self.articles / "Ledger"}"\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {self.port}\ntls = "none"\nsender = "brief@example.org"\n'
            f'recipients = ["everybody@example.org"]\nattach = ["ics"]\nretries = 1\ntimeout = 5\n{briefs}\n',
            encoding="utf-8",
        )

    def article(self, name: str, text: str, source: str, day: date = TODAY) -> None:
        line = {"title": text.split(",", maxsplit=1)[0], "text": text, "published": day.isoformat(), "source": source}
        (self.articles / source / f"{name}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")

    def run(self, *words: str) -> int:
        return main([words[0], "--config", str(self.config), *words[1:]])

    def morning(self, *more: str) -> int:
        return self.run("morning", "--out", str(self.out), *more)

    def edition(self, brief: str, day: date = TODAY) -> dict[str, object]:
        path = self.out / brief / day.isoformat() / "edition.json"
        return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, post: Post) -> Iterator[Office]:
    monkeypatch.setattr(outbox, "FIRST_WAIT", 0.01)
    with serving(post) as port:
        made = Office(tmp_path, port)
        made.article("port", PORT, "Coast News")
        made.article("bank", BANK, "Ledger")
        yield made


def test_one_morning_makes_all_that_are_due_for_their_own_readers(office: Office, post: Post) -> None:
    """Each in its folder, in its formats, to its recipients; a second call finds nothing to do."""
    assert office.morning() == 0
    assert {path.name for path in office.out.iterdir()} == {"minister", "economy", "week"}
    assert {path.name for path in (office.out / "economy" / TODAY.isoformat()).iterdir()} == {
        "edition.json", "edition.docx", "manifest.json",
    }  # fmt: skip
    minister, economy = office.edition("minister"), office.edition("economy")
    assert (minister["brief"], minister["title"], minister["number"]) == ("minister", "The Daily Brief", 1)
    assert (economy["brief"], economy["title"]) == ("economy", "The Economic Brief")
    assert [len(one["sources"]) for one in (minister, economy)] == [2, 1]  # type: ignore[arg-type]
    assert post.messages("everybody@example.org") == []
    assert len(post.messages("ann@example.org")) == 1
    (letter,) = post.messages("bob@example.org")
    assert [part.get_filename() for part in letter.iter_attachments()] == [f"brief-{TODAY}.docx"]
    assert last_beat(heartbeat("economy"))["state"] == "done"
    assert office.morning() == 0
    assert len(post.taken) == 2


def test_each_brief_of_an_archive_is_proved_and_sent_by_itself(office: Office, post: Post, capsys: Said) -> None:
    """`verify` finds the brief by the edition; `send --brief` knows who has it."""
    assert office.morning() == 0
    for brief in ("minister", "economy", "week"):
        path = office.out / brief / TODAY.isoformat() / "edition.json"
        assert office.run("verify", str(path)) == 0
    assert "every field made again" in capsys.readouterr().err
    assert office.run("send", "--brief", "economy") == 0
    assert "bob@example.org: sent already" in capsys.readouterr().err
    assert len(post.taken) == 2


def test_each_brief_has_its_own_yesterday(office: Office) -> None:
    """One that was made before says what is new since; another is its first."""
    yesterday = TODAY - timedelta(days=1)
    office.article("old", PORT.replace("Norby", "Sandvik"), "Coast News", yesterday)
    build = ("build", str(office.articles), "--out", str(office.out), "--formats", "json")
    assert office.run(*build, "--date", yesterday.isoformat(), "--brief", "minister") == 0
    assert office.morning() == 0
    assert (office.edition("minister")["number"], office.edition("week")["number"]) == (2, 1)
    assert (office.edition("minister")["previous"], office.edition("week")["previous"]) == (
        {"number": 1, "date": yesterday.isoformat()},
        None,
    )
    assert len(office.edition("week")["sources"]) == 3  # type: ignore[arg-type]  # seven days of them


def test_twice_a_day_is_two_editions_and_the_second_knows_the_first(office: Office) -> None:
    """Side by side in the folder, with one numbering."""
    office.configure('[[brief]]\nname = "desk"\nschedule = "twice a day"\nat = "00:00"\nevening = "00:00"\n')
    assert office.morning() == 0
    day = TODAY.isoformat()
    assert {path.name for path in (office.out / "desk").iterdir()} == {day, f"{day}-evening"}
    evening = json.loads((office.out / "desk" / f"{day}-evening" / "edition.json").read_text(encoding="utf-8"))
    assert (evening["number"], evening["previous"], evening["brief"]) == (
        2, {"number": 1, "date": day}, "desk/evening",
    )  # fmt: skip
    assert office.run("verify", str(office.out / "desk" / f"{day}-evening" / "edition.json")) == 0


def test_a_brief_that_cannot_be_made_keeps_no_other_back(office: Office, capsys: Said) -> None:
    """The fault is said, the exit code is its own, and the others are there."""
    office.configure('[[brief]]\nname = "none"\nsources = ["Nobody"]\n' + BRIEFS.format(day=f"{TODAY:%a}".lower()))
    assert office.morning() == 1
    assert "none: Nobody: no article of the day is from there" in capsys.readouterr().err
    assert (office.out / "minister" / TODAY.isoformat()).is_dir()
    assert last_beat(heartbeat("none"))["state"] == "failed"


def test_an_old_configuration_goes_on_as_the_brief_without_a_name(office: Office) -> None:
    """Its numbers and its folder stay when others come beside it."""
    office.configure("")
    assert office.morning() == 0
    assert (office.out / TODAY.isoformat()).is_dir()
    office.configure('[[brief]]\nname = ""\n[[brief]]\nname = "economy"\n')
    with Archive.open(office.archive) as archive:
        assert archive.editions() == [(TODAY, 1)]
    assert office.run("build", "--out", str(office.out), "--brief", "", "--date", TODAY.isoformat()) == 0


@pytest.mark.parametrize(
    ("schedule", "days", "at"),
    [
        ('schedule = "weekdays"', ("mon", "tue", "wed", "thu", "fri"), "06:00"),
        ('schedule = "weekly"\nday = "sun"\nat = "18:00"', ("sun",), "18:00"),
        ("", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "06:00"),
    ],
)
def test_a_schedule_is_days_and_an_hour(schedule: str, days: tuple[str, ...], at: str) -> None:
    import tomllib

    found = parse_settings(tomllib.loads(f'[[brief]]\nname = "x"\n{schedule}\n')).of("x")
    assert (found.schedule.days, found.schedule.at) == (days, at)
    assert (found.edition.days, found.brief) == (7 if "weekly" in schedule else 1, ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"brief": [{"name": "a"}, {"name": "a"}]}, "two briefs are called 'a'"),
        ({"brief": [{"name": "../a"}]}, "brief 1.name"),
        ({"brief": [{"titel": "x", "name": "a"}]}, "did you mean 'title'"),
        ({"brief": {"name": "a"}}, "must be tables headed"),
        ({"brief": [{"name": "a", "desks": ["economics"]}]}, "desks"),
    ],
)
def test_faults_of_briefs_are_named(content: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        parse_settings(content)


def test_an_unknown_brief_is_an_error_that_names_the_nearest() -> None:
    settings = parse_settings({"brief": [{"name": "economy"}]})
    with pytest.raises(SettingsError, match="did you mean 'economy'"):
        settings.of("economi")
    with pytest.raises(SettingsError, match="no such"):
        Settings().of("economy")

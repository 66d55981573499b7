"""Fences: what fails costs its own part of a reading, and is told."""

from datetime import date
from typing import Any, Never

import pytest

from briefing.cli import main
from briefing.forms import line, parse
from briefing.model import Article, Fault, Reading
from briefing.reading.reader import Reader
from briefing.settings import ReadingSettings

TEXT = (
    "Foreign Minister Ilse Varga met Pavel Dorn in Vienna on Monday. She said the ministry would publish the "
    "terms on Friday.\n\nThe talks lasted three hours."
)
ARTICLE = Article(id="a", title="Varga meets Dorn", text=TEXT, published=date(2019, 1, 29), language="en")

STEPS = {
    "sentences": "briefing.reading.reader.segment",
    "names": "briefing.reading.names.find",
    "dates": "briefing.reading.dates.find",
    "actors": "briefing.reading.actors.resolve",
    "roles": "briefing.reading.actors.resolution.find_roles",
    "references": "briefing.reading.actors.resolution.find_references",
    "standing": "briefing.reading.reader.stand",
    "facts": "briefing.reading.reader.quantities.find",
    "terms": "briefing.reading.reader.weigh",
    "salience": "briefing.reading.reader.salience",
    "summary": "briefing.reading.reader.summarise",
}


def broken(*_args: Any, **_more: Any) -> Never:
    raise KeyError(None)


@pytest.mark.fenced
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_costs_its_part_of_the_reading(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The article stays, with all that the other steps found; the fault stands in its reading and in its JSON."""
    whole = Reader(ReadingSettings(model="rules")).read(ARTICLE)
    monkeypatch.setattr(STEPS[step], broken)
    reading = Reader(ReadingSettings(model="rules")).read(ARTICLE)
    assert Fault(step=step, part="", error="KeyError: None") in reading.faults
    assert reading.article is ARTICLE
    assert reading.sentences
    assert len(reading.salience) == len(reading.sentences)
    if step not in ("sentences", "names", "actors"):
        assert [actor.name for actor in reading.actors] == [actor.name for actor in whole.actors]
    if step not in ("dates", "sentences"):
        assert [timex.value for timex in reading.timexes] == [timex.value for timex in whole.timexes]
    assert parse(Reading, line(reading, whole=True)).faults == reading.faults


@pytest.mark.fenced
def test_a_rule_that_fails_costs_its_expression(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other days of the sentence are found."""
    from briefing.reading.dates.engine.productions import PRODUCTIONS

    whole = Reader(ReadingSettings(model="rules")).read(ARTICLE)
    monkeypatch.setitem(PRODUCTIONS, "duration", broken)
    reading = Reader(ReadingSettings(model="rules")).read(ARTICLE)
    assert [t.value for t in reading.timexes] == [t.value for t in whole.timexes if t.type != "DURATION"]
    assert {fault.step for fault in reading.faults} == {"dates"}
    assert all(fault.part for fault in reading.faults)


@pytest.mark.fenced
def test_a_run_counts_what_was_fenced_and_names_it_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    """One line; with --verbose each step, rule and error."""
    monkeypatch.setattr(STEPS["roles"], broken)
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["read", str(path)]) == 0
    assert "1 part of articles could not be understood" in capsys.readouterr().err
    assert main(["--verbose", "read", str(path)]) == 0
    assert "roles: KeyError: None: 1 times" in capsys.readouterr().err


@pytest.mark.fenced
def test_doctor_names_what_the_latest_edition_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    """A note with the number of articles; none where nothing failed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    at = ["--archive", f"sqlite:///{tmp_path}/a.db"]
    with monkeypatch.context() as failing:
        failing.setattr(STEPS["roles"], broken)
        assert main(["build", "a.txt", "--date", "2019-01-29", "--formats", "json", *at]) == 0
    main(["doctor", *at])
    assert "note  reading    in 1 articles, roles: KeyError: None" in capsys.readouterr().out

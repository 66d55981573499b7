"""The version of a reading: a digest of all that it depends on; no edition mixes two."""

import dataclasses
from datetime import date
from importlib import metadata, resources
from pathlib import Path

import pytest

from briefing import intake
from briefing.archive import Archive
from briefing.errors import SettingsError
from briefing.fingerprint import fingerprint
from briefing.model import Article
from briefing.reading import reader
from briefing.settings import ActorEntry, ReadingSettings, Settings

SETTINGS = Settings(reading=ReadingSettings(model="rules"))
ARTICLE = Article(id="a", title="", text="Pavel Dorn met envoys on Monday.", published=date(2019, 1, 29), language="en")


@pytest.mark.parametrize(
    ("name", "changed"), [("reading/dates/rules.py", True), ("data/words.toml", True), ("reading/__pycache__/rules.pyc", False),
                          ("data/model/encoder.onnx", False), ("cli/build.py", False)],
)  # fmt: skip
def test_any_code_or_table_of_reading_changes_it(
    name: str, changed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights have a digest of their own; what is not read from has no say."""
    for path in ("reading/dates/rules.py", "data/words.toml", name):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("one", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)
    taken = fingerprint.__wrapped__
    before = taken(("reading", "data"))
    assert taken(("reading", "data")) == before
    (tmp_path / name).write_text("two", encoding="utf-8")
    assert (taken(("reading", "data")) != before) == changed


def test_another_release_of_a_library_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Babel knows the names of states, numpy adds up the weights."""
    taken = fingerprint.__wrapped__
    before = taken((), ("babel",))
    monkeypatch.setattr(metadata, "version", lambda _name: "99.0")
    assert taken((), ("babel",)) != before


def test_settings_and_entries_change_it() -> None:
    """What is asked for, and the user's word on who is who."""
    versions = {
        reader.Reader(ReadingSettings(model="rules")).version,
        reader.Reader(ReadingSettings(model="rules", date_order="mdy")).version,
        reader.Reader(ReadingSettings(model="rules"), [ActorEntry(name="Pavel Dorn")]).version,
        reader.Reader(ReadingSettings()).version,
    }
    assert len(versions) == 4


def test_a_stored_reading_of_another_version_is_read_anew(tmp_path: Path) -> None:
    """After an upgrade yesterday's faults are not served again."""
    made = reader.read(ARTICLE, SETTINGS.reading)
    with Archive.open(f"sqlite:///{tmp_path / 'a.sqlite'}") as archive:
        archive.save([dataclasses.replace(made, timexes=(), version="0.1.0-older")])
        assert archive.reading(ARTICLE, made.version) is None
        (again,) = intake.read([ARTICLE], SETTINGS, archive=archive)
        assert again == made
        archive.save([made])
        assert archive.reading(ARTICLE, made.version) == made


def test_readings_of_two_versions_never_meet_in_an_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with another release is named, and no edition made."""

    def older(article: Article, *_more: object) -> object:
        return dataclasses.replace(made, article=article, version="0.1.0-older")

    made = reader.read(ARTICLE, SETTINGS.reading)
    monkeypatch.setattr(reader, "read", older)
    with pytest.raises(SettingsError, match="never mixes two"):
        list(intake.read([ARTICLE], SETTINGS))

"""A draft of invented news on the table: built once, copied for each test."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing.archive import Archive
from briefing.cli import main
from briefing.drafts import Draft
from briefing.model import Edition, EditionStory
from briefing.settings import Settings, load_settings
from tests.proving.news import SECOND, SETTINGS, built

#: Ends in its mail's table, to which tests add; a mail that carries no paper has none laid out.
CONFIG = """
[reading]
model = "rules"
[engine]
workers = 1
[desk]
release = "reviewed"
[edition]
formats = ["html", "json", "txt"]
[mail]
attach = []
"""


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days built under review; nothing is released."""
    folder = tmp_path_factory.mktemp("drafted")
    built(folder, desk=SETTINGS.desk.model_copy(update={"release": "reviewed"}))
    return folder


@dataclass
class Bureau:
    """An archive with a draft, and the commands that change it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'archive.sqlite'}"

    @property
    def config(self) -> Path:
        return self.folder / "briefing.toml"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def settings(self) -> Settings:
        return load_settings(self.config)

    def edit(self, *words: str) -> int:
        return main(["edit", "--config", str(self.config), "--archive", self.url, "--by", "Ann", *words])

    def run(self, *words: str) -> int:
        return main([*words, "--config", str(self.config), "--archive", self.url])

    def release(self) -> int:
        return self.edit("release", "--out", str(self.out))

    def edition(self) -> Edition:
        """The draft as it is decided now."""
        with Archive.open(self.url) as archive:
            draft = Draft(archive, SECOND, self.settings)
            return draft.edition(draft.decided())[0]

    def stories(self) -> dict[str, EditionStory]:
        return {story.title: story for section in self.edition().sections for story in section.stories}

    def written(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / str(SECOND) / "edition.json").read_bytes())
        return found

    def said(self) -> str:
        told = self.capsys.readouterr()
        return told.out + told.err


@pytest.fixture
def bureau(
    drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Bureau:
    """A copy of the draft."""
    shutil.copytree(drafted, tmp_path / "own")
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))
    made = Bureau(tmp_path / "own", capsys)
    made.config.write_text(CONFIG, encoding="utf-8")
    return made

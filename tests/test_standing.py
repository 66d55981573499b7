"""An edition that would be made again of the very same stays as it stands; whatever changed makes it anew."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.cli import main
from briefing.rendering import render

TALKS = Path(__file__).parent / "editions" / "talks" / "in"
RULES = '[reading]\nmodel = "rules"\n'

Build = Callable[..., list[str]]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds the brief of a folder, and says which formats were drawn."""
    drawn: list[str] = []

    def counted(edition: object, format_: str, **given: object) -> bytes:
        drawn.append(format_)
        return render(edition, format_, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "render", counted)

    def run(*inputs: Path, formats: str = "html,json", settings: str = RULES) -> list[str]:
        drawn.clear()
        config = tmp_path / "briefing.toml"
        config.write_text(settings, encoding="utf-8")
        asked = ["build", *map(str, inputs), "--config", str(config), "--out", str(tmp_path / "out")]
        archive = f"sqlite:///{tmp_path / 'archive.sqlite'}"
        assert main([*asked, "--formats", formats, "--archive", archive]) == 0
        return list(drawn)

    return run


def files(tmp_path: Path) -> dict[str, bytes]:
    """Everything that stands in the edition's folder."""
    return {path.name: path.read_bytes() for path in (tmp_path / "out" / "2019-01-29").iterdir()}


def test_the_same_again_draws_nothing(tmp_path: Path, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what it said, and every byte stays."""
    assert build(TALKS) == ["html", "json"]
    first, said = files(tmp_path), capsys.readouterr().err
    assert build(TALKS) == []
    assert files(tmp_path) == first
    assert capsys.readouterr().err == said
    assert build(TALKS, formats="json") == []


def test_whatever_is_otherwise_is_made_anew(tmp_path: Path, build: Build) -> None:
    """Another format, another setting, a template of one's own, a file that was changed or is gone, another article."""
    build(TALKS)
    first = files(tmp_path)
    assert build(TALKS, formats="html,json,txt") == ["html", "json", "txt"]
    assert build(TALKS, settings=RULES + '[edition]\ntitle = "Other"\n') == ["html", "json"]
    assert build(TALKS) == ["html", "json"]
    own = tmp_path / "own"
    own.mkdir()
    templates = RULES + f'[edition]\ntemplates = "{own}"\n'
    build(TALKS, settings=templates)
    assert build(TALKS, settings=templates) == []
    (own / "note.txt").write_text("included by nothing", encoding="utf-8")
    assert build(TALKS, settings=templates) == ["html", "json"]
    build(TALKS)
    assert files(tmp_path) == first
    page = tmp_path / "out" / "2019-01-29" / "edition.html"
    page.write_text("changed", encoding="utf-8")
    assert build(TALKS) == ["html", "json"]
    page.unlink()
    assert build(TALKS) == ["html", "json"]
    assert files(tmp_path) == first
    more = tmp_path / "more.txt"
    more.write_text("A bridge fell\n\n29 January 2019\n\nA bridge fell into the river on Tuesday, the police said.\n")
    assert build(TALKS, more) == ["html", "json"]
    assert build(TALKS) == ["html", "json"]


def test_the_very_same_files_are_not_read_again(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their bytes tell; with another setting, or one of them touched, they are."""
    folder = tmp_path / "in"
    shutil.copytree(TALKS, folder)
    build(folder)
    monkeypatch.setattr(pipeline, "collect", _never)
    assert build(folder) == []
    with pytest.raises(pytest.fail.Exception):
        build(folder, settings=RULES + '[edition]\ntitle = "Other"\n')
    touched = next(path for path in folder.iterdir() if path.is_file())
    os.utime(touched, (0, 0))
    with pytest.raises(pytest.fail.Exception):
        build(folder)


def _never(*_: object, **__: object) -> Iterator[object]:
    yield pytest.fail("read again", pytrace=False)

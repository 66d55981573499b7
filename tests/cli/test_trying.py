"""`briefing desk try`: what other settings would have changed."""

from pathlib import Path

import pytest

from briefing.cli import main

DAY = "2019-01-28"
ITEMS = (
    ("Talks on the treaty end without a deal", "The foreign ministers of Karsia and Estmark ended talks on the border treaty on Monday without a deal, officials said."),
    ("Striker scores twice in cup final", "The striker scored twice as Lindhaven won the cup final 3-1 against Orsund on Sunday in front of 60,000 fans."),
    ("Museum opens a new wing", "The national museum opened a new wing with 300 paintings on Monday, the director said at the ceremony."),
    ("Central bank raises its key rate", "The central bank of Norland raised its key interest rate to 5 percent on Monday to fight inflation, it said."),
    ("Flood kills 14 in the valley", "A flood killed 14 people in the Tamis valley on Monday, the civil protection service said."),
)  # fmt: skip


def test_other_settings_move_stories_and_the_same_settings_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written: the second run says what the first one said."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for n, (title, text) in enumerate(ITEMS):
        (folder / f"{n}.txt").write_text(f"{title}\n\n28 January 2019\n\n{text}\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    assert main(["build", "in", "--date", DAY, "--archive", url, "--out", "out", "--formats", "json"]) == 0
    capsys.readouterr()

    def tried(*options: str) -> str:
        assert main(["desk", "try", "--archive", url, *options]) == 0
        return capsys.readouterr().out

    assert tried() == f"{DAY}: page one as it was\n"
    (tmp_path / "other.toml").write_text("[desk]\nfront = 1\n", encoding="utf-8")
    told = tried("--config", "other.toml")
    assert told.startswith(f"{DAY}: ")
    assert "  - 2      " in told
    assert "(now: page one is full)" in told
    assert tried("--config", "other.toml") == told
    (tmp_path / "markets.toml").write_text("[desk]\nweights = { economy = 20 }\n", encoding="utf-8")
    assert "→" in tried("--config", "markets.toml")

"""`briefing compare` as a user meets it."""

from pathlib import Path

import pytest

from briefing.cli import main
from briefing.settings import SUMMARISERS

NEWS = """[/b] Tanker hits quay [red]

The harbour of Norby was closed on Monday after a tanker hit the quay and spilled 300 tonnes of oil.

The tanker, the Aurora, was bound from Norby to Tallen with a cargo of heating oil, the harbour office said.

Fishermen in Tallen, thirty miles to the south, feared for the herring season.

Herring is what Tallen lives on: half of its families own a boat.

The harbour of Norby will stay closed until Friday, Anna Holt, the mayor, told reporters.
"""


def test_all_summarisers_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each name with its number, each sentence with dots; brackets in a text are no markup."""
    article, config = tmp_path / "report.txt", tmp_path / "briefing.toml"
    article.write_text(NEWS, encoding="utf-8")
    config.write_text('[reading]\nmodel = "rules"\n', encoding="utf-8")
    assert main(["compare", str(article), "--config", str(config), "--sentences", "2"]) == 0
    out = capsys.readouterr().out
    assert "[/b] Tanker hits quay [red]" in out
    for number, name in enumerate(SUMMARISERS, start=1):
        assert f"{number} {name} (2 sentences, " in out
    assert out.count("●") == 2 * len(SUMMARISERS)
    first = next(line for line in out.splitlines() if "The harbour of Norby was" in line)
    assert first.split()[:2] == ["●", "●"]  # ours and LEAD

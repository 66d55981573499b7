"""The installed wheel, with the source folder out of reach: ``make wheel`` runs this."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = os.environ.get("BRIEFING_WHEEL", "")

pytestmark = pytest.mark.skipif(not SITE, reason="runs against an installed wheel: make wheel")

ARTICLE = """Envoys meet in Geneva

Envoys meet in Geneva
2 min read
29 January, 2019
Swiss Foreign Minister Ignazio Cassis will receive the Russian envoy Alexander Lavrentiev in Geneva on Wednesday.

"We expect a frank exchange," Cassis told reporters on Tuesday.
"""


def briefing(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefing", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=120)


def test_the_package_is_the_wheel() -> None:
    """What is imported is what was built, not the source folder."""
    import briefing

    assert Path(briefing.__file__).is_relative_to(SITE)


def test_a_brief_is_built(tmp_path: Path) -> None:
    """Templates, fonts, tables and the model are in the wheel."""
    (tmp_path / "report.txt").write_text(ARTICLE, encoding="utf-8")
    done = briefing(
        "build",
        "report.txt",
        "--out",
        "out",
        "--archive",
        "none",
        "--formats",
        "html,pdf,json,txt,md,ics",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "rule" not in done.stderr
    folder = tmp_path / "out" / "2019-01-29"
    assert (folder / "edition.pdf").read_bytes().startswith(b"%PDF-")
    edition = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert any("Cassis" in actor["name"] for actor in edition["actors"])


def test_the_model_is_in_the_wheel() -> None:
    """The reader of the wheel reads with the model, not by rules alone."""
    from briefing.reading.reader import Reader

    reader = Reader()
    assert reader.notice is None


def test_schemas_are_printed(tmp_path: Path) -> None:
    """`briefing schema` works without the source."""
    done = briefing("schema", "edition", cwd=tmp_path)
    assert json.loads(done.stdout)["$id"] == "briefing.edition/1"

"""The guide's examples: `sh` and `python` blocks are run, `toml` blocks are checked, commands of `console` blocks exist."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.settings import parse_settings
from tools.docs import commands

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "guide").glob("*.md"))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Articles of one seed day, enough for three stories.
SEEDS = "gulf-observer-hodeidah-pullout-delayed harbour-wire-brazil-dam-84-dead harbour-wire-guaido-travel-ban harbour-wire-threat-hearing"
#: Read by rules: these examples show how commands are called, not how well they read.
CONFIG = '[reading]\nmodel = "rules"\n[archive]\nurl = "sqlite:///archive.sqlite"\n'


def blocks(page: Path, kind: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == kind]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """What the pages take for granted: articles, a configuration, an edition, and `briefing` on the path."""
    (tmp_path / "articles").mkdir()
    for name in SEEDS.split():
        shutil.copy(ROOT / "seeds" / "2019-01-29" / f"{name}.txt", tmp_path / "articles")
    (tmp_path / "briefing.toml").write_text(CONFIG, encoding="utf-8")
    many = blocks(ROOT / "docs" / "guide" / "many.md", "toml")[0]
    (tmp_path / "briefs.toml").write_text(CONFIG + many, encoding="utf-8")
    program = tmp_path / "bin" / "briefing"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m briefing "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def run(office: Path, *command: str) -> str:
    env = os.environ | {
        "PATH": f"{office / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "BRIEFING_STATE": str(office / "state"),
        "HOME": str(office),
    }  # fmt: skip
    done = subprocess.run(command, check=False, cwd=office, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_line(office: Path, line: str) -> None:
    """A plain command in this very process, which has all loaded; a pipe in a shell."""
    if line.startswith("briefing ") and not any(sign in line for sign in "|<>"):
        assert main(shlex.split(line)[1:]) == 0, line
    else:
        run(office, "bash", "-euc", line)  # without pipefail: "head" ends a pipe early


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_to_run_runs(page: Path, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of its shell examples in their order, then those in Python."""
    monkeypatch.chdir(office)
    lines = [line for text in blocks(page, "sh") for line in text.splitlines()]
    if any("jq " in line for line in lines) and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    if page.stem in ("editor", "operator"):
        run_line(office, "briefing build articles/ --date 2019-01-29 --formats json")
    for line in lines:
        run_line(office, line)
    if code := "\n".join(blocks(page, "python")):
        run(office, sys.executable, "-c", code.replace("Settings()", "Settings(reading={'model': 'rules'})"))
    written = {"newcomer": "output/2019-01-29/edition.docx", "many": "output/economy/2019-01-29/edition.json"}
    assert (office / written.get(page.stem, "briefing.toml")).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_to_configure_is_understood(page: Path) -> None:
    for text in blocks(page, "toml"):
        parse_settings(tomllib.loads(text), page.name)


def test_every_command_that_a_page_names_is_there_with_its_options() -> None:
    known = {
        command.name: {name.split()[0] for option in command.options for name in re.split(r", ", option[0])}
        for command in commands()
    }
    everywhere = known["briefing"] | {"--help"}
    for page in PAGES:
        for line in "\n".join(blocks(page, "console")).splitlines():
            words = shlex.split(line.split(" || ")[0].split(" > ")[0])
            if not words or words[0] != "briefing":
                continue
            told = " ".join(words)
            name = max((name for name in known if f"{told} ".startswith(f"{name} ")), key=len)
            assert name != "briefing", told
            assert {word for word in words if word.startswith("-")} <= known[name] | everywhere, told

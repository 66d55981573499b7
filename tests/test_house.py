"""The house: doors, public names, settings and commands are what the README and the design say."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefing"

#: Standard-library doors to the outside → the only places that may open them.
DOORS = {
    "socket": ("sources",),
    "ssl": ("sources", "delivery", "certificates"),
    "urllib.request": ("sources",),
    "http.client": ("sources",),
    "http.server": (),
    "imaplib": ("sources",),
    "smtplib": ("delivery",),
    "subprocess": ("bounded", "delivery", "cli"),
    "random": (),
}
#: Calls that read the clock → the only places that may.
CLOCKS = {"now", "today", "utcnow", "time", "time_ns"}
CLOCK_ROOMS = ("pipeline", "cli")
#: Waiting and ageing need a clock of their own: timeouts of fetching, retries of sending.
MONOTONIC_ROOMS = ("sources", "delivery")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module of the package: its place ("sources", "pipeline") and its tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        yield place, ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """The full name of everything that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_standard_library_doors_are_opened_only_where_they_may_be() -> None:
    """Only the rooms at the edge open sockets, send mail or start programs."""
    opened = {
        f"{place} imports {door}"
        for place, tree in modules()
        for name in imported(tree)
        for door, rooms in DOORS.items()
        if (name == door or name.startswith(door + ".")) and place not in rooms
    }
    assert opened == set()


def test_only_pipeline_and_cli_read_the_clock() -> None:
    """Rooms are handed the day: same input, same bytes."""
    read = set()
    for place, tree in modules():
        if place in CLOCK_ROOMS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                owner = ast.unparse(node.func.value)
                if owner.split(".")[-1] in ("datetime", "date", "time"):
                    read.add(f"{place}: {ast.unparse(node)}")
    allowed = {f"{place}: time.time()" for place in MONOTONIC_ROOMS}
    assert read - allowed == set()


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Before Python 3.11.5 (Debian 12 has 3.11.2) such a group loses what it holds: CPython issue 106052."""
    group = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+|\(\?>")
    files = [each for kind in ("*.py", "*.toml") for each in (ROOT / "briefing").rglob(kind)]
    assert [each.name for each in files if group.search(each.read_text(encoding="utf-8"))] == []


def test_every_module_says_what_it_is() -> None:
    """The first line of each module is a sentence about it."""
    silent = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    """A module over 500 lines has more than one job."""
    long = {
        str(path.relative_to(ROOT)): n
        for path in PACKAGE.rglob("*.py")
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


@pytest.mark.parametrize("name", ["briefing.model", "briefing.forms", "briefing.edition", "briefing.grouping"])
def test_public_names_are_exact(name: str) -> None:
    """`__all__` names what is there, each once."""
    module = importlib.import_module(name)
    names: list[str] = module.__all__
    assert len(names) == len(set(names))
    assert [n for n in names if not hasattr(module, n)] == []


def test_the_readme_names_every_command() -> None:
    """A command that the README does not show does not exist for its users."""
    from briefing.cli.app import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"briefing {name}" not in readme] == []


def test_the_list_of_commands_says_of_each_what_its_own_help_says() -> None:
    """It is printed without loading any of them."""
    from briefing.cli.app import COMMANDS, Command

    own = {name: str(Command(name).real.help).splitlines()[0].partition(". ")[0] for name in COMMANDS}
    assert own == {name: about.partition(". ")[0] for name, about in COMMANDS.items()}


def test_every_setting_is_documented() -> None:
    """`briefing init` writes each key of each table, with a comment."""
    from briefing.cli.init import template
    from briefing.settings import Settings

    written = template()
    missing = []
    for table, field in Settings.model_fields.items():
        entry = field.annotation
        entries = getattr(entry, "__args__", (entry,))
        keys = entries[0].model_fields  # type: ignore[union-attr]
        missing += [f"{table}.{key}" for key in keys if not re.search(rf"^#? ?{key} = ", written, re.MULTILINE)]
    assert missing == []


def test_help_needs_no_heavy_library() -> None:
    """`briefing --help` answers at once: commands, databases, document engines and models are loaded when they are used."""
    code = (
        "import sys; from briefing.cli import main; main(['--help']); "
        "print([m for m in ('briefing.pipeline', 'lxml', 'numpy', 'pydantic', 'sqlalchemy', 'weasyprint') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_the_page_of_commands_is_up_to_date() -> None:
    """docs/commands.md is what `--help` prints; `make docs` rewrites it."""
    done = subprocess.run([sys.executable, "-m", "tools.docs", "--check"], check=False, cwd=ROOT)
    assert done.returncode == 0


@pytest.mark.parametrize("lock", ["run", "server", "dev"])
def test_the_locks_hold_what_the_project_asks_for(lock: str) -> None:
    """Every requirement of pyproject.toml is locked, with hashes, in a release that it permits: else `make lock`."""
    from packaging.requirements import Requirement

    from tools.releases import EXTRAS, LOCKS

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(one for extra in EXTRAS[lock] for one in project["optional-dependencies"][extra]),
    ]
    text = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+?)(?:\[[^]]*\])?==([^\s;]+)", text, re.MULTILINE))
    for requirement in map(Requirement, asked):
        release = locked.get(re.sub(r"[-_.]+", "-", requirement.name).lower())
        assert release, f"{requirement.name} is not locked"
        assert requirement.specifier.contains(release), requirement
    assert text.count("--hash=sha256:") >= len(locked)


def test_what_is_asked_for_is_used() -> None:
    """A library that nothing imports is weight; zoneinfo reads tzdata, sumy takes NLTK's stemmers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    modules_of = {"charset-normalizer": "charset_normalizer", "python-dateutil": "dateutil", "python-docx": "docx"}
    names = {re.split(r"[\[>]", line)[0] for line in project["dependencies"]} - {"tzdata", "nltk"}
    used = {name.split(".")[0] for _, tree in modules() for name in imported(tree)}
    assert {name for name in names if modules_of.get(name, name) not in used} == set()


def test_the_pages_name_what_is_there() -> None:
    """Every file and folder that README and docs point at exists."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    named = {
        (page.name, place)
        for page in pages
        for place in re.findall(
            r"`((?:briefing|templates|tests|tools|docs)/[\w./-]*)`", page.read_text(encoding="utf-8")
        )
    }
    assert len(named) > 30
    assert (
        sorted(
            pair for pair in named if "XX" not in pair[1] and "NAME" not in pair[1] and not (ROOT / pair[1]).exists()
        )
        == []
    )

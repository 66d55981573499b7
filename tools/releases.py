"""Releases of libraries: lock them, or try the tests with the lowest permitted and the newest ones.

``python -m tools.releases lock`` writes tools/lock anew. ``… lowest`` and ``… newest`` make an environment of their own,
with the oldest and the newest Python there is, and run in it the tests that a library can break.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "tools" / "lock"
#: Lock → the extras that it holds besides what running needs. All install Briefing itself without a network: hatchling.
EXTRAS = {"run": (), "server": ("postgres", "web"), "dev": ("dev", "dask", "keyring", "postgres")}
BUILD = "hatchling>=1.25\neditables>=0.5\n"
#: Tests that go through a library's own ground: formats in and out, archive, model, summarisers, cluster, whole editions.
TESTS = (
    "tests/editions", "tests/cli/test_build.py", "tests/sources", "tests/archive/test_archive.py", "tests/archive/test_version.py",
    "tests/archive/test_search.py", "tests/forms", "tests/rendering", "tests/reading/test_summarisers.py", "tests/reading/test_encode.py",
    "tests/reading/test_tables.py", "tests/reading/test_fences.py", "tests/edition/test_brackets.py", "tests/engine", "tests/delivery/test_outbox.py",
    "tests/lexicon/test_places.py",
)  # fmt: skip
PYTHONS = ("python3.11", "python3.12", "python3.13")


def lock() -> None:
    """Resolve pyproject.toml to the newest releases, for all Pythons and systems, with their hashes."""
    if importlib.util.find_spec("uv") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    LOCKS.mkdir(exist_ok=True)
    for name, extras in EXTRAS.items():
        named = [word for extra in extras for word in ("--extra", extra)]
        command = [
            sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "-", *named, "--universal", "--python-version", "3.11",
            "--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--upgrade", "--quiet",
            "--output-file", str(LOCKS / f"{name}.txt"),
        ]  # fmt: skip
        if name != "run":  # what running needs is the same release everywhere
            command += ["--constraint", str(LOCKS / "run.txt")]
        subprocess.run(command, input=BUILD, text=True, check=True, cwd=ROOT)
        path = LOCKS / f"{name}.txt"
        path.write_text(f"# Written by `make lock`.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def lowest() -> list[str]:
    """The lowest release that pyproject.toml permits of each library that running needs, as constraints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dask"]]
    return [re.sub(r"\[.*?\]", "", line).replace(">=", "==") for line in wanted]


def attempt(which: str) -> int:
    """The exit code of `TESTS` with the ``which`` releases."""
    there = [python for python in PYTHONS if shutil.which(python) and _runs(python)] or [sys.executable]
    python = there[0] if which == "lowest" else there[-1]
    with tempfile.TemporaryDirectory() as folder:
        venv, constraints = Path(folder) / "venv", Path(folder) / "constraints.txt"
        constraints.write_text("\n".join(lowest() if which == "lowest" else []), encoding="utf-8")
        subprocess.run([python, "-m", "venv", str(venv)], check=True)
        own = str(venv / "bin" / "python")
        pip = [own, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--constraint", str(constraints), "--editable", f"{ROOT}[dev]"], check=True)
        print(f"{which} releases, {python}", flush=True)
        command = [own, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--maxprocesses", "2", *TESTS]
        return subprocess.run(command, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}).returncode


def _runs(python: str) -> bool:
    """Whether it is an interpreter that starts, not only a shim by that name."""
    return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def main() -> int:
    """Returns 0, or the exit code of the tests."""
    which = sys.argv[1] if len(sys.argv) > 1 else ""
    if which == "lock":
        lock()
        return 0
    if which in ("lowest", "newest"):
        return attempt(which)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())

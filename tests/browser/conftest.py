"""What the browser tests need, and the reasons for skipping them where it is missing."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.rendering.page import html
from briefing.settings import EditionSettings
from tests.browser.chromium import BROWSER, Chromium
from tests.rendering import samples, samples_made

#: Where `npm ci --prefix tests/browser` puts axe-core and vnu-jar; another folder may be named.
MODULES = Path(os.environ.get("BRIEFING_NODE_MODULES", Path(__file__).parent / "node_modules"))

PAGES = {
    "rich": (samples.rich(), EditionSettings()),
    "plain": (samples.rich(), EditionSettings(theme="plain")),
    "small": (samples.small(), EditionSettings()),
    "nasty": (samples_made.nasty(), EditionSettings()),
    "long": (samples_made.many(12), EditionSettings()),
    "arabic": (replace(samples.rich(), language="ar"), EditionSettings(language="ar")),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here; skip it where there is no browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not BROWSER:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine: apt install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """One Chromium for all tests."""
    with Chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample editions as files."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, (edition, look) in PAGES.items():
        made[name] = folder / f"{name}.html"
        made[name].write_bytes(html(edition, settings=look))
    return made


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script."""
    path = MODULES / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/browser --ignore-scripts")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The command of the Nu HTML checker, for a run of two seconds: nothing in it is worth compiling to the full."""
    path = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if not path.is_file() or not java:
        pytest.skip("vnu-jar or Java is not installed: npm ci --prefix tests/browser --ignore-scripts")
    short = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
    return [java, *short, "-jar", str(path), "--format", "json", "--errors-only"]

"""What all tests share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from briefing.reading import fences

# Properties are about what comes out, never about how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

# What one process has compiled, none of the hundred others that tests start compiles again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="Rewrite the golden editions.")


#: Folders whose tests share what is slow to start: a browser, a database's server, a draft.
_TOGETHER = {"browser": "browser", "web": "browser", "archive": "archive", "desk": "desk"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With several workers (-n), one makes what the tests of a file share, not each of them."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # it says no types
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::", maxsplit=1)[0]
            return next((_TOGETHER[part] for part in file.split("/") if part in _TOGETHER), file)

    return ByFile(config, log) if config.option.dist == "load" else None


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the run: it holds hints alone, each valid for the very bytes that it was made of."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, for a test of what it holds."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "briefing"


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the archive, the cache or the state of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _nothing_is_fenced(request: pytest.FixtureRequest) -> Iterator[None]:
    """A fault that costs a user only a part of an article fails the test; unless the test makes it itself."""
    before = fences.total
    yield
    if request.node.get_closest_marker("fenced") is None:
        assert fences.total == before, "a step of reading failed behind its fence"

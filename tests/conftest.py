"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from briefing.reading import fences

# Properties are about what comes out, never about how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="Rewrite the golden editions.")


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the archive or the state of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("BRIEFING_STATE", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _nothing_is_fenced(request: pytest.FixtureRequest) -> Iterator[None]:
    """A fault that costs a user only a part of an article fails the test; unless the test makes it itself."""
    before = fences.total
    yield
    if request.node.get_closest_marker("fenced") is None:
        assert fences.total == before, "a step of reading failed behind its fence"

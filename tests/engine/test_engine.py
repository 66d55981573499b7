"""A step over many items: the same results on threads and on a cluster."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli import main
from briefing.engine import map_items
from briefing.engine.local import AHEAD, Failure
from briefing.errors import SettingsError
from briefing.settings import EngineSettings

TALKS = Path(__file__).parent.parent / "editions" / "talks" / "in"


def tenth(number: int) -> int:
    """A step that fails on 0."""
    return 10 // number


@given(st.lists(st.integers(min_value=-3, max_value=3), max_size=60), st.integers(min_value=1, max_value=5))
def test_results_come_in_the_order_of_the_items(numbers: list[int], workers: int) -> None:
    """However many threads there are; an item that breaks the step is told, and the others go on."""
    found = list(map_items(tenth, numbers, EngineSettings(workers=workers)))
    assert len(found) == len(numbers)
    for number, result in zip(numbers, found, strict=True):
        if number:
            assert result == 10 // number
        else:
            assert isinstance(result, Failure)
            assert result.item == 0
            assert result.reason.startswith("ZeroDivisionError")


def test_items_are_taken_as_they_are_needed() -> None:
    """A million inputs do not stand in memory: few more are taken than are in work."""
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = map_items(tenth, endless(), EngineSettings(workers=2))
    assert [next(results) for _ in range(5)] == [10, 5, 3, 2, 2]
    assert taken <= 5 + 2 * AHEAD


def test_threads_work_at_the_same_time() -> None:
    """Two items that wait for each other both come to an end."""
    meeting = threading.Barrier(2)
    assert sorted(map_items(lambda _: meeting.wait(20), [1, 2], EngineSettings(workers=2))) == [0, 1]  # type: ignore[type-var]


def build(out: Path, *more: str) -> dict[str, bytes]:
    """The bytes of an edition."""
    config = out.with_suffix(".toml")
    config.write_text('[reading]\nmodel = "rules"\n', encoding="utf-8")
    arguments = ["build", str(TALKS), "--config", str(config), "--archive", "none", "--out", str(out)]
    assert main([*arguments, "--formats", "json,html", *more]) == 0
    return {path.name: path.read_bytes() for path in out.rglob("edition.*")}


def test_an_edition_is_the_same_from_one_thread_and_from_many(tmp_path: Path) -> None:
    """Byte for byte."""
    one = build(tmp_path / "one", "--workers", "1")
    assert set(one) == {"edition.json", "edition.html"}
    assert build(tmp_path / "many", "--workers", "7") == one


def test_an_edition_is_the_same_from_a_cluster(tmp_path: Path) -> None:
    """Byte for byte, with an archive that no worker has."""
    pytest.importorskip("distributed", reason="needs the extra: pip install 'briefing[dask]'")
    threads = ["--archive", f"sqlite:///{tmp_path / 'threads.sqlite'}"]
    cluster = ["--archive", f"sqlite:///{tmp_path / 'cluster.sqlite'}", "--engine", "dask", "--workers", "2"]
    for _ in range(2):  # the second time from the archive's readings
        assert build(tmp_path / "cluster", *cluster) == build(tmp_path / "threads", *threads)


def test_a_cluster_tells_failures_as_threads_do() -> None:
    """Which item, and why."""
    pytest.importorskip("distributed", reason="needs the extra: pip install 'briefing[dask]'")
    numbers = [3, 0, 1, 0, 2]
    expected = list(map_items(tenth, numbers, EngineSettings()))
    assert list(map_items(tenth, numbers, EngineSettings(kind="dask", workers=1))) == expected


def test_a_scheduler_that_is_none_is_said() -> None:
    """An address that is no address: the key, and what one looks like."""
    pytest.importorskip("distributed", reason="needs the extra: pip install 'briefing[dask]'")
    with pytest.raises(SettingsError, match="tcp://host:8786"):
        list(map_items(tenth, [1], EngineSettings(kind="dask", scheduler="nonsense://x")))


def test_without_dask_its_users_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and what to install."""
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    assert main(["build", str(TALKS), "--archive", "none", "--engine", "dask", "--out", str(tmp_path)]) == 2
    assert "briefing[dask]" in capsys.readouterr().err

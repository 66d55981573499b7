"""A step over many items: the same results on threads and on a cluster."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from distributed import Client
from hypothesis import given
from hypothesis import strategies as st

from briefing.archive import Archive
from briefing.cli import main
from briefing.engine import AHEAD, Failure, map_items
from briefing.errors import SettingsError
from briefing.model import Article
from briefing.settings import EngineSettings
from tests.archive import servers
from tests.make import DAY

ROOT = Path(__file__).parent.parent.parent
TALKS = ROOT / "tests" / "editions" / "talks" / "in"


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


def build(out: Path, *more: str, config: str = "") -> dict[str, bytes]:
    """The bytes of an edition; ``config`` adds to its configuration."""
    path = out.with_suffix(".toml")
    path.write_text('[reading]\nmodel = "rules"\n' + config, encoding="utf-8")
    arguments = ["build", str(TALKS), "--config", str(path), "--archive", "none", "--out", str(out)]
    assert main([*arguments, "--formats", "json,html", *more]) == 0
    return {path.name: path.read_bytes() for path in out.rglob("edition.*")}


def test_an_edition_is_the_same_from_one_thread_and_from_many(tmp_path: Path) -> None:
    """Byte for byte."""
    one = build(tmp_path / "one", "--workers", "1")
    assert set(one) == {"edition.json", "edition.html"}
    assert build(tmp_path / "many", "--workers", "7") == one


def test_an_edition_is_the_same_from_a_cluster(tmp_path: Path) -> None:
    """Byte for byte, with an archive that no worker has."""
    threads = ["--archive", f"sqlite:///{tmp_path / 'threads.sqlite'}"]
    cluster = ["--archive", f"sqlite:///{tmp_path / 'cluster.sqlite'}", "--engine", "dask", "--workers", "2"]
    for _ in range(2):  # the second time from the archive's readings
        assert build(tmp_path / "cluster", *cluster) == build(tmp_path / "threads", *threads)


def test_a_cluster_tells_failures_as_threads_do() -> None:
    """Which item, and why."""
    numbers = [3, 0, 1, 0, 2]
    expected = list(map_items(tenth, numbers, EngineSettings()))
    assert list(map_items(tenth, numbers, EngineSettings(kind="dask", workers=1))) == expected


@pytest.fixture(scope="module")
def address(cluster: Callable[[], tuple[str, list[subprocess.Popen[bytes]]]]) -> str:
    """Of a scheduler with two workers, which nobody kills."""
    return cluster()[0]


@pytest.mark.postgres
def test_an_edition_is_the_same_from_two_workers_over_postgresql(tmp_path: Path, address: str) -> None:
    """A scheduler and two workers, each a process, and an archive in a server: byte for byte what one thread makes over a file."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'briefing[postgres]')")
    if why := servers.obstacle():
        pytest.skip(why)
    alone = build(tmp_path / "alone", "--workers", "1", "--archive", f"sqlite:///{tmp_path / 'alone.sqlite'}")
    config = f'\n[engine]\nkind = "dask"\nscheduler = "{address}"\n'
    with servers.server() as pattern:
        url = pattern.format(name="postgres")
        assert build(tmp_path / "cluster", "--archive", url, config=config) == alone
        with Archive.open(url) as archive:
            assert len(list(archive.articles_for(DAY, days=400))) == len(list(TALKS.iterdir()))


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], tuple[str, list[subprocess.Popen[bytes]]]]]:
    """Starts a scheduler and two workers, each a process: its address, and the workers."""
    started: list[subprocess.Popen[bytes]] = []

    def launch(*arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([sys.executable, "-m", *arguments], env=environment, stdout=quiet, stderr=quiet)
        started.append(process)
        return process

    def start() -> tuple[str, list[subprocess.Popen[bytes]]]:
        folder = tmp_path_factory.mktemp("cluster")
        file = folder / "scheduler.json"
        launch(
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
        )
        workers = [
            launch(
                "distributed.cli.dask_worker", "--scheduler-file", str(file), "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
                "--no-dashboard", "--local-directory", str(folder),
            )
            for _ in range(2)
        ]  # fmt: skip
        with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            return str(client.scheduler.address), workers

    yield start
    for process in reversed(started):
        process.kill()
        process.wait()


def test_an_edition_is_the_same_when_a_worker_is_killed(
    tmp_path: Path, cluster: Callable[[], tuple[str, list[subprocess.Popen[bytes]]]]
) -> None:
    """A scheduler and two workers; one is killed while it reads: byte for byte what this process makes alone."""
    address, workers = cluster()
    config = f'\n[engine]\nkind = "dask"\nscheduler = "{address}"\n'
    killed = threading.Event()

    def kill() -> None:
        with Client(address, set_as_default=False) as client:
            while not killed.is_set():
                busy = [worker for worker, tasks in client.processing().items() if tasks]
                if busy:
                    pids = client.run(os.getpid, workers=busy[:1])
                    os.kill(next(iter(pids.values())), signal.SIGKILL)
                    killed.set()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        made = build(tmp_path / "cluster", config=config)
    finally:
        assert killed.wait(30), "no worker was busy"
        killer.join()
    assert [worker.poll() for worker in workers].count(-signal.SIGKILL) == 1
    assert made == build(tmp_path / "alone")


def test_only_articles_and_readings_travel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the archive nor its address, nor what stays as it is; the step holds no password."""
    sent: list[bytes] = []
    submit = Client.submit

    def watched(self: Client, step: object, item: object, **more: object) -> object:
        assert isinstance(item, Article)
        sent.append(pickle.dumps((step, item)))
        return submit(self, step, item, **more)

    monkeypatch.setattr(Client, "submit", watched)
    archive = f"sqlite:///{tmp_path / 'kept-here.sqlite'}"
    config = '\n[engine]\nkind = "dask"\n\n[mail]\nserver = "mail.example.org"\n'
    build(tmp_path / "one", "--archive", archive, config=config)
    assert sent
    assert not any(word in each for each in sent for word in (b"kept-here", b"sqlite", b"mail.example.org"))
    sent.clear()
    build(tmp_path / "two", "--archive", archive, config=config)
    assert sent == []  # all readings are known


def test_a_scheduler_that_is_none_is_said() -> None:
    """An address that is no address: the key, and what one looks like."""
    with pytest.raises(SettingsError, match="tcp://host:8786"):
        list(map_items(tenth, [1], EngineSettings(kind="dask", scheduler="nonsense://x")))


def test_without_dask_its_users_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and what to install."""
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    assert main(["build", str(TALKS), "--archive", "none", "--engine", "dask", "--out", str(tmp_path)]) == 2
    assert "briefing[dask]" in capsys.readouterr().err

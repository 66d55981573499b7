"""The same tests on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from briefing.archive import Archive
from tests.archive import servers

#: Makes the URL of an archive that is not there yet.
NewUrl = Callable[[], str]
_numbers = count(1)


class Server:
    """A running server. Its databases are emptied and used again: one has 1,000 files, and a run needs 400 of them."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.free: list[str] = []

    def ask(self, database: str, *statements: str) -> None:
        """Run ``statements``, each by itself."""
        address = self.pattern.format(name=database).replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def take(self) -> str:
        """The name of an empty database."""
        if self.free:
            return self.free.pop()
        name = f"archive{next(_numbers)}"
        self.ask("postgres", f"CREATE DATABASE {name}")
        return name

    def give(self, name: str) -> None:
        """Empty it."""
        ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        self.ask(name, ended, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        self.free.append(name)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server for the whole run."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'briefing[postgres]')")
    if why := servers.obstacle():
        pytest.skip(why)
    with servers.server() as pattern:
        yield Server(pattern)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Each call names a new, empty archive, in either kind of database."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / f'archive{next(_numbers)}.sqlite'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    taken: list[str] = []

    def made() -> str:
        taken.append(server.take())
        return server.pattern.format(name=taken[-1])

    yield made
    for name in taken:
        server.give(name)


@pytest.fixture
def url(new_url: NewUrl) -> str:
    """One such archive."""
    return new_url()


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:
    """An open, empty archive."""
    with Archive.open(url) as opened:
        yield opened

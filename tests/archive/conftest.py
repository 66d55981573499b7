"""The same tests on SQLite and on PostgreSQL."""

from __future__ import annotations

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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server for the whole run: the pattern of its databases' URLs."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'briefing[postgres]')")
    if why := servers.obstacle():
        pytest.skip(why)
    with servers.server() as pattern:
        yield pattern


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewUrl:
    """Each call names a new, empty archive, in either kind of database."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'archive{next(_numbers)}.sqlite'}"
    pattern: str = request.getfixturevalue("postgresql")

    def made() -> str:
        name = f"archive{next(_numbers)}"
        engine = create_engine(
            pattern.format(name="postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return pattern.format(name=name)

    return made


@pytest.fixture
def url(new_url: NewUrl) -> str:
    """One such archive."""
    return new_url()


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:
    """An open, empty archive."""
    with Archive.open(url) as opened:
        yield opened

"""Connections: one engine an archive, every write under its lock, every fault in plain words; how a new archive is made, and what is none."""

import contextlib
import os
import re
import sqlite3
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError

from briefing.archive import index, schema
from briefing.errors import ArchiveError, SettingsError

#: Milliseconds that a writer waits for another one's transaction: longer than any of ours.
BUSY = 60_000
#: The name of the writers' lock on a PostgreSQL server; any number that others do not use.
LOCK = 724_301
#: Seconds that a server may take to answer.
CONNECT = 10
#: A password where an address that could not be read may have one.
_SECRET = re.compile(r":.*@")


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """One transaction that writes: whole or not at all, and never in the way of another writer's."""
    return engine.execution_options(writes=True).begin()


def engine_at(url: str, *, create: bool, write: bool = True) -> tuple[Engine, str]:
    """An engine for the archive at ``url``, and how to name it without its password.

    Args:
        url: of SQLite or PostgreSQL.
        create: whether a SQLite file that is not there may be made.
        write: whether anything will be written; else nothing is, not even where it may be, and no lock of a writer's taken.

    Raises:
        SettingsError: if the URL is none that an archive can have.
        ArchiveError: if nothing of that kind can be opened.
    """
    parsed = _parsed(url)
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite":
        _check_file(parsed, shown, create=create)
    try:
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed if write else _for_reading(parsed))
        else:
            engine = create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT})
    except ModuleNotFoundError as error:
        raise ArchiveError(shown, f"{error.name} is not installed", "pip install 'briefing[postgres]'") from error
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _tune if write else _only_read)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _Plainly(shown), retval=True)
    return engine, shown


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            _SECRET.sub(":***@", url), "not an archive URL", "such as sqlite:///brief.sqlite"
        ) from error
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    shown = parsed.render_as_string(hide_password=True)
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise SettingsError(
            shown, "an archive is kept in SQLite or PostgreSQL", "sqlite:///FILE or postgresql://USER@HOST/NAME"
        )
    return parsed


def _check_file(parsed: URL, shown: str, *, create: bool) -> None:
    if parsed.database in (None, "", ":memory:"):
        raise SettingsError(shown, "an archive in memory keeps nothing", "name a file, or --archive none")
    path = Path(str(parsed.database))
    if not create and not path.is_file():
        raise ArchiveError(shown, "there is no archive yet", "'briefing fetch' or 'briefing build' makes one")
    try:
        _make_own(path, create=create)
    except OSError as error:
        raise ArchiveError(shown, f"cannot be opened: {error.strerror}", "choose another place") from error


def _make_own(path: Path, *, create: bool) -> None:
    """The folder and the empty file of a new archive, which nobody else may read; SQLite's own files follow it."""
    for folder in reversed([path.parent, *path.parent.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    if create and not path.exists():
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _for_reading(parsed: URL) -> URL:
    """The address under which SQLite reads a file that it cannot write beside: on a disk that is read-only, say.

    Without a log beside it the file is whole by itself; with one that it cannot share, what stands in it is passed over.
    """
    path = Path(str(parsed.database)).absolute()
    if all(os.access(place, os.W_OK, effective_ids=True) for place in (path, path.parent)):
        return parsed
    shared = path.with_name(f"{path.name}-shm").exists()
    how = {"mode": "ro", "uri": "true"} if shared else {"mode": "ro", "immutable": "1", "uri": "true"}
    return parsed.set(database=f"file:{quote(str(path))}", query=how)


def _only_read(connection: Any, _record: object) -> None:
    """No statement writes, whatever the file allows."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY}")
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _tune(connection: Any, _record: object) -> None:
    """Write-ahead logging: readers never wait for the writer, and a killed writer leaves a sound file."""
    connection.isolation_level = None  # transactions are begun by `_begin`: the driver would leave DDL outside
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY}")
    _log_ahead(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _log_ahead(cursor: Any) -> None:
    """Turn write-ahead logging on; where others open the same new file at this moment, SQLite waits for nobody here."""
    for pause in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(pause)
        else:
            return
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    """Writers come one after another: each sees what the one before it wrote, and overwrites nothing unseen."""
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
    elif options.get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


class _Plainly:
    """Turns what the outside does to a database (a full disk, a lock, damage, a lost server) into an `ArchiveError`."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __call__(self, context: ExceptionContext) -> BaseException | None:
        error = context.sqlalchemy_exception
        # Exactly DatabaseError is SQLite's damaged file; its other kinds are faults of ours.
        if isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError:
            return ArchiveError(self._shown, f"cannot be used: {plain_reason(error)}", remedy(error))
        return None


def plain_reason(error: DBAPIError) -> str:
    """What the database said, in one line."""
    return " ".join(str(error.orig).split())[:300]


def remedy(error: DBAPIError) -> str:
    """What to do about it."""
    said = str(error.orig).casefold()
    for words, answer in (
        ("locked", "another run is using it: wait for its end"),
        ("full", "make room on the disk"),
        ("readonly", "give write access to the file and its folder"),
        ("not a database", "this file is something else: name another"),
        ("malformed", "restore a copy, or export what can be read into a new archive"),
    ):
        if words in said:
            return answer
    return "check the path, the server and its rights"


#: Of the tables in `schema`. No program was released with an earlier one.
VERSION = 5


def ensure(engine: Engine, subject: str, *, create: bool) -> None:
    """See to it that there is an archive; takes a lock only to ``create`` one.

    Raises:
        ArchiveError: if there is none, or it is none, or a newer version of the program made it.
    """
    with engine.connect() as connection:
        if _is_there(connection, subject):
            return
    if not create:
        raise ArchiveError(subject, "there is no archive yet", "'briefing fetch' or 'briefing build' makes one")
    with writing(engine) as connection:
        if not _is_there(connection, subject):  # somebody else may have made it meanwhile
            schema.metadata.create_all(connection)
            index.create(connection)
            connection.execute(schema.meta.insert().values(key="version", value=str(VERSION)))


def _is_there(connection: Connection, subject: str) -> bool:
    if not inspect(connection).has_table("meta"):
        return False
    columns = {column["name"] for column in inspect(connection).get_columns("meta")}
    query = select(schema.meta.c.value).where(schema.meta.c.key == "version")
    found = connection.execute(query).scalar_one_or_none() if columns >= {"key", "value"} else None
    if not found or not found.isdecimal():
        raise ArchiveError(subject, "this database is no archive of Briefing", "name another")
    if int(found) > VERSION:
        raise ArchiveError(subject, f"its version {found} is newer than this program's {VERSION}", "update Briefing")
    if int(found) < VERSION:
        raise ArchiveError(subject, f"its version {found} is older than the first release's", "begin a new one")
    return True

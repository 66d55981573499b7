"""What each edition was made from, which files it was written to, and on which earlier editions it rests."""

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from briefing.archive import schema
from briefing.archive.briefs import any_before, of_day, own_before
from briefing.archive.connection import writing
from briefing.forms import line, parse
from briefing.model import Making

#: Days back that grouping, volumes and actors look.
LOOK_BACK = 14


class Makings:
    """Of one brief, by the edition's day; one row gives way to the next with its edition."""

    def __init__(self, engine: Engine, brief: str = "") -> None:
        self._engine = engine
        self._brief = brief

    def making(self, day: date) -> Making | None:
        """What the edition of ``day`` was made from; None where that is not kept, or damaged."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(schema.makings.c.form).where(of_day(schema.makings, day, self._brief))
            ).first()
        try:
            return parse(Making, row.form) if row else None
        except ValueError:
            return None

    def files(self, day: date) -> dict[str, str]:
        """Name → SHA-256 of every file that the edition of ``day`` was written to, and of its mail."""
        with self._engine.connect() as connection:
            return _files(connection, day, self._brief)

    def add_files(self, day: date, files: Mapping[str, str]) -> None:
        """Keep further ``files`` of the edition of ``day``."""
        table = schema.makings
        with writing(self._engine) as connection:
            whole = json.dumps(_files(connection, day, self._brief) | dict(files), sort_keys=True)
            connection.execute(table.update().where(of_day(schema.makings, day, self._brief)).values(files=whole))

    def rests_on(self, day: date) -> dict[date, str]:
        """Earlier day → digest of all that the archive keeps of its editions: of a fortnight, and the brief's latest."""
        table = schema.editions
        with self._engine.connect() as connection:
            own = select(func.max(table.c.day)).where(own_before(table, day, self._brief))
            latest = connection.execute(own).scalar_one_or_none()
            since = min(latest or day, day - timedelta(days=LOOK_BACK))
            query = (
                select(table.c.day, table.c.brief)
                .where(any_before(table, day, self._brief), table.c.day >= since)
                .order_by(table.c.day, table.c.brief)
            )
            found: dict[date, list[str]] = {}
            for on, brief in connection.execute(query):
                found.setdefault(on, []).append(brief)
            return {on: _digest(connection, on, briefs) for on, briefs in found.items()}


def keep(
    connection: Connection, day: date, brief: str, making: Making, files: Mapping[str, str], *, same: bool
) -> None:
    """In the transaction that keeps the edition of ``day``; earlier files stay where the edition is the ``same``."""
    table = schema.makings
    before = _files(connection, day, brief) if same else {}
    connection.execute(table.delete().where(of_day(schema.makings, day, brief)))
    whole = json.dumps(before | dict(files), sort_keys=True)
    connection.execute(table.insert().values(day=day, brief=brief, form=line(making), files=whole))


def _files(connection: Connection, day: date, brief: str) -> dict[str, str]:
    row = connection.execute(select(schema.makings.c.files).where(of_day(schema.makings, day, brief))).first()
    try:
        found = json.loads(row.files) if row else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _digest(connection: Connection, day: date, briefs: Sequence[str]) -> str:
    """Of the rows that later editions read: the editions, their stories and articles, and what they knew of actors."""
    digest = hashlib.sha256()
    for brief in briefs:
        named = [[brief]] if brief else []  # an archive of one brief has the digests that it always had
        for row in itertools.chain(named, _rows(connection, day, brief)):
            said = json.dumps([str(value) for value in row], ensure_ascii=False)
            digest.update(said.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


#: The columns that later editions read.
_READ = {
    "editions": "number form", "stories": "id form known", "members": "story article day",
    "appearances": "article actor day story", "sightings": "actor form",
}  # fmt: skip


def _rows(connection: Connection, day: date, brief: str) -> Iterable[Any]:
    for name, read in _READ.items():
        table, names = schema.metadata.tables[name], read.split()
        query = select(*(table.c[column] for column in names)).where(of_day(table, day, brief))
        yield from connection.execute(query.order_by(*(key for key in table.primary_key if key.name in names)))

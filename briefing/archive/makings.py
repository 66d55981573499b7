"""What each edition was made from, which files it was written to, and on which earlier editions it rests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from briefing.archive import schema
from briefing.archive.connection import writing
from briefing.forms import line, parse
from briefing.model import Making

#: Days back that grouping, volumes and actors look.
LOOK_BACK = 14


class Makings:
    """By the edition's day; one row gives way to the next with its edition."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def making(self, day: date) -> Making | None:
        """What the edition of ``day`` was made from; None where that is not kept, or damaged."""
        with self._engine.connect() as connection:
            row = connection.execute(select(schema.makings.c.form).where(schema.makings.c.day == day)).first()
        try:
            return parse(Making, row.form) if row else None
        except ValueError:
            return None

    def files(self, day: date) -> dict[str, str]:
        """Name → SHA-256 of every file that the edition of ``day`` was written to, and of its mail."""
        with self._engine.connect() as connection:
            return _files(connection, day)

    def add_files(self, day: date, files: Mapping[str, str]) -> None:
        """Keep further ``files`` of the edition of ``day``."""
        table = schema.makings
        with writing(self._engine) as connection:
            whole = json.dumps(_files(connection, day) | dict(files), sort_keys=True)
            connection.execute(table.update().where(table.c.day == day).values(files=whole))

    def rests_on(self, day: date) -> dict[date, str]:
        """Earlier edition → digest of all that the archive keeps of it: those of a fortnight, and the latest one."""
        table = schema.editions
        with self._engine.connect() as connection:
            latest = connection.execute(select(func.max(table.c.day)).where(table.c.day < day)).scalar_one_or_none()
            if latest is None:
                return {}
            since = min(latest, day - timedelta(days=LOOK_BACK))
            query = select(table.c.day).where(table.c.day < day, table.c.day >= since).order_by(table.c.day)
            return {one: _digest(connection, one) for one in connection.execute(query).scalars()}


def keep(connection: Connection, day: date, making: Making, files: Mapping[str, str], *, same: bool) -> None:
    """In the transaction that keeps the edition of ``day``; earlier files stay where the edition is the ``same``."""
    table = schema.makings
    before = _files(connection, day) if same else {}
    connection.execute(table.delete().where(table.c.day == day))
    connection.execute(
        table.insert().values(
            day=day, form=line(making), files=json.dumps(before | dict(files), sort_keys=True)
        )
    )  # fmt: skip


def _files(connection: Connection, day: date) -> dict[str, str]:
    row = connection.execute(select(schema.makings.c.files).where(schema.makings.c.day == day)).first()
    try:
        found = json.loads(row.files) if row else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _digest(connection: Connection, day: date) -> str:
    """Of the rows that later editions read: the edition, its stories, their articles, and what it knew of actors."""
    digest = hashlib.sha256()
    for row in _rows(connection, day):
        digest.update(json.dumps([str(value) for value in row], ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _rows(connection: Connection, day: date) -> Iterable[Any]:
    kept = schema.editions.c
    told, members, met, seen = schema.stories.c, schema.members.c, schema.appearances.c, schema.sightings.c
    queries: tuple[Select[Any], ...] = (
        select(kept.number, kept.form).where(kept.day == day),
        select(told.id, told.form, told.known).where(told.edition == day).order_by(told.id),
        select(members.story, members.article, members.day)
        .where(members.edition == day)
        .order_by(members.story, members.article),
        select(met.article, met.actor, met.day, met.story).where(met.edition == day).order_by(met.article, met.actor),
        select(seen.actor, seen.form).where(seen.edition == day).order_by(seen.actor),
    )
    for query in queries:
        yield from connection.execute(query)

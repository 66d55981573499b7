"""Actors over the days: what each edition knew of them, since when they are known, and by which names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, and_, bindparam, func, select
from sqlalchemy.sql.elements import ColumnElement

from briefing import forms
from briefing.archive import schema
from briefing.archive.briefs import any_before, of_day
from briefing.archive.rows import insert_new
from briefing.archive.shield import Shield
from briefing.lexicon.names_sound import latin
from briefing.model import Actor, Role, Story

#: Ids in one statement.
CHUNK = 400
Thing = TypeVar("Thing")


def chunks(wanted: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """``wanted`` in parts, each small enough for one statement."""
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


def actors_of(stories: Iterable[Story]) -> dict[str, Actor]:
    """Each actor of ``stories`` once: as the story that names it most knows it, with what the others know beside."""
    told: dict[str, list[Actor]] = {}
    for story in stories:
        for actor in story.actors:
            told.setdefault(actor.id, []).append(actor)
    return {id_: merged(sorted(each, key=lambda actor: -actor.mentions)) for id_, each in told.items()}


def merged(seen: Sequence[Actor]) -> Actor:
    """The first of ``seen``, with the spellings and roles of all of them: each spelling once, roles latest first."""
    first = seen[0]
    spellings = dict.fromkeys(name for actor in seen for name in (*actor.aliases, actor.name))
    spellings.pop(first.name, None)
    days: dict[str, tuple[str, date]] = {}
    for actor in seen:
        for role in actor.roles:
            text, day = days.get(role.text.casefold(), (role.text, date.min))
            days[role.text.casefold()] = (text, max(day, role.day or date.min))
    ordered = sorted(days.values(), key=lambda role: role[1], reverse=True)
    roles = tuple(Role(text=text, day=day if day > date.min else None) for text, day in ordered)
    return replace(first, aliases=tuple(spellings), roles=roles)


def save_sightings(connection: Connection, day: date, actors: Mapping[str, Actor], brief: str = "") -> None:
    """Keep what the brief's edition of ``day`` knows of ``actors``; what an earlier one of that day knew gives way."""
    sightings, names, known = schema.sightings, schema.actor_names, schema.actors
    own = of_day(sightings, day, brief)
    before = set(connection.execute(select(sightings.c.actor).where(own)).scalars())
    connection.execute(sightings.delete().where(own))
    ordered = [actor for _, actor in sorted(actors.items())]
    seen = [{"actor": actor.id, "edition": day, "brief": brief, "form": forms.line(actor)} for actor in ordered]
    insert_new(connection, sightings, seen)
    dated = [{"id": actor.id, "name": actor.name, "first_seen": day, "last_seen": day} for actor in ordered]
    insert_new(connection, known, dated)
    spelt = [
        {"folded": folded, "actor": actor.id}
        for actor in ordered
        for folded in sorted({latin(" ".join(name.split())) for name in (actor.name, *actor.aliases)})
    ]
    insert_new(connection, names, spelt)
    _date(connection, sorted(before | set(actors)))
    if ordered:
        latest = known.update().where(known.c.id == bindparam("actor"), known.c.last_seen == day)
        called = [{"actor": actor.id, "called": actor.name} for actor in ordered]
        connection.execute(latest.values(name=bindparam("called")), called)


def _date(connection: Connection, ids: Sequence[str]) -> None:
    """First and last day of each of ``ids``; those that no edition knows any more are forgotten."""
    known, sightings, names = schema.actors, schema.sightings, schema.actor_names
    # Two look-ups at the ends of an index: an actor of a thousand days costs no more than a new one.
    first = select(func.min(sightings.c.edition)).where(sightings.c.actor == known.c.id).scalar_subquery()
    last = select(func.max(sightings.c.edition)).where(sightings.c.actor == known.c.id).scalar_subquery()
    for some in chunks(ids):
        sighted = select(sightings.c.actor).where(sightings.c.actor == known.c.id).exists()
        left = set(connection.execute(select(known.c.id).where(known.c.id.in_(some), sighted)).scalars())
        gone = [id_ for id_ in some if id_ not in left]
        if gone:
            connection.execute(known.delete().where(known.c.id.in_(gone)))
            connection.execute(names.delete().where(names.c.actor.in_(gone)))
        connection.execute(known.update().where(known.c.id.in_(some)).values(first_seen=first, last_seen=last))


def known_before(connection: Connection, day: date, brief: str, days: int, shield: Shield) -> list[Actor]:
    """Actors met in the ``days`` before ``day`` by any brief, each as its latest edition knew it, by id."""
    table = schema.sightings
    wanted = and_(any_before(table, day, brief), table.c.edition >= day - timedelta(days=days))
    rows = latest_of(connection, table, table.c.actor, table.c.form, wanted)
    return shield.parsed(Actor, ((f"actor {id_}", form) for id_, form in rows))


def latest_of(
    connection: Connection, table: Table, key: Any, form: Any, wanted: ColumnElement[bool]
) -> list[tuple[str, str]]:
    """(``key``, ``form``) of each key's latest row among ``wanted``, by key; of several briefs' the first by name."""
    latest = select(key.label("key"), func.max(table.c.edition).label("edition")).where(wanted).group_by(key).subquery()
    query = (
        select(key, form)
        .join(latest, (key == latest.c.key) & (table.c.edition == latest.c.edition))
        .where(wanted)
        .order_by(key, table.c.brief)
    )
    found: dict[str, str] = {}
    for id_, said in connection.execute(query):
        found.setdefault(id_, said)
    return list(found.items())


def first_seen(connection: Connection, ids: Sequence[str], day: date) -> dict[str, date]:
    """Actor → the day on which an edition before ``day`` first knew it."""
    table = schema.actors
    found: dict[str, date] = {}
    for some in chunks(ids):
        query = select(table.c.id, table.c.first_seen).where(table.c.id.in_(some))
        found |= {row.id: row.first_seen for row in connection.execute(query.where(table.c.first_seen < day))}
    return found

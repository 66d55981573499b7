"""One actor over time: aliases, roles, stories, company, volume."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine, func, select

from briefing.archive import schema
from briefing.forms import ActorForm
from briefing.model import Actor

#: Days of the volume line.
DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the archive knows of one actor.

    Attributes:
        stories: (day of the edition, title, articles), latest first.
        company: (name, articles shared), closest first.
        volume: articles a day over the last `DAYS` days up to `last_seen`, oldest first.
    """

    actor: Actor
    first_seen: date
    last_seen: date
    stories: tuple[tuple[date, str, int], ...]
    company: tuple[tuple[str, int], ...]
    volume: tuple[int, ...]


def find_actors(engine: Engine, name: str, limit: int = 10) -> list[Actor]:
    """Actors whose name or id is ``name``, else whose name or alias holds it; most recently seen first."""
    table = schema.actors
    folded = name.casefold()
    with engine.connect() as connection:
        exact = select(table.c.form).where((table.c.folded == folded) | (table.c.id == name))
        forms = list(connection.execute(exact).scalars())
        if not forms:
            escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            near = (
                select(table.c.form)
                .where(
                    table.c.folded.like(f"%{escaped}%", escape="\\")
                    | func.lower(table.c.form).like(f"%{escaped}%", escape="\\")
                )
                .order_by(table.c.last_seen.desc(), table.c.id)
                .limit(limit)
            )
            forms = list(connection.execute(near).scalars())
    return [ActorForm.model_validate_json(form).noun() for form in forms]


def dossier(engine: Engine, actor: Actor) -> Dossier:
    """The dossier of ``actor``, which `find_actors` found."""
    seen, named = schema.appearances, schema.actors
    with engine.connect() as connection:
        row = connection.execute(select(named.c.first_seen, named.c.last_seen).where(named.c.id == actor.id)).one()
        told = connection.execute(
            select(seen.c.edition, schema.stories.c.title, func.count(seen.c.article))
            .join(schema.stories, (schema.stories.c.id == seen.c.story) & (schema.stories.c.edition == seen.c.edition))
            .where(seen.c.actor == actor.id)
            .group_by(seen.c.edition, schema.stories.c.id, schema.stories.c.title)
            .order_by(seen.c.edition.desc(), func.count(seen.c.article).desc(), schema.stories.c.title)
            .limit(50)
        ).all()
        other = seen.alias()
        met = connection.execute(
            select(named.c.name, func.count(seen.c.article.distinct()).label("n"))
            .select_from(seen)
            .join(other, (other.c.article == seen.c.article) & (other.c.edition == seen.c.edition))
            .join(named, named.c.id == other.c.actor)
            .where(seen.c.actor == actor.id, other.c.actor != actor.id)
            .group_by(named.c.id, named.c.name)
            .order_by(func.count(seen.c.article.distinct()).desc(), named.c.name)
            .limit(12)
        ).all()
        daily: Counter[date] = Counter()
        since = row.last_seen - timedelta(days=DAYS - 1)
        for day, number in connection.execute(
            select(seen.c.day, func.count(seen.c.article.distinct()))
            .where(seen.c.actor == actor.id, seen.c.day >= since)
            .group_by(seen.c.day)
        ):
            daily[day] = number
    return Dossier(
        actor=actor,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        stories=tuple((day, title, number) for day, title, number in told),
        company=tuple((name, number) for name, number in met),
        volume=tuple(daily[since + timedelta(days=n)] for n in range(DAYS)),
    )

"""One actor over time: aliases, roles, stories, company, volume."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby

from sqlalchemy import Connection, Engine, FromClause, Subquery, and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from briefing.archive import schema
from briefing.archive.actors import merged
from briefing.archive.index import storable
from briefing.archive.shield import Shield
from briefing.lexicon.names_sound import latin
from briefing.model import Actor

#: Days of the volume line.
DAYS = 30
#: Sightings that are looked through for aliases and roles, latest first: some years of daily ones.
SIGHTINGS = 2000
#: Articles that name the actor in which stories and company are looked for, latest first: whom every other article names,
#: their last weeks tell enough of.
TOLD, MET = 5000, 1000
#: Stories that are told.
STORIES = 50
#: Sightings of which one at least can be read, unless all are damaged.
FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the archive knows of one actor.

    Attributes:
        actor: as the latest edition names it, with the aliases and dated roles of all of them, latest first.
        stories: (day of the edition, title, articles, id of the story), latest first (see `TOLD`).
        company: (name, articles shared, id), closest first.
        ties: (id, id, articles shared) of those in the company that are named together.
        volume: articles a day over the last `DAYS` days up to `last_seen`, oldest first.
    """

    actor: Actor
    first_seen: date
    last_seen: date
    stories: tuple[tuple[date, str, int, str], ...]
    company: tuple[tuple[str, int, str], ...]
    ties: tuple[tuple[str, str, int], ...]
    volume: tuple[int, ...]


def find_actors(engine: Engine, name: str, limit: int = 10) -> list[Actor]:
    """Actors called ``name`` (by a spelling or by id), else those a spelling of which holds it; latest seen first.

    Capitals, accents and, for Greek and Cyrillic, the alphabet make no difference.
    """
    name = " ".join(storable(name).split())
    folded = latin(name)
    if not folded:
        return []
    known, names = schema.actors, schema.actor_names
    escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    called = select(names.c.actor).where(names.c.folded == folded)
    near = select(names.c.actor).where(names.c.folded.like(f"%{escaped}%", escape="\\"))
    with engine.connect() as connection:
        for wanted in ((known.c.id == name) | known.c.id.in_(called), known.c.id.in_(near)):
            query = select(known.c.id).where(wanted).order_by(known.c.last_seen.desc(), known.c.id).limit(limit)
            ids = list(connection.execute(query).scalars())
            # The one whose name it is comes before those who only bear it as an alias.
            found = [told[0] for id_ in ids if (told := _sightings(connection, id_, FEW))]
            if found:
                return sorted(found, key=lambda actor: latin(actor.name) != folded)
    return []


def dossier(engine: Engine, actor: Actor, brief: str | None = None) -> Dossier:
    """The dossier of ``actor``, which `find_actors` found; its stories those of ``brief``, or of all."""
    known = schema.actors
    with engine.connect() as connection:
        row = connection.execute(select(known.c.first_seen, known.c.last_seen).where(known.c.id == actor.id)).one()
        company = _company(connection, actor.id)
        return Dossier(
            actor=merged(_sightings(connection, actor.id, SIGHTINGS) or [actor]),
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            stories=tuple(_stories(connection, actor.id, brief)),
            company=tuple(company),
            ties=tuple(_ties(connection, actor.id, [id_ for _, _, id_ in company])),
            volume=tuple(_volume(connection, actor.id, row.last_seen)),
        )


def _sightings(connection: Connection, id_: str, limit: int) -> list[Actor]:
    """What editions knew of an actor, latest first."""
    table = schema.sightings
    query = (
        select(table.c.form).where(table.c.actor == id_).order_by(table.c.edition.desc(), table.c.brief).limit(limit)
    )
    return Shield().parsed(Actor, ((id_, form) for form in connection.execute(query).scalars()))


def _named(id_: str, most: int) -> Subquery:
    """The places where editions name an actor, so many at the most, latest first."""
    seen = schema.appearances
    own = select(seen.c.article, seen.c.edition, seen.c.brief, seen.c.story).where(seen.c.actor == id_)
    return own.order_by(seen.c.edition.desc(), seen.c.article, seen.c.brief).limit(most).subquery("own")


def _same(table: FromClause, own: Subquery) -> ColumnElement[bool]:
    """Whether rows are of one edition of one brief."""
    return and_(table.c.edition == own.c.edition, table.c.brief == own.c.brief)


def _stories(connection: Connection, id_: str, brief: str | None) -> list[tuple[date, str, int, str]]:
    own, told = _named(id_, TOLD), schema.stories
    articles = func.count(own.c.article.distinct())  # a story of several briefs counts once
    query = (
        select(own.c.edition, told.c.title, articles, told.c.id)
        .join(told, and_(told.c.id == own.c.story, _same(told, own)))
        .where(*(() if brief is None else (own.c.brief == brief,)))
        .group_by(own.c.edition, told.c.id, told.c.title)
        .order_by(own.c.edition.desc(), articles.desc(), told.c.title, told.c.id)
        .limit(STORIES)
    )
    return [(day, title, number, story) for day, title, number, story in connection.execute(query)]


def _company(connection: Connection, id_: str) -> list[tuple[str, int, str]]:
    own, other, known = _named(id_, MET), schema.appearances, schema.actors
    shared = func.count(own.c.article.distinct())
    met = (
        select(known.c.name, shared, known.c.id)
        .select_from(own)
        .join(other, and_(other.c.article == own.c.article, _same(other, own)))
        .join(known, known.c.id == other.c.actor)
        .where(other.c.actor != id_)
        .group_by(known.c.id, known.c.name)
        .order_by(shared.desc(), known.c.name, known.c.id)
        .limit(12)
    )
    return [(name, number, other_id) for name, number, other_id in connection.execute(met)]


def _ties(connection: Connection, id_: str, met: Sequence[str]) -> list[tuple[str, str, int]]:
    """How many of the actor's articles name two of those whom it ``met``."""
    own, seen = _named(id_, MET), schema.appearances
    query = (
        select(seen.c.article, seen.c.actor)
        .distinct()
        .join(own, and_(seen.c.article == own.c.article, _same(seen, own)))
        .where(seen.c.actor.in_(met))
        .order_by(seen.c.article, seen.c.actor)
    )
    named = groupby(connection.execute(query).all(), key=lambda row: row.article)
    pairs = Counter(pair for _, rows in named for pair in combinations([row.actor for row in rows], 2))
    return [(one, other, number) for (one, other), number in sorted(pairs.items())]


def _volume(connection: Connection, id_: str, last: date) -> list[int]:
    seen = schema.appearances
    since = last - timedelta(days=DAYS - 1)
    query = (
        select(seen.c.day, func.count(seen.c.article.distinct()))
        .where(seen.c.actor == id_, seen.c.edition >= since, seen.c.day >= since)
        .group_by(seen.c.day)
    )
    daily: Counter[date] = Counter()
    for day, number in connection.execute(query):
        daily[day] = number
    return [daily[since + timedelta(days=n)] for n in range(DAYS)]

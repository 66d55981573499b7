"""One actor over time: aliases, roles, stories, company, volume."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, combinations, groupby

from sqlalchemy import Connection, Engine, func, select

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
#: Editions that stories and company are looked for in, latest first; no more of them than name the actor in so many
#: articles: whom every other article names, their last weeks tell enough of.
RECENT, TOLD, MET = 90, 5000, 1000
#: Stories that are told.
STORIES = 50
#: Sightings of which one at least can be read, unless all are damaged.
FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the archive knows of one actor.

    Attributes:
        actor: as the latest edition names it, with the aliases and dated roles of all of them, latest first.
        stories: (day of the edition, title, articles, id of the story), latest first (see `RECENT`).
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
        days = _days(connection, actor.id) or [(row.last_seen, 0)]
        company = _company(connection, actor.id, days)
        return Dossier(
            actor=merged(_sightings(connection, actor.id, SIGHTINGS) or [actor]),
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            stories=tuple(_stories(connection, actor.id, days, brief)),
            company=tuple(company),
            ties=tuple(_ties(connection, actor.id, [id_ for _, _, id_ in company], days)),
            volume=tuple(_volume(connection, actor.id, row.last_seen)),
        )


def _sightings(connection: Connection, id_: str, limit: int) -> list[Actor]:
    """What editions knew of an actor, latest first."""
    table = schema.sightings
    query = (
        select(table.c.form).where(table.c.actor == id_).order_by(table.c.edition.desc(), table.c.brief).limit(limit)
    )
    return Shield().parsed(Actor, ((id_, form) for form in connection.execute(query).scalars()))


def _days(connection: Connection, id_: str) -> list[tuple[date, int]]:
    """The last editions that name an actor, and in how many articles of all briefs each does."""
    seen = schema.appearances
    query = select(seen.c.edition, func.count()).where(seen.c.actor == id_).group_by(seen.c.edition)
    return [(day, number) for day, number in connection.execute(query.order_by(seen.c.edition.desc()).limit(RECENT))]


def _since(days: Sequence[tuple[date, int]], most: int) -> date:
    """The first of ``days``, latest first, down to which there are no more than ``most`` articles."""
    sums = accumulate(number for _, number in days)
    return min((day for (day, _), articles in zip(days, sums, strict=True) if articles <= most), default=days[0][0])


def _stories(
    connection: Connection, id_: str, days: Sequence[tuple[date, int]], brief: str | None
) -> list[tuple[date, str, int, str]]:
    seen, told = schema.appearances, schema.stories
    since = _since(days, TOLD)
    same = (told.c.id == seen.c.story) & (told.c.edition == seen.c.edition) & (told.c.brief == seen.c.brief)
    articles = func.count(seen.c.article.distinct())  # a story of several briefs counts once
    query = (
        select(seen.c.edition, told.c.title, articles, told.c.id)
        .join(told, same)
        .where(seen.c.actor == id_, seen.c.edition >= since, *(() if brief is None else (seen.c.brief == brief,)))
        .group_by(seen.c.edition, told.c.id, told.c.title)
        .order_by(seen.c.edition.desc(), articles.desc(), told.c.title, told.c.id)
        .limit(STORIES)
    )
    return [(day, title, number, story) for day, title, number, story in connection.execute(query)]


def _company(connection: Connection, id_: str, days: Sequence[tuple[date, int]]) -> list[tuple[str, int, str]]:
    seen, known = schema.appearances, schema.actors
    other = seen.alias()
    shared = func.count(seen.c.article.distinct())
    met = (
        select(known.c.name, shared, known.c.id)
        .select_from(seen)
        .join(
            other,
            (other.c.article == seen.c.article) & (other.c.edition == seen.c.edition) & (other.c.brief == seen.c.brief),
        )
        .join(known, known.c.id == other.c.actor)
        .where(seen.c.actor == id_, other.c.actor != id_, seen.c.edition >= _since(days, MET))
        .group_by(known.c.id, known.c.name)
        .order_by(shared.desc(), known.c.name, known.c.id)
        .limit(12)
    )
    return [(name, number, other_id) for name, number, other_id in connection.execute(met)]


def _ties(
    connection: Connection, id_: str, met: Sequence[str], days: Sequence[tuple[date, int]]
) -> list[tuple[str, str, int]]:
    """How many of the actor's articles name two of those whom it ``met``."""
    seen = schema.appearances
    own = seen.alias()
    query = (
        select(seen.c.article, seen.c.actor)
        .distinct()
        .join(
            own, (own.c.article == seen.c.article) & (own.c.edition == seen.c.edition) & (own.c.brief == seen.c.brief)
        )
        .where(own.c.actor == id_, own.c.edition >= _since(days, MET), seen.c.actor.in_(met))
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

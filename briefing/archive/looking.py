"""Looking: what a page of the web view asks the archive for, bounded however much there is."""

import functools
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select

from briefing.archive import schema
from briefing.archive.briefs import of_day
from briefing.archive.index import storable
from briefing.archive.shield import Shield
from briefing.forms import parse
from briefing.model import Reading, Story

#: Editions of a story, articles of each, and editions of an article that a page shows, latest first.
DAYS, ARTICLES, EDITIONS = 60, 40, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story."""

    id: str
    title: str
    source: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDay:
    """A story in one edition: its headline then, and its articles; `more` of them are not shown."""

    edition: date
    title: str
    articles: tuple[Member, ...]
    more: int = 0


def stamp(engine: Engine, day: date, brief: str = "") -> str:
    """Changes with the edition of ``day``; "" where there is none."""
    kept = schema.editions
    with engine.connect() as connection:
        form = connection.execute(select(kept.c.form).where(of_day(kept, day, brief))).scalar_one_or_none()
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest() if form else ""


def neighbours(engine: Engine, day: date, brief: str = "") -> tuple[date | None, date | None]:
    """The days of the edition before that of ``day``, and of the one after it."""
    kept = schema.editions.c
    with engine.connect() as connection:
        own = kept.brief == brief
        before = connection.execute(select(func.max(kept.day)).where(kept.day < day, own)).scalar_one_or_none()
        after = connection.execute(select(func.min(kept.day)).where(kept.day > day, own)).scalar_one_or_none()
    return before, after


def story_days(engine: Engine, id_: str, brief: str = "") -> list[StoryDay]:
    """A story over time, latest edition first."""
    told, members, articles = schema.stories, schema.members, schema.articles
    wanted = storable(id_)
    with engine.connect() as connection:
        query = (
            select(told.c.edition, told.c.title)
            .where(told.c.id == wanted, told.c.brief == brief)
            .order_by(told.c.edition.desc())
        )
        days = list(connection.execute(query.limit(DAYS)))
        if not days:
            return []
        named = (
            select(members.c.edition, articles.c.id, articles.c.title, articles.c.source, articles.c.day)
            .join(articles, articles.c.id == members.c.article)
            .where(
                members.c.story == wanted,
                members.c.brief == brief,
                members.c.edition.in_([row.edition for row in days]),
            )
            .order_by(articles.c.day.desc(), articles.c.id)
        )
        found: dict[date, dict[str, Member]] = {}
        for edition, article, title, source, day in connection.execute(named):
            found.setdefault(edition, {}).setdefault(article, Member(id=article, title=title, source=source, day=day))
    return [
        StoryDay(
            edition=row.edition,
            title=row.title,
            articles=tuple(found.get(row.edition, {}).values())[:ARTICLES],
            more=max(0, len(found.get(row.edition, {})) - ARTICLES),
        )
        for row in days
    ]


def stories_with(engine: Engine, article: str, brief: str = "") -> list[tuple[date, Story]]:
    """The editions and stories that ``article`` stands in, latest first."""
    told, members = schema.stories, schema.members
    query = (
        select(told.c.edition, told.c.id, told.c.form)
        .join(
            members,
            (members.c.story == told.c.id) & (members.c.edition == told.c.edition) & (members.c.brief == told.c.brief),
        )
        .where(members.c.article == storable(article), told.c.brief == brief)
        .order_by(told.c.edition.desc())
        .limit(EDITIONS)
    )
    shield = Shield()
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    found = ((row.edition, shield.read(functools.partial(parse, Story, row.form), f"story {row.id}")) for row in rows)
    return [(day, story) for day, story in found if story]


def latest_reading(engine: Engine, article: str, sha256: str) -> Reading | None:
    """A kept reading of the article with that text, of whatever version; None where there is none."""
    table = schema.readings
    query = select(table.c.form).where(table.c.article == storable(article), table.c.sha256 == sha256)
    with engine.connect() as connection:
        packed = connection.execute(query.order_by(table.c.version.desc()).limit(1)).scalar_one_or_none()
    try:
        return parse(Reading, zlib.decompress(packed)) if packed is not None else None
    except (zlib.error, ValueError):
        return None


def actors_seen(engine: Engine, limit: int) -> Sequence[tuple[str, str, date]]:
    """Id, name and day of the actors seen last."""
    known = schema.actors
    query = select(known.c.id, known.c.name, known.c.last_seen).order_by(known.c.last_seen.desc(), known.c.name)
    with engine.connect() as connection:
        return [(id_, name, day) for id_, name, day in connection.execute(query.limit(limit))]

"""Archive: articles, readings, stories, editions and deliveries, kept from day to day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

import platformdirs
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from briefing.archive import makings, schema
from briefing.archive.actors import actors_of, chunks, save_sightings
from briefing.archive.briefs import of_day
from briefing.archive.connection import engine_at, ensure, plain_reason, remedy, writing
from briefing.archive.deskbook import DeskBook
from briefing.archive.health import SourceBook
from briefing.archive.ledger import Ledger
from briefing.archive.makings import Makings
from briefing.archive.rows import insert_new
from briefing.archive.shield import Shield
from briefing.archive.texts import Texts
from briefing.archive.yesterday import Yesterday
from briefing.errors import ArchiveError
from briefing.forms import line
from briefing.model import Edition, KnownStory, Making, Reading, Story


def default_url() -> str:
    """The SQLite file in the platform's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('briefing')) / 'archive.sqlite'}"


class Archive(Texts, Yesterday):
    """What is kept. One transaction per call: a killed run leaves what was saved, whole.

    Safe to be read from several threads.
    """

    def __init__(self, engine: Engine, brief: str = "", shield: Shield | None = None) -> None:
        self.engine = engine
        self.brief = brief
        self.shield = shield or Shield()
        self.ledger = Ledger(engine, brief)
        self.makings = Makings(engine, brief)
        self.desk = DeskBook(engine, self.shield, brief)
        self.sources = SourceBook(engine)

    @classmethod
    def open(cls, url: str = "", *, create: bool = True, write: bool = True) -> Self:
        """Open the archive at ``url``; "" is the default one.

        Opening waits for no writer, unless there is something to make.

        Args:
            url: of SQLite or PostgreSQL.
            create: whether a new one may be made; else one that is not there is an error.
            write: whether anything will be written to it; else it may be read-only.

        Raises:
            SettingsError: if ``url`` is none that an archive can have.
            ArchiveError: if it cannot be opened, is not there, or a newer program made it.
        """
        engine, shown = engine_at(url or default_url(), create=create, write=write)
        try:
            ensure(engine, shown, create=create and write)
        except DBAPIError as error:
            engine.dispose()
            raise ArchiveError(shown, f"cannot be opened: {plain_reason(error)}", remedy(error)) from error
        except ArchiveError:
            engine.dispose()
            raise
        return cls(engine)

    def of(self, brief: str) -> Self:
        """The same archive, its editions those of ``brief``: "" is the one of a plain configuration."""
        return self if brief == self.brief else type(self)(self.engine, brief, self.shield)

    def briefs(self) -> list[str]:
        """The names of all briefs that have an edition."""
        names = select(schema.editions.c.brief).distinct().order_by(schema.editions.c.brief)
        with self.engine.connect() as connection:
            return list(connection.execute(names).scalars())

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ── editions ─────────────────────────────────────────────────────────────

    def save_edition(
        self,
        edition: Edition,
        stories: Sequence[Story],
        known: Iterable[KnownStory],
        readings: Mapping[str, Reading],
        *,
        making: Making | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Keep an edition and what it is made of; an earlier one of the same day gives way.

        Args:
            edition: as printed.
            stories: of the edition.
            known: what tomorrow's grouping needs of them, in their order.
            readings: by article id.
            making: what the edition was made from; without it nobody can make it again.
            files: name → SHA-256 of the files that it was written to.
        """
        day = edition.date
        form = line(edition)
        with writing(self.engine) as connection:
            for table in (schema.stories, schema.members, schema.appearances):
                connection.execute(table.delete().where(of_day(table, day, self.brief)))
            kept = schema.editions
            own = of_day(kept, day, self.brief)
            before = connection.execute(select(kept.c.form).where(own)).scalar_one_or_none()
            connection.execute(kept.delete().where(own))
            connection.execute(kept.insert().values(day=day, brief=self.brief, number=edition.number, form=form))
            if making is not None:
                makings.keep(connection, day, self.brief, making, files or {}, same=before == form)
            rows = (
                {
                    "id": story.id, "edition": day, "brief": self.brief, "title": story.title, "form": line(story),
                    "known": line(one),
                }
                for story, one in zip(stories, known, strict=True)
            )  # fmt: skip
            insert_new(connection, schema.stories, rows)
            for some in chunks(stories):
                told = [(story, readings[id_]) for story in some for id_ in story.articles]
                insert_new(connection, schema.members, [_member(day, self.brief, *one) for one in told])
                insert_new(connection, schema.appearances, _appearances(day, self.brief, told))
            save_sightings(connection, day, actors_of(stories), self.brief)

    def editions(self) -> list[tuple[date, int]]:
        """Day and number of every edition of the brief, latest first."""
        table = schema.editions
        with self.engine.connect() as connection:
            query = select(table.c.day, table.c.number).where(table.c.brief == self.brief)
            rows = connection.execute(query.order_by(table.c.day.desc()))
            return [(row.day, row.number) for row in rows if row.day]

    def stories(self, day: date) -> list[Story]:
        """The stories of the edition of ``day``, weightiest first; a damaged one is passed over."""
        table = schema.stories
        query = select(table.c.id, table.c.form).where(of_day(table, day, self.brief))
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        found = self.shield.parsed(Story, ((f"story {row.id}", row.form) for row in rows))
        return sorted(found, key=lambda story: (-story.gravity.total, story.id))

    def edition(self, day: date | None = None) -> Edition | None:
        """The edition of ``day``, or the latest; without its sources' texts.

        Raises:
            ArchiveError: if it is damaged.
        """
        table = schema.editions
        query = (
            select(table.c.form, table.c.day).where(table.c.brief == self.brief).order_by(table.c.day.desc()).limit(1)
        )
        if day:
            query = query.where(table.c.day == day)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if edition := self._edition(row):
            return edition
        raise ArchiveError(f"edition of {row.day}", "damaged in the archive", "'briefing build' makes it again")


def _member(day: date, brief: str, story: Story, reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {"edition": day, "story": story.id, "article": article.id, "brief": brief, "day": article.day or day}


def _appearances(day: date, brief: str, told: Sequence[tuple[Story, Reading]]) -> Iterator[dict[str, Any]]:
    return (
        _member(day, brief, story, reading)
        | {"actor": actor.id, "mentions": actor.mentions, "salience": actor.salience}
        for story, reading in told
        for actor in reading.actors
    )  # fmt: skip

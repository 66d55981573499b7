"""A day costs what the day holds, not what the archive holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import event

from briefing.archive import Archive
from briefing.model import Actor, Reading
from tests import make
from tests.archive import made
from tests.archive.made import BERG, OSLO

TODAY = date(2019, 1, 28)


def day_of(day: date, topics: int = 4) -> list[tuple[str, list[Reading]]]:
    """A day's stories, all with two actors of every day: one that goes on for weeks, and others of that day only."""
    season = f"season-{day.toordinal() // 20}"
    told = []
    for n in range(topics):
        own = Actor(id=f"per-{day}-{n}", name=f"Person {day} {n}", type="PER", mentions=1)
        reading = make.reading(f"Anna Berg met Person {day} {n} in Oslo.", day=day, actors=(replace(BERG), OSLO, own))
        told.append((season if n == 0 else f"{day}-{n}", [reading]))
    return told


def work(folder: Path, days: int) -> int:
    """SQLite's own steps, in thousands, for one day's look-ups and its edition, after ``days`` earlier ones."""
    url = f"sqlite:///{folder / f'{days}.sqlite'}"
    with Archive.open(url) as archive:
        for back in range(days, 0, -1):
            made.keep(archive, TODAY - timedelta(days=back), *day_of(TODAY - timedelta(days=back)))
    ticks = 0

    def count() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    def watch(connection: Callable[..., None], _record: object) -> None:
        connection.set_progress_handler(count, 100)  # type: ignore[attr-defined]

    with Archive.open(url, create=False) as archive:
        archive.engine.dispose()
        event.listen(archive.engine, "connect", watch)
        told = day_of(TODAY)
        readings = [reading for _, group in told for reading in group]
        assert [archive.reading(reading.article, "test") for reading in readings] == [None] * len(readings)
        assert len(archive.known_actors(TODAY)) == 14 * 4 + 2
        assert len(archive.known_stories(TODAY)) >= 14 * 3 + 1
        history = archive.history(TODAY, [make.story(*group, id_=id_) for id_, group in told])
        assert history.actor_volume["gpe-oslo"] == (4,) * 13 + (4,)
        made.keep(archive, TODAY, *told)
        assert len(list(archive.articles_for(TODAY))) == 8
    return ticks


def test_an_archive_ten_times_older_costs_todays_build_nothing(tmp_path: Path) -> None:
    """The database's steps for the same day after 20 days and after 200: at most a tenth more, for deeper trees."""
    young, old = work(tmp_path, 20), work(tmp_path, 200)
    assert young > 50
    assert old <= young * 1.1

"""``python -m tools.bench.web [--articles N] [--archive FILE]``: what each page of the web view takes from a large archive.

Years of mornings: the edition of one real morning, its stories, actors and articles day after day, so that every story
has as many days and every actor as many sightings as there are editions. Processor time, the first answer and the next.
"""

import argparse
import dataclasses
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console
from sqlalchemy import text
from starlette.testclient import TestClient

from briefing import pipeline
from briefing.archive import Archive
from briefing.settings import parse_settings
from briefing.web.app import make_app
from briefing.web.review import NAME
from briefing.web.site import Options
from tools.bench.briefs import todays
from tools.bench.tables import show

MOST = 0.1
_SETTINGS = parse_settings({"reading": {"model": "rules"}, "engine": {"workers": 1}})
#: Editions whose articles have a reading: those of the others are like them.
_READ = 5
_COLUMNS: Mapping[str, tuple[str, str]] = {
    "appearances": ("article, actor, edition, brief, day, story, mentions, salience",
                    "article || :n, actor, date(edition, :back), brief, date(day, :back), story, mentions, salience"),
    "sightings": ("actor, edition, brief, form", "actor, date(edition, :back), brief, form"),
    "stories": ("id, edition, brief, title, form, known", "id, date(edition, :back), brief, title, form, known"),
    "members": ("edition, story, article, brief, day", "date(edition, :back), story, article || :n, brief, date(day, :back)"),
    "editions": ("day, brief, number, form", "date(day, :back), brief, number, form"),
    "makings": ("day, brief, form, files", "date(day, :back), brief, form, files"),
}  # fmt: skip


def fill(archive: Archive, count: int) -> date:
    """Puts ``count`` articles and their editions into an empty ``archive``; returns the latest edition's day."""
    articles = todays(150)
    archive.save_articles(articles)
    with tempfile.TemporaryDirectory() as folder:
        built = pipeline.build([], _SETTINGS, out=Path(folder), formats=("json",), archive=archive)
    day = built.edition.date
    for n in range(1, count // len(articles) + 1):
        moved = (
            dataclasses.replace(one, id=f"{one.id}-{n}", published=(one.day or day) - timedelta(days=n))
            for one in articles
        )
        archive.save_articles(moved)
        with archive.engine.begin() as connection:
            for table, (into, taken) in _COLUMNS.items():
                where = " WHERE " + ("day" if table in ("editions", "makings") else "edition") + " = :day"
                statement = f"INSERT INTO {table} ({into}) SELECT {taken} FROM {table}{where}"
                connection.execute(text(statement), {"n": f"-{n}", "back": f"-{n} days", "day": day.isoformat()})
            if n < _READ:
                copied = "INSERT INTO readings SELECT article || :n, sha256, version, form FROM readings WHERE article NOT LIKE '%-%'"
                connection.execute(text(copied), {"n": f"-{n}"})
    return day


def pages(archive: Archive, day: date) -> dict[str, str]:
    """What is asked for, by name."""
    story = next(iter(archive.stories(day)))
    actor, article = story.actors[0], story.articles[0]
    before = day - timedelta(days=3)
    return {
        "editions": "/", "editions, page 9": "/?page=9", "edition": f"/edition/{day}", "an earlier one": f"/edition/{before}",
        "JSON": f"/edition/{day}/edition.json", "story": f"/story?id={story.id}", "actors": "/actors",
        "actors by name": "/actors?q=ministry", "actor": f"/actor?id={actor.id}", "article": f"/article?id={article}",
        "an earlier article": f"/article?id={article}-3", "search": "/search?q=government",
        "search, two words": "/search?q=government+police", "search, every article": "/search?q=said",
        "search, page 9": "/search?q=said&page=9", "search of an actor": f"/search?q=said&actor={actor.id}",
        "an actor alone": f"/search?actor={actor.id}", "search of a month": f"/search?q=said&from={day - timedelta(days=30)}",
        "search of a year": f"/search?q=said&from={day - timedelta(days=365)}&to={day}",
        "search of an outlet": "/search?q=said&source=Outlet+3", "an outlet alone": "/search?source=Outlet+3",
        "search of beginnings": "/search?q=gov*", "sources": "/sources", "feed": "/feed.atom", "calendar": "/editions.ics",
        "desk": f"/desk/{day}",
    }  # fmt: skip


def main() -> int:
    """Print the table; 1 if a page takes longer than a tenth of a second once it has been asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.web", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--archive", help="where the archive is kept, to be measured again; else it goes")
    given = parser.parse_args()
    rows, slow = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.archive or Path(folder) / "archive.sqlite")
        new = not path.exists()
        with Archive.open(f"sqlite:///{path}") as archive:
            day = fill(archive, given.articles) if new else archive.editions()[0][0]
            options = Options(
                hosts=frozenset({"127.0.0.1"}), users=None, editor="bench", out=Path(folder),
                clock=partial(datetime.now, UTC), release=lambda *_: None, warm=True,
            )  # fmt: skip
            client = TestClient(make_app(archive, [_SETTINGS], options), base_url="http://127.0.0.1")
            before = time.process_time()
            for thread in threading.enumerate():
                if thread.name == NAME:
                    thread.join()
            rows.append(("made beforehand", f"{1000 * (time.process_time() - before):.0f}", "", ""))
            for name, address in pages(archive, day).items():
                first, again, status = _asked(client, address)
                slow += again > MOST
                rows.append((name, f"{1000 * first:.0f}", f"{1000 * again:.0f}", str(status)))
    show(
        Console(width=120), f"Pages from {given.articles} articles", ("page", "ms, first", "ms, again", "answer"), rows
    )
    return int(slow > 0)


def _asked(client: TestClient, address: str) -> tuple[float, float, int]:
    """Processor seconds of the first answer, the median of the next five, and the status."""
    took, status = [], 0
    for _ in range(6):
        before = time.process_time()
        status = client.get(address).status_code
        took.append(time.process_time() - before)
    return took[0], median(took[1:]), status


if __name__ == "__main__":
    sys.exit(main())

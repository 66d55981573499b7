"""Articles, editions and whole days made by hand, for tests of the archive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from briefing.archive import Archive
from briefing.model import (
    Actor,
    Counts,
    Edition,
    KnownStory,
    Reading,
    Role,
    Story,
    Window,
)
from tests import make

MONDAY, TUESDAY, WEDNESDAY = date(2019, 1, 28), date(2019, 1, 29), date(2019, 1, 30)
BERG = Actor(
    id="per-anna-berg", name="Anna Berg", type="PER", aliases=("Berg",),
    roles=(Role(text="harbour minister", day=MONDAY),), salience=0.8, mentions=2,
)  # fmt: skip
OSLO = Actor(id="gpe-oslo", name="Oslo", type="GPE", salience=0.4, mentions=1)
article = partial(make.article, day=MONDAY)


def edition(day: date, *, number: int = 1) -> Edition:
    """An edition of ``day`` that says nothing."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Edition(
        date=day, number=number, title="Brief", generated_by="a test", language="en", timezone="UTC",
        window=Window(first=moment, last=moment),
        counts=Counts(inputs=1, articles=1, copies=0, stories=1, skipped=0),
    )  # fmt: skip


def known(story: Story) -> KnownStory:
    """What tomorrow's grouping would need of ``story``."""
    return KnownStory(id=story.id, title=story.title, last=story.last, articles=story.articles, terms=(("quay", 1.0),))


def keep(archive: Archive, day: date, *told: tuple[str, Sequence[Reading]], number: int = 1) -> None:
    """Keep an edition of ``day`` with a story of each of ``told`` (story id, its readings)."""
    stories = [replace(make.story(*readings, id_=id_), title=readings[0].article.title) for id_, readings in told]
    by_id = make.by_id(*(reading for _, readings in told for reading in readings))
    archive.save(by_id.values())
    archive.save_edition(edition(day, number=number), stories, [known(story) for story in stories], by_id)


def two_days(archive: Archive) -> tuple[Reading, Reading]:
    """Monday's and Tuesday's edition: a minister who changes her office, and on Monday a city."""
    first = make.reading(
        "Anna Berg, the harbour minister, spoke in Oslo on Monday.\nThe quays will be widened.",
        title="Quays to be widened", day=MONDAY, actors=(BERG, OSLO),
    )  # fmt: skip
    later = replace(BERG, aliases=("Ms Berg",), roles=(Role(text="finance minister", day=TUESDAY),))
    second = make.reading(
        "Ms Berg, now finance minister, cut the café tax.\nAnna Berg smiled.",
        title="Café tax cut", source="Élan Daily", day=TUESDAY, actors=(later,),
    )  # fmt: skip
    keep(archive, MONDAY, ("s1", [first]))
    keep(archive, TUESDAY, ("s2", [second]), number=2)
    return first, second

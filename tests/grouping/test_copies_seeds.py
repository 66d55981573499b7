"""Copies planted among the seeds: nearly all are found, and no two reports of one event are taken for copies."""

import dataclasses
import functools
import random
from pathlib import Path

from briefing.grouping import copies
from briefing.model import Article, Reading, article_id
from briefing.reading.reader import read
from briefing.settings import ReadingSettings, Settings
from briefing.sources import collect

SEEDS = Path(__file__).parent.parent.parent / "seeds"
#: Copies are told by their words; who acts in them is no matter.
RULES = ReadingSettings(model="rules")
#: Articles of less running text are headlines with a line under them: copies only word for word.
LEAST_WORDS = 60
FIRST_LINES = (
    "HARBOUR CITY, Jan 29 (Wire) - ",
    "(Wire) -- ",
    "By our own reporters\n\n",
    "Updated 4 hours ago\n\n",
    "",
)
LAST_LINES = (
    "\n\nSign up for our newsletter.",
    "\n\n© All rights reserved.",
    "\n\nReporting by A. B.; editing by C. D.",
    "",
)


@functools.cache
def seeds() -> tuple[Article, ...]:
    """The articles, each with a body."""
    days = sorted(str(path) for path in SEEDS.iterdir() if path.is_dir())
    came = [one for one in collect(days, settings=Settings()) if isinstance(one, Article)]
    return tuple(one for one in came if len(one.text.split()) >= LEAST_WORDS)


@functools.cache
def readings() -> tuple[Reading, ...]:
    return tuple(read(article, RULES) for article in seeds())


@functools.cache
def all_planted() -> tuple[Reading, ...]:
    rng = random.Random(0)
    return tuple(planted(article, rng) for article in seeds())


def planted(article: Article, rng: random.Random) -> Reading:
    """As another paper prints it: new headline, first line and last line, up to a third cut off, small changes."""
    lines = article.text.split("\n")
    kept = "\n".join(lines[: max(1, round(len(lines) * rng.uniform(0.67, 1)))]) if len(lines) > 3 else article.text
    if len(kept.split()) < LEAST_WORDS:
        kept = article.text
    kept = kept.replace("'", "’").replace(" percent", " per cent").replace("organiz", "organis")
    text = rng.choice(FIRST_LINES) + kept + rng.choice(LAST_LINES)
    title = f"What another paper wrote above it, {rng.randrange(10**6)}"
    id_ = article_id(text=text, title=title)
    return read(dataclasses.replace(article, id=id_, title=title, text=text, blocks=(), source="Copycat"), RULES)


def test_nearly_all_planted_copies_are_found() -> None:
    """Each seed once more in other clothes: at least 99 of 100 are found, beside what was there before."""
    pairs = [(article.id, copy) for article, copy in zip(seeds(), all_planted(), strict=True)]
    found = copies.find([*readings(), *(copy for _, copy in pairs)])
    together = {id_: n for n, group in enumerate(found) for id_ in group}
    hits = [id_ for id_, copy in pairs if id_ in together and together[id_] == together.get(copy.article.id)]
    assert len(hits) >= 0.99 * len(pairs), sorted({id_ for id_, _ in pairs} - set(hits))


def test_planting_makes_no_copies_of_what_was_none() -> None:
    """Two articles that are no copies of each other are none because a copy of one is there."""
    before = {frozenset((a, b)) for group in copies.find(readings()) for a in group for b in group if a != b}
    found = copies.find([*readings(), *all_planted()])
    own = {article.id for article in seeds()}
    after = {frozenset((a, b)) for group in found for a in group for b in group if a != b and {a, b} <= own}
    assert after <= before

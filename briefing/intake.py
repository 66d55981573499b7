"""Intake: articles → readings, each article once; known ones from the archive, the others over the engine."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.engine import Failure, map_items
from briefing.errors import NothingUsable, SettingsError
from briefing.model import Article, Fault, Reading, Skipped, article_id
from briefing.reading import reader
from briefing.settings import ActorEntry, ReadingSettings, Settings
from briefing.shelf import Shelf

if TYPE_CHECKING:
    from briefing.archive import Archive  # loading SQLAlchemy takes 0.3 s, and not every run has an archive

#: Called with the name of the step and its things; hands them on, showing how far the work is.
Progress = Callable[[str, Iterable[Any]], Iterable[Any]]

#: The reading of an article that is at hand; None where there is none.
Known = Callable[[Article], Reading | None]


def version_of(settings: Settings) -> str:
    """The version of the reader that ``settings`` ask for: part of every reading's key."""
    return reader.reader_for(settings.reading, settings.actor).version


def _nothing(_: Article) -> None:
    """Of what is at hand where nothing is."""


def quietly(_step: str, things: Iterable[Any]) -> Iterable[Any]:
    """The progress of a run that shows none."""
    return things


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came in: readings in the order of their inputs, and what was left out.

    Attributes:
        articles: of the readings, in their order.
        made: ids of those that were neither at hand nor in the archive.
        inputs: how many inputs were looked at; an article that came in more than once counts each time.
        faults: what the readings lack because the program failed there.
    """

    readings: Shelf
    articles: tuple[Article, ...]
    made: tuple[str, ...]
    left_out: tuple[Skipped, ...]
    inputs: int
    again: int = 0
    notices: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(
    inputs: Iterable[Article | Skipped],
    settings: Settings,
    *,
    archive: Archive | None = None,
    known: Known | None = None,
    progress: Progress = quietly,
    met: set[str] | None = None,
) -> Iterator[Reading | Skipped]:
    """Readings in the order of the articles; one that is at hand or in the archive is not made again, and put into ``met``."""
    step = functools.partial(_read_one, settings=settings.reading, entries=settings.actor)
    version = version_of(settings)
    items = _or_known(progress("read", inputs), version, archive, known or _nothing)
    for result in map_items(step, _noted(items, set() if met is None else met), settings.engine, travels=_is_article):
        if isinstance(result, Failure):
            item = result.item
            named = item.origin or item.id if isinstance(item, Article) else str(item)
            yield Skipped(input=named, reason=f"could not be read: {result.reason}", remedy=result.remedy)
        elif isinstance(result, Reading) and result.version != version:
            raise SettingsError(
                "engine.scheduler",
                f"a worker reads by version {result.version}, this machine by {version}",
                "install the same Briefing on all workers: an edition never mixes two",
            )
        else:
            yield result


def _or_known(
    inputs: Iterable[Article | Skipped], version: str, archive: Archive | None, known: Known
) -> Iterator[Article | Skipped | Reading]:
    """The reading in place of an article that has one: looked up here, since no worker has the archive."""
    for item in inputs:
        if isinstance(item, Article):
            found = known(item)
            same = found and found.version == version and dataclasses.replace(found.article, origin=item.origin) == item
            if found and same:
                yield dataclasses.replace(found, article=item)
            else:
                yield (archive.reading(item, version) if archive else None) or item
        else:
            yield item


def _noted(items: Iterable[Article | Skipped | Reading], met: set[str]) -> Iterator[Article | Skipped | Reading]:
    for item in items:
        if isinstance(item, Reading):
            met.add(item.article.id)
        yield item


def _read_one(
    item: Article | Skipped | Reading, *, settings: ReadingSettings, entries: tuple[ActorEntry, ...]
) -> Reading | Skipped:
    return reader.read(item, settings, entries) if isinstance(item, Article) else item


def _is_article(item: object) -> bool:
    return isinstance(item, Article)


def read_all(
    inputs: Iterable[Article | Skipped],
    settings: Settings,
    *,
    archive: Archive | None = None,
    known: Known | None = None,
    progress: Progress = quietly,
) -> Read:
    """All readings, the same article once; two that a giver calls by one id, each under an id of its own.

    Raises:
        NothingUsable: naming what was left out, if not one input could be used.
    """
    readings, faults, articles = Shelf(), list[Fault](), list[Article]()
    left_out: list[Skipped] = []
    met: set[str] = set()
    once = Once(inputs)
    for result in read(once, settings, archive=archive, known=known, progress=progress, met=met):
        if isinstance(result, Skipped):
            left_out.append(result)
        else:
            readings.put(result)
            articles.append(result.article)
            faults += result.faults
    if not readings and not left_out:
        raise NothingUsable("the inputs", "none came in", "name files or folders, or 'briefing fetch' first")
    if not readings:
        reasons = "; ".join(f"{skipped.input}: {skipped.reason}" for skipped in left_out[:5])
        remedies = "; ".join(dict.fromkeys(skipped.remedy for skipped in left_out[:5] if skipped.remedy))
        raise NothingUsable("the inputs", f"nothing usable among {len(left_out)} ({reasons})", remedies)
    notice = reader.reader_for(settings.reading, settings.actor).notice
    return Read(
        readings=readings,
        articles=tuple(articles),
        made=tuple(article.id for article in articles if article.id not in met),
        left_out=tuple(left_out),
        inputs=len(readings) + len(left_out) + once.again,
        again=once.again,
        notices=(str(notice),) if notice else (),
        faults=tuple(faults),
    )


class Once:
    """Iterates over ``inputs``, each article once; ``again`` says how many came in again."""

    def __init__(self, inputs: Iterable[Article | Skipped]) -> None:
        self._inputs = inputs
        self.again = 0

    def __iter__(self) -> Iterator[Article | Skipped]:
        known: dict[str, str] = {}
        for item in self._inputs:
            if not isinstance(item, Article):
                yield item
                continue
            article = item
            if known.get(article.id, article.sha256) != article.sha256:  # numbered anew in each file, say
                published = article.published.isoformat() if article.published else ""
                own = article_id(text=article.text, title=article.title, source=article.source, published=published)
                article = dataclasses.replace(article, id=own)
            if article.id in known:
                self.again += 1
                continue
            known[article.id] = article.sha256
            yield article

"""Articles read as far as names and actors are concerned, for the tests of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import Actor, Article, Mention, Sentence
from briefing.reading.actors.resolution import Resolution, resolve
from briefing.reading.model.tagging import Entity
from briefing.reading.names import mentions
from briefing.reading.text.segment import segment
from briefing.settings import ActorEntry

DAY = date(2025, 3, 4)


def tag(start: int, end: int, type: str) -> Entity:  # noqa: A002 — as the model calls it
    """A stretch that a model would tag."""
    return Entity(start=start, end=end, type=type, score=0.9)


@dataclass(frozen=True, slots=True)
class Tags:
    """What a model would say of one sentence."""

    entities: tuple[Entity, ...]


def article(text: str, *, title: str = "", language: str = "en", source: str = "") -> Article:
    """An article of DAY."""
    return Article(
        id="a", title=title, text=text, published=DAY, published_from="metadata", language=language, source=source
    )


def names(text: str, *, title: str = "", language: str = "en") -> list[tuple[str, str]]:
    """(words, type) of every name that the rules find."""
    read = article(text, title=title, language=language)
    return [(mention.span.of(text), mention.type) for mention in mentions.find(read, segment(read))]


def resolved(text: str, *, title: str = "", source: str = "", entries: Sequence[ActorEntry] = ()) -> Resolution:
    """Who is who in ``text``, by the rules alone."""
    read = article(text, title=title, source=source)
    sentences = segment(read)
    return resolve(read, sentences, mentions.find(read, sentences), entries)


def actor(resolution: Resolution, id_: str) -> Actor:
    """The actor with an id."""
    return next(one for one in resolution.actors if one.id == id_)


def who(text: str, resolution: Resolution) -> list[tuple[str, str | None]]:
    """(words, actor) of every name and reference, in reading order."""
    every: list[Mention] = sorted((*resolution.mentions, *resolution.references), key=lambda mention: mention.span)
    return [(mention.span.of(text), mention.actor) for mention in every]


def tagged(text: str, tags: Sequence[tuple[str, str]], sentences: Sequence[Sentence]) -> list[Tags]:
    """What a model would say that tags these words, each at its first place in ``text``."""
    said: list[Tags] = []
    for sent in sentences:
        here = sent.span.of(text)
        found = [
            tag(start=here.index(words), end=here.index(words) + len(words), type=kind)
            for words, kind in tags
            if words in here
        ]
        said.append(Tags(tuple(sorted(found, key=lambda entity: entity.start))))
    return said

"""Story: one event, told by one or more articles."""

import re
from dataclasses import dataclass, field
from datetime import date

from briefing.model.actor import Actor
from briefing.model.news import Gravity
from briefing.model.reading import Reading

#: Characters of a first sentence that stands where no source has a headline.
MOST = 110


def opening(sentence: str) -> str:
    """A sentence in place of a headline: whole and without its full stop if it is short, else its first words and "…"."""
    text = re.sub(r"(?<=\w{3})\.$", "", " ".join(sentence.split()))
    if len(text) <= MOST:
        return text
    return text[: MOST + 1].rpartition(" ")[0].rstrip(" ,;:–—-") + " …" if " " in text[:MOST] else text[:MOST] + "…"


def repeats(title: str, sentence: str) -> bool:
    """Whether a story's title only begins ``sentence`` or is it, as where none of its sources has a headline."""
    words = " ".join(title.split())
    begun = words.endswith("…") and " ".join(sentence.split()).startswith(words[:-1].rstrip())
    return begun or is_whole(title, sentence)


def is_whole(title: str, sentence: str) -> bool:
    """Whether a title is a sentence, but for its full stop."""
    return title.split() == sentence.rstrip(".").split() or title.split() == sentence.split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Every usable article is in exactly one story.

    Attributes:
        id: stable from day to day while the story goes on.
        title: the clearest printed headline among its sources.
        articles: article ids, earliest first.
        copies: groups of ids of near-identical articles, the original first in each.
        actors: merged over the articles, most salient first.
        lead_actor: id of the one that it is filed under; None where no actor was found.
        first: day of its earliest article (or None, where none is dated).
        last: day of its latest article.
        before: ids of further stories of earlier days that have become one in it, or that it has parted from.
        outlets: distinct publishers, by name.
        independent: outlets that are left when those that print one text, or one agency's, count once; teasers do not.
        gravity: how much it weighs, and why; nothing until it is ranked.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    actors: tuple[Actor, ...] = ()
    lead_actor: str | None = None
    first: date | None = None
    last: date | None = None
    before: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    independent: int = 1
    gravity: Gravity = field(default_factory=Gravity)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStory:
    """What tomorrow's grouping needs of today's story.

    Attributes:
        id: of the story.
        last: day of its latest article.
        articles: ids.
        language: of most of its articles.
        terms: stems of its text and how often an article has them; likewise those of headline and lede, of its
            names, of the names in headline and lede, and its numbers.
        vector: int8 unit vector of its articles, times 127; b"" where no model served.
        encoder: the model that the vector is of.
        actors: ids of its main actors.
        figures: its sentences that count something, each a reading of its own: what tomorrow's figures move on from.
    """

    id: str
    title: str
    last: date | None
    articles: tuple[str, ...]
    terms: tuple[tuple[str, float], ...]
    head: tuple[tuple[str, float], ...] = ()
    names: tuple[tuple[str, float], ...] = ()
    people: tuple[tuple[str, float], ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()
    language: str = "en"
    vector: bytes = b""
    encoder: str = ""
    actors: tuple[str, ...] = ()
    figures: tuple[Reading, ...] = ()

"""Piles: as many readings as are wanted, in stories as large as a day's are, made of a few that were read."""

import dataclasses
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from briefing.intake import read
from briefing.lexicon.names_ids import actor_id, is_state
from briefing.model import Actor, Article, Mention, Reading, article_id
from briefing.settings import Settings
from tools.bench.against import real

#: Words of an article, cut at the end of a sentence: a wire's snap, or the head of a report.
WORDS = 90
#: Reports of one event, and how many events in a hundred have so many: most are told once.
_SIZES, _OF_HUNDRED = (1, 2, 3, 5, 9, 30), (60, 18, 11, 7, 3, 1)
#: Share of the longer words that an event has instead of those that its report was made of, and a report of its event's.
_OTHER, _OWN = 0.9, 0.3
#: Made-up words of each length: a hundred thousand articles have no endless vocabulary.
_VOCABULARY = 4000
#: How far the vectors of an event are turned, and of a report of it, in steps of a component.
_TURNED, _ASIDE = 60, 12
_LONGEST = 30
_SYLLABLES = "ka lo mi ran ve tor su bel no dar qui pe zan hu ric ash".split()
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_SEED = 20190129

Renamed = Callable[[str], str]


def snaps() -> list[Article]:
    """Reports of the gold sets, cut to their first words, of two days."""
    made = []
    for n, row in enumerate(real(1000)):
        text = _head(" ".join(row["text"].split()))
        made.append(
            Article(
                id=article_id(text=text, title=row.get("title", "")),
                title=row.get("title", ""),
                text=text,
                source=row.get("source") or f"Outlet {n % 40}",
                published=date(2019, 1, 29) - timedelta(days=n % 2),
            )
        )
    return made


def _head(text: str) -> str:
    ends = [match.end() for match in re.finditer(r"[.!?]\s", text) if len(text[: match.end()].split()) >= WORDS]
    return text[: ends[0]].strip() if ends else text


def pile(count: int, settings: Settings) -> Iterator[Reading]:
    """``count`` readings, the same ones every time; nothing but the `snaps` is read.

    Names and words become others of the same length, so that every offset holds; the names of actors go with them.
    """
    base = [one for one in read(snaps(), settings) if isinstance(one, Reading)]
    rng, noise = random.Random(_SEED), np.random.default_rng(_SEED)
    vocabulary = {n: [_word(rng, n) for _ in range(_VOCABULARY)] for n in range(4, _LONGEST)}
    made = 0
    while made < count:
        event = base[rng.randrange(len(base))]
        other = _renaming(rng, vocabulary, _OTHER)
        turned = noise.integers(-_TURNED, _TURNED, event.width or 1)
        day = date(2019, 1, 29) - timedelta(days=rng.randrange(2))
        for _ in range(min(rng.choices(_SIZES, _OF_HUNDRED)[0], count - made)):
            own = _renaming(rng, vocabulary, _OWN)
            aside = turned + noise.integers(-_ASIDE, _ASIDE, event.width or 1)
            yield _varied(event, (other, own), aside, day, made)
            made += 1


def _word(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(length))[:length]


def _renaming(rng: random.Random, vocabulary: dict[int, list[str]], share: float) -> Renamed:
    """Some words become others of their length, the same ones throughout."""
    known: dict[str, str] = {}

    def renamed(word: str) -> str:
        if word not in known:
            known[word] = _drawn(rng, vocabulary, word) if len(word) < _LONGEST and rng.random() < share else word
        return known[word]

    return renamed


def _drawn(rng: random.Random, vocabulary: dict[int, list[str]], word: str) -> str:
    if word.isdigit():
        return str(rng.randrange(10 ** (len(word) - 1), 10 ** len(word)))
    drawn = rng.choice(vocabulary[len(word)])
    return drawn.capitalize() if word[0].isupper() else drawn


def _varied(reading: Reading, renamed: tuple[Renamed, Renamed], turned: np.ndarray, day: date, number: int) -> Reading:
    """``reading`` of another article: ``renamed`` word by word, one after the other."""

    def told(text: str) -> str:
        first, then = renamed
        return _WORD.sub(lambda match: then(first(match[0])), text)

    text, title = told(reading.article.text), told(reading.article.title)
    ids = {one.id: one.id if is_state(one.id) else actor_id(one.type, told(one.name)) for one in reading.actors}
    article = dataclasses.replace(
        reading.article,
        id=article_id(text=text, title=title, source=str(number)),
        text=text,
        title=title,
        source=f"Outlet {number % 40}",
        published=day,
    )
    rows = np.frombuffer(reading.vectors, dtype=np.int8).reshape(-1, reading.width or 1).astype(np.int16)
    return dataclasses.replace(
        reading,
        article=article,
        mentions=_at(reading.mentions, ids),
        references=_at(reading.references, ids),
        actors=tuple(_called(actor, told, ids) for actor in reading.actors),
        vectors=np.clip(rows + turned, -127, 127).astype(np.int8).tobytes() if reading.width else b"",
    )


def _at(mentions: Sequence[Mention], ids: dict[str, str]) -> tuple[Mention, ...]:
    return tuple(dataclasses.replace(one, actor=ids.get(one.actor or "", one.actor)) for one in mentions)


def _called(actor: Actor, told: Renamed, ids: dict[str, str]) -> Actor:
    if is_state(actor.id):
        return actor
    return dataclasses.replace(
        actor,
        id=ids[actor.id],
        name=told(actor.name),
        aliases=tuple(told(alias) for alias in actor.aliases),
        affiliation=ids.get(actor.affiliation or "", actor.affiliation),
    )

"""What is measured on: the seeds, and as many articles and readings made of them as are wanted."""

import dataclasses
import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from briefing.model import Article, Reading, article_id
from briefing.settings import Settings
from briefing.sources import collect

ROOT = Path(__file__).parent.parent.parent
#: Syllables of made-up names: each varied article tells of other people in other places.
_SYLLABLES = "ka lo mi ran ve tor su bel no dar qui pe zan hu ric ash".split()
_SEED = 20190129


def seeds() -> list[Article]:
    """The seed articles."""
    days = sorted(str(path) for path in (ROOT / "seeds").iterdir() if path.is_dir())
    return [article for article in collect(days, settings=Settings()) if isinstance(article, Article)]


def varied(base: Sequence[Article], count: int, seed: int = _SEED) -> list[Article]:
    """``count`` articles: the seeds again and again, each time with other names and another day.

    Two seeds make two sets that have hardly a sentence in common: what has been read once is read faster.
    """
    rng = random.Random(seed)
    made: list[Article] = []
    while len(made) < count:
        article = base[len(made) % len(base)]
        text = _renamed(article.text, rng)
        day = article.day + timedelta(days=rng.randrange(-1, 1)) if article.day else None
        id_ = article_id(text=text, title=str(len(made)))
        title = text.split("\n", 1)[0][:200]
        made.append(dataclasses.replace(article, id=id_, text=text, title=title, published=day, blocks=()))
    return made


def varied_readings(base: Sequence[Reading], count: int) -> list[Reading]:
    """``count`` readings without reading: the words of ``base`` renamed length by length, so that all spans hold.

    The sentence vectors are turned a little, each reading's in its own way.
    """
    rng = random.Random(_SEED)
    noise = np.random.default_rng(_SEED)
    made: list[Reading] = []
    for n in range(count):
        reading = base[n % len(base)]
        if n < len(base):
            made.append(reading)
            continue
        text = _renamed(reading.article.text, rng)
        day = reading.article.day + timedelta(days=rng.randrange(0, 3)) if reading.article.day else None
        article = dataclasses.replace(
            reading.article, id=article_id(text=text, title=str(n)), text=text, title=text[:60], published=day
        )
        vectors = np.frombuffer(reading.vectors, dtype=np.int8).astype(np.int16)
        turned = vectors.reshape(-1, reading.width or 1) + noise.integers(-60, 60, reading.width or 1)
        moved = np.clip(turned, -127, 127).astype(np.int8).tobytes() if reading.width else b""
        made.append(dataclasses.replace(reading, article=article, vectors=moved))
    return made


def _renamed(text: str, rng: random.Random) -> str:
    """Half of the longer words become others of the same length, the same ones throughout."""
    names: dict[str, str] = {}

    def other(word: str) -> str:
        if word not in names:
            drawn = "".join(rng.choice(_SYLLABLES) for _ in range(len(word)))[: len(word)]
            names[word] = drawn.capitalize() if word[0].isupper() else drawn
        return names[word]

    words = text.split(" ")
    return " ".join(
        other(w) if n and w.isalpha() and len(w) > 3 and rng.random() < 0.5 else w for n, w in enumerate(words)
    )

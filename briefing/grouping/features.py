"""Features: an article as the grouping sees it: words by rarity, a vector, a time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.words import stop_words, words
from briefing.model import Reading

Floats = NDArray[np.float32]

#: Times that a headline's word counts: the headline says what the story is.
TITLE = 3
#: Words of the body that count: the rest of a long article is background.
BODY = 220
#: Sentences whose vectors stand for the article: headline and lede.
SENTENCES = 4
#: What a word of a name weighs against another word: two earthquakes differ in their names only.
NAMES = 2.5
#: Letters of a word that count: a stem for all languages.
STEM = 7


@dataclass(frozen=True, slots=True)
class Features:
    """One article.

    Attributes:
        moment: of publication, in days since year 1, noon where the hour is not known; None without a day.
        terms: unit vector over words, as word → weight.
        names: unit vector over the words of names alone.
        vector: unit vector, or None where no model served.
    """

    id: str
    day: date | None
    moment: float | None
    terms: Mapping[str, float]
    names: Mapping[str, float]
    vector: Floats | None


def features(readings: Sequence[Reading]) -> list[Features]:
    """Features of each reading; rarity is counted over all of them."""
    counts = [_counts(reading) for reading in readings]
    df = Counter(term for counted in counts for term in counted)
    return [_features(reading, counted, df, len(readings)) for reading, counted in zip(readings, counts, strict=True)]


def _features(reading: Reading, counted: Mapping[str, int], df: Mapping[str, int], total: int) -> Features:
    names = _names(reading)
    terms = _weighted(counted, df, total, names)
    return Features(
        id=reading.article.id,
        day=reading.article.day,
        moment=_moment(reading.article.published),
        terms=terms,
        names=_of_length_one({term: weight for term, weight in terms.items() if term in names}),
        vector=_vector(reading),
    )


def _counts(reading: Reading) -> Counter[str]:
    article = reading.article
    stops = stop_words(article.language)
    counted: Counter[str] = Counter()
    for word in words(article.title):
        if word not in stops:
            counted[word[:STEM]] += TITLE
    seen = 0
    for n, sent in enumerate(reading.sentences):
        if not sent.quotable:
            continue
        for word in words(reading.text_of(n)):
            if word not in stops:
                counted[word[:STEM]] += 1
                seen += 1
        if seen >= BODY:
            break
    if not counted:
        counted.update(word[:STEM] for word in words(article.text[:2000]) if word not in stops)
    return counted


def _moment(published: datetime | date | None) -> float | None:
    if published is None:
        return None
    moment = published if isinstance(published, datetime) else datetime.combine(published, time(12))
    hours = (moment.hour * 60 + moment.minute - (moment.utcoffset() or timedelta()).total_seconds() / 60) / 1440
    return moment.toordinal() + hours


def _names(reading: Reading) -> frozenset[str]:
    """The words of the article's names."""
    text = reading.article.text
    return frozenset(word[:STEM] for mention in reading.mentions for word in words(mention.span.of(text)))


def _weighted(counted: Mapping[str, int], df: Mapping[str, int], total: int, names: frozenset[str]) -> dict[str, float]:
    """(1 + log tf) × log(1 + n / df), of unit length (Salton & Buckley 1988); words of names weigh more."""
    made = {
        term: (1 + math.log(tf)) * math.log(1 + total / df[term]) * (NAMES if term in names else 1.0)
        for term, tf in sorted(counted.items())
    }
    return _of_length_one(made)


def _of_length_one(vector: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / norm for term, weight in vector.items()}


def _vector(reading: Reading) -> Floats | None:
    if not reading.width:
        return None
    rows = np.frombuffer(reading.vectors, dtype=np.int8).reshape(-1, reading.width)
    heads = [n for n, sent in enumerate(reading.sentences) if sent.kind == "headline"][:1]
    body = [n for n, sent in enumerate(reading.sentences) if sent.quotable][: SENTENCES - len(heads)]
    chosen = [*heads, *body] or [0]
    mean = rows[chosen].astype(np.float32).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)

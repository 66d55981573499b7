"""Traits: an article as the grouping sees it: its words, names and numbers counted, a vector, the days it may be of."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from briefing.grouping.counts import Counts
from briefing.lexicon.once import once
from briefing.lexicon.words import stop_words, words
from briefing.model import Reading

Floats = NDArray[np.float32]

#: Times that a headline's word counts: the headline says what the story is.
TITLE = 2
#: Sentences that are the lede, sentences whose names are the participants, sentences that are looked at at all.
LEDE, OPENING, MOST = 2, 3, 40
#: Stems of the body that count: the rest of a long article is background.
BODY = 300
#: Sentences from whose vectors on one counts half as much as the first, a third at twice as many, …: halves of
#: MEANTIME's articles that say different things in two languages gain 2, texts of ECB+ lose nothing (1 and 10: less).
HALVED = 3
#: Letters of a word that count: a stem for all languages.
STEM = 7
#: Stems at which an article is half as short as one of none (`Traits.shortness`).
HALF = 25
#: Characters in which a dateline stands, and the days by which it may be earlier than the page's day.
DATELINE, EARLIER = 200, 60
_PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=\D|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """One article; every mapping is a count of stems.

    Attributes:
        language: ISO 639-1 code.
        moment: of publication, in days since year 1, noon where the hour is not known; the earliest plausible one of
            the page's, the address's and the text's; None where there is none.
        head: headline and lede.
        body: headline and running text.
        names: the words of the names.
        people: the words of the names of headline and lede: who takes part.
        numbers: of two digits and more.
        vector: unit vector of headline and text, the opening foremost; None where no model served.
        encoder: the model that it is of.
    """

    id: str
    language: str = "en"
    moment: float | None = None
    head: Mapping[str, float]
    body: Mapping[str, float]
    names: Mapping[str, float]
    people: Mapping[str, float]
    numbers: Mapping[str, float]
    vector: Floats | None = None
    encoder: str = ""

    @property
    def shortness(self) -> float:
        """1 for an article of no words, towards 0 for a long one; 0.8 for a bare headline."""
        return HALF / (HALF + sum(self.body.values()))


@once
def traits(reading: Reading) -> Traits:
    """The traits of ``reading``."""
    article = reading.article
    stops = stop_words(article.language)
    running = [n for n, sent in enumerate(reading.sentences) if sent.quotable][:MOST]
    headline = [n for n, sent in enumerate(reading.sentences) if sent.kind == "headline"][:1]
    told = {n: words(reading.text_of(n)) for n in running}
    title = words(article.title)
    head = Counter({stem: TITLE * count for stem, count in _stems(title, stops).items()})
    for n in running[:LEDE]:
        head.update(_stems(told[n], stops))
    body = _stems(title, stops)
    for n in running:
        body.update(_stems(told[n], stops))
        if body.total() > BODY:
            break
    if not body:
        body = _stems(words(article.text[:2000]), stops)
    names, people = _names(reading, {*headline, *running}, {*headline, *running[:OPENING]}, stops)
    numbers = Counter(word for listed in (title, *told.values()) for word in listed if word[0].isdigit() and word[1:])
    return Traits(
        id=article.id,
        language=article.language,
        moment=earliest_moment(reading),
        head=Counts(head or body),
        body=Counts(body),
        names=Counts(names),
        people=Counts(people),
        numbers=Counts(numbers),
        vector=_vector(reading, headline, running),
        encoder=reading.encoder,
    )


def _stems(listed: Iterable[str], stops: frozenset[str]) -> Counter[str]:
    return Counter(word[:STEM] for word in listed if word not in stops)


def _names(
    reading: Reading, anywhere: set[int], opening: set[int], stops: frozenset[str]
) -> tuple[Counter[str], Counter[str]]:
    """The words of the names in the sentences that are looked at, and of those in headline and lede."""
    starts = [sent.span.start for sent in reading.sentences]
    names: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for mention in reading.mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if at in anywhere:
            stems = _stems(words(mention.span.of(reading.article.text)), stops)
            names.update(stems)
            if at in opening:
                people.update(stems)
    return names, people


def _vector(reading: Reading, headline: Sequence[int], running: Sequence[int]) -> Floats | None:
    """The vector of an article; the headline counts `TITLE` times, be it a sentence of the text or not."""
    if not reading.width:
        return None
    rows = np.frombuffer(reading.vectors, dtype=np.int8).reshape(-1, reading.width).astype(np.float32)
    worth = (HALVED / (HALVED + np.arange(len(running)))).astype(np.float32)
    total = worth @ rows[list(running)] + TITLE * rows[list(headline)].sum(axis=0)
    if reading.title_vector:
        total += TITLE * np.frombuffer(reading.title_vector, dtype=np.int8)
    elif not headline and not running:
        total += rows[0]
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-6), dtype=np.float32)


def earliest_moment(reading: Reading) -> float | None:
    """The earliest plausible time of an article: a page's is often that of its last change.

    Address and dateline count where they are no more than `EARLIER` days before the page's day; a dateline is a day
    printed with its year at the head of the text.
    """
    article = reading.article
    found = []
    match = _PATH_DAY.search(article.url)
    if match:
        with suppress(ValueError):
            found.append(date(int(match[1]), int(match[2]), int(match[3])))
    for timex in reading.timexes:
        if timex.span.start < DATELINE and timex.type == "DATE" and timex.first and timex.first == timex.last:
            printed = timex.span.of(article.text)
            if str(timex.first.year) in printed and timex.first.isoformat() == timex.value:
                found.append(timex.first)
    latest = article.day or max(found, default=None)
    if latest is None:
        return None
    earliest = min((day for day in found if latest - timedelta(days=EARLIER) <= day <= latest), default=latest)
    if earliest < latest or not isinstance(article.published, datetime):
        return earliest.toordinal() + 0.5
    moment = article.published
    hours = moment.hour + moment.minute / 60 - (moment.utcoffset() or timedelta()).total_seconds() / 3600
    return moment.toordinal() + hours / 24

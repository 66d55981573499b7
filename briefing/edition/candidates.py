"""Candidates: the sentences of a story that could be printed, each with all it knows of itself."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from briefing.lexicon.once import once
from briefing.lexicon.words import stop_words, words
from briefing.model import Article, Citation, Flaw, Genre, Mention, Quantity, Reading, Span, Story, Timex

#: Sentences looked at per story: the best few of each source. Keeps the pairwise work bounded.
MOST = 240
PER_ARTICLE = 16
#: Genres that feed no key point where a story has a report.
COMMENT = frozenset(
    {
        Genre.OPINION, Genre.FACT_CHECK, Genre.REVIEW, Genre.HOW_TO, Genre.PROMOTION, Genre.INTERVIEW, Genre.FEATURE,
        Genre.OBITUARY,
    }
)  # fmt: skip

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d(?![\w])|(?<![\w.,])\d(?![\w])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One sentence of one article, fit to be quoted.

    Attributes:
        index: of the sentence in its reading.
        order: of the article in the story, earliest first.
        place: among the article's quotable sentences; 0 is the lede.
        salience: 0..1, the article's own view.
        alone: how likely it is understood by itself.
        flaws: what speaks against quoting it by itself.
        stems: what it tells, as its article's terms.
        facts: the figures in it.
        terms: its content words, lower case.
        numbers: figures in it, without thousands separators.
        vector: unit vector, or None where no model served.
    """

    article: Article
    index: int
    order: int
    place: int
    span: Span
    text: str
    salience: float
    alone: float
    flaws: frozenset[Flaw]
    stems: frozenset[str]
    facts: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    references: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    terms: frozenset[str]
    numbers: frozenset[str]
    vector: np.ndarray | None

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(source=self.article.id, span=self.span)

    @property
    def day(self) -> date | None:
        """When it was published."""
        return self.article.day

    @property
    def leans(self) -> bool:
        """Whether it is not understood without the sentence before it."""
        return Flaw.LEANS in self.flaws

    @property
    def length(self) -> int:
        """Words, as a printer counts them."""
        return len(self.text.split())


def gather(story: Story, readings: Mapping[str, Reading], *, dated: bool = False) -> list[Candidate]:
    """The story's quotable sentences, copies left out: the best of each article, or with ``dated`` all that name a day."""
    copies = {copy for group in story.copies for copy in group[1:]}
    told = [id_ for id_ in story.articles if readings[id_].news.genre.label not in COMMENT] or list(story.articles)
    copies |= set(story.articles) - set(told)
    found: list[Candidate] = []
    for order, id_ in enumerate(id_ for id_ in story.articles if id_ not in copies):
        own = (_dated if dated else _of)(readings[id_])
        found.extend(replace(one, order=order) for one in own) if order else found.extend(own)
    if len(found) > MOST:
        found.sort(key=lambda c: (-c.salience, c.order, c.index))
        found = sorted(found[:MOST], key=lambda c: (c.order, c.index))
    return found


def candidate_at(reading: Reading, order: int, span: Span) -> Candidate | None:
    """The quotable sentence of ``reading`` that ``span`` begins in, whatever its rank; None where there is none."""
    at = next((i for i, sent in enumerate(reading.sentences) if sent.span.start <= span.start < sent.span.end), None)
    if at is None or not reading.sentences[at].quotable:
        return None
    quotable = [i for i, sent in enumerate(reading.sentences) if sent.quotable]
    return next(iter(_made(reading, order, [at], quotable)))


@once
def _of(reading: Reading) -> tuple[Candidate, ...]:
    quotable = [i for i, sent in enumerate(reading.sentences) if sent.quotable]
    best = sorted(quotable, key=lambda i: (-reading.salience[i], i))[:PER_ARTICLE]
    return tuple(_made(reading, 0, sorted(best), quotable))


@once
def _dated(reading: Reading) -> tuple[Candidate, ...]:
    days = [timex.span for timex in reading.timexes if timex.first is not None]
    quotable = [i for i, sent in enumerate(reading.sentences) if sent.quotable]
    wanted = [i for i in quotable if any(span in reading.sentences[i].span for span in days)]
    return tuple(_made(reading, 0, wanted, quotable))


def _made(reading: Reading, order: int, wanted: Sequence[int], quotable: Sequence[int]) -> Iterable[Candidate]:
    """The candidates of the sentences ``wanted``, some of ``quotable``."""
    text = reading.article.text
    places = {i: place for place, i in enumerate(quotable)}
    stops = stop_words(reading.article.language)
    vectors = _vectors(reading)
    for i in wanted:
        span = reading.sentences[i].span
        printed = span.of(text)
        yield Candidate(
            article=reading.article,
            index=i,
            order=order,
            place=places[i],
            span=span,
            text=printed,
            salience=reading.salience[i],
            alone=reading.sentences[i].alone,
            flaws=frozenset(reading.sentences[i].flaws),
            stems=frozenset(reading.terms.stems[n] for n in reading.terms.rows[i])
            if reading.terms.rows
            else frozenset(),
            facts=tuple(fact for fact in reading.facts if fact.span in span),
            mentions=_within(reading.mentions, span),
            references=_within(reading.references, span),
            timexes=tuple(t for t in reading.timexes if t.span in span),
            terms=frozenset(w for w in (word.casefold() for word in words(printed)) if w not in stops),
            numbers=figures(printed),
            vector=vectors[i].copy() if vectors is not None else None,
        )


def _within(mentions: Sequence[Mention], span: Span) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.span in span)


def _vectors(reading: Reading) -> np.ndarray | None:
    if not reading.width:
        return None
    rows = np.frombuffer(reading.vectors, dtype=np.int8).reshape(-1, reading.width).astype(np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-6))


def figures(text: str) -> frozenset[str]:
    """The figures in ``text``, "1,900" as "1900": days and years among them."""
    return frozenset(match.group().replace(",", "").rstrip(".") for match in _NUMBER.finditer(text))

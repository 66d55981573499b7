"""Salience: how much of its article each sentence says, by features that a reader can check."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.words import stop_words, words
from briefing.model import Article, Mention, Sentence, Timex

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Table:
    weights: dict[str, float]
    leaning: dict[str, dict[str, frozenset[str]]]


@functools.cache
def _table() -> _Table:
    content = tomllib.loads((files("briefing") / "data" / "salience.toml").read_text(encoding="utf-8"))
    leaning = {
        language: {kind: frozenset(listed.split()) for kind, listed in kinds.items()}
        for language, kinds in content["leaning"].items()
    }
    return _Table(content["weights"], leaning)


def score(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    *,
    learnt: Sequence[float] | None = None,
    vectors: NDArray[np.int8] | None = None,
) -> tuple[float, ...]:
    """One figure in 0..1 per sentence, the best quotable one 1; 0 for those that are not quotable.

    A weighted sum of position, likeness to the article (TF-IDF and vectors), overlap with the headline,
    main actors, figures and dates, less what a sentence loses by leaning on another one, by being a
    quotation, a question, very short or very long. After Edmundson (JACM 1969).

    Args:
        article: whose language chooses the word tables.
        sentences: all of the article's.
        mentions: with their actors.
        timexes: of the article.
        learnt: the model's own salience, one per sentence.
        vectors: int8, sentences × width.
    """
    body = [n for n, sent in enumerate(sentences) if sent.quotable]
    if not body:
        return (0.0,) * len(sentences)
    texts = [sentences[n].span.of(article.text) for n in body]
    terms = [_terms(text, article.language) for text in texts]
    features = {
        "position": 1 / np.sqrt(1 + np.arange(len(body))),
        "centroid": _centroid(terms),
        "vector": _vector_centroid(vectors, body),
        "headline": _headline(terms, _terms(_title(article, sentences), article.language)),
        "actors": _actors(body, sentences, mentions),
        "figures": np.array([float(any(char.isdigit() for char in text)) for text in texts]),
        "dates": _dates(body, sentences, timexes),
        "learnt": np.array([learnt[n] for n in body]) if learnt else np.zeros(len(body)),
        "leaning": np.array([leans(text, article.language, first=k == 0) for k, text in enumerate(texts)]),
        "quote": np.array([float(sentences[n].kind == "quote") for n in body]),
        "question": np.array([float(text.rstrip("\"'”’») ").endswith("?")) for text in texts]),
        "short": np.array([float(len(text.split()) < 7) for text in texts]),
        "long": np.array([float(len(text.split()) > 45) for text in texts]),
    }
    weights = _table().weights
    total: Floats = np.sum([weights[name] * values for name, values in features.items()], axis=0)
    total = np.clip(total, 0.01, None)
    total /= total.max()
    scores = [0.0] * len(sentences)
    for n, value in zip(body, total, strict=True):
        scores[n] = round(float(value), 6)
    return tuple(scores)


def leans(text: str, language: str, *, first: bool = False) -> float:
    """How much a sentence leans on what stood before it: 1 for "He said …", 0 for one that stands alone."""
    table = _table().leaning.get(language)
    opening = words(text[:120])[:3]
    if table is None or not opening:
        return 0.0
    if opening[0] in table["pronouns"]:
        return 1.0
    if opening[0] in table["connectives"] and not first:
        return 0.7
    if len(opening) > 1 and opening[0] in ("the", "both") and opening[1] in table["nouns"] and not first:
        return 0.5
    return 0.0


def _terms(text: str, language: str) -> list[str]:
    stops = stop_words(language)
    return [word for word in words(text) if word not in stops]


def _title(article: Article, sentences: Sequence[Sentence]) -> str:
    headlines = [sent.span.of(article.text) for sent in sentences if sent.kind == "headline"]
    return " ".join([article.title, *headlines])


def _centroid(terms: Sequence[Sequence[str]]) -> Floats:
    """Cosine of each sentence to the sum of all, by tf × log(n / df) + 1: Radev et al. 2004 (MEAD)."""
    df = Counter(term for listed in terms for term in set(listed))
    tf = Counter(term for listed in terms for term in listed)
    idf = {term: float(np.log(len(terms) / n)) + 1 for term, n in df.items()}
    centre = {term: n * idf[term] for term, n in tf.items()}
    size = float(np.sqrt(sum(value * value for value in centre.values()))) or 1.0
    found = np.zeros(len(terms))
    for k, listed in enumerate(terms):
        own = {term: n * idf[term] for term, n in Counter(listed).items()}
        norm = float(np.sqrt(sum(value * value for value in own.values()))) or 1.0
        found[k] = sum(value * centre[term] for term, value in own.items()) / (norm * size)
    return _scaled(found)


def _vector_centroid(vectors: NDArray[np.int8] | None, body: Sequence[int]) -> Floats:
    """Cosine of each sentence's vector to the mean of all."""
    if vectors is None:
        return np.zeros(len(body))
    rows = vectors[list(body)].astype(np.float64)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    centre = rows.mean(axis=0)
    return _scaled(rows @ (centre / max(float(np.linalg.norm(centre)), 1e-6)))


def _scaled(values: Floats) -> Floats:
    """The same figures with the highest at 1."""
    top = float(values.max(initial=0.0))
    return np.clip(values / top, 0.0, 1.0) if top > 0 else np.zeros(len(values))


def _headline(terms: Sequence[Sequence[str]], title: Sequence[str]) -> Floats:
    """Share of the headline's words that the sentence has, by their first six letters: a stem for all languages."""
    wanted = {term[:6] for term in title}
    if not wanted:
        return np.zeros(len(terms))
    return np.array([len(wanted & {term[:6] for term in listed}) / len(wanted) for listed in terms])


def _actors(body: Sequence[int], sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Floats:
    """Share of the article's mentions that belong to the actors whom the sentence names."""
    counts = Counter(mention.actor for mention in mentions if mention.actor)
    total = sum(counts.values())
    found = np.zeros(len(body))
    if not total:
        return found
    named: list[set[str]] = [set() for _ in sentences]
    at = 0
    for mention in mentions:
        while at < len(sentences) and sentences[at].span.end <= mention.span.start:
            at += 1
        if at < len(sentences) and mention.actor:
            named[at].add(mention.actor)
    for k, n in enumerate(body):
        found[k] = sum(counts[actor] for actor in named[n]) / total
    return _scaled(found)


def _dates(body: Sequence[int], sentences: Sequence[Sentence], timexes: Sequence[Timex]) -> Floats:
    """1 where the sentence names a day or span that can be placed."""
    found = np.zeros(len(body))
    for k, n in enumerate(body):
        span = sentences[n].span
        found[k] = float(any(timex.first is not None and timex.span in span for timex in timexes))
    return found

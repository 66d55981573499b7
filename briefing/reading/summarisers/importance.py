"""Importance: how likely a summary of the article would use each of its words.

What a summary of news takes over is predicted better word by word than sentence by sentence (Hong & Nenkova 2014,
"Improving the Estimation of Word Importance for News Multi-Document Summarization"): a few properties of a word
in its article (how many sentences hold it, where it comes first, whether the headline has it, whether it names an
actor) go into a logistic regression whose weights ship in `data/salience_words.json`.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.languages import common_words
from briefing.lexicon.tables import read_table
from briefing.lexicon.words import stop_words, words
from briefing.model import Article, Mention, Sentence, Terms

Floats = NDArray[np.float64]

#: In the order of the columns of `Bag.properties`.
PROPERTIES = (
    "log_frequency", "twice", "four_times", "first", "first_share", "in_first", "in_second", "in_third", "headline",
    "name", "number", "long", "quoted_only", "name_frequency", "headline_frequency", "early_frequency",
    "log_sentences", "share", "actor",
)  # fmt: skip
#: Sentences of a long document that are weighed; news ends long before.
MOST = 600
#: Worth is kept in whole parts of this, so that sums are exact and no order of adding shows.
UNIT = 10_000
#: A word less likely than this in a summary is not worth its place (swept 0 to 0.15 on GUM's training summaries by
#: cross-validation, on 72 news reports with highlights of our own and on ECB+: flat between 0.03 and 0.06).
_LEAST = 0.04
#: A word in more than this share of the sentences of a language without a long list of function words is one.
_EVERYWHERE = 0.3
#: All words with the same first letters count as one: a stem for every language ("Syria", "Syrian"). 5 and 6 are
#: alike on GUM's training summaries by cross-validation, 4 and 8 worse, and so are Snowball's stems: ROUGE-1 less
#: LEAD's +2.3 instead of +2.7 with weights made anew, best first sentences (tune) 90 % instead of 95; and NLTK takes
#: 0.3 s to load.
STEM = 5
_FULL = re.compile(r"[.!?…؟۔।。！？][\"'”’»)\]]*\s*(?:\[\d{1,3}\])?\Z|''\Z")
_FEWEST_WORDS = 4
_ADDED = (" .", "\u00a0.")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """The running sentences of an article as sets of terms (stems that are no function words), and what tells their worth.

    Attributes:
        indexes: of each running sentence among all of the article's.
        texts: as printed.
        lengths: in words as printed.
        terms: of each sentence, each once, numbered in the order of the text.
        stems: by number.
        properties: terms × `PROPERTIES`.
    """

    indexes: tuple[int, ...]
    texts: tuple[str, ...]
    lengths: tuple[int, ...]
    terms: tuple[tuple[int, ...], ...]
    stems: tuple[str, ...]
    properties: Floats

    @property
    def worth(self) -> Floats:
        """What each term is worth to a summary: its likelihood above the least, in whole parts of `UNIT`."""
        weights, bias = _weights()
        likely = 1 / (1 + np.exp(-(self.properties @ weights + bias)))
        return np.rint(np.clip(likely - _LEAST, 0, None) * UNIT)

    def noun(self, sentences: int) -> Terms:
        """What is kept of it, for an article of so many ``sentences``."""
        rows: list[tuple[int, ...]] = [()] * sentences
        for n, row in zip(self.indexes, self.terms, strict=True):
            rows[n] = row
        return Terms(stems=self.stems, worth=tuple(int(value) for value in self.worth), rows=tuple(rows))


def weigh(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Bag:
    """The terms of the running sentences of ``article``.

    Running are quotable sentences of some words that end like one; where hardly any does (a script without stops, a
    list), all quotable ones. Of a very long document the first `MOST` are taken. Time is linear.
    """
    indexes, texts = _running(article, sentences)
    listed = [words(text) for text in texts]
    function = _function_words(article.language, listed)
    numbers: dict[str, int] = {}
    terms = []
    for row in listed:
        content = (word[:STEM] for word in row if word not in function and (len(word) > 1 or word.isdigit()))
        terms.append(tuple(dict.fromkeys(numbers.setdefault(stem, len(numbers)) for stem in content)))
    stems = tuple(numbers)
    quoted = [sentences[n].kind == "quote" for n in indexes]
    headline = _stems(" ".join([article.title, *_headlines(article, sentences)]), function)
    return Bag(
        indexes=indexes,
        texts=texts,
        lengths=tuple(length(text) for text in texts),
        terms=tuple(terms),
        stems=stems,
        properties=_properties(stems, terms, quoted, headline, _actors(article, mentions, function)),
    )


def length(text: str) -> int:
    """How many words a reader counts: between spaces, and two characters a word in scripts without spaces."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


def _running(article: Article, sentences: Sequence[Sentence]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    quotable = [(n, sent.span.of(article.text)) for n, sent in enumerate(sentences) if sent.quotable][:MOST]
    ended = [(n, text) for n, text in quotable if _FULL.search(text[-12:]) and length(text) >= _FEWEST_WORDS]
    # A space before the stop where most sentences have none: a line, a caption, that some program gave a stop.
    added = [n for n, text in ended if text.endswith(_ADDED)]
    running = [(n, text) for n, text in ended if not text.endswith(_ADDED)] if 2 * len(added) < len(ended) else ended
    chosen = running if 3 * len(running) >= len(quotable) else quotable
    return tuple(n for n, _ in chosen), tuple(text for _, text in chosen)


def _headlines(article: Article, sentences: Sequence[Sentence]) -> list[str]:
    return [sent.span.of(article.text) for sent in sentences[:MOST] if sent.kind == "headline"]


def _function_words(language: str, listed: Sequence[Sequence[str]]) -> frozenset[str]:
    known = stop_words(language)
    if known or len(listed) < 8:
        return known or common_words(language)
    spread = Counter(word for row in listed for word in set(row))
    everywhere = frozenset(word for word, count in spread.items() if count > _EVERYWHERE * len(listed))
    return everywhere | common_words(language)


def _stems(text: str, function: frozenset[str]) -> set[str]:
    return {word[:STEM] for word in words(text) if word not in function}


def _actors(article: Article, mentions: Sequence[Mention], function: frozenset[str]) -> dict[str, float]:
    """Stem of a name → the share of all mentions that its actor has; 0 for a name without an actor."""
    counts = Counter(mention.actor for mention in mentions if mention.actor)
    total = sum(counts.values()) or 1
    printed = {(mention.span.of(article.text), mention.actor): None for mention in mentions}
    found: dict[str, float] = {}
    for text, actor in printed:
        share = counts[actor] / total if actor else 0.0
        for stem in _stems(text, function):
            found[stem] = max(found.get(stem, 0.0), share)
    return found


def _properties(
    stems: Sequence[str],
    terms: Sequence[Sequence[int]],
    quoted: Sequence[bool],
    headline: set[str],
    actors: dict[str, float],
) -> Floats:
    """One row a term, columns as in `PROPERTIES`."""
    count = len(terms)
    numbers = np.array([number for row in terms for number in row], dtype=np.int64)
    places = np.repeat(np.arange(count), [len(row) for row in terms])
    frequency = np.bincount(numbers, minlength=len(stems)).astype(np.float64)
    first = np.full(len(stems), float(count))
    np.minimum.at(first, numbers, places)
    plain = np.bincount(numbers, weights=~np.array(quoted, dtype=bool)[places], minlength=len(stems)) > 0
    logs = np.log(np.maximum(frequency, 1))
    titled = np.array([float(stem in headline) for stem in stems])
    named = np.array([float(stem in actors) for stem in stems])
    columns = (
        logs,
        frequency >= 2,
        frequency >= 4,
        1 / (1 + first),
        first / max(1, count),
        first == 0,
        first == 1,
        first == 2,
        titled,
        named,
        np.array([float(any(map(str.isdigit, stem))) for stem in stems]),
        np.array([float(len(stem) > 5) for stem in stems]),
        ~plain,
        named * logs,
        titled * logs,
        (first < 4) * logs,
        np.full(len(stems), np.log(max(1, count))),
        frequency / max(1, count),
        np.array([actors.get(stem, 0.0) for stem in stems]),
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


@functools.cache
def _weights() -> tuple[Floats, float]:
    content = read_table("salience_words.json")
    return np.array([content["weights"][name] for name in PROPERTIES]), float(content["bias"])

"""Desk: where in a newsroom an article belongs: a table over the encoder's vectors, another over words.

Both are multinomial logistic regressions (`python -m tools.train.desk DATA`), trained on Wikipedia's Current Events
Portal, IPTC Media Topics and the tune half of tests/gold/genres.jsonl. The vectors' table belongs to one encoder, known by
its digest; where another encoder serves, or none, the words decide alone. What the page says of itself comes first.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.tables import read_table
from briefing.lexicon.words import stop_words, words
from briefing.model import Article, Desk

Floats = NDArray[np.float32]

#: Letters of a word that count, as in the grouping's features.
STEM = 7
#: What a section of the page adds to its desk's logit. Sections of sport, culture and leisure hold little else; a story of
#: politics is often filed under business. On the tune half of genres.jsonl.
SECTION, LIGHT_SECTION = 1.5, 3.0
_LIGHT = frozenset({Desk.SPORT, Desk.CULTURE, Desk.LIFESTYLE})
#: Digits that a probability keeps.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Table:
    desks: tuple[Desk, ...]
    encoder: str
    matrix: Floats
    bias: Floats
    word_bias: Floats
    stems: Mapping[str, tuple[tuple[int, float], ...]]
    share: tuple[float, float]
    alone: float


def desks(article: Article, head: Sequence[str], vector: Floats | None, encoder: str) -> dict[Desk, float]:
    """Every desk with its probability, likeliest first.

    Args:
        article: its section and address are asked.
        head: headline and lede.
        vector: unit vector of headline and lede, or None where no model served.
        encoder: digest of the model that made ``vector``.
    """
    table = _table()
    by_words = _log_softmax(_by_words(table, head, article.language))
    if vector is not None and encoder == table.encoder:
        by_vector = _log_softmax(table.matrix @ vector + table.bias)
        logits = table.share[0] * by_vector + table.share[1] * by_words
    else:
        logits = table.alone * by_words
    logits = logits + _filed(table.desks, article)
    probabilities = np.exp(_log_softmax(logits))
    found = [(desk, round(float(p), _DIGITS)) for desk, p in zip(table.desks, probabilities, strict=True)]
    return dict(sorted(found, key=lambda each: (-each[1], each[0].value)))


def stems_of(head: Iterable[str], language: str) -> list[str]:
    """The stems of ``head``, each once, in order: what the words' table is asked for."""
    stops = stop_words(language)
    return list(dict.fromkeys(word[:STEM] for text in head for word in words(text) if word not in stops))


def _by_words(table: _Table, head: Iterable[str], language: str) -> Floats:
    logits = table.word_bias.copy()
    for stem in stems_of(head, language):
        for at, weight in table.stems.get(stem, ()):
            logits[at] += weight
    return logits


def _filed(desks: Sequence[Desk], article: Article) -> Floats:
    parts = {*article.section.casefold().split("/"), article.section.casefold()}
    if not parts - {""}:
        parts = set(article.url.casefold().split("/")[3:-1])
    said = {desk for part in parts for desk in (_sections().get(part.strip().replace("-", " ")),) if desk}
    return np.array(
        [(LIGHT_SECTION if desk in _LIGHT else SECTION) * (desk in said) for desk in desks], dtype=np.float32
    )


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)


@cache
def _sections() -> dict[str, Desk]:
    content = read_table("words_desk.toml")
    return {part.strip(): Desk(name) for name, listed in content["sections"].items() for part in listed.split(",")}


@cache
def _table() -> _Table:
    content = read_table("desk.json")
    names = tuple(Desk(name) for name in content["desks"])
    width = content["width"]
    rows = np.frombuffer(base64.b64decode(content["vectors"]), dtype=np.int8).reshape(len(names), width)
    stems: dict[str, list[tuple[int, float]]] = {}
    for at, listed in enumerate(content["words"]):
        entries = listed.split()
        for stem, weight in zip(entries[::2], entries[1::2], strict=True):
            stems.setdefault(stem, []).append((at, int(weight) / content["word_scale"]))
    return _Table(
        desks=names,
        encoder=content["encoder"],
        matrix=np.asarray(rows.astype(np.float32) / content["vector_scale"], dtype=np.float32),
        bias=np.array(content["bias"], dtype=np.float32),
        word_bias=np.array(content["word_bias"], dtype=np.float32),
        stems={stem: tuple(entries) for stem, entries in stems.items()},
        share=(content["share"][0], content["share"][1]),
        alone=content["alone"],
    )

"""Headlines: the clearest of a story's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.lexicon.words import stop_words, words
from briefing.model import Reading

#: Words of a headline that says enough and not too much.
SHORTEST, LONGEST = 5, 14
#: Characters of a first sentence that stands where no source has a headline.
MOST = 110
_BAIT = re.compile(
    r"\?|^(?:live|watch|video|opinion|analysis|explainer|factbox|exclusive|update \d|why|how|what|here|this is)\b|"
    r"…$|\.\.\.$|\b(?:you need to know|won't believe|in pictures|as it happened|things to)\b",
    re.IGNORECASE,
)


def clearest(readings: Sequence[Reading]) -> str:
    """The headline that shares most with the others', is no bait, not cut off, and of a good length.

    Args:
        readings: of one story, originals first, earliest first. Where none has a headline, the first words of the
            first sentence serve.
    """
    titled = [reading for reading in readings if reading.article.title.strip()]
    if not titled:
        for reading in readings:
            quotable = [n for n, sent in enumerate(reading.sentences) if sent.quotable]
            if quotable:
                return _begun(reading.text_of(quotable[0]))
        return readings[0].article.id
    terms = [_terms(reading) for reading in titled]
    shared = Counter(term for listed in terms for term in listed)
    # What the ledes say counts too: a headline is clear if it says what the story says.
    for reading in readings:
        shared.update(_lede(reading))
    scored = []
    for place, (reading, listed) in enumerate(zip(titled, terms, strict=True)):
        title = reading.article.title.strip()
        central = sum(shared[term] for term in listed) / (len(listed) ** 0.5 or 1.0) / (len(readings) + len(titled))
        count = len(title.split())
        fault = 0.6 * bool(_BAIT.search(title)) + 0.5 * title.isupper()
        fault += 0.1 * max(0, SHORTEST - count) + 0.05 * max(0, count - LONGEST)
        scored.append((central - fault, -place, title))
    return max(scored)[2]


def _begun(sentence: str) -> str:
    """A sentence in place of a headline: whole if it is short, else its first words."""
    text = " ".join(sentence.split())
    if len(text) <= MOST:
        return text
    return text[: MOST + 1].rpartition(" ")[0].rstrip(" ,;:–—-") + " …" if " " in text[:MOST] else text[:MOST] + "…"


def _terms(reading: Reading) -> frozenset[str]:
    stops = stop_words(reading.article.language)
    return frozenset(word[:7] for word in words(reading.article.title) if word not in stops)


def _lede(reading: Reading) -> frozenset[str]:
    stops = stop_words(reading.article.language)
    for n, sent in enumerate(reading.sentences):
        if sent.quotable:
            return frozenset(word[:7] for word in words(reading.text_of(n)) if word not in stops)
    return frozenset()

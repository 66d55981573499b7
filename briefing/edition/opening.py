"""Opening: how well a sentence opens a story and stands for it in the bottom line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.edition.candidates import Candidate
from briefing.lexicon.words import words

#: A sentence that is to stand alone has at most so many words; one with fewer than these is a remark.
MOST_WORDS, _FEWEST_WORDS = 40, 8
#: A story whose first key point is worth less does not stand for it in the bottom line.
STANDS = 0.4
#: What each counts for: being the lede, what it shares with the headline, saying when, naming two actors or more.
#: Set by hand on the seed articles, where drop intros ("Somewhere beneath Threadneedle Street lie …") had come first.
_LEDE, _HEADLINE, _WHEN, _WHO = 0.35, 0.6, 0.15, 0.1
#: What a sentence loses that speaks of "her" whom it does not name, or is a remark; and each word over the most.
_OPEN, _REMARK, _WORD_OVER = 0.5, 0.3, 0.02
#: A day so near to the article's own is its news; all else is background.
_NEWS_DAYS = 2
#: Letters that words share in all their forms ("raids", "raided"), near enough.
_STEM = 5


def openings(candidates: Sequence[Candidate], title: str) -> list[float]:
    """What each candidate is worth as the story's first key point, beside its salience.

    News writing puts who, what and when into the lede; where a feature opens on a scene instead, the sentence that
    shares most with the headline does what a lede should have done.
    """
    headline = _stems(words(title)) & _stems(term for c in candidates for term in c.terms)
    headline -= _stems(word for c in candidates for timex in c.timexes for word in words(timex.span.of(c.article.text)))
    return [_opening(candidate, headline) for candidate in candidates]


def _opening(candidate: Candidate, headline: frozenset[str]) -> float:
    shared = len(headline & _stems(candidate.terms)) / len(headline) if headline else 0.0
    actors = {mention.actor for mention in candidate.mentions if mention.actor}
    return (
        _LEDE / (1 + candidate.place) ** 2
        + _HEADLINE * shared
        + _WHEN * _tells_when(candidate)
        + _WHO * min(len(actors), 2) / 2
        - _OPEN * leaves_open(candidate)
        - _REMARK * (candidate.length < _FEWEST_WORDS)
        - _WORD_OVER * max(0, candidate.length - MOST_WORDS)
    )


def leaves_open(candidate: Candidate) -> bool:
    """Whether it speaks of somebody whom neither it nor its brackets name."""
    said = [word.casefold() for word in words(candidate.text)]
    subjects = sum(word in ("he", "she") for word in said)
    known = sum(r.span.of(candidate.article.text).casefold() in ("he", "she") for r in candidate.references)
    named = any(mention.type == "PER" for mention in candidate.mentions)
    return subjects > known or (
        not named and any(word in ("his", "her", "him", "they", "their", "them") for word in said[:12])
    )


def _tells_when(candidate: Candidate) -> bool:
    """Whether it names a day near the article's own."""
    day = candidate.day
    return day is not None and any(
        timex.first is not None
        and timex.last is not None
        and timex.type in ("DATE", "TIME")
        and (timex.last - timex.first).days <= _NEWS_DAYS
        and abs((timex.first - day).days) <= _NEWS_DAYS
        for timex in candidate.timexes
    )


def _stems(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term.casefold()[:_STEM] for term in terms)

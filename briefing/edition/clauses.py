"""Clauses: the words that a time expression belongs to."""

import re

from briefing.edition.candidates import Candidate
from briefing.lexicon.words import stop_words, words
from briefing.model import Timex

#: Where one clause ends and another begins, near enough: a day belongs to the verb of its own.
_BOUNDARY = re.compile(r"[,;:()–—]|\b(?:and|but|while|where|und|aber|et|mais|y|pero)\b", re.IGNORECASE)


#: Content words beside a time expression among which its verb stands, as a rule.
_BESIDE = 4


def clause_of(candidate: Candidate, timex: Timex) -> str:
    """The words around the time expression up to the next comma or "and" on either side."""
    return " ".join(_parted(candidate, timex))


def words_at(candidate: Candidate, timex: Timex) -> str:
    """The few content words right before the time expression in its clause; right after it, if it opens the clause."""
    stops = stop_words(candidate.article.language)
    before, _, after = ([word for word in words(part) if word not in stops] for part in _parted(candidate, timex))
    return " ".join(before[-_BESIDE:] if len(before) > 1 else after[:_BESIDE])


def _parted(candidate: Candidate, timex: Timex) -> tuple[str, str, str]:
    """The clause before the time expression, the expression, and the clause after it."""
    at = timex.span.shift(-candidate.span.start)
    text = candidate.text
    bounds = list(_BOUNDARY.finditer(text))
    first = max((m.end() for m in bounds if m.end() <= at.start), default=0)
    last = min((m.start() for m in bounds if m.start() >= at.end), default=len(text))
    return text[first : at.start], text[at.start : at.end], text[at.end : last]

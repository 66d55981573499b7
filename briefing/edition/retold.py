"""Retold: whether an earlier brief printed what a sentence says."""

from collections.abc import Sequence

from briefing.edition.candidates import Candidate
from briefing.lexicon.names_sound import fold
from briefing.lexicon.words import words

#: Words that a sentence shares with one printed before, of the words of both, from which it tells nothing new: a
#: reprint with a spelling or a word changed.
_ALMOST = 0.85


def told_before(one: Candidate, printed_before: Sequence[str]) -> bool:
    """Whether an earlier brief printed what ``one`` says."""
    return repeats(one, plainly(printed_before))


def plainly(sentences: Sequence[str]) -> list[frozenset[str]]:
    """The words and figures of each, without case and accents: agencies and papers spell one name otherwise."""
    return [_plain(sentence) for sentence in sentences]


def repeats(one: Candidate, before: Sequence[frozenset[str]]) -> bool:
    """Whether ``one`` says what another said, in nearly its words and with its very figures.

    Args:
        one: of today.
        before: what was printed, as of `plainly`.
    """
    said = _plain(one.text)
    return any(said == other or _nearly(said, other) for other in before)


def _nearly(said: frozenset[str], before: frozenset[str]) -> bool:
    figures = {word for word in said ^ before if any(char.isdigit() for char in word)}
    return not figures and len(said & before) >= _ALMOST * len(said | before)


def _plain(sentence: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(sentence))

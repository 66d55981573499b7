"""Retold: what of a story earlier briefs printed, and what is new to those who have read them."""

import functools
from collections.abc import Sequence
from datetime import date

from briefing.edition.candidates import Candidate, figures
from briefing.lexicon.names_sound import fold
from briefing.lexicon.words import stop_words, words

#: Words that a sentence shares with one printed before, of the words of both, from which it tells nothing new: a
#: reprint with a spelling or a word changed.
_ALMOST = 0.85
#: What share of a sentence's words must be new to make it news, by themselves and with a figure or a later day
#: (tests/gold/moved.jsonl and the later reports of stories.jsonl, split tune: new ones found 75 and 96 %, told ones 100
#: and 47; half of the words alone, or a figure that is new, 50 and 98, 100 and 33).
_NEW, _SOME = 0.5, 0.2
#: Letters that words share in all their forms.
_STEM = 5


class Earlier:
    """What earlier briefs told of a story; nothing for a new one.

    Args:
        printed: its sentences, verbatim.
        used: articles that they were made of.
        since: day of the last brief that told it.
    """

    def __init__(
        self, printed: Sequence[str] = (), *, used: frozenset[str] = frozenset(), since: date | None = None
    ) -> None:
        self.printed = tuple(printed)
        self._used, self._since = used, since
        self._plain = [_plain(sentence) for sentence in printed]
        self._known = functools.cache(self._stems_known)

    def has(self, one: Candidate) -> bool:
        """Whether a brief printed what ``one`` says, in nearly its words and with its very figures."""
        said = _plain(one.text) if self._plain else frozenset[str]()
        return any(said == other or _nearly(said, other) for other in self._plain)

    def lacks(self, one: Candidate) -> bool:
        """Whether ``one`` is new: no brief printed it, its article came since, and it says something.

        Half of its words must be new to who has read the earlier briefs; or some, and with them a figure or a later day:
        what happened since tells of those whom the earlier report told of, so that few of its words are new.
        """
        if one.article.id in self._used or self.has(one):
            return False
        language, day = one.article.language, one.article.day or date.max
        known, said = self._known(language), _stems(one.text, language)
        later = any(t.first and t.last and self._since and self._since < t.first and t.last <= day for t in one.timexes)
        counted = any(
            f"{fact.value:.0f}" not in known and _stems(fact.span.of(one.article.text), language) - known
            for fact in one.facts
        )
        return len(said - known) >= (_SOME if later or counted else _NEW) * len(said)

    def _stems_known(self, language: str) -> frozenset[str]:
        """The stems and figures of what was printed."""
        return frozenset[str]().union(*(_stems(said, language) | figures(said) for said in self.printed))


def _nearly(said: frozenset[str], before: frozenset[str]) -> bool:
    numbers = {word for word in said ^ before if any(char.isdigit() for char in word)}
    return not numbers and len(said & before) >= _ALMOST * len(said | before)


def _plain(sentence: str) -> frozenset[str]:
    """Its words and figures without case and accents: agencies and papers spell one name otherwise."""
    return frozenset(fold(word) for word in words(sentence))


def _stems(text: str, language: str) -> frozenset[str]:
    stops = stop_words(language)
    return frozenset(word[:_STEM] for word in (said.casefold() for said in words(text)) if word not in stops)

"""Furniture: sentences within a paragraph that belong to the page, not to the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefing.lexicon.tables import either, read_table

#: Longer sentences say something, whatever they begin with.
_LONGEST = 160
#: Lines of authors between "By" and the day of publication.
_BYLINE_REACH = 4
_BYLINE_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Table:
    gate: re.Pattern[str]
    phrases: tuple[str, ...]
    whole: re.Pattern[str]
    byline: re.Pattern[str]
    byline_ends: re.Pattern[str]

    def matches(self, text: str) -> bool:
        if len(text) > _LONGEST:
            return False
        if self.gate.match(text) is None and not any(phrase in text for phrase in self.phrases):
            return False
        return self.whole.fullmatch(text) is not None


def furniture(texts: Sequence[str], language: str) -> list[bool]:
    """Which of ``texts``, the sentences of one paragraph in order, are page furniture.

    A sentence is judged by itself, but for the authors that follow a lone "By".
    """
    table = _table(language if language in read_table("words_furniture.toml") else "en")
    found = [table.matches(text) for text in texts]
    for at in [n for n, text in enumerate(texts[:_BYLINE_REACH]) if found[n] and table.byline.fullmatch(text)]:
        for n in range(at + 1, min(at + 1 + _BYLINE_REACH, len(texts))):
            if table.byline_ends.fullmatch(texts[n]) or not _authors(texts[n]):
                break
            found[n] = True
    return found


def _authors(text: str) -> bool:
    """Whether ``text`` may be a list of authors: few words, capitals throughout but for "and", "in" and "for"."""
    named = text.rstrip(" .").split()
    return len(named) <= _BYLINE_WORDS and all(
        word[0].isupper() or word in ("and", "in", "for", "of", "the", ",") for word in named
    )


@cache
def _table(language: str) -> _Table:
    content = read_table("words_furniture.toml")
    english = content["en"]
    # English furniture stands on pages in every language.
    parts = [content["any"], english, *([content[language]] if language != "en" else [])]
    return _Table(
        gate=either([r"[\W\d_]", *(rf"(?:{opener})\b" for part in parts for opener in part["openers"])]),
        phrases=tuple(phrase for part in parts for phrase in part["phrases"]),
        whole=either(pattern for part in parts for pattern in part["patterns"]),
        byline=re.compile(english["byline"], re.IGNORECASE),
        byline_ends=re.compile(english["byline_ends"], re.IGNORECASE),
    )

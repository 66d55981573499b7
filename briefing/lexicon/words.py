"""Words: tokens, function words, and the abbreviations that look like the ends of sentences."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from briefing.lexicon.tables import read_table

AbbreviationKind = Literal["title", "number", "month", "final", "year", "shout"]

_KINDS: tuple[AbbreviationKind, ...] = ("title", "number", "month", "final", "year", "shout")

#: A number with its separators, or letters with inner apostrophes and combining marks. No nesting of what could match
#: the same twice: linear. The first is for plain ASCII, which most sentences are.
_ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)*")
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W\d_]*)*"
    r"(?:['’][^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W\d_]*)*)*"
)
_POSSESSIVE = ("'s", "’s")
#: Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Kana, Han.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """What a language shortens, and what its sentences begin with.

    Attributes:
        kinds: abbreviation without its last stop → what may follow it; see the head of the data file.
        starters: words, lower case, that open sentences and seldom names.
        speech: verbs of saying, lower case.
        ordinals: whether a number before a full stop may be an ordinal ("3. Oktober").
    """

    kinds: dict[str, AbbreviationKind]
    starters: frozenset[str]
    speech: frozenset[str]
    ordinals: bool = False

    def kind(self, word: str) -> AbbreviationKind | None:
        """What ``word``, printed before a full stop, abbreviates like; None for an ordinary word."""
        found = self.kinds.get(word)
        if found is None and not word.islower():
            found = self.kinds.get(word.lower()) or (self.kinds.get(word.capitalize()) if word.isupper() else None)
        return found


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, lower case, without the English possessive.

    Hyphens part words ("Russian-Israeli" is two); digits keep their separators ("1,000"). In scripts without spaces
    between words each pair of neighbouring characters counts as one. Time is linear.
    """
    plain = text.isascii()
    found: list[str] = (_ASCII_WORD if plain else _WORD).findall(text.lower())
    if not plain and _UNSPACED.search(text):
        found = [part for word in found for part in (_pairs(word) if _UNSPACED.search(word) else (word,))]
    if "'" in text or "’" in text:
        return [word[:-2] if word.endswith(_POSSESSIVE) and len(word) > 2 else word for word in found]
    return found


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)]


@cache
def stop_words(language: str) -> frozenset[str]:
    """Function words of ``language`` (ISO 639-1), lower case; empty where we keep none."""
    table = read_table("words_stop.toml")
    return frozenset(str(table.get(language, "")).split())


@cache
def abbreviations(language: str) -> Abbreviations:
    """The abbreviations of ``language`` (ISO 639-1) with those that hold everywhere; English for unknown ones."""
    table = read_table("words_abbreviations.toml")
    own: dict[str, Any] = table.get(language, table["en"])
    kinds: dict[str, AbbreviationKind] = {}
    for section in (table["any"], own):
        for kind in _KINDS:
            kinds.update(dict.fromkeys(section.get(kind, ()), kind))
    return Abbreviations(
        kinds=kinds,
        starters=frozenset(own["starters"]),
        speech=frozenset(own["speech"]),
        ordinals=bool(own.get("ordinals")),
    )

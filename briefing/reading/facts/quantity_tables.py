"""The words of figures by language: numbers, hedges, and what says what a figure counts."""

import functools
import re
from dataclasses import dataclass
from typing import Any

from briefing.lexicon.tables import read_table
from briefing.model import Hedge, Kind

#: The words behind a figure; ahead only, since the next figure's hedge is in it.
_AFTER = r"(?=(?P<after>(?:[\s-]{1,2}[^\W\d_]{1,30}(?:['’][^\W\d_]{1,30})?\b){0,5}))"


#: Lists of words that every language has; English has more.
_LISTS = ("fillers", "before", "heads", "up_to", "everybody", "ages", "active")


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of a language.

    Attributes:
        figure: a figure with its hedge, unit, scale, percent sign, and the words behind it (`after`).
        may: what a text in small letters has somewhere that has a figure.
    """

    language: str
    values: dict[str, int]
    scales: dict[str, int]
    kinds: dict[str, Kind]
    hedges: dict[str, Hedge]
    lists: dict[str, frozenset[str]]
    currencies: dict[str, str]
    phrases: dict[str, Kind]
    ways: dict[str, str]
    figure: re.Pattern[str]
    may: re.Pattern[str]


class _Lists(dict[str, frozenset[str]]):
    """Lists by name, of which a language may lack some."""

    def __missing__(self, _: str) -> frozenset[str]:
        return frozenset()


@functools.cache
def tables_of(language: str) -> Tables:
    """The words of a language (ISO 639-1); English where we have none."""
    table = read_table("quantities_abroad.toml").get(language)
    return _english() if table is None else _abroad(table, language)


@functools.cache
def _english() -> Tables:
    table = read_table("quantities.toml")
    said = table["words"]
    values = {word: n for n, word in enumerate(said["ones"].split(), 1)} | {"a": 1}
    values |= {word: 10 * n for n, word in enumerate(said["tens"].split(), 2)}
    tens, ones = said["tens"].replace(" ", "|"), said["ones"].replace(" ", "|")
    figure = (
        rf"\d{{1,3}}(?:,\s?\d{{3}}(?!\d))+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,9}})?"
        rf"|(?:{tens})[\s-](?:{ones})\b|(?:{tens}|{ones})\b|a(?=\s(?:dozen|hundred|thousand|million|billion)\b)"
    )
    return _made(
        "en",
        table,
        values,
        table["scales"],
        {name: frozenset(value.split()) for name, value in said.items()},
        table["currencies"],
        figure,
        may=rf"\d|{tens}|{ones}|a\s(?:dozen|hundred|thousand|million|billion)",
    )


def _abroad(table: dict[str, Any], language: str) -> Tables:
    """Another language: fewer lists, groups of digits by points or blanks, decimals behind a comma."""
    values = {word: n for n, word in enumerate(table["ones"].split(), 2)}
    values |= {word: 10 * n for n, word in enumerate(table["tens"].split(), 2)}
    values |= _valued(table["others"])
    spelt = "|".join(sorted(values, key=len, reverse=True))
    digits = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3}(?!\d))+(?:,\d+)?|\d{1,15}(?:,\d{1,9})?"
    return _made(
        language,
        table,
        values,
        _valued(table["scales"]),
        {name: frozenset(table[name].split()) for name in _LISTS},
        {word: word for word in table["currencies"].split()},
        rf"{digits}|(?:{spelt})\b" if spelt else digits,
        may=rf"\d|{spelt}" if spelt else r"\d",
    )


def _made(
    language: str,
    table: dict[str, Any],
    values: dict[str, int],
    scales: dict[str, int],
    lists: dict[str, frozenset[str]],
    currencies: dict[str, str],
    figure: str,
    *,
    may: str,
) -> Tables:
    hedges = {phrase: Hedge(kind) for kind, listed in table["hedges"].items() for phrase in listed}
    hedge = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(hedges, key=len, reverse=True))
    whole = re.compile(
        rf"(?:\b(?P<hedge>{hedge})\s+)?(?P<unit>[$€£]\s?)?(?<![\w.,])(?P<number>{figure})(?!\d)"
        rf"(?:[\s-]?(?P<scale>{'|'.join(sorted(scales, key=len, reverse=True))})\b)?"
        rf"(?P<percent>\s?(?:%|per\s?cent\b))?{_AFTER}",
        re.IGNORECASE,
    )
    kinds = {word: Kind(kind) for kind, listed in table["kinds"].items() for word in listed.split()}
    phrases = {phrase: Kind(kind) for phrase, kind in table.get("phrases", {}).items()}
    ways = {word: way for way, listed in table.get("ways", {}).items() for word in listed.split()}
    return Tables(
        language, values, scales, kinds, hedges, _Lists(lists), currencies, phrases, ways, whole, re.compile(may)
    )


def _valued(listed: str) -> dict[str, int]:
    """Words and their values, one after the other."""
    words = listed.split()
    return {word: int(value) for word, value in zip(words[::2], words[1::2], strict=True)}

"""Offices: what somebody is, in other languages than English, and how a language joins it to a name (data/names_offices.toml)."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.lexicon.languages import common_words
from briefing.lexicon.names_sound import fold
from briefing.lexicon.tables import read_table
from briefing.lexicon.words import stop_words

#: Letters of an ending of a case at most; a head of fewer letters ends no compound.
_ENDING = 3
_SHORTEST_HEAD = 4
#: Letters of a word at least that is known for a doer by its ending.
_SHORTEST_DOER = 5


class Offices(NamedTuple):
    """The words of a language, folded; `printed` are its links as they are printed; the others as the table explains them."""

    heads: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    links: frozenset[str]
    articles: frozenset[str]
    courtesies: frozenset[str]
    whence: frozenset[str]
    barred: frozenset[str]
    printed: frozenset[str]
    order: str
    joined: bool
    stems: bool
    doers: tuple[str, ...]
    adjectives: tuple[str, ...]
    cases: tuple[str, ...]


@cache
def offices_of(language: str) -> Offices | None:
    """The table of a language (ISO 639-1); None where there is none."""
    table = read_table("names_offices.toml").get(language)
    if table is None:
        return None
    named = ("heads", "before", "after", "links", "articles", "courtesies", "whence")
    words = {name: frozenset(fold(table.get(name, "")).split()) for name in named}
    words["after"] |= frozenset(fold(table.get("peoples", "")).split())
    words["barred"] = frozenset(fold(word) for word in stop_words(language) | common_words(language))
    printed = frozenset(table["links"].split())
    return Offices(
        **words,
        printed=printed,
        order=table["order"],
        joined=table.get("joined", False),
        stems=table.get("stems", False),
        doers=_endings(table, "doers"),
        adjectives=_endings(table, "adjectives"),
        cases=_endings(table, "cases"),
    )


def _endings(table: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(fold(table.get(name, "")).split())


@lru_cache(maxsize=16384)
def is_office(word: str, language: str) -> bool:
    """Whether a folded word says what somebody is, in a language (ISO 639-1) that the table knows."""
    table = offices_of(language)
    if table is None:
        return False
    if word in table.heads or not table.heads.isdisjoint(word.split("-")):
        return True
    if table.joined:
        bare = [word, *(word.removesuffix(case) for case in table.cases)]
        return any(one.endswith(head) for one in bare for head in table.heads if len(head) >= _SHORTEST_HEAD)
    if table.stems:
        stems = (head[:-1] if head[-1] in "аьияои" else head for head in table.heads)
        return any(word.startswith(stem) and len(word) - len(stem) <= _ENDING for stem in stems)
    return False


def may_be_doer(word: str, language: str) -> bool:
    """Whether a folded word ends as a language calls who does something ("trombonista", "Volontärin"): beside a full name alone."""
    table = offices_of(language)
    return table is not None and len(word) >= _SHORTEST_DOER and word.endswith(table.doers) and word not in table.barred

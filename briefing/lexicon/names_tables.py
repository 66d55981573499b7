"""The name tables of the package, loaded once: titles, given names, short forms, bodies."""

from functools import cache
from typing import Literal, NamedTuple

from briefing.lexicon.names_sound import fold
from briefing.lexicon.tables import read_lines, read_table

Sex = Literal["m", "f"]


class Titles(NamedTuple):
    """Words around names. All folded to small letters without dots, multi-word titles as tuples of words."""

    person: frozenset[tuple[str, ...]]
    longest: int
    courtesies: frozenset[str]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    said: frozenset[str]
    org_heads: frozenset[str]
    org_suffixes: frozenset[str]
    companies: frozenset[str]
    place_heads: frozenset[str]
    place_openers: frozenset[str]
    plain: frozenset[str]


def plain_word(word: str) -> str:
    """The form in which the tables hold a word: folded, without a final dot or possessive."""
    folded = fold(word)
    return folded[:-1] if folded.endswith(".") and folded.count(".") == 1 else folded


def _words(entries: list[str]) -> frozenset[str]:
    return frozenset(plain_word(entry) for entry in entries)


@cache
def titles() -> Titles:
    """The words that stand around names (data/names_titles.toml)."""
    table = read_table("names_titles.toml")
    person, org, place = table["person"], table["org"], table["place"]
    listed = (*person["courtesies"], *person["honorifics"], *person["ranks"], *person["offices"])
    phrases = frozenset(tuple(map(plain_word, entry.split())) for entry in listed)
    return Titles(
        person=phrases,
        longest=max(len(phrase) for phrase in phrases),
        courtesies=_words(person["courtesies"]),
        honorifics=_words(person["courtesies"]) | _words(person["honorifics"]) | _words(person["ranks"]),
        suffixes=_words(person["suffixes"]),
        particles=frozenset(word for entry in person["particles"] for word in fold(entry).split()),
        women=_words(person["women"]),
        men=_words(person["men"]),
        said=_words(person["said"]),
        org_heads=_words(org["heads"]),
        org_suffixes=_words(org["suffixes"]),
        companies=_words(org["companies"]) | _words(org["suffixes"]),
        place_heads=_words(place["heads"]),
        place_openers=_words(place["openers"]),
        plain=_words(table["words"]["plain"]),
    )


@cache
def given_names() -> dict[str, Sex | None]:
    """Folded given name → the sex that it mostly names, None where it names both."""
    table = read_table("names_given.toml")
    known: dict[str, Sex | None] = {}
    for name in table["men"].split():
        known[fold(name)] = "m"
    for name in table["women"].split():
        folded = fold(name)
        known[folded] = None if known.get(folded) == "m" else "f"
    return known


@cache
def family_first() -> frozenset[str]:
    """Folded family names that stand first: Xi Jinping, Kim Jong-un."""
    table = read_table("names_given.toml")
    return frozenset(fold(name) for name in table["family_first"].split())


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Folded given name → its short forms and the names that it is short for."""
    forms: dict[str, set[str]] = {}
    for line in read_lines("names_nicknames.txt"):
        name, _, short = line.partition(":")
        for nickname in short.split():
            forms.setdefault(name, set()).add(nickname)
            forms.setdefault(nickname, set()).add(name)
    return {name: frozenset(others) for name, others in forms.items()}

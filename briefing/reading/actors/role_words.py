"""The words that roles are made of."""

from functools import cache
from typing import NamedTuple

from briefing.lexicon.names_tables import titles
from briefing.lexicon.roles import NOT_YET_OR_UNDER
from briefing.lexicon.tables import read_table
from briefing.reading.text.tokens import Token

#: A complement ends before these.
CLAUSE = frozenset(
    "who which that whose when where while as after before and or but is was are were has had have will would said says "
    "told by with from into over since during until because than if also including not amid amidst despite monday tuesday wednesday thursday "
    "friday saturday sunday today yesterday".split()
)


#: How nouns for persons end that the tables lack, if they have more letters than "insist" and "woman".
_DOER, _SHORTEST = ("man", "ist"), 6


class RoleWords(NamedTuple):
    """The words that roles are made of (data/names_roles.toml, names_persons.toml); `offices` and `kin` are heads too."""

    heads: frozenset[str]
    offices: frozenset[str]
    kin: frozenset[str]
    modifiers: frozenset[str]
    joins: frozenset[str]
    being: frozenset[str]


@cache
def role_words() -> RoleWords:
    """The tables of role nouns and what stands around them."""
    table, nouns = read_table("names_roles.toml"), read_table("names_persons.toml")
    no_role = NOT_YET_OR_UNDER | titles().courtesies
    persons, offices, kin = (frozenset(nouns[kind].split()) - no_role for kind in ("persons", "offices", "kin"))
    offices |= frozenset(table["heads"])
    return RoleWords(
        heads=persons | offices | kin,
        offices=offices,
        kin=kin,
        **{name: frozenset(table[name]) for name in ("modifiers", "joins", "being")},
    )


def is_head(token: Token) -> bool:
    """Whether a word says what somebody is: one of the tables, a compound with one, or who ends like "frontman", "motorist"."""
    first, _, last = token.plain.rpartition("-")
    if token.plain in role_words().heads:
        return True
    if last == "elect":
        return first in role_words().heads
    if last in role_words().heads or last == "general":
        return first not in NOT_YET_OR_UNDER
    return len(last) > _SHORTEST and last.endswith(_DOER)


def is_past(word: str) -> bool:
    """Whether a word in small letters can be the past of a verb: "lost", "sacked"."""
    return word in _pasts() or word.endswith("ed")


def is_present(word: str) -> bool:
    """Whether a word behind a name can be its verb: "rehires"."""
    return word.endswith("s") and not word.endswith("ss") and word not in role_words().modifiers


@cache
def _pasts() -> frozenset[str]:
    return frozenset(read_table("timex_en_verbs.toml")["verbs"]["past"].split())

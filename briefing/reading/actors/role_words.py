"""The words that roles are made of."""

from functools import cache
from typing import NamedTuple

from briefing.lexicon.tables import read_table
from briefing.reading.text.tokens import Token

#: A complement ends before these.
CLAUSE = frozenset(
    "who which that whose when where while as after before and or but is was are were has had have will would said says "
    "told by with from into over since during until because than if also including not amid amidst despite monday tuesday wednesday thursday "
    "friday saturday sunday today yesterday".split()
)


class RoleWords(NamedTuple):
    """The words that roles are made of (data/names_roles.toml)."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    joins: frozenset[str]
    being: frozenset[str]


@cache
def role_words() -> RoleWords:
    """The table of role nouns and what stands around them."""
    table = read_table("names_roles.toml")
    return RoleWords(*(frozenset(table[name]) for name in ("heads", "modifiers", "joins", "being")))


def is_head(token: Token) -> bool:
    """Whether a word says what somebody is: one of the table, or a "procurator-general"."""
    return token.plain in role_words().heads or token.plain.endswith("-general")


def is_past(word: str) -> bool:
    """Whether a word in small letters can be the past of a verb: "lost", "sacked"."""
    return word in _pasts() or word.endswith("ed")


def is_present(word: str) -> bool:
    """Whether a word behind a name can be its verb: "rehires"."""
    return word.endswith("s") and not word.endswith("ss") and word not in role_words().modifiers


@cache
def _pasts() -> frozenset[str]:
    return frozenset(read_table("timex_en_verbs.toml")["verbs"]["past"].split())

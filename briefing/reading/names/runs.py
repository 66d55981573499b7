"""Runs: stretches of capitalised words, and the words that may join them."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.reading.text.tokens import Token

_CAPITAL = frozenset({"upper", "title"})
_OF_HEADS = frozenset(
    "ministry department university bank house court council board institute union church college school office bureau "
    "association organisation organization league society federation chamber academy museum port gulf bay strait city "
    "state republic kingdom isle island cape sea mount temple battle treaty house commonwealth confederation committee "
    "commission assembly federation centre center front movement party people's archbishop diocese palace institute "
    "hospital faculty supreme high international national central democratic secretariat directorate foundation "
    "community economic alliance congress parliament brotherhood army forces corps sons lords commons representatives".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
#: Runs end here: no name of a person, body or place is longer.
_LONGEST = 12
#: Small words that stand inside names when a capital follows: "Ursula von der Leyen", "Mohammed bin Salman".
_INSIDE = frozenset(
    "al el ul bin ibn bint ben abu van von der den de del della dela di da dos das du des la le las los ter zu zum zur bte "
    "binti ould vom 't".split()
)


def capital(token: Token) -> bool:
    """Whether a word is written like a name."""
    return token.shape in _CAPITAL


def adjacent(text: str, left: Token, right: Token) -> bool:
    """Whether only spaces stand between two words and the first is not possessive."""
    return not left.possessive and text[left.end : right.start] in (" ", "\u00a0", "  ", "\u202f")


def run_end(tokens: Sequence[Token], text: str, start: int) -> int:
    """The index after the last word of the run that starts at ``start``."""
    at = start
    headed = tokens[start].plain in _OF_HEADS
    while at + 1 < len(tokens) and at - start < _LONGEST:
        here, following = tokens[at], tokens[at + 1]
        if following.plain in _DAYS and following.plain not in ("may", "march", "april", "august", "june"):
            break
        if adjacent(text, here, following) and capital(following):
            at += 1
            headed = headed or following.plain in _OF_HEADS
            continue
        if at + 2 >= len(tokens) or not adjacent(text, here, following):
            break
        third = tokens[at + 2]
        joins = adjacent(text, following, third)
        if following.plain in _INSIDE and following.shape == "lower" and joins:
            if capital(third):
                at += 2
                continue
            if third.plain in _INSIDE and at + 3 < len(tokens) and capital(tokens[at + 3]):
                at += 3
                continue
        if following.text in ("of", "for", "&") and headed and joins:
            step = 3 if third.text == "the" and at + 3 < len(tokens) and adjacent(text, third, tokens[at + 3]) else 2
            if capital(tokens[at + step]):
                at += step
                continue
        if following.text == "&" and joins and capital(third):
            at += 2
            continue
        if (
            following.text == "and"
            and joins
            and capital(third)
            and any(token.text == "of" for token in tokens[start:at])
        ):
            at += 2
            continue
        break
    return at + 1

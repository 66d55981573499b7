"""Words of a sentence with their places and shapes: what the rule-based reader looks at."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from briefing.lexicon.names_tables import plain_word
from briefing.lexicon.places import place

#: upper: all capitals · title: a capital first · lower · number · other: a script without capitals · mark: punctuation.
Shape = Literal["upper", "title", "lower", "number", "other", "mark"]

#: A word: letters and digits, joined inside by hyphens, apostrophes, dots and ampersands; or one mark.
_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑'’.&ʻʼ][^\W_]+)*|[^\w\s]|_+")
_POSSESSIVE = re.compile(r"['’][sS]$")
#: Written before a name with a hyphen, no part of it.
_PREFIXES = frozenset(
    "pro anti non ex post pre neo mid trans co vice then ultra inter intra cross semi quasi un sub over counter".split()
)
#: What agencies put before a headline, beside a number: "UPDATE 2-Brazil mine …".
_SLUGS = frozenset(
    "RPT EXCLUSIVE CORRECTED REFILE ANALYSIS FACTBOX TIMELINE INSIGHT BREAKING FEATURE REUTERS AFP AP".split()
)
#: What is joined to a name by a hyphen without being part of it, beside participles.
_TAILS = frozenset(
    "led run born era wide style made held owned only friendly free built bound like speaking type based backed level profile ranking "
    "speed tech quality language majority minority range term scale rise".split()
)
_PARTICLE = frozenset("al el ul an ar as ash at az ad abu bin ibn ben".split())


#: Titles that newspapers shorten with a dot.
_TITLES = frozenset(
    "Mr Mrs Ms Dr Prof Gen Col Capt Lt Sgt Sen Gov Rep Adm Maj Brig Cmdr Cpl Pvt Rev Hon St Jr Sr Messrs Mme Mlle MM Sra".split()
)


class Token(NamedTuple):
    """A word: ``start`` and ``end`` in code points of the sentence; ``plain`` is folded, for the tables."""

    start: int
    end: int
    text: str
    shape: Shape
    plain: str
    possessive: bool = False


def _shape(text: str) -> Shape:
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return "number" if text[0].isdigit() else "mark"
    first = letters[0]
    if first.isupper() or first.istitle():
        many = len(letters) > 1 and all(char.isupper() for char in letters)
        return "upper" if many else "title"
    if first.islower():
        # "al-Assad", "iPhone", "eBay": a capital inside makes a name of it.
        return "title" if any(char.isupper() for char in letters[1:]) else "lower"
    return "other"


@lru_cache(maxsize=2048)
def tokenise(text: str) -> tuple[Token, ...]:
    """The words and marks of ``text``; compounds like "U.S.-backed" and "pro-Russian" are taken apart."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        for first, last, piece, shape, plain, owns in _word(found[0], text[end : end + 1] == "."):
            tokens.append(Token(start + first, start + last, piece, shape, plain, owns))
    if len(tokens) > 1:
        tokens = [token for i, token in enumerate(tokens) if token.text != "." or not _dot_of_abbreviation(tokens, i)]
    return tuple(tokens)


@lru_cache(maxsize=8192)
def _word(word: str, dotted: bool) -> tuple[Token, ...]:
    """The tokens of one word, which a dot may follow, with places counted from its start."""
    if len(word) > 80:  # no name is that long; keeps hostile input cheap
        return (Token(0, len(word), word, "lower", ""),)
    tail = _POSSESSIVE.search(word)
    if tail:
        word = word[: tail.start()]
    # An abbreviation keeps its dot: "U.S.", "J.", "Lt."; plain words before a full stop do not.
    elif dotted and _abbreviated(word):
        word += "."
    pieces = [(start, start + len(piece), piece) for start, piece in _pieces(word, 0)]
    return tuple(
        Token(start, end, piece, _shape(piece), plain_word(piece), bool(tail) and end == len(word))
        for start, end, piece in pieces
    )


def _abbreviated(word: str) -> bool:
    return (
        word in _TITLES
        or (len(word) == 1 and word.isupper())
        or ("." in word and all(len(part) == 1 for part in word.split(".")))
    )


def _dot_of_abbreviation(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].text.endswith(".") and tokens[i - 1].end > tokens[i].start


def _pieces(word: str, start: int) -> list[tuple[int, str]]:
    """The parts of a compound that may be names of their own."""
    parts = re.split(r"([-‐‑])", word) if "-" in word or "‐" in word or "‑" in word else [word]
    if len(parts) == 1:
        return [(start, word)]
    heads = parts[::2]
    first, last = heads[0], heads[-1]
    cut_front = heads[1][:1].isupper() and (
        (first.lower() in _PREFIXES and first.lower() not in _PARTICLE)
        or first in _SLUGS
        or (first.isdigit() and len(first) < 3)
    )
    cut_back = (
        last[:1].islower()
        and first[:1].isupper()
        and (last in _TAILS or (len(last) > 4 and last.endswith(("ed", "ing"))))
    )
    if len(heads) == 2 and not cut_front and not cut_back and heads[0][:1].isupper() and heads[1][:1].isupper():
        return _two_names(word, start, heads)
    at = start
    pieces: list[tuple[int, str]] = []
    if cut_front:
        pieces.append((start, first))
        at = start + len(first) + 1
    if cut_back:
        middle = word[at - start : len(word) - len(last) - 1]
        if middle:
            pieces.append((at, middle))
        pieces.append((start + len(word) - len(last), last))
    else:
        pieces.append((at, word[at - start :]))
    return pieces


def _two_names(word: str, start: int, heads: list[str]) -> list[tuple[int, str]]:
    """Parts "Israeli-Palestinian" and "US-China", leaves "Nagorno-Karabakh" and "Jean-Claude" whole."""
    if place(word) is None and all(
        (found := place(head, exact=True)) is not None and found.kind in ("state", "demonym", "people")
        for head in heads
    ):
        return [(start, heads[0]), (start + len(heads[0]) + 1, heads[1])]
    return [(start, word)]

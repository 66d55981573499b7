"""Doers: English words that no table holds and whose place and ending say what somebody is: "the drummer of", "her publicist,"."""

from briefing.lexicon.names_tables import titles
from briefing.lexicon.roles import NOT_YET_OR_UNDER
from briefing.lexicon.words import stop_words
from briefing.reading.actors.page import Named, Page
from briefing.reading.actors.role_words import CLAUSE
from briefing.reading.text.tokens import Token

#: How English names who does a thing; of a word beside a name, all that must be known.
_DOER = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "ant", "aire")
#: Letters that a word which ends like a doer's has more of: not "over", "later".
_SHORTEST = 5
#: What opens an apposition, and words between that and its noun at most.
_OPENERS = frozenset("the a an his her its their".split())
_BETWEEN = 3
#: A mother of two is no role.
_KIN = frozenset("mother father brother sister daughter".split())
#: What an apposition goes on with.
_FURTHER = frozenset("of for at with who whose".split())


def is_close(page: Page, sent: int, left: Token, right: Token) -> bool:
    """Whether two words stand side by side, with at most a hyphen between."""
    offset = page.sentences[sent].span.start
    return page.article.text[offset + left.end : offset + right.start] in (" ", "-", "\u00a0", "\n")


def is_doer(page: Page, sent: int, at: int) -> bool:
    """Whether a word says what the bearer of the full name beside it does: "barrister", "illustrator", "campaigner"."""
    words = page.words[sent]
    word = words[at]
    return (
        page.article.language == "en"
        and word.plain.endswith(_DOER)
        and len(word.plain) > _SHORTEST
        and not word.possessive
        and word.plain not in stop_words("en") | titles().said | CLAUSE | NOT_YET_OR_UNDER
        and (_before_name(page, sent, at) or _in_apposition(page, sent, at))
    )


def _before_name(page: Page, sent: int, at: int) -> bool:
    words = page.words[sent]
    return _full_name(page, sent, at + 1) is not None and is_close(page, sent, words[at], words[at + 1])


def _in_apposition(page: Page, sent: int, at: int) -> bool:
    """Whether a noun in small letters is set between a name and a comma: "Howie Payne, the frontman of", "her publicist, Jack Ray."."""
    words = page.words[sent]
    if words[at].shape != "lower" or at + 1 >= len(words) or words[at].plain.split("-")[-1] in _KIN:
        return False
    first = at
    while (
        first and at - first < _BETWEEN and words[first - 1].shape == "lower" and words[first - 1].plain not in _OPENERS
    ):
        first -= 1
    opened = bool(first) and words[first - 1].plain in _OPENERS
    behind = _full_name(page, sent, at + 2) if words[at + 1].text == "," else None
    if opened and behind is not None:
        return (
            behind.stop >= len(words) or words[behind.stop].shape == "mark" or words[behind.stop].plain in titles().said
        )
    comma = first - 1 - opened
    before = page.named_at(sent, comma - 1) if comma > 0 and words[comma].text == "," else None
    ends = words[at + 1].shape == "mark" or words[at + 1].plain in _FURTHER
    return ends and before is not None and before.mention.type == "PER" and before.stop == comma


def _full_name(page: Page, sent: int, at: int) -> Named | None:
    """The person whose full name begins there."""
    named = page.named_at(sent, at) if at < len(page.words[sent]) else None
    full = named is not None and named.mention.type == "PER" and named.first == at and " " in named.text
    return named if full else None

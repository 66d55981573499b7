"""Complements: what a role goes on with behind its head ("of Russia", "for the Middle East"), and where that ends."""

from collections.abc import Sequence

from briefing.lexicon.names_tables import titles
from briefing.lexicon.words import stop_words
from briefing.reading.actors.page import Page
from briefing.reading.actors.role_words import CLAUSE, role_words
from briefing.reading.text.tokens import Token

_LONGEST_COMPLEMENT = 9
#: Letters of "Capt", "Cmdr", "Insp".
_SHORT_RANK = 4
#: Ranks that stand between an office and its holder's name.
_RANKS = frozenset("general lieutenant colonel major admiral brigadier marshal captain".split())
#: Words of one part of a portfolio, and the "and" or comma behind it.
_LONGEST_PART = 4
#: With these a complement goes on: "director general of the ministry of foreign affairs".
_FURTHER = frozenset({"of", "for", "at"})


def complement(page: Page, sent: int, at: int) -> int:
    """Where the words after a head end: "of Russia", "for the Middle East"."""
    words = page.words[sent]
    table = role_words()
    end = at
    while end < len(words) and words[end].plain in (table.joins if end == at else _FURTHER):
        cursor = end + 1
        if words[end].plain == "to" and _is_verb(page, sent, cursor):
            break
        while cursor < len(words) and cursor - end <= _LONGEST_COMPLEMENT:
            named = page.named_at(sent, cursor)
            if (named is not None and named.mention.type == "PER") or _ends_complement(page, sent, cursor):
                break
            cursor += 1
        if cursor == end + 1:
            break
        end = cursor
    return _trimmed(page, sent, at, end)


def _is_verb(page: Page, sent: int, at: int) -> bool:
    """Whether "to" begins a clause there and no complement: "called on the speaker to invite"."""
    words = page.words[sent]
    return (
        at + 1 < len(words)
        and words[at].shape == "lower"
        and not words[at].possessive
        and words[at].plain not in stop_words("en") | role_words().modifiers | role_words().heads
        and (
            page.named_at(sent, past_courtesies(page, sent, at + 1)) is not None
            or words[at + 1].plain in stop_words("en")
        )
    )


def _trimmed(page: Page, sent: int, least: int, stop: int) -> int:
    """Where a role ends without what belongs to the next clause or name: "president of the board in (which he …)"."""
    words = page.words[sent]
    while stop > least and (
        words[stop - 1].plain in stop_words("en") | role_words().joins or _is_rank(words, stop - 1)
    ):
        stop -= 1
    return stop


def _ends_complement(page: Page, sent: int, at: int) -> bool:
    """Whether a word cannot be part of a complement: marks, verbs of saying, conjunctions, days, further joins."""
    token = page.words[sent][at]
    if token.shape == "mark":
        return token.text not in ("&", "-", "'", "’") and not _lists(page, sent, at)
    if token.plain == "and":
        return not _joins_names(page, sent, at)
    if token.plain == "in":  # "in the midst of a scandal" is no part of an office
        behind = page.words[sent][at + 1 : at + 3]
        return [word.plain for word in behind[:1]] == ["the"] and behind[-1].shape == "lower"
    return token.plain in CLAUSE | titles().said | titles().courtesies | role_words().joins


def _joins_names(page: Page, sent: int, at: int) -> bool:
    """Whether "and" stands inside a name or a portfolio: "the Road Transport and Highway Division", "water and energy"."""
    words = page.words[sent]
    if at + 1 >= len(words) or words[at + 1].shape == "mark":
        return False
    if page.named_at(sent, at) is not None:
        return True
    behind = page.named_at(sent, at + 1)
    if words[at + 1].plain in role_words().heads | titles().courtesies | stop_words("en"):
        return False
    if words[at - 1].shape == words[at + 1].shape == "lower":
        ends = at + 2 >= len(words) or page.named_at(sent, at + 2) is not None
        return ends or _ends_complement(page, sent, at + 2)
    return (
        words[at - 1].shape == words[at + 1].shape == "title"
        and not (at + 2 < len(words) and words[at + 2].plain in role_words().heads)
        and (behind is None or behind.mention.type in ("ORG", "MISC"))
    )


def _lists(page: Page, sent: int, at: int) -> bool:
    """Whether a comma stands among the parts of a portfolio: "Minister of Construction, Transport and Infrastructure"."""
    words = page.words[sent]
    behind = range(at + 1, min(at + 1 + _LONGEST_PART, len(words)))
    ends = next((n for n in behind if words[n].plain == "and" or words[n].text == ","), 0)
    return (
        words[at].text == ","
        and words[at - 1].shape == "title"
        and ends > at + 1
        and all(
            words[n].shape == "title"
            and words[n].plain not in role_words().heads | titles().courtesies
            and ((named := page.named_at(sent, n)) is None or named.mention.type in ("ORG", "MISC"))
            for n in range(at + 1, ends)
        )
    )


def past_courtesies(page: Page, sent: int, at: int) -> int:
    """The first word from there that is no "Dr", "Sheikh" or "Gen.", unless it is part of the name."""
    words = page.words[sent]
    while at < len(words) and page.named_at(sent, at) is None and (_is_courtesy(words, at) or _is_rank(words, at)):
        at += 1
    return at


def _is_courtesy(words: Sequence[Token], at: int) -> bool:
    """Whether the word is a courtesy, or the dot of one."""
    return words[at].plain in titles().courtesies or (
        words[at].text == "." and words[at - 1].plain in titles().courtesies
    )


def _is_rank(words: Sequence[Token], at: int) -> bool:
    """Whether the word is a rank, or its dot: the "Maj. Gen." behind "Chairman of the Joint Chiefs of Staff"."""
    if words[at].shape == "title" and words[at].plain in _RANKS:
        return True
    dotted = at if words[at].text == "." else at + 1
    word = words[dotted - 1]
    return (
        len(word.plain) <= _SHORT_RANK
        and word.shape == "title"
        and word.plain in titles().honorifics
        and (word.text.endswith(".") or (dotted < len(words) and words[dotted].text == "."))
    )

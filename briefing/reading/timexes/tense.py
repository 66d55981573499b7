"""Tense: whether the verb that governs a time expression looks back or ahead."""

from __future__ import annotations

import re
from typing import Literal

from briefing.reading.timexes.grammar import Grammar

Tense = Literal["past", "present", "future"]

#: Words looked at on either side; a clause is seldom longer.
_REACH = 22
_WIDTH = 240
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.;:!?\"“”«»]|''|``")
_ENDS = frozenset(".;!?")
_QUOTES = frozenset(['"', "“", "”", "«", "»", "''", "``"])


def tense_at(text: str, start: int, end: int, grammar: Grammar) -> Tense | None:
    """The tense of the verb that the expression ``text[start:end]`` of a sentence hangs on; None where none is found.

    A heuristic by word lists (``[tense]`` of the tables): the nearest verb before the expression decides, an infinitive
    after "to" or a modal looks ahead; where the expression opens its sentence, the first verb after it. Cf. the
    tense rules of HeidelTime (Strötgen & Gertz 2013, Language Resources and Evaluation 47:2).
    """
    lists = grammar.tense
    before = [word for word in _WORD.findall(text[max(0, start - _WIDTH) : start])][-_REACH:]
    after = [word for word in _WORD.findall(text[end : end + _WIDTH])][:_REACH]
    pointed = _pointed(before, lists)
    if pointed:
        return pointed
    left = _left(before, lists)
    if left == "said":
        # "officials said the talks on Friday will …": the modal just behind outweighs the reporting verb
        right = _right(after[:4], lists)
        return "future" if right == "future" else "past"
    if left:
        return left  # type: ignore[return-value]
    right = _right(after, lists)
    return "past" if right == "said" else right  # type: ignore[return-value]


def _pointed(before: list[str], lists: dict[str, frozenset[str]]) -> Tense | None:
    """What the words right before the expression say by themselves: "by", "as early as", "scheduled for"."""
    low = [word.lower() for word in before[-4:]]
    for width in (4, 3, 2, 1):
        if len(low) >= width:
            words = "_".join(low[-width:])
            if words in lists.get("points_ahead", ()):
                return "future"
            if words in lists.get("points_back", ()):
                return "past"
    return None


def _left(before: list[str], lists: dict[str, frozenset[str]]) -> str | None:
    """Walks back from the expression to the nearest verb."""
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word in _ENDS:
            return None
        kind = _kind(before, place, lists)
        if kind:
            return kind
    return None


def _right(after: list[str], lists: dict[str, frozenset[str]]) -> str | None:
    for place, word in enumerate(after):
        if word in _ENDS:
            return None
        kind = _kind(after, place, lists)
        if kind:
            return kind
    return None


def _kind(words: list[str], place: int, lists: dict[str, frozenset[str]]) -> str | None:
    """What the word at ``place`` says of the tense: a `Tense`, "said" for a verb of reporting, or None."""
    word = words[place].lower()
    before = words[place - 1].lower() if place else ""
    if word in lists.get("ahead", ()) or _ends(word, lists.get("ahead_endings", ())):
        return "future"
    for prefix in lists.get("ahead_prefixes", ()):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return "future"
    if before in lists.get("to", ()):
        if word in lists.get("no_verb", ()) or words[place] != word or (word.endswith("s") and not word.endswith("ss")):
            return None
        governor = words[place - 2].lower() if place > 1 else ""
        return "past" if governor in lists.get("managed", ()) else "future"
    if word in lists.get("said", ()):
        return "said"
    if word in lists.get("be", ()):
        following = words[place + 1].lower() if place + 1 < len(words) else ""
        if following in lists.get("to", ()) or following in lists.get("ahead", ()):
            return "future"
        return "present"
    if word in lists.get("past", ()):
        return "past"
    if word in lists.get("present", ()):
        return "present"
    if words[place] == word and _ends(word, lists.get("past_endings", ())) and word not in lists.get("no_past", ()):
        return "past"
    return None


def _ends(word: str, endings: frozenset[str] | tuple[()]) -> bool:
    return bool(endings) and len(word) > 4 and word.endswith(tuple(sorted(endings)))

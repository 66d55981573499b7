"""Tense: whether the verb that governs a time expression looks back or ahead."""

from __future__ import annotations

import re

from briefing.model import Span
from briefing.reading.dates.engine.grammar import Grammar
from briefing.reading.dates.forms.context import Tense

#: Words looked at on either side; a clause is seldom longer.
_REACH = 30
_WIDTH = 240
#: Words between a call and what is called for.
_CALL = 7
#: Letters of a word that a stop does not shorten.
_SHORT = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d++|[.;:!?\"“”«»]|''|``")
_ENDS = frozenset(".;!?")
_QUOTES = frozenset(['"', "“", "”", "«", "»", "''", "``"])


def tense_at(text: str, start: int, end: int, sentence: Span, grammar: Grammar) -> Tense | None:
    """The tense of the verb that ``text[start:end]``, in its sentence, hangs on; None where none is found.

    A heuristic by word lists (``[tense]`` of the tables): the nearest verb before the expression decides, an infinitive
    after "to" or a modal looks ahead; where the expression opens its sentence, the first verb after it. Cf. the
    tense rules of HeidelTime (Strötgen & Gertz 2013, Language Resources and Evaluation 47:2).
    """
    lists = grammar.tense
    before = _WORD.findall(text[max(sentence.start, start - _WIDTH) : start])[-_REACH:]
    after = _WORD.findall(text[end : min(sentence.end, end + _WIDTH)])[:_REACH]
    called_off = text[end : end + 1] != "," and bool(after) and after[0].lower() in lists.get("be_past", ())
    pointed = _pointed(before, lists)
    if pointed == "future" and called_off:
        return "past"  # "the talks planned for Saturday were cancelled"
    if pointed:
        return pointed
    if before and before[-1].lower() in lists.get("until", ()):
        near = {word.lower() for word in before[-8:-1]}
        if near & lists.get("until_back", frozenset()):
            return "past"
        if near & lists.get("until_ahead", frozenset()):
            return "future"
    new_clause = _comma_ends(text, sentence.start, start)
    if not new_clause and any(word.lower() in lists.get("said", ()) for word in before[-2:]):
        return "past"  # "said Friday that he would"; but "sagte, am Freitag werde er"
    possessive = text.startswith(("'s", "’s"), end)
    if not possessive and _summoned(before, lists):
        return "past" if called_off else "future"
    left = _left(before, lists)
    if left == "past" and _still_to_come(before, lists):
        return "future"  # "would be infused when markets opened on Friday"
    if possessive and left != "past":
        # "Wednesday's ruling" has been heard of; they "prepare for Friday's final"
        awaited = set(after[1:4]) & lists.get("awaited", frozenset())
        return "future" if awaited and (left in ("future", "present") or _looks_ahead(before, lists)) else "past"
    if left == "future" and called_off:
        return "past"  # "the talks planned for Saturday were cancelled"
    if left == "past" and {word.lower() for word in after[:12]} & lists.get("planned", frozenset()):
        return "future"  # "das Treffen ist am Freitag geplant"
    if left == "said":
        opens = (
            not new_clause
            and after[:1]
            and (after[0][:1].isupper() or after[0].lower() in lists.get("clause_opens", ()))
        )
        if opens:
            return "past"  # "told lawmakers on Monday that he would", "… on Monday he would"
        # "officials said the talks on Friday will …": the modal just behind outweighs the reporting verb
        right = _right(after[:4], lists)
        return "future" if right == "future" else "past"
    if left:
        return left  # type: ignore[return-value]
    right = _right(after, lists)
    if right is None and before and before[-1].lower() in lists.get("leans_ahead", ()):
        return "future"  # "by late summer"
    return "past" if right == "said" else right  # type: ignore[return-value]


def _comma_ends(text: str, first: int, start: int) -> bool:
    """Whether a comma stands before the last word or two in front of the expression: a clause begins there."""
    words = text[max(first, start - _WIDTH) : start].split()
    return any(word.endswith(",") for word in words[-2:])


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


def _summoned(before: list[str], lists: dict[str, frozenset[str]]) -> bool:
    """Whether a call for something stands before the day: "called for a walkout on Wednesday", "a strike for Friday"."""
    words = [word.lower() for word in before]
    for place in range(len(words) - 1, -1, -1):
        if words[place] in _ENDS or words[place] in lists.get("clause", ()):
            words = words[place + 1 :]
            break
    nouns = [place for place, word in enumerate(words) if word in lists.get("awaited", ())]
    if lists.get("for", frozenset()) & set(words[-2:]) and (nouns or lists.get("summons", frozenset()) & set(words)):
        return True
    for place, word in enumerate(words[:-1]):
        if word in lists.get("summons", ()) and lists.get("summons_to", frozenset()) & set(
            words[place + 1 : place + 6]
        ):
            called = any(place < noun <= place + 2 * _CALL for noun in nouns)
            if called and not any(_past(words, at, lists) for at in range(place + 2, len(words))):
                return True
    return False


def _looks_ahead(before: list[str], lists: dict[str, frozenset[str]]) -> bool:
    """Whether the clause before speaks of what is coming: "go on to", "prepare for", "face Qatar in"."""
    for word in reversed(before):
        if word in _ENDS or word.lower() in lists.get("clause", ()):
            return False
        if word in lists.get("approaches", ()):
            return True
    return False


def _still_to_come(before: list[str], lists: dict[str, frozenset[str]]) -> bool:
    """Whether the past form stands in a clause that tells when something "would" be."""
    low = [word.lower() for word in before]
    start = max((place + 1 for place, word in enumerate(low) if word in _ENDS), default=0)
    opens = next((n for n in range(len(low) - 1, start, -1) if low[n] in lists.get("when", ())), None)
    return opens is not None and bool(set(low[start:opens]) & lists.get("would", frozenset()))


def _left(before: list[str], lists: dict[str, frozenset[str]]) -> str | None:
    """Walks back from the expression to the nearest verb of its clause."""
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word in _ENDS or word.lower() in lists.get("clause", ()):
            return None
        kind = _kind(before, place, lists)
        if kind:
            return kind
    return None


def _right(after: list[str], lists: dict[str, frozenset[str]]) -> str | None:
    for place, word in enumerate(after):
        if word in _ENDS and not _abbreviates(after, place):
            return None
        kind = _kind(after, place, lists)
        if kind:
            return kind
    return None


def _abbreviates(words: list[str], place: int) -> bool:
    """Whether the stop at ``place`` is of a short form: "Roe vs. Wade", "Birmingham, Ala., killed"."""
    if words[place] != "." or not place:
        return False
    following = words[place + 1] if place + 1 < len(words) else ""
    return len(words[place - 1]) < _SHORT or following[:1].islower()


def _kind(words: list[str], place: int, lists: dict[str, frozenset[str]]) -> str | None:
    """What the word at ``place`` says of the tense: a `Tense`, "said" for a verb of reporting, or None."""
    word = words[place].lower()
    before = words[place - 1].lower() if place else ""
    following = words[place + 1].lower() if place + 1 < len(words) else ""
    if words[place] != word and place and not (words[place - 1][:1].isupper() and following):
        named = place + 1 >= len(words) or not words[place + 1][:1].isupper()
        if named:  # "May 7", "Will Smith": a name, unless everything here has capitals, as headlines do
            return None
    if word in lists.get("due", ()) and following in lists.get("to", ()):
        return None  # the verb behind it has been asked: "due to meet"; here is none: "due to fog"
    if word in lists.get("ahead", ()) or _ends(word, lists.get("ahead_endings", ())):
        # "could have been seen on Monday", "could not be reached on Monday"
        unreal = word in lists.get("unreal", ()) and following in lists.get("not", ())
        perfect = following in lists.get("perfect", ()) and place + 2 < len(words) and _past(words, place + 2, lists)
        denied = word in lists.get("unreal", ()) and bool(
            {w.lower() for w in words[max(0, place - 8) : place]} & lists.get("denies", frozenset())
        )
        return "past" if unreal or perfect or denied else "future"
    for prefix in () if word.startswith(tuple(sorted(lists.get("no_ahead", ())))) else lists.get("ahead_prefixes", ()):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return "future"
    if f"{word}_{following}" in lists.get("ahead_pairs", ()):
        return "future"
    if before in lists.get("to", ()):
        if word in lists.get("no_verb", ()) or words[place] != word or (word.endswith("s") and not word.endswith("ss")):
            return None
        if lists.get("to_endings") and not _ends(word, lists["to_endings"]):
            return None  # "conférence de presse"
        governor = words[place - 2].lower() if place > 1 else ""
        if governor in lists.get("due", ()):
            bound = place > 2 and words[place - 3].lower() in lists["be"] | lists.get("be_past", frozenset())
            return "future" if bound else None  # "was due to meet"; "late due to fog"
        return "past" if governor in lists.get("managed", ()) else "future"
    if word in lists.get("said", ()):
        return "said"
    if word in lists.get("be", ()):
        if following in lists.get("to", ()) or following in lists.get("ahead", ()):
            return "future"
        if following in lists.get("moved", ()) or _ends(following, lists.get("moved_endings", ())):
            return "past"  # "est arrivé", "sono morti": a perfect
        return "present"
    if _past(words, place, lists):
        # "will be held", "is heard": the auxiliary decides
        return None if before in lists.get("be", ()) or before in lists.get("base_be", ()) else "past"
    if word in lists.get("present", ()):
        if before in lists.get("no_verb", ()):
            return None  # "the hosts"
        helped = {other.lower() for other in words[max(0, place - 3) : place]} & lists.get("ahead", frozenset())
        return "future" if helped else "present"  # "will meet", "will also meet"
    return None


def _past(words: list[str], place: int, lists: dict[str, frozenset[str]]) -> bool:
    """Whether the word at ``place`` is a past form."""
    word = words[place].lower()
    ending = (
        words[place] == word and _ends(word, lists.get("past_endings", ())) and word not in lists.get("no_past", ())
    )
    return ending or word in lists.get("past", ())


def _ends(word: str, endings: frozenset[str] | tuple[()]) -> bool:
    return bool(endings) and len(word) > 4 and word.endswith(tuple(sorted(endings)))

"""Direction: how probable it is that a date without a year, or a weekday, lies ahead of the day it is counted from.

A logistic regression over features of the clause (Lafferty-style indicator features, ℓ2): the classes of the verbs on
either side (``[verbs]`` of the tables, the same classes in every language), the words beside the expression, and the
distances to the nearest such day behind and ahead. Weights: ``data/direction.json``, made by
``python -m tools.train direction``. The direction of bare weekdays is what HeidelTime decides by the tense of the
nearest verb (Strötgen & Gertz 2013, Language Resources and Evaluation 47:2).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from briefing.model import Span
from briefing.reading.dates.engine import grammar as tables
from briefing.reading.dates.engine.grammar import Grammar

#: Characters and words looked at on either side; a clause is seldom longer.
_WIDTH, _REACH = 260, 32
#: Words beside the expression that count as such, on either side.
_BESIDE = 6
#: Classes of verbs looked at on either side, the nearest first.
_VERBS = 3
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d++|[.,;:!?\"“”«»„()–—]|''|``")
_QUOTES: Final = frozenset(['"', "“", "”", "«", "»", "„", "''", "``"])
_STOPS: Final = frozenset(".;:!?()–—")
_NONE: Final[frozenset[str]] = frozenset()
#: Classes that are lists of words, in the order they are asked.
_LISTED: Final = (
    "said",
    "lasting",
    "set",
    "plan",
    "struck",
    "be",
    "since",
    "until",
    "onward",
    "before",
    "after",
    "purpose",
)
#: Classes that are no verbs.
_BY_THE_WAY: Final = frozenset(
    {",", "plan", "quote", "struck", "since", "until", "onward", "before", "after", "purpose"}
)
#: What comes once a year: the nearer one is meant more often, as the farther one would be written with its year.
_YEARLY: Final = frozenset({"day", "month", "season", "feast"})
#: Days above which a distance is told by its logarithm only.
_WEEK = 7


@cache
def table(name: str) -> Mapping[str, float]:
    """One of the learnt tables: "weights" of features, those of `OWN_DAY` and `NOWADAYS`, or "reliability" of forms."""
    text = (resources.files("briefing") / "data" / "direction.json").read_text(encoding="utf-8")
    found: dict[str, float] = json.loads(text)[name]
    return found


#: What is asked of a "today": whether what it dates was still to come ("votes today"), and whether it means these times
#: ("today's farmers").
OWN_DAY, NOWADAYS = "own day", "nowadays"


def ahead(features: list[str], asked: str = "weights") -> float:
    """The probability, 0..1, that what has these ``features`` lies ahead, or what else is ``asked``."""
    weights = table(asked)
    score = sum(weights.get(feature, 0.0) for feature in features)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def clause_features(text: str, start: int, end: int, sentence: Span, grammar: Grammar) -> list[str]:
    """What the clause around ``text[start:end]`` says, as names of features."""
    before = _TOKEN.findall(text[max(sentence.start, start - _WIDTH) : start])[-_REACH:]
    after = _TOKEN.findall(text[end : min(sentence.end, end + _WIDTH)])[:_REACH]
    while after and after[-1] in _STOPS:
        after.pop()
    left = [kind for place in range(len(before) - 1, -1, -1) if (kind := _kind(before, place, grammar))]
    right = [kind for place in range(len(after)) if (kind := _kind(after, place, grammar))]
    found = ["bias"]
    found += _sequence("L", left) + _sequence("R", right)
    found.append(f"L {_first(left)} R {_first(right)}")
    found += [f"left {kind}" for kind in sorted(set(left))] + [f"right {kind}" for kind in sorted(set(right))]
    found += _beside(before, after, grammar)
    if text.startswith(("'s", "’s"), end):
        noun = right[0] if right else ""
        found += ["possessive", f"possessive {noun}", f"possessive L {_first(left)}", f"possessive R {_first(right)}"]
        found.append(f"possessive L {_first(left)} {noun}")
    return found


def distance_features(form: str, behind: int, ahead_: int) -> list[str]:
    """What the distances say.

    Args:
        form: "weekday", "day", "month", …
        behind: days from the nearest such day before to the day that it is counted from.
        ahead_: days to the nearest such day after it.
    """
    found = [f"form {form}"]
    if form in _YEARLY:
        ratio = round(2 * (math.log2(ahead_ + 1) - math.log2(behind + 1)))
        found += [f"ratio over {step}" for step in range(-12, 13) if ratio > step]
    if max(behind, ahead_) <= _WEEK:
        found += [f"{form} within {step}" for step in range(1, _WEEK) if ahead_ <= step]
    return found


def _sequence(side: str, kinds: list[str]) -> list[str]:
    """The nearest kinds on one side, in order, alone and together."""
    found = [f"{side}{place} {kind}" for place, kind in enumerate(kinds[:_VERBS])]
    found.append(f"{side} {' '.join(kinds[:2])}")
    return found


def _beside(before: list[str], after: list[str], grammar: Grammar) -> list[str]:
    """The words beside the expression."""
    low, follow = [word.lower() for word in before[-_BESIDE:]], [word.lower() for word in after[:_BESIDE]]
    tongue = grammar.language
    found = [f"{tongue} before {word}" for word in low if len(word) > 1]
    found += [f"{tongue} after {word}" for word in follow if len(word) > 1]
    found.append(f"{tongue} -1 {low[-1] if low else '^'}")
    found.append(f"{tongue} -3 {' '.join(low[-3:-1])}")
    found.append(f"{tongue} +1 {follow[0] if follow else '$'}")
    return found


def _first(kinds: list[str]) -> str:
    """The nearest verb or boundary."""
    return next((kind for kind in kinds if kind not in _BY_THE_WAY), "-")


def _kind(words: list[str], place: int, grammar: Grammar) -> str:
    """The class of the word at ``place``: "ahead", "past", "present", "said", "to", "be", "plan", …; "" for none."""
    before, lists = words[place - 1].lower() if place else "", grammar.verbs
    found = _class(
        words[place], not place, before in lists.get("to", ()), before in lists.get("be", ()), grammar.language
    )
    if (found == "modal" and _perfect(words, place + 1, lists)) or (found == "to" and _perfect(words, place, lists)):
        return "past"
    return found


@lru_cache(maxsize=16384)
def _class(printed: str, opens: bool, to: bool, be: bool, language: str) -> str:
    """The class of a word of ``language`` that opens its sentence, or that stands behind "to" or a form of "be"."""
    lists = tables.grammar(language).verbs
    word = printed.lower()
    if not word[0].isalpha():
        return "stop" if word in _STOPS else "," if word == "," else "quote" if word in _QUOTES else ""
    if printed != word and not opens and not _noun(word, lists):
        return ""  # a name: "Will Smith"
    for name in ("clause", "modal", "ahead"):
        if word in lists.get(name, ()):
            return name
    if _ahead_form(word, lists):
        return "ahead"
    if to and _infinitive(word, printed, lists):
        return "to"
    for name in _LISTED:
        if word in lists.get(name, ()):
            return name
    if _ends(word, lists.get("plan_endings", _NONE)):
        return "plan"
    if printed == word and _done(word, lists):
        return "done"
    if _past(word, lists):
        return "done" if be else "past"
    if be and (word in lists.get("moved", ()) or _ends(word, lists.get("moved_endings", _NONE))):
        return "past"  # "est arrivé", "sono morti": a perfect
    return "present" if word in lists.get("present", ()) else ""


def _perfect(words: list[str], place: int, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether an infinitive of the perfect begins: "should have come", "was to have sailed", not "would have to go"."""
    here = [word.lower() for word in words[place : place + 2]]
    no_verb = lists.get("no_verb", _NONE) | lists.get("to", _NONE)
    return len(here) == 2 and here[0] in lists.get("perfect", _NONE) and here[1].isalpha() and here[1] not in no_verb


def _noun(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether the word is a noun that some languages write with a capital."""
    return (
        word in lists.get("plan", ())
        or word in lists.get("struck", ())
        or _ends(word, lists.get("plan_endings", _NONE))
    )


def _done(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether the word is a participle by its form: "abgestürzt", "publiés"."""
    if _ends(word, lists.get("done_endings", _NONE)):
        return True
    prefixes = lists.get("done_prefixes")
    return bool(prefixes) and len(word) > 5 and word.endswith(("t", "en")) and word.startswith(tuple(prefixes or ()))


def _ahead_form(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    if _ends(word, lists.get("ahead_endings", _NONE)):
        return True
    prefixes = tuple(lists.get("ahead_prefixes", ()))
    bare = tuple(lists.get("no_ahead", ()))
    return bool(prefixes) and len(word) > 5 and word.startswith(prefixes) and not (bare and word.startswith(bare))


def _infinitive(word: str, printed: str, lists: Mapping[str, frozenset[str]]) -> bool:
    if word.partition("-")[0] in lists.get("no_verb", ()) or printed != word:
        return False
    endings = lists.get("to_endings", _NONE)
    return word.endswith(tuple(endings)) if endings else word.endswith("ss") or not word.endswith("s")


def _past(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    return word in lists.get("past", ()) or (
        word not in lists.get("no_past", ()) and _ends(word, lists.get("past_endings", _NONE))
    )


def _ends(word: str, endings: frozenset[str]) -> bool:
    return bool(endings) and len(word) > 4 and word.endswith(tuple(endings))

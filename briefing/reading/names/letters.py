"""Letters in brackets name what the words before them name: "a memorandum of understanding (MoU)" is no body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.lexicon.names_orgs import known_body
from briefing.model import MentionType
from briefing.reading.names.rules import Found

_SHORT = re.compile(r"\W?\((?P<letters>[^\W\d_][\w&.-]{0,8}[^\W\d_])\W?\)")
#: How far back what letters stand for may begin, in characters.
_REACH = 120
#: A name begins where its long form does but for an article.
_ARTICLE = 4


def as_spelt_out(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """The names without letters that stand for a thing; those of a work or a treaty are no actor either.

    In 870 articles 159 mentions are no body any more, 40 of them wrongly (Worldwide NER: organisations' precision 77.1 →
    78.3 %). What the long form says of persons and places is worth less than the letters' own tag: "Latin America (LATAM)".
    """
    kinds: dict[str, MentionType | None] = {}
    for text, names in zip(texts, found, strict=True):
        if "(" in text:
            kinds.update(_spelt_out(text, names))
    if not kinds:
        return [list(names) for names in found]
    return [
        [
            name._replace(type=kind) if (kind := kinds.get(key, name.type)) else name
            for name in names
            if kinds.get(key := _key(text[name.start : name.end]), name.type) is not None
        ]
        for text, names in zip(texts, found, strict=True)
    ]


def _spelt_out(text: str, names: Sequence[Found]) -> dict[str, MentionType | None]:
    """What the letters in the brackets of a sentence are by their long forms; those that these do not tell are not in it."""
    kinds: dict[str, MentionType | None] = {}
    for short in _SHORT.finditer(text):
        letters = short["letters"]
        if sum(char.isupper() for char in letters) < 2 or known_body(letters, exact=True) is not None:
            continue
        start = _long_form(text[max(0, short.start() - _REACH) : short.start()], letters.removesuffix("s"))
        if start is None:
            continue
        first = short.start() - start
        within = [name for name in names if name.start < short.start() and first < name.end]
        if not within:
            kinds[_key(letters)] = None
        elif within[0].type == "MISC" and within[0].start - first in range(-_ARTICLE, 1):
            kinds[_key(letters)] = "MISC"
    return kinds


def _long_form(before: str, letters: str) -> int | None:
    """How many characters back from the end of ``before`` the words begin that ``letters`` stand for; None where none do.

    Each letter is looked for from the last to the first, the first at the head of a word (Schwartz and Hearst 2003).
    """
    wanted = [char for char in letters.casefold() if char.isalnum()]
    most = min(len(wanted) + 5, 2 * len(wanted))
    at = len(before)
    for number, char in enumerate(reversed(wanted)):
        last = number == len(wanted) - 1
        at -= 1
        while at >= 0 and not (before[at].casefold() == char and (not last or _heads(before, at))):
            at -= 1
        if at < 0:
            return None
    return len(before) - at if len(before[at:].split()) <= most else None


def _heads(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _key(letters: str) -> str:
    return letters.removesuffix("s")

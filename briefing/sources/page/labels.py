"""Labels in front of a sentence: what is cut, and what carries the truth of it and stays."""

import re
from functools import cache

from briefing.lexicon.tables import read_table

#: What a sentence begins with behind a label.
_SENTENCE = r"(?=[\"'“«„‘(]?[^\W_a-zа-яё])"
_LONGEST = 200
#: Labels in a row: "CLOSE 1:23".
_MOST = 3


def label_end(text: str) -> int:
    """How many characters of ``text`` are labels before its sentence; 0 where there is none."""
    end = 0
    for _ in range(_MOST):
        match = _labels().match(text, end, end + _LONGEST)
        if match is None or len(text) - match.end() < len("It is so."):
            break
        end = match.end()
    return end


def is_truth(label: str) -> bool:
    """Whether ``label`` ("CLAIM", "Unconfirmed") says how true its sentence is."""
    return _truth().fullmatch(label.strip()) is not None


@cache
def _labels() -> re.Pattern[str]:
    table = read_table("labels.toml")
    bare, marked = ("|".join(table[key]) for key in ("bare", "marked"))
    return re.compile(
        rf"\s*(?:(?:{bare})(?:\s*[:|–—-]?\s+|(?<=\|)){_SENTENCE}|(?:{marked})\s*(?:[:|]|\s[–—-])\s*{_SENTENCE})"
    )


@cache
def _truth() -> re.Pattern[str]:
    return re.compile("|".join(read_table("labels.toml")["truth"]))

"""Evidence: what the words around and inside an unknown name say of its type, weighed by a small table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefing.lexicon.names_tables import given_names, titles
from briefing.lexicon.tables import read_table
from briefing.model import MentionType
from briefing.reading.text.tokens import Token

#: The classes of the table, the last for runs of capitals that are no name.
CLASSES: tuple[MentionType | None, ...] = ("PER", "ORG", "LOC", "NORP", "MISC", None)
#: Weights are kept as whole hundredths.
_SCALE = 100.0


class Verdict(NamedTuple):
    """The likeliest type (None: no name) and how far it is ahead of the next, in natural log odds."""

    type: MentionType | None
    margin: float


def features(tokens: Sequence[Token], at: int, stop: int, guess: str, *, fresh: bool) -> list[str]:
    """What can be said of the run of words ``at`` to ``stop``: its words, endings and shapes, its neighbours.

    Args:
        tokens: the words of the sentence.
        at: first word of the run.
        stop: after its last.
        guess: what the rules make of it.
        fresh: whether it stands where every word has a capital.
    """
    first, last = tokens[at], tokens[stop - 1]
    before = tokens[at - 1].plain or tokens[at - 1].text if at else "^"
    earlier = tokens[at - 2].plain or tokens[at - 2].text if at > 1 else "^"
    after = tokens[stop].plain or tokens[stop].text if stop < len(tokens) else "$"
    later = tokens[stop + 1].plain or tokens[stop + 1].text if stop + 1 < len(tokens) else "$"
    size = min(stop - at, 4)
    given = given_names()
    said = [
        "*",
        f"g {guess}",
        f"g {guess} {size} {int(fresh)}",
        f"n {size} {first.shape} {last.shape}",
        f"f {first.plain}",
        f"l {last.plain}",
        f"e {last.plain[-3:]}",
        f"e2 {last.plain[-2:]} {size}",
        f"b {before}",
        f"a {after}",
        f"b2 {earlier} {before}",
        f"a2 {after} {later}",
        f"ba {before} {after}",
        f"p {int(last.possessive)} {size}",
    ]
    if size > 1:
        said.append(f"e3 {first.plain[-2:]} {size}")
    if first.plain in given:
        said.append(f"given {size}")
    if last.plain in given:
        said.append(f"given last {size}")
    if after in titles().said:
        said.append(f"said {size}")
    if any(char.isdigit() for char in first.text + last.text):
        said.append("digit")
    if "-" in first.text or "-" in last.text:
        said.append("hyphen")
    if any(char.isupper() for char in last.text[1:]) and last.shape == "title":
        said.append("camel")
    return said


@cache
def _table() -> dict[str, list[int]]:
    return read_table("names_evidence.json")


def judge(said: Sequence[str]) -> Verdict:
    """The verdict of the table: a multinomial logistic regression, trained by tools/train/name_evidence.py."""
    table = _table()
    sums = [0] * len(CLASSES)
    for feature in said:
        weights = table.get(feature)
        if weights is not None:
            for i, weight in enumerate(weights):
                sums[i] += weight
    order = sorted(range(len(CLASSES)), key=lambda i: (-sums[i], i))
    return Verdict(CLASSES[order[0]], (sums[order[0]] - sums[order[1]]) / _SCALE)

"""Figures in running text, and what they count."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from briefing.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure as printed.

    Attributes:
        span: of the figure with its hedge, currency and scale, in the text that it was found in.
        value: the figure, scaled.
        kind: what it counts: "dead", "injured", …
        hedged: whether it is "about", "at least", "up to" so many.
    """

    span: Span
    value: float
    kind: str
    hedged: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    words: dict[str, int]
    scales: dict[str, int]
    kinds: dict[str, str]
    fillers: frozenset[str]
    before: frozenset[str]
    figure: re.Pattern[str]


@functools.cache
def _tables() -> _Tables:
    table = tomllib.loads((files("briefing") / "data" / "quantities.toml").read_text(encoding="utf-8"))
    words = {word: n for n, word in enumerate(table["words"]["ones"].split(), 1)}
    words |= {word: 10 * n for n, word in enumerate(table["words"]["tens"].split(), 2)}
    hedges = "|".join(re.escape(hedge).replace(r"\ ", r"\s+") for hedge in table["words"]["hedges"])
    tens, ones = table["words"]["tens"].replace(" ", "|"), table["words"]["ones"].replace(" ", "|")
    figure = re.compile(
        rf"(?:\b(?P<hedge>{hedges})\s+)?(?P<unit>[$€£]\s?)?"
        rf"(?<![\w.,])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,9}})?|(?:{tens})[\s-](?:{ones})\b|(?:{tens}|{ones})\b)"
        rf"(?:[\s-](?P<scale>{'|'.join(table['scales'])})\b)?(?P<percent>\s?(?:%|per\s?cent\b))?"
        r"(?P<after>(?:[\s-]{1,2}[^\W\d_]{1,30}\b){0,4})",
        re.IGNORECASE,
    )
    kinds = {word: kind for kind, listed in table["kinds"].items() for word in listed.split()}
    return _Tables(
        words,
        table["scales"],
        kinds,
        frozenset(table["words"]["fillers"].split()),
        frozenset(table["words"]["before"].split()),
        figure,
    )


def quantities(text: str, taken: Sequence[Span] = ()) -> Iterator[Quantity]:
    """The figures in ``text`` that say what they count.

    Args:
        text: a sentence.
        taken: spans that are something else: dates, times.
    """
    tables = _tables()
    for match in tables.figure.finditer(text):
        if any(span.start < match.end("number") and match.start("number") < span.end for span in taken):
            continue
        kind = _kind(text, match, tables)
        if kind is None:
            continue
        first = next(name for name in ("hedge", "unit", "number") if match[name])
        last = next(name for name in ("percent", "scale", "number") if match[name])
        yield Quantity(
            span=Span(match.start(first), match.end(last)),
            value=_value(match, tables),
            kind=kind,
            hedged=bool(match["hedge"]),
        )


def _value(match: re.Match[str], tables: _Tables) -> float:
    number = match["number"].casefold().replace(",", "")
    parts = re.split(r"[\s-]", number)
    value = float(sum(tables.words[part] for part in parts)) if parts[0] in tables.words else float(number)
    return value * tables.scales[match["scale"].casefold()] if match["scale"] else value


#: Characters before a figure in which what it counts is looked for.
REACH = 48


def _kind(text: str, match: re.Match[str], tables: _Tables) -> str | None:
    """The nearest word that names a kind, before the figure or else after it, with nothing but fillers between."""
    start = match.start("number")
    words_before = re.findall(r"[^\W\d_]+|[^\w\s]", text[max(0, start - REACH) : start].casefold())
    words_after = re.findall(r"[^\W\d_]+", match["after"].casefold())
    kind = _nearest(reversed(words_before), tables, tables.before) or _nearest(words_after, tables, tables.fillers)
    return f"{kind} (%)" if kind and match["percent"] else kind


def _nearest(words: Iterable[str], tables: _Tables, fillers: frozenset[str]) -> str | None:
    for word in words:
        if word in tables.kinds:
            return tables.kinds[word]
        if word not in fillers:
            return None
    return None

"""Figures in running text, and what they count."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.lexicon.tables import read_table
from briefing.lexicon.words import stop_words, words
from briefing.model import Span

Hedge = Literal["", "floor", "ceiling", "about"]

#: How far off a figure may be that is "about" so many.
_ABOUT = 0.15
#: A round figure stands for others at most this far off: 300 for 298, but 100 not for 50, nor a million for 1.4.
_ROUNDING = 0.15
#: A round figure from here on may stand for any that rounds to it: 300 for 298, but not 20 for 21.
_ROUND_FROM = 100
#: Characters before a figure in which what it counts is looked for.
_REACH = 48
#: Content words before a figure that tell what it is of, and how many letters words share in all their forms.
_LEAD, STEM = 4, 5
_CLAUSE = re.compile(r"[,;:()–—“”\"]")
_RANGE_BEFORE = re.compile(
    r"(?:\b(?:between|another|further|additional|first|last|next|other)|\d\.\s|\d\s?(?:-|–|to|or|and|of|by|x)|\bhalf|\b(?:magnitude|size|page)(?: -)?)\s*\Z",
    re.IGNORECASE,
)
#: A prison term: its years are no time of the news, though they look it.
_TERM = re.compile(
    r"\b(?:sentenced|jailed|imprisoned|condemned)(?:\s+[\w.’-]+){0,6}?\s+(?:to|for)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_TERM_UNITS = frozenset({"years", "months"})
_RANGE_AFTER = re.compile(r"\s?(?:-|–|to|or|and|by|of|x)?\s?[$€£]?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure as printed.

    Attributes:
        span: of the figure with its hedge, currency and scale, in the text that it was found in.
        value: the figure, scaled.
        kind: what it counts, from the table ("dead", "injured", …), or else the noun after it, lower case.
        tabled: whether ``kind`` is one of the table's.
        part: of what part of a whole, "" for all of it: "children", "of them".
        hedge: whether it is "at least", "up to" or "about" so many.
        unit: value of its last printed digit that is not a rounding nought.
        way: which way it goes, where the word before it tells: "more" jobs, or "fewer".
        trail: the content words among the four right after it, cut likewise: "on schools", "of Danes want".
        lead: the content words right before it in its clause, each cut to five letters; `near` is the last of them.
    """

    span: Span
    value: float
    kind: str
    tabled: bool
    part: str
    hedge: Hedge
    unit: float
    lead: frozenset[str] = frozenset()
    near: str = ""
    way: str = ""
    trail: frozenset[str] = frozenset()

    def agrees(self, other: Quantity) -> bool:
        """Whether both may be true of one thing: the same figure, a rounding of it, a floor that the other meets."""
        low, high = self._bounds()
        least, most = other._bounds()
        return low <= most and least <= high

    def _bounds(self) -> tuple[float, float]:
        slack = min(0.5 * self.unit, _ROUNDING * self.value) if self.unit != 1 else 0.0
        if self.hedge == "about":
            slack = max(slack, _ABOUT * self.value)
        low = float("-inf") if self.hedge == "ceiling" else self.value - slack
        high = float("inf") if self.hedge == "floor" else self.value + slack
        return low, high


@dataclass(frozen=True, slots=True)
class _Tables:
    values: dict[str, int]
    scales: dict[str, int]
    kinds: dict[str, str]
    hedges: dict[str, Hedge]
    lists: dict[str, frozenset[str]]
    currencies: dict[str, str]
    phrases: dict[str, str]
    ways: dict[str, str]
    figure: re.Pattern[str]


@functools.cache
def _tables() -> _Tables:
    table = read_table("quantities.toml")
    said = table["words"]
    values = {word: n for n, word in enumerate(said["ones"].split(), 1)} | {"a": 1}
    values |= {word: 10 * n for n, word in enumerate(said["tens"].split(), 2)}
    hedges: dict[str, Hedge] = {phrase: kind for kind, listed in table["hedges"].items() for phrase in listed}
    hedge = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(hedges, key=len, reverse=True))
    tens, ones = said["tens"].replace(" ", "|"), said["ones"].replace(" ", "|")
    figure = re.compile(
        rf"(?:\b(?P<hedge>{hedge})\s+)?(?P<unit>[$€£]\s?)?"
        rf"(?<![\w.,])(?P<number>\d{{1,3}}(?:,\s?\d{{3}}(?!\d))+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,9}})?"
        rf"|(?:{tens})[\s-](?:{ones})\b|(?:{tens}|{ones})\b|a(?=\s(?:dozen|hundred|thousand|million|billion)\b))(?!\d)"
        rf"(?:[\s-]?(?P<scale>{'|'.join(table['scales'])})\b)?(?P<percent>\s?(?:%|per\s?cent\b))?"
        r"(?=(?P<after>(?:[\s-]{1,2}[^\W\d_]{1,30}\b){0,4}))",  # ahead only: the next figure's hedge is in it
        re.IGNORECASE,
    )
    kinds = {word: kind for kind, listed in table["kinds"].items() for word in listed.split()}
    ways = {word: way for way, listed in table["ways"].items() for word in listed.split()}
    lists = {name: frozenset(value.split()) for name, value in said.items()}
    return _Tables(values, table["scales"], kinds, hedges, lists, table["currencies"], table["phrases"], ways, figure)


def quantities(text: str, taken: Sequence[Span] = ()) -> Iterator[Quantity]:
    """The figures in ``text`` that say what they count.

    Args:
        text: a sentence.
        taken: spans that are something else: dates, times.
    """
    tables = _tables()
    for match in tables.figure.finditer(text):
        term = _term(text, match)
        if not term and any(span.start < match.end("number") and match.start("number") < span.end for span in taken):
            continue
        before = re.findall(r"[^\W\d_]+|[^\w\s]", text[max(0, match.start("number") - _REACH) : match.start("number")])
        before = [word.casefold() for word in before]
        after = re.findall(r"[^\W\d_]+", match["after"].casefold())
        if after[:1] == ["of"] and set(after[1:2]) & tables.lists["whose"]:
            after = after[2:]
        told = (
            term or _nearest(reversed(before), tables, "before") or _phrase(after, tables) or _sufferers(after, tables)
        )
        tabled = told or _nearest(after, tables, "fillers") or ""
        money = match["unit"] or tables.currencies.get(next(iter(after), ""))
        kind = tabled or money or _noun(after, tables) or (match["percent"] or "").strip()
        if not kind or _is_part_of_more(text, match):
            continue
        first = next(name for name in ("hedge", "unit", "number") if match[name])
        last = next(name for name in ("percent", "scale", "number") if match[name])
        value, unit = _value(match, tables)
        yield Quantity(
            span=Span(match.start(first), match.end(last)),
            value=value,
            kind=f"{kind} (%)" if match["percent"] and kind != match["percent"].strip() else kind.strip(),
            tabled=bool(tabled),
            part=_part(before, after, tables) if tabled and not term else "",
            hedge=tables.hedges[" ".join(match["hedge"].casefold().split())] if match["hedge"] else "",
            unit=1.0 if kind in tables.lists["exact"] else unit,
            lead=lead(text[: match.start(first)]),
            way=next((tables.ways[word] for word in reversed(before[-_LEAD:]) if word in tables.ways), ""),
            trail=_trail(after, tables),
            near=next(reversed(_said(text[: match.start(first)])), ""),
        )


def lead(before: str) -> frozenset[str]:
    """The last content words of ``before`` in its last clause, each cut to five letters: what a figure or day is of."""
    return frozenset(_said(before))


def _said(before: str) -> list[str]:
    clause = _CLAUSE.split(before[-_REACH:])[-1]
    said = [word for word in words(clause) if word not in stop_words("en") and not word[0].isdigit()]
    return [word[:STEM] for word in said[-_LEAD:]]


def _value(match: re.Match[str], tables: _Tables) -> tuple[float, float]:
    """The figure, and what one of its last digit is worth."""
    number = re.sub(r",\s?", "", match["number"].casefold())
    scale = tables.scales[match["scale"].casefold()] if match["scale"] else 1
    parts = re.split(r"[\s-]", number)
    if parts[0] in tables.values:
        return float(sum(tables.values[part] for part in parts) * scale), float(scale)
    digits = number.rstrip("0") if "." not in number and int(number) >= _ROUND_FROM else number
    unit = 10.0 ** (len(number) - len(digits)) if "." not in number else 10.0 ** -len(number.split(".")[1])
    return round(float(number) * scale, 6), unit * scale


def _nearest(words: Iterable[str], tables: _Tables, fillers: str) -> str | None:
    """The kind that the nearest telling word names."""
    skipped = tables.lists[fillers] | tables.lists["everybody"] | tables.lists["parts"]
    for word in words:
        if word in tables.kinds:
            return tables.kinds[word]
        if word not in skipped:
            return None
    return None


def _phrase(after: Sequence[str], tables: _Tables) -> str:
    """The kind that the words behind the figure name together: "people from their homes"."""
    said = " ".join(after)
    return next((kind for phrase, kind in tables.phrases.items() if phrase in said), "")


def _sufferers(after: Sequence[str], tables: _Tables) -> str:
    """The kind of "climbers are missing", "players died": no gunmen who killed, and no passengers who were to die."""
    if len(after) < 2 or not after[0].endswith("s") or after[0] in tables.kinds:
        return ""
    if after[1] in tables.lists["suffer"]:
        return tables.kinds.get(after[1], "")
    return tables.kinds.get(after[2], "") if len(after) > 2 and after[1] in tables.lists["suffered"] else ""


def _trail(after: Sequence[str], tables: _Tables) -> frozenset[str]:
    return frozenset(word[:STEM] for word in after if word not in stop_words("en") and word not in tables.currencies)


def _term(text: str, match: re.Match[str]) -> str:
    """What a figure counts that is the length of a sentence: "years in prison"; else nothing."""
    unit = next(iter(re.findall(r"[^\W\d_]+", match["after"].casefold())), "")
    before = text[max(0, match.start() - _REACH) : match.start()]
    return f"{unit} in prison" if unit in _TERM_UNITS and _TERM.search(before) else ""


def _is_part_of_more(text: str, match: re.Match[str]) -> bool:
    """Whether it is one end of a range ("between 20 and 30"), a share ("28 of 68") or some of several ("another 12")."""
    return bool(
        _RANGE_BEFORE.search(text[max(0, match.start() - _REACH) : match.start()])
        or _RANGE_AFTER.match(
            text, match.end("percent") if match["percent"] else match.end("scale" if match["scale"] else "number")
        )
    )


def _noun(after: Sequence[str], tables: _Tables) -> str:
    """The noun that a figure counts where the table has no kind for it: a plural, or the last word before a function word."""
    stops = stop_words("en") | (tables.lists["everybody"] - {"bodies"})
    run: list[str] = []
    for word in after[:3]:
        if word in stops:
            break
        run.append(word)
    plural = next((word for word in run if word.endswith("s")), "")
    noun = plural or (run[-1] if run else "")
    return noun if len(noun) > 3 else ""


def _part(before: Sequence[str], after: Sequence[str], tables: _Tables) -> str:
    """Which part of a whole is counted: "of them", "children", "Iranians"; "" for the whole."""
    if set(before[-2:]) & tables.lists["including"] or (
        after[:1] == ["of"] and set(after[1:2]) & (tables.lists["of_them"] | {"the"})
    ):
        return "of them"
    said = next((word for word in after[:2] if word not in tables.lists["everybody"]), "")
    if said in tables.lists["dwellings"]:
        return "homes"
    if said in stop_words("en") or said in tables.kinds or said in tables.lists["fillers"]:
        return next((word for word in after[:1] if word in tables.lists["parts"]), "")
    return said

"""The tables of time expressions: every pattern of every language, filled with every word, costs no article."""

import itertools
import os
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from briefing.model import Article
from briefing.reading import fences
from briefing.reading.dates import find
from briefing.reading.dates.engine import grammar, rules
from briefing.reading.dates.engine.captures import ill_typed
from briefing.reading.dates.engine.tokens import number_classes
from briefing.reading.dates.forms.nouns import Duration
from briefing.reading.text.segment import segment

#: How often each pattern is filled at least; the figure of the closing note is made with FUZZ=20.
TIMES = int(os.environ.get("FUZZ", "1"))
DAY = date(2019, 1, 29)
#: Words of classes that no table lists: what a token looks like, and what the matcher adds.
SHAPES = {
    "num": "3 12 365 2.5 1,234", "int": "0 3 12 45 98 2019", "day": "1 12 31", "monthnum": "1 12", "hour": "0 9 24",
    "yy": "19 98 00", "year": "1998 2019 2030", "hhmm": "0930 2359", "year3": "476", "farnum": "123456",
    "hhcolon": "9:30 23:59", "slash": "29/01 3/4", "dash": "28-30", "dot": "29.1", "dayspan": "28-30", "dotclock": "18.30",
    "fraction": "1/2", "yearspan": "1998-99 2014-2018", "yearmonth": "2015/03", "ymd": "2019-01-29", "name": "Kolm",
    "triple": "29.1.2019 1/29/19", "moment": "2019-01-29T10:00Z", "numword": "5", "figure": "1.2.3.4", "stop": ".",
}  # fmt: skip


class Language:
    """What a language's tables can be filled with."""

    def __init__(self, code: str) -> None:
        tables = grammar._tables(code)
        self.rules = [rule for table in tables for rule in table.get("rule", [])]
        groups, suffixes = grammar._merged(tables, "groups"), grammar._merged(tables, "suffixes")
        self.sequences = [
            [found[0] for pattern in rules.patterns(rule) for found in rules.sequences_of(pattern, groups)]
            for rule in self.rules
        ]
        self.texts: dict[str, list[str]] = {name: shapes.split() for name, shapes in SHAPES.items()}
        for name, entries in grammar._merged(tables, "words").items():
            self.texts.setdefault(name, []).extend(text for text, _ in grammar._entries(entries))
        for suffix, meaning in suffixes.items():
            for number in ("3", "12", "90", "1990"):
                for name in number_classes(number + suffix, {suffix: meaning}):
                    self.texts.setdefault(name, []).append(number + suffix)

    def sentences(self) -> Iterator[str]:
        """Each sequence filled `TIMES` times, then each word of each class in some of the patterns that ask for it."""
        fill = Filler(self)
        for sequence in itertools.chain(*self.sequences):
            for _ in range(TIMES):
                if (made := fill(sequence)) is not None:
                    yield f"He was there {made} he said."
        holders: dict[str, list[tuple[str, ...]]] = {}
        for sequence in itertools.chain(*self.sequences):
            for name in sequence:
                holders.setdefault(name, []).append(sequence)
        for name, texts in self.texts.items():
            for text, sequence in itertools.product(texts, holders.get(name, ())[:3]):
                if (made := fill(sequence, name, text)) is not None:
                    yield f"It comes {made}."


class Filler:
    """Words for the classes of a pattern, each class's words in turn; what other rules make is filled likewise."""

    def __init__(self, own: Language) -> None:
        self.turn = {name: itertools.cycle(texts) for name, texts in own.texts.items() if texts}
        forms: dict[str, list[tuple[str, ...]]] = {}
        for rule, sequences in zip(own.rules, own.sequences, strict=True):
            for given in str(rule.get("gives", "")).split():
                forms.setdefault(given, []).extend(sequences)
        self.made = {name: itertools.cycle(sequences) for name, sequences in forms.items() if sequences}

    def __call__(self, sequence: tuple[str, ...], fixed: str = "", text: str = "", depth: int = 0) -> str | None:
        """``sequence`` in words, ``text`` where it says ``fixed``; None where a class has no words."""
        parts = [text if name == fixed else self._words(name, depth) for name in sequence]
        return None if None in parts else " ".join(part for part in parts if part)

    def _words(self, name: str, depth: int) -> str | None:
        if name.startswith("=") or name == "start":
            return name[1:] if name != "start" else ""
        if name in self.turn:
            return next(self.turn[name])
        return self(next(self.made[name]), depth=depth + 1) if name in self.made and depth < 4 else None


@cache
def language(code: str) -> Language:
    return Language(code)


@pytest.mark.parametrize("code", grammar.LANGUAGES)
def test_no_filled_pattern_costs_anything(code: str) -> None:
    """Sentences generated from the tables: optional parts left out, classes filled with all their words."""
    sentences = list(language(code).sentences())
    assert len(sentences) > 1000
    before = fences.total
    for some in range(0, len(sentences), 50):
        text = "\n\n".join(sentences[some : some + 50])
        for published in (DAY, None):
            article = Article(id="made", title="", text=text, published=published, language=code)
            with fences.collecting() as faults:
                find(article, segment(article))
            assert faults == []
    assert fences.total == before


def test_a_form_that_lacks_what_it_needs_is_a_fault() -> None:
    """A duration without a unit."""
    assert ill_typed(Duration(count=1, unit=None)) == "Duration.unit is None"  # type: ignore[arg-type]

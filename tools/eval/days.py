"""Days: how often the days that are printed are the right ones, and what their probabilities are worth.

Compared are expressions that the reader places and a human gave days for. An expression is *wrong* where the two have
no day in common; *certain* as `Timex.certain` says, which is what brackets, calendar and .ics go by.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from briefing.lexicon.days import span_of
from briefing.model import Timex

#: Bounds of the reliability table.
BINS = (0.0, 0.5, 0.7, 0.9, 0.97, 1.001)


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression with its days, those that a human gave, and the day of the document."""

    timex: Timex
    gold: tuple[date, date]
    day: date
    context: str

    @property
    def wrong(self) -> bool:
        """Whether the two have no day in common."""
        first, last = self.timex.first, self.timex.last
        assert first is not None
        assert last is not None
        return last < self.gold[0] or self.gold[1] < first

    @property
    def contradicts(self) -> bool:
        """Whether the gold gives "Tuesday" a day that is none."""
        words = self.context.partition("{")[2].partition("}")[0].lower()
        named = [number for number, name in enumerate(_WEEKDAYS, 1) if name in words]
        return self.gold[0] == self.gold[1] and bool(named) and self.gold[0].isoweekday() not in named


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def gold_days(entry: dict[str, Any]) -> tuple[date, date] | None:
    """The days that an entry of any of the corpora means: TIMEX3 `value`, or GUM's `when` or `from` and `to`."""
    for name in ("value", "when"):
        value = entry.get(name) or ""
        if value[:1].isdigit():
            return span_of(value.split("T")[0].removesuffix("-XX").removesuffix("-XX"))
    first, last = span_of(entry.get("from") or "x"), span_of(entry.get("to") or "x")
    return (first[0], last[1]) if first and last else None


def placed(found: Iterable[Timex], entries: Iterable[dict[str, Any]], day: date, text: str) -> Iterator[Placed]:
    """The expressions of one article that both placed."""
    gold = [(entry, days) for entry in entries if (days := gold_days(entry))]
    for timex in found:
        if timex.first is None or timex.type not in ("DATE", "TIME"):
            continue
        for entry, days in gold:
            if timex.span.start < entry["end"] and entry["start"] < timex.span.end:
                around = f"{text[max(0, timex.span.start - 60) : timex.span.start]}{{{timex.span.of(text)}}}{text[timex.span.end : timex.span.end + 40]}"
                yield Placed(timex, days, day, around.replace("\n", " "))
                break


def scores(pairs: list[Placed]) -> dict[str, float]:
    """In percent; "said ahead" is what is placed after the document's day."""
    single = [pair for pair in pairs if pair.gold[0] == pair.gold[1] and pair.timex.first == pair.timex.last]
    ahead = [pair for pair in pairs if pair.timex.first and pair.timex.first > pair.day]
    sure_ahead = [pair for pair in ahead if pair.timex.certain]
    weekdays = [pair for pair in single if "weekday" in pair.timex.rule]
    return {
        "placed": len(pairs),
        "wrong": _share(pair.wrong for pair in pairs),
        "wrong and certain": _share(pair.wrong and pair.timex.certain for pair in pairs),
        "and the gold's day is of the weekday named": _share(
            pair.wrong and pair.timex.certain for pair in pairs if not pair.contradicts
        ),
        "certain": _share(pair.timex.certain for pair in pairs),
        "single days right": _share(not pair.wrong for pair in single),
        "said ahead": len(ahead),
        "said ahead but past": _share(pair.gold[1] <= pair.day for pair in ahead),
        "surely ahead but past": _share(pair.gold[1] <= pair.day for pair in sure_ahead),
        "weekdays right": _share(not pair.wrong for pair in weekdays),
        "weekdays right, the latest one": _share(_latest(pair) == pair.gold[0] for pair in weekdays),
    }


def _latest(pair: Placed) -> date:
    """The baseline: the latest such weekday, the document's day included."""
    assert pair.timex.first is not None
    return pair.day - timedelta(days=(pair.day.isoweekday() - pair.timex.first.isoweekday()) % 7)


def _share(facts: Iterable[bool]) -> float:
    every = list(facts)
    return 100 * sum(every) / len(every) if every else 0.0


def reliability(pairs: list[Placed]) -> Iterator[tuple[str, int, float, float]]:
    """(told, how many, mean of the probabilities, share right) in percent, by bins."""
    for low, high in itertools.pairwise(BINS):
        here = [pair for pair in pairs if low <= pair.timex.probability < high]
        if here:
            told = 100 * sum(pair.timex.probability for pair in here) / len(here)
            yield f"{low:.2f}–{min(high, 1):.2f}", len(here), told, _share(not pair.wrong for pair in here)

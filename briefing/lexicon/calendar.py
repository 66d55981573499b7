"""How days and numbers are written in the language of an edition: the forms of CLDR, frozen in `data/calendar.toml`.

No library is asked: the same edition is printed with whatever release of it is installed.
"""

import functools
from collections.abc import Mapping
from datetime import date, timedelta

from briefing.lexicon.tables import read_table


def _table(language: str) -> Mapping[str, str]:
    tables = read_table("calendar.toml")
    found: Mapping[str, str] = tables.get(language, tables["en"])
    return found


@functools.cache
def _names(language: str, kind: str) -> tuple[str, ...]:
    return tuple(_table(language)[kind].split())


def written(day: date, form: str, language: str) -> str:
    """``day`` in a form of the table ("plain": "29 Jan"); English where the language has no table."""
    month, weekday = day.month - 1, day.weekday()
    return _table(language)[form].format(
        d=day.day,
        y=day.year,
        month=_names(language, "months")[month],
        alone=_names(language, "alone")[month],
        mon=_names(language, "short_months")[month],
        weekday=_names(language, "weekdays")[weekday],
        wd=_names(language, "short_weekdays")[weekday],
    )


def stretch(first: date, last: date, language: str, *, year: bool) -> str:
    """Days from ``first`` to ``last``: "21–27 Jan", "30 Jan – 5 Feb"; whole months and years by their names.

    Args:
        first: the first day.
        last: the last one, not before ``first``.
        language: of the words.
        year: whether the year is printed; it is in any case where the two days differ in it.
    """
    dash = _table(language)["dash"]
    year = year or first.year != last.year
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    same = (first.year, first.month) == (last.year, last.month)
    if not whole and same:
        return written(first, "bare", language) + dash + written(last, "past" if year else "plain", language)
    plain, dated = ("short", "short_of") if whole else ("plain", "past")
    end = written(last, dated if year else plain, language)
    if whole and same:
        return end
    return f"{written(first, dated if first.year != last.year else plain, language)} {dash} {end}"


@functools.cache
def month_names(language: str) -> frozenset[str]:
    """All forms of the names of months, in small letters and without full stops."""
    forms = ("months", "alone", "short_months")
    return frozenset(name.casefold().rstrip(".") for form in forms for name in _names(language, form))


@functools.cache
def day_names(language: str) -> frozenset[str]:
    """All forms of the names of weekdays, in small letters and without full stops."""
    return frozenset(
        name.casefold().rstrip(".") for form in ("weekdays", "short_weekdays") for name in _names(language, form)
    )


def figure(number: float, language: str) -> str:
    """A number with the language's separators, with three decimals at most: "12,345.6"."""
    table = _table(language)
    whole, _, rest = f"{number:,.3f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", table["group"]) + (table["decimal"] + rest if rest else "")

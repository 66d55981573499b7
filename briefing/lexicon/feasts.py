"""Feasts: the calendar days of Christmas, Ramadan, Passover, Thanksgiving and their like in a given year."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Hijri

from briefing.lexicon.days import Days, end_of_month, make_day, weekday_after, weekday_before
from briefing.lexicon.tables import read_table

#: Years for which moon and sun are reckoned; outside them a feast has no day.
_FIRST, _LAST = 1600, 2400
_HIJRI_EPOCH = date(622, 7, 19).toordinal()
_HEBREW_EPOCH = -1373427  # Tishri 1 of the year 1, as an ordinal of the proleptic Gregorian calendar


def _table() -> dict[str, dict[str, Any]]:
    feasts: dict[str, dict[str, Any]] = read_table("timex_feasts.toml")["feasts"]
    return feasts


@cache
def _moons(name: str) -> dict[int, date]:
    """Year → the first of the listed days that falls in it."""
    text: str = read_table("timex_moons.toml")["moons"].get(name, "")
    found: dict[int, date] = {}
    for day in (date.fromisoformat(f"{item[:4]}-{item[4:6]}-{item[6:]}") for item in text.split()):
        found.setdefault(day.year, day)
    return found


def fixed_year(key: str) -> int | None:
    """The year of a named day that happened once ("9/11"), else None."""
    year: int | None = _table().get(key, {}).get("year")
    return year


def exact(key: str) -> bool:
    """Whether the day can be reckoned, and does not wait for the sight of the moon."""
    return not {"hijri", "moon"} & _table().get(key, {}).keys()


@cache
def feast_span(key: str, year: int) -> Days | None:
    """First and last day of a feast that begins in ``year``; None for an unknown feast or year.

    Islamic months are those of `hijri_day`, off by a day at times; the Jewish calendar and both Easters are exact.
    """
    entry = _table().get(key)
    if entry is None or not _FIRST <= year <= _LAST:
        return None
    first = _first_day(entry, year)
    if first is None:
        return None
    first += timedelta(days=entry.get("plus", 0))
    return first, first + timedelta(days=entry.get("length", 1) - 1)


def _first_day(entry: dict[str, Any], year: int) -> date | None:
    for church, method in (("easter", EASTER_WESTERN), ("orthodox", EASTER_ORTHODOX)):
        if church in entry:
            sunday: date = easter(year, method)
            return sunday + timedelta(days=entry[church])
    if "hijri" in entry:
        return hijri_in(year, *entry["hijri"])
    if "hebrew" in entry:
        return _hebrew(year, *entry["hebrew"])
    if "moon" in entry:
        return _moons(entry["moon"]).get(year)
    if "nth" in entry:
        if entry["nth"] < 0:
            return weekday_before(end_of_month(year, entry["month"]), entry["weekday"], same=True)
        first = weekday_after(date(year, entry["month"], 1), entry["weekday"], same=True)
        return first + timedelta(weeks=entry["nth"] - 1) if first else None
    return make_day(year, entry["month"], entry["day"])


def hijri_in(year: int, month: int, day: int) -> date | None:
    """The first time in a Gregorian ``year`` that this day of the Islamic calendar falls."""
    start = (year - 622) * 33 // 32
    found = (hijri_day(hijri, month, day) for hijri in range(start - 1, start + 3))
    return next((each for each in found if each is not None and each.year == year), None)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """A day of the Islamic calendar: Umm al-Qura of Saudi Arabia from 1343 to 1500, else the tabular cycle of 30 years.

    Other countries may see the moon a day later or earlier. None where the month has no such day.
    """
    try:
        return Hijri(year, month, day).to_gregorian()
    except OverflowError:  # beyond the years of Umm al-Qura
        days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
        return date.fromordinal(_HIJRI_EPOCH + days)
    except ValueError:
        return None


def _hebrew(year: int, month: int, day: int) -> date | None:
    """A day of the Jewish calendar (months counted from Nisan; Purim is kept in the last Adar)."""
    for hebrew in (year + 3760, year + 3761):
        found = date.fromordinal(_month_begins(hebrew, month) + day - 1)
        if found.year == year:
            return found
    return None


def _month_begins(year: int, month: int) -> int:
    """The first day of a month (1 Nisan … 7 Tishri … 12 Adar) in a year that begins with Tishri.

    Heshvan and Kislev alone make a year longer or shorter: all before them is counted from its beginning, all from Adar
    on from its end, where months of 30 and 29 days alternate.
    """
    this, after = _new_year(year), _new_year(year + 1)
    if month in (7, 8, 9):
        return this + (0, 30, 60 if (after - this) % 10 == 5 else 59)[month - 7]
    return after - 177 - 29 if month == 12 else after - 177 + (59 * month - 58) // 2


def _elapsed(year: int) -> int:
    """Days from the epoch to the mean new year, with the postponements (Reingold & Dershowitz 2018, 8.20)."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _new_year(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + delay

"""Productions of dates: what a rule has matched → a date of the calendar."""

from __future__ import annotations

from typing import Any, Final

from briefing.lexicon.days import make_day
from briefing.reading.dates.engine.productions import IMPOSSIBLE, Captured, Options, first_of, full_year, produces
from briefing.reading.dates.forms.nouns import (
    Calendar,
    Epoch,
    Feast,
    Fiscal,
    Form,
    Islamic,
    Moment,
    Numeric,
    Season,
    Stretch,
    Weekday,
    with_year,
)


@produces("date")
def date_of(captured: Captured, _options: Options) -> Form | None:
    """A calendar date from whatever parts were found."""
    day = first_of(captured, "day", "dayord", "dayword")
    month = first_of(captured, "month", "monthnum")
    year = first_of(captured, "year", "year3")
    if year is None and "yy" in captured:
        year = full_year(captured["yy"][-1])
    if "weekday" in captured and day is None:
        return None
    if day is not None and month is not None and not exists(year, month, day):
        return IMPOSSIBLE  # type: ignore[return-value]
    if year is not None and not 1 <= year <= 2999:
        return None
    if year is None and "numword" in captured and month is not None:
        year = captured["numword"][-1]
        if not 1500 <= year <= 2100:
            return None
    weekday = first_of(captured, "weekday", "wkd", "WEEKDAY")
    if isinstance(weekday, Weekday):
        weekday = weekday.weekday
    return Calendar(year=year, month=month, day=day, weekday=weekday)


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day (in a leap year, where the year is not given)."""
    return make_day(2000 if year is None else year, month, day) is not None


#: Days that their month and day are enough to name, where "attacks" or the like follows.
_KNOWN: Final = {(9, 11): 2001, (10, 7): 2023}


@produces("known day")
def _known_day(captured: Captured, _options: Options) -> Form | None:
    """As in "the Sept. 11 attacks"."""
    month, day = captured["month"][0], captured["day"][0]
    year = _KNOWN.get((month, day))
    return Calendar(month=month, day=day, known=year) if year else None


#: Years of the Hijra that news names.
_HIJRI: Final = (1300, 1500)


@produces("islamic day")
def _islamic_day(captured: Captured, _options: Options) -> Form | None:
    """As in "15 Ramadan 1440"."""
    year = first_of(captured, "year")
    if year is not None and not _HIJRI[0] <= year <= _HIJRI[1]:
        return None
    day = first_of(captured, "day", "dayord", "dayword")
    return Islamic(month=captured["hijrimonth"][0], day=day, year=year)


@produces("impossible day")
def _impossible_day(captured: Captured, _options: Options) -> Any:
    """As in "32 January": no day, and no month either."""
    return IMPOSSIBLE if 31 < captured["int"][0] < 100 or not captured["int"][0] else None


@produces("year")
def _year(captured: Captured, options: Options) -> Form | None:
    year = first_of(captured, "year", "year3", "num", "yy")
    if year is None or (isinstance(year, float) and year != int(year)):
        return None
    year = int(year)
    era = options.get("era", "")
    if "yy" in captured and not era and "year" not in captured:
        year = full_year(year)
    if not options.get("from", 1) <= year <= options.get("to", 2999):
        return None
    return Calendar(year=year, era=era)


@produces("ymd")
def _ymd(captured: Captured, _options: Options) -> Form | None:
    year, month, day = captured["ymd"][0]
    return Calendar(year=year, month=month, day=day) if make_day(year, month, day) else None


@produces("yearmonth")
def _yearmonth(captured: Captured, _options: Options) -> Form | None:
    year, month = captured["yearmonth"][0]
    return Calendar(year=year, month=month) if 1 <= month <= 12 else None


@produces("triple")
def _triple(captured: Captured, _options: Options) -> Form | None:
    """As in "29/01/2019", "29.1.19"."""
    first, second, year, whole, mark = captured["triple"][0]
    year = year if whole else full_year(year)
    european, american = make_day(year, second, first), make_day(year, first, second)
    if european is None and (american is None or mark == "."):
        return None
    return Numeric(first=first, second=second, year=year, mark=mark)


@produces("slash")
def _slash(captured: Captured, _options: Options) -> Form | None:
    """As in "29/01", beside a weekday or a preposition."""
    first, second = first_of(captured, "slash", "dot", "dash")
    mark = "." if "dot" in captured else "/"
    european = 1 <= second <= 12 and exists(None, second, first)
    american = mark != "." and 1 <= first <= 12 and exists(None, first, second)
    return Numeric(first=first, second=second, mark=mark) if european or american else None


@produces("day span")
def _day_span(captured: Captured, _options: Options) -> Form | None:
    """As in "28-30 January 2019"; also "28 and 29 January" where the rule says so."""
    first, last = captured["dayspan"][0] if "dayspan" in captured else (captured.get("day") or captured["dayord"])[:2]
    month = captured["month"][0]
    year = first_of(captured, "year")
    if first >= last or not (exists(year, month, first) and exists(year, month, last)):
        return None
    return Stretch(first=Calendar(year=year, month=month, day=first), last=Calendar(year=year, month=month, day=last))


@produces("bare days")
def _bare_days(captured: Captured, _options: Options) -> Form | None:
    """As in "du 22 au 24": days of a month that the tense tells."""
    first, last = captured["day"][:2]
    return Stretch(first=Calendar(day=first), last=Calendar(day=last)) if first < last else None


@produces("year span")
def _year_span(captured: Captured, _options: Options) -> Form | None:
    first, last = captured["yearspan"][0]
    return Stretch(first=Calendar(year=first), last=Calendar(year=last)) if 1000 <= first < last <= 2999 else None


@produces("month span")
def _month_span(captured: Captured, _options: Options) -> Form | None:
    """As in "June-August 1992"."""
    first, last = captured["month"][:2]
    year = first_of(captured, "year")
    earlier = year - 1 if year is not None and first > last else year
    return Stretch(first=Calendar(year=earlier, month=first), last=Calendar(year=year, month=last))


#: Days: two dates farther apart are two dates, such as a birth and a death.
_LONGEST_STRETCH: Final = 62


def _apart(first: Calendar, last: Calendar) -> int:
    """About how many days lie between two dates, of which neither year need be given."""
    years = (last.year or 0) - (first.year or 0)
    days = years * 365 + ((last.month or 0) - (first.month or 0)) * 30 + (last.day or 0) - (first.day or 0)
    return days if days >= 0 else days + 365


@produces("stretch")
def _stretch(captured: Captured, options: Options) -> Form | None:
    """From one date to another; a year that only the second has holds for the first."""
    first, last = captured[options["of"]][:2]
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.year is None and last.year is not None:
            first = with_year(first, last.year - (1 if (first.month or 0) > (last.month or 0) else 0))
        if (first.day is None) != (last.day is None) or _apart(first, last) > _LONGEST_STRETCH:
            return None
    return Stretch(first=first, last=last)


@produces("month")
def _month_name(captured: Captured, _options: Options) -> Form | None:
    return Calendar(month=first_of(captured, "month", "monthname", "maymonth"), year=first_of(captured, "year"))


@produces("season")
def _season(captured: Captured, _options: Options) -> Form | None:
    year = first_of(captured, "year")
    if year is None and "yy" in captured:
        year = full_year(captured["yy"][0])
    if "yearspan" in captured:
        year = captured["yearspan"][0][0]
    return Season(code=captured["season"][0], year=year)


@produces("quarter")
def _quarter(captured: Captured, options: Options) -> Form | None:
    number = options.get("number") or first_of(captured, "ord", "dayord", "int")
    letter = options.get("letter", "Q")
    if number is None or not 1 <= number <= {"Q": 4, "H": 2}[letter]:
        return None
    year = first_of(captured, "year")
    return Season(code=f"{letter}{number}", year=year, results="result" in captured)


@produces("final quarter")
def _final_quarter(captured: Captured, _options: Options) -> Form | None:
    """As in "le dernier trimestre de 2018"."""
    code = "Q4" if "quarterunit" in captured else "H2"
    return Season(code=code, year=captured["year"][0]) if captured["shift"][0] < 0 else None


@produces("feast")
def _feast(captured: Captured, _options: Options) -> Form | None:
    return Feast(key=captured["feast"][0], year=first_of(captured, "year"))


@produces("decade")
def _decade(captured: Captured, _options: Options) -> Form | None:
    year = first_of(
        captured, "decadenum", "shortdecade", "decadeword", "decadecard", "thedecade", "decadeyear", "year", "yy"
    )
    if year is None or int(year) % 10:
        return None
    year = int(year)
    if year > 99:
        return Epoch(year=year, width=10) if 1000 <= year <= 2990 else None
    return Epoch(year=year + 1900 if year >= 20 else 2000 + year, width=10, short=True)


@produces("century")
def _century(captured: Captured, _options: Options) -> Form | None:
    number = first_of(captured, "ord", "dayord", "int", "roman", "centuryword")
    return Epoch(year=(number - 1) * 100, width=100) if number and 1 <= number <= 30 else None


@produces("fiscal")
def _fiscal(captured: Captured, _options: Options) -> Form | None:
    if "year" in captured:
        return Fiscal(year=captured["year"][0])
    return Fiscal(shift=first_of(captured, "shift") or 0)


@produces("listed day")
def _listed_day(captured: Captured, _options: Options) -> Form | None:
    """The 25 of "April 24 and 25"."""
    month: Calendar = captured["MD"][0]
    day = captured["day"][0]
    if month.month is None or not exists(month.year, month.month, day):
        return None
    return Calendar(year=month.year, month=month.month, day=day)


@produces("early day")
def _early_day(captured: Captured, _options: Options) -> Form | None:
    """The 19 of "19 and 20 March 2018"."""
    day, month, year = captured["day"][0], captured["month"][0], first_of(captured, "year")
    if day >= max(captured["day"]) or not exists(year, month, day):
        return None
    return Calendar(year=year, month=month, day=day)


@produces("second year")
def _second_year(captured: Captured, _options: Options) -> Form | None:
    """The 94 of "1892 – 94"."""
    first: Calendar = captured["YEAR"][0]
    later = captured["yy"][0]
    if first.year is None or later <= first.year % 100:
        return None
    return Calendar(year=first.year - first.year % 100 + later)


@produces("moment")
def _moment(captured: Captured, _options: Options) -> Form | None:
    return Moment(text=captured["moment"][0].upper())

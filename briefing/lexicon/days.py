"""Days: TIMEX3 values ↔ calendar spans, and the arithmetic of days, weeks, months and years."""

import calendar
import re
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "half", "year", "decade", "century"]
Season = Literal["SP", "SU", "FA", "WI"]
Days = tuple[date, date]

#: First month of each season, as meteorologists on the northern half of the globe count them.
SEASONS: dict[Season, int] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
#: Months in the units that are made of months.
MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}

_VALUE = re.compile(
    r"(?:(?P<year>\d{4})"
    r"(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?"
    r"|W(?P<week>\d{2})(?:-(?P<weekday>[1-7]|WE))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
    r"|(?P<decade>\d{3})X|(?P<century>\d{2})XX|FY(?P<fiscal>\d{4}))"
    r"(?:T[\w:.+-]{1,40})?"
)


def span_of(value: str) -> Days | None:
    """First and last calendar day of a TIMEX3 ``value`` (TimeML 1.2.1), inclusive; None where it names none.

    Reads days and moments ("2019-01-29T06:00"), months, years, decades ("199X"), centuries ("19XX"), ISO weeks
    ("2019-W05", "2019-W05-WE"), quarters, halves, seasons, fiscal years (as calendar years) and ISO 8601
    intervals ("2019-01-28/2019-01-30"). Durations, sets and vague references have no span.
    """
    if "/" in value:
        start, _, end = value.partition("/")
        left, right = span_of(start), span_of(end)
        return (left[0], right[1]) if left and right and left[0] <= right[1] else None
    match = _VALUE.fullmatch(value) if len(value) <= 60 else None
    if match is None:
        return None
    try:
        return _span(match)
    except (ValueError, OverflowError):  # 31 February, the year 0, week 53 of a year that has 52
        return None


def _span(match: re.Match[str]) -> Days:
    if match["decade"]:
        return _years(int(match["decade"]) * 10, 10)
    if match["century"]:
        return _years(int(match["century"]) * 100, 100)
    year = int(match["year"] or match["fiscal"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    if match["week"]:
        if match["weekday"] == "WE":
            return date.fromisocalendar(year, int(match["week"]), 6), date.fromisocalendar(year, int(match["week"]), 7)
        if match["weekday"]:
            day = date.fromisocalendar(year, int(match["week"]), int(match["weekday"]))
            return day, day
        return date.fromisocalendar(year, int(match["week"]), 1), date.fromisocalendar(year, int(match["week"]), 7)
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3)
    if match["half"]:
        return _months(year, 6 * int(match["half"]) - 5, 6)
    if match["season"]:
        return season_span(year, match["season"])
    return _years(year, 1)


def _years(year: int, count: int) -> Days:
    return date(max(year, 1) if count > 1 else year, 1, 1), date(year + count - 1, 12, 31)


def _months(year: int, month: int, count: int) -> Days:
    last = month + count - 1
    return date(year, month, 1), end_of_month(year + (last - 1) // 12, (last - 1) % 12 + 1)


def season_span(year: int, season: str) -> Days:
    """First and last day of a season; the winter of a year begins in its December."""
    return _months(year, SEASONS[season], 3)  # type: ignore[index]


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shift(day: date, count: int, unit: Unit) -> date | None:
    """``day`` moved by ``count`` units; the 31st moves to the last day of a shorter month. None outside 1..9999."""
    try:
        if unit == "day":
            return day + timedelta(days=count)
        if unit == "week":
            return day + timedelta(weeks=count)
        months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def value_at(day: date, unit: Unit) -> str:
    """The TIMEX3 value of the unit that ``day`` lies in: ``value_at(date(2019, 1, 29), "week") == "2019-W05"``."""
    if unit == "day":
        return day.isoformat()
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year:04d}-H{1 if day.month < 7 else 2}"
    if unit == "year":
        return f"{day.year:04d}"
    return f"{day.year // 10:03d}X" if unit == "decade" else f"{day.year // 100:02d}XX"


def weekday_before(day: date, weekday: int, *, same: bool = False) -> date | None:
    """The nearest ``weekday`` (1 Monday … 7 Sunday) before ``day``, or ``day`` itself if ``same`` and it is one."""
    back = (day.isoweekday() - weekday) % 7
    return shift(day, -(back or (0 if same else 7)), "day")


def weekday_after(day: date, weekday: int, *, same: bool = False) -> date | None:
    """The nearest ``weekday`` (1 Monday … 7 Sunday) after ``day``, or ``day`` itself if ``same`` and it is one."""
    ahead = (weekday - day.isoweekday()) % 7
    return shift(day, ahead or (0 if same else 7), "day")


def make_day(year: int, month: int, day: int) -> date | None:
    """The calendar day, or None where there is none (31 February, the year 0 or 99999)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None

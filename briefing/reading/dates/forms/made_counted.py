"""Productions of days counted or named: what a rule has matched → "last week", "the next Tuesday"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from briefing.lexicon.days import Unit
from briefing.reading.dates.engine.productions import IMPOSSIBLE, Captured, Options, first_of, form_in, produces
from briefing.reading.dates.forms.made_dates import date_of
from briefing.reading.dates.forms.nouns import (
    Calendar,
    Form,
    Narrowed,
    OfYear,
    Season,
    Shifted,
    Turn,
    Week,
    Weekday,
    Window,
)

#: Nobody counts more weeks in weekdays.
_WEEKS_AGO = 52


@produces("weekday")
def _weekday(captured: Captured, options: Options) -> Form | None:
    which = options.get("which")
    if "shift" in captured:
        which = captured["shift"][0]
    return Weekday(
        weekday=first_of(captured, "feira", "weekday", "wkd"),
        which=which,
        weeks=options.get("weeks", 0),
        base=options.get("base", "now"),
    )


@produces("dated weekday")
def _dated_weekday(captured: Captured, _options: Options) -> Form | None:
    """As in "Friday, Oct. 23": the date counts; the weekday may tell the year."""
    form = first_of(captured, "DAY", "DAYS")
    weekday = first_of(captured, "wkd", "WEEKDAY")
    if isinstance(weekday, Weekday):
        weekday = weekday.weekday
    if isinstance(form, Calendar) and form.year is None and form.weekday is None:
        return replace(form, weekday=weekday)
    return form  # type: ignore[no-any-return]


@produces("shifted")
def _shifted(captured: Captured, options: Options) -> Form | None:
    """As in "today", "last week", "the previous day"."""
    count = options.get("count")
    if count is None:
        count = first_of(captured, "shift", "deictic", "then", "beside", "yearshift")
    unit = options.get("unit") or first_of(captured, "unit", "units", "thenunit")
    if unit == "weekend":
        return Week(form=None, unit="week", weekend=True, which=count)
    if count is None or unit not in ("day", "week", "month", "quarter", "half", "year", "decade", "century"):
        return None
    return Shifted(count=count, unit=unit, base=options.get("base", "now"))


@produces("turn")
def _turn(captured: Captured, options: Options) -> Form | None:
    form = form_in(captured)
    which = options.get("which", first_of(captured, "shift"))
    if form is None and ("month" in captured or "day" in captured):
        form = date_of(captured, options)
    if form is None or which is None or form is IMPOSSIBLE:
        return None
    return Turn(which=which, form=form) if getattr(form, "year", None) is None else None


@produces("season turned")
def _season_turned(captured: Captured, _options: Options) -> Form | None:
    which = captured["shift"][0] if "shift" in captured else -1 if "=past" in captured else 1
    return Turn(which=which, form=Season(code=captured["season"][0]))


@produces("month turned")
def _month_turned(captured: Captured, _options: Options) -> Form | None:
    which = (
        captured["shift"][0] if "shift" in captured else -1 if "=last" in captured else 1 if "=next" in captured else 0
    )
    return Turn(which=which, form=Calendar(month=first_of(captured, "month", "monthname")))


@produces("of year")
def _of_year(captured: Captured, _options: Options) -> Form | None:
    """As in "October last year", "March of that year"."""
    form = first_of(captured, "MD", "MONTH", "SEASON", "QUARTER", "FEAST")
    if "=quarter" in captured:
        number = first_of(captured, "ord", "dayord")
        form = Season(code=f"Q{number}") if 1 <= number <= 4 else None
    shift = first_of(captured, "SHIFT", "THEN")
    if (
        form is None
        or not isinstance(shift, Shifted)
        or shift.unit != "year"
        or getattr(form, "year", None) is not None
    ):
        return None
    return OfYear(form=form, shift=shift)


@produces("weekday of week")
def _weekday_of_week(captured: Captured, _options: Options) -> Form | None:
    which = -1 if "=last" in captured else 1 if "=next" in captured else 0
    return Weekday(weekday=captured["weekday"][0], which=which, weeks=-99)


@produces("weekdays ago")
def _weekdays_ago(captured: Captured, _options: Options) -> Form | None:
    """As in "two Sundays ago": the last one is one ago."""
    count = first_of(captured, "num")
    return Weekday(weekday=captured["weekdays"][0], weeks=-int(count)) if count and 1 <= count <= _WEEKS_AGO else None


@produces("weekday of shift")
def _weekday_of_shift(captured: Captured, _options: Options) -> Form | None:
    """As in "lundi de la semaine prochaine", "nächste Woche Montag"."""
    weekday, week = first_of(captured, "WEEKDAY"), captured["SHIFT"][0]
    number = weekday.weekday if isinstance(weekday, Weekday) else first_of(captured, "wkd")
    if not isinstance(week, Shifted) or week.unit != "week" or number is None:
        return None
    return Weekday(weekday=number, which=week.count, weeks=-99)


@produces("day as said")
def _day_as_said(captured: Captured, _options: Options) -> Form | None:
    """As in "hier lundi", "اليوم الثلاثاء": the word that counts from the speaker's day decides."""
    return form_in(captured, but="WEEKDAY")  # type: ignore[no-any-return]


@produces("then day")
def _then_day(captured: Captured, _options: Options) -> Form | None:
    """As in "la veille": the day before the one just named."""
    return Shifted(count=captured["thenday"][0], unit="day", base="then")


@produces("week")
def _week(captured: Captured, options: Options) -> Form | None:
    """As in "the week of March 6", "the first week of March", "the weekend"."""
    form = form_in(captured)
    nth = options.get("nth", first_of(captured, "ord", "dayord"))
    unit: Any = options.get("unit") or first_of(captured, "unit") or "week"
    weekend = options.get("weekend", unit == "weekend")
    which = options.get("which", first_of(captured, "shift"))
    if not weekend and unit not in get_args(Unit):
        return None  # "Easter minute"
    return Week(form=form, unit="week" if weekend else unit, nth=nth, weekend=weekend, which=which)


@produces("numbered week")
def _numbered_week(captured: Captured, _options: Options) -> Form | None:
    number, year = first_of(captured, "int"), first_of(captured, "year")
    if first_of(captured, "unit") not in (None, "week"):
        return None
    within = Calendar(year=year) if year else Shifted(count=0, unit="year")
    return Week(form=within, unit="week", nth=number) if 1 <= number <= 53 else None


@produces("nth weekday")
def _nth_weekday(captured: Captured, _options: Options) -> Form | None:
    """As in "the last Sunday of March"."""
    nth = -1 if "=last" in captured or "=final" in captured else first_of(captured, "ord", "dayord")
    if not -1 <= nth <= 5:
        return None
    month = Calendar(month=captured["month"][0], year=first_of(captured, "year"))
    return Week(form=month, unit="day", nth=nth, weekday=captured["weekday"][0])


@produces("nth unit")
def _nth_unit(captured: Captured, _options: Options) -> Form | None:
    """As in "la première semaine de mars", "der erste Tag des Jahres"."""
    form, unit = form_in(captured), captured["unit"][0]
    if unit not in ("week", "day"):
        return None
    if form is None:
        form = Calendar(month=captured["month"][0], year=first_of(captured, "year"))
    return Week(form=form, unit=unit, nth=first_of(captured, "ord", "dayord"))


@produces("half of")
def _half_of(captured: Captured, _options: Options) -> Form | None:
    """As in "the first half of the 1990s"; of a year it has a value of its own."""
    form, number = form_in(captured), first_of(captured, "ord", "dayord")
    if number not in (1, 2):
        return None
    if isinstance(form, Shifted) and form.unit == "year":
        return OfYear(form=Season(code=f"H{number}"), shift=form)
    return Narrowed(form=form, where="START" if number == 1 else "END")


@produces("unit end")
def _unit_end(captured: Captured, options: Options) -> Form | None:
    """As in "year-end", "the end of the month"."""
    if "unitend" in captured:
        unit, where = str(captured["unitend"][0]).split()
        return Narrowed(form=Shifted(count=0, unit=unit), where=where)  # type: ignore[arg-type]
    unit = options.get("unit") or captured["unit"][0]
    if unit not in ("week", "month", "quarter", "year", "decade", "century"):
        return None
    return Narrowed(form=Shifted(count=0, unit=unit), where=options.get("where") or captured["narrow"][0])


@produces("last of")
def _last_of(captured: Captured, _options: Options) -> Form | None:
    """As in "the last week of July"."""
    shift, form = first_of(captured, "SHIFT", "WINDOW"), first_of(captured, "MONTH", "YEAR", "THEN")
    if isinstance(shift, Window):
        shift = Shifted(count=shift.direction, unit=shift.duration.unit) if shift.duration.count == 1 else None  # type: ignore[arg-type]
    if form is None and len(captured.get("SHIFT", ())) == 1 and "WINDOW" in captured:
        form = captured["SHIFT"][0]
    if not isinstance(shift, Shifted) or shift.count != -1 or shift.unit not in ("week", "day"):
        return None
    return Week(form=form, unit=shift.unit, nth=-1)


@produces("weekend")
def _weekend(captured: Captured, options: Options) -> Form | None:
    which = options.get("which", first_of(captured, "shift"))
    return Week(form=None, unit="week", weekend=True, which=which)


@produces("narrowed")
def _narrowed(captured: Captured, options: Options) -> Form | None:
    form = form_in(captured)
    where = options.get("where") or first_of(captured, "narrow")
    return Narrowed(form=form, where=where)

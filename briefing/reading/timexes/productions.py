"""Productions: what a rule has matched → the form it says. Named in the tables by `make`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from briefing.lexicon.days import make_day
from briefing.reading.timexes.forms import (
    Away,
    Calendar,
    Clock,
    Duration,
    Epoch,
    Feast,
    Fiscal,
    Form,
    Moment,
    Narrowed,
    Numeric,
    OfYear,
    Part,
    Recurring,
    Season,
    Shifted,
    Stretch,
    Turn,
    Vague,
    Week,
    Weekday,
    Window,
    with_year,
)

Captured = dict[str, list[Any]]
Options = dict[str, Any]
#: A production gives a form, a bare value for a helper item, or None where it refuses.
Production = Callable[[Captured, Options], Any]

#: What a production gives for words that look like a date and are none: "31 February". They mean nothing else either.
IMPOSSIBLE: Final = object()

#: Two-digit years: '00 to '49 are of this century, '50 to '99 of the last.
_PIVOT: Final = 50


def _first(captured: Captured, *names: str) -> Any:
    for name in names:
        if name in captured:
            return captured[name][0]
    return None


def _form_in(captured: Captured, *, but: str = "") -> Any:
    """The form that an earlier stage made: its class is in capitals."""
    return next((values[0] for name, values in captured.items() if name.isupper() and name != but), None)


def _full(year: int) -> int:
    return year if year > 99 else year + (2000 if year < _PIVOT else 1900)


def _date(captured: Captured, options: Options) -> Form | None:
    """A calendar date from whatever parts were found."""
    day = _first(captured, "day", "dayord", "dayword")
    month = _first(captured, "month", "monthnum")
    year = _first(captured, "year", "year3")
    if year is None and "yy" in captured:
        year = _full(captured["yy"][-1])
    if "weekday" in captured and day is None:
        return None
    if day is not None and month is not None and not _exists(year, month, day):
        return IMPOSSIBLE  # type: ignore[return-value]
    if year is not None and not 1 <= year <= 2999:
        return None
    if year is None and "numword" in captured and month is not None:
        year = captured["numword"][-1]
        if not 1500 <= year <= 2100:
            return None
    weekday = _first(captured, "weekday", "wkd", "WEEKDAY")
    if isinstance(weekday, Weekday):
        weekday = weekday.weekday
    return Calendar(year=year, month=month, day=day, weekday=weekday)


def _exists(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day (in a leap year, where the year is not given)."""
    return make_day(2000 if year is None else year, month, day) is not None


def _year(captured: Captured, options: Options) -> Form | None:
    year = _first(captured, "year", "year3", "num", "yy")
    if year is None or (isinstance(year, float) and year != int(year)):
        return None
    year = int(year)
    era = options.get("era", "")
    if "yy" in captured and not era and "year" not in captured:
        year = _full(year)
    if not options.get("from", 1) <= year <= options.get("to", 2999):
        return None
    return Calendar(year=year, era=era)


def _ymd(captured: Captured, options: Options) -> Form | None:
    year, month, day = captured["ymd"][0]
    return Calendar(year=year, month=month, day=day) if make_day(year, month, day) else None


def _yearmonth(captured: Captured, options: Options) -> Form | None:
    year, month = captured["yearmonth"][0]
    return Calendar(year=year, month=month) if 1 <= month <= 12 else None


def _triple(captured: Captured, options: Options) -> Form | None:
    """ "29/01/2019", "29.1.19"."""
    first, second, year, whole, mark = captured["triple"][0]
    year = year if whole else _full(year)
    european, american = make_day(year, second, first), make_day(year, first, second)
    if european is None and (american is None or mark == "."):
        return None
    return Numeric(first=first, second=second, year=year, mark=mark)


def _slash(captured: Captured, options: Options) -> Form | None:
    """ "29/01", beside a weekday or a preposition."""
    first, second = _first(captured, "slash", "dot", "dash")
    mark = "." if "dot" in captured else "/"
    european = 1 <= second <= 12 and _exists(None, second, first)
    american = mark != "." and 1 <= first <= 12 and _exists(None, first, second)
    return Numeric(first=first, second=second, mark=mark) if european or american else None


def _day_span(captured: Captured, options: Options) -> Form | None:
    """ "28-30 January 2019"; also "28 and 29 January" where the rule says so."""
    first, last = captured["dayspan"][0] if "dayspan" in captured else (captured.get("day") or captured["dayord"])[:2]
    month = captured["month"][0]
    year = _first(captured, "year")
    if first >= last or not (_exists(year, month, first) and _exists(year, month, last)):
        return None
    return Stretch(first=Calendar(year=year, month=month, day=first), last=Calendar(year=year, month=month, day=last))


def _year_span(captured: Captured, options: Options) -> Form | None:
    first, last = captured["yearspan"][0]
    return Stretch(first=Calendar(year=first), last=Calendar(year=last)) if 1000 <= first < last <= 2999 else None


def _month_span(captured: Captured, options: Options) -> Form | None:
    """ "June-August 1992"."""
    first, last = captured["month"][:2]
    year = _first(captured, "year")
    earlier = year - 1 if year is not None and first > last else year
    return Stretch(first=Calendar(year=earlier, month=first), last=Calendar(year=year, month=last))


#: Days: two dates farther apart are two dates, such as a birth and a death.
_LONGEST_STRETCH: Final = 62


def _apart(first: Calendar, last: Calendar) -> int:
    """About how many days lie between two dates, of which neither year need be given."""
    years = (last.year or 0) - (first.year or 0)
    days = years * 365 + ((last.month or 0) - (first.month or 0)) * 30 + (last.day or 0) - (first.day or 0)
    return days if days >= 0 else days + 365


def _stretch(captured: Captured, options: Options) -> Form | None:
    """From one date to another; a year that only the second has holds for the first."""
    first, last = captured[options["of"]][:2] if "of" in options else (captured["FIRST"][0], captured["LAST"][0])
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.year is None and last.year is not None:
            first = with_year(first, last.year - (1 if (first.month or 0) > (last.month or 0) else 0))
        if (first.day is None) != (last.day is None) or _apart(first, last) > _LONGEST_STRETCH:
            return None
    return Stretch(first=first, last=last)


def _weekday(captured: Captured, options: Options) -> Form | None:
    which = options.get("which")
    if "shift" in captured:
        which = captured["shift"][0]
    return Weekday(
        weekday=_first(captured, "weekday", "wkd"),
        which=which,
        weeks=options.get("weeks", 0),
        base=options.get("base", "now"),
    )


def _dated_weekday(captured: Captured, options: Options) -> Form | None:
    """ "Friday, Oct. 23": the date counts; the weekday may tell the year."""
    form = _first(captured, "DAY", "DAYS")
    weekday = _first(captured, "wkd", "WEEKDAY")
    if isinstance(weekday, Weekday):
        weekday = weekday.weekday
    if isinstance(form, Calendar) and form.year is None and form.weekday is None:
        return replace(form, weekday=weekday)
    return form  # type: ignore[no-any-return]


def _shifted(captured: Captured, options: Options) -> Form | None:
    """ "today", "last week", "the previous day"."""
    count = options.get("count")
    if count is None:
        count = _first(captured, "shift", "deictic", "then")
    unit = options.get("unit") or _first(captured, "unit", "units")
    if unit == "weekend":
        return Week(form=None, unit="week", weekend=True, which=count)
    if count is None or unit not in ("day", "week", "month", "quarter", "half", "year", "decade", "century"):
        return None
    return Shifted(count=count, unit=unit, base=options.get("base", "now"))


def _ago(captured: Captured, options: Options) -> Form | None:
    """ "three days ago", "two weeks earlier", "a year later"."""
    duration = captured["DUR"][0]
    sign = options["sign"]
    if duration.count is None and not options.get("vague", False):
        return Vague(value="PAST_REF" if sign < 0 else "FUTURE_REF") if options.get("base", "now") == "now" else None
    return _away(duration, sign, options.get("base", "now"))


def _away(duration: Duration, sign: int, base: Any) -> Form | None:
    unit: Any = duration.unit
    if unit in ("second", "minute", "hour"):
        hours = (duration.count or 0) * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        return Shifted(count=sign * int(hours // 24), unit="day", base=base, vague=bool(hours % 24))
    if unit == "weekend" or duration.count is None:
        return None
    count = duration.count
    if unit in ("decade", "century"):  # "a decade ago" is a year, ten years ago
        count, unit = count * (10 if unit == "decade" else 100), "year"
    whole = int(count)
    extra, extra_unit = 0, "day"
    if count != whole:
        half: dict[str, tuple[int, str]] = {
            "year": (6, "month"),
            "decade": (5, "year"),
            "month": (15, "day"),
            "century": (50, "year"),
        }
        extra, extra_unit = half.get(unit, (0, "day"))
    if duration.more and duration.more[0][0] is not None:
        extra, extra_unit = int(duration.more[0][0] or 0), duration.more[0][1]
    if extra_unit not in ("day", "week", "month", "year"):
        extra = 0
    if whole > 100_000:
        return None
    return Shifted(count=sign * whole, unit=unit, base=base, extra=sign * extra, extra_unit=extra_unit)  # type: ignore[arg-type]


def _away_from(captured: Captured, options: Options) -> Form | None:
    form = _form_in(captured, but="DUR")
    duration = captured["DUR"][0]
    if duration.count is None or form is None:
        return None
    return Away(duration=duration, direction=options["sign"], form=form)


def _day_beside(captured: Captured, options: Options) -> Form | None:
    """ "the day before Christmas", "the day after tomorrow"."""
    form = _form_in(captured)
    return Away(duration=Duration(count=1, unit=options.get("unit", "day")), direction=options["sign"], form=form)


def _duration(captured: Captured, options: Options) -> Form | None:
    count = options.get("count", _first(captured, "num", "vague", "half", "fraction", "daycount", "onehalf"))
    unit = options.get("unit") or _first(captured, "unit", "units", "longunits")
    if options.get("vague", False):
        count = None
    if count == "X":
        count = None
    if isinstance(count, float | int):
        if "fraction" in captured and "num" in captured:
            count += captured["fraction"][0]
        count += options.get("plus", 0)
        if count > 10_000_000 or (count >= 1000 and "unit" in captured and "hyphen" not in captured):
            return None
    return Duration(count=count, unit=unit)


def _durations(captured: Captured, options: Options) -> Form | None:
    """ "two years and three months"."""
    if options.get("half"):
        return replace(captured["DUR"][0], count=(captured["DUR"][0].count or 0) + 0.5)
    first, second = captured["DUR"][:2]
    return Duration(count=first.count, unit=first.unit, more=((second.count, second.unit), *second.more))


def _window(captured: Captured, options: Options) -> Form | None:
    if "=fortnight" in captured:
        options = {**options, "count": 2, "unit": "week"}
    duration = _first(captured, "DUR")
    if duration is None:
        duration = _duration(captured, {"vague": True} if options.get("vague", False) else options)
    direction = options.get("sign")
    if direction is None:
        direction = _first(captured, "shift")
    if not direction or not isinstance(duration, Duration):
        return None
    return Window(duration=duration, direction=direction, base=options.get("base", "now"), vague=duration.count is None)


def _turn(captured: Captured, options: Options) -> Form | None:
    form = _form_in(captured)
    which = options.get("which", _first(captured, "shift"))
    if form is None and "month" in captured:
        form = _date(captured, options)
    if form is IMPOSSIBLE:
        return form
    if form is None or which is None:
        return None
    return Turn(which=which, form=form) if getattr(form, "year", None) is None else None


def _month_name(captured: Captured, options: Options) -> Form | None:
    return Calendar(month=_first(captured, "month", "monthname", "maymonth"), year=_first(captured, "year"))


def _season(captured: Captured, options: Options) -> Form | None:
    return Season(code=captured["season"][0], year=_first(captured, "year"))


def _quarter(captured: Captured, options: Options) -> Form | None:
    number = _first(captured, "ord", "dayord", "int", "qnum")
    letter = options.get("letter", "Q")
    if number is None or not 1 <= number <= {"Q": 4, "H": 2}[letter]:
        return None
    year = _first(captured, "year")
    return Season(code=f"{letter}{number}", year=year, shift=options.get("shift"))


def _feast(captured: Captured, options: Options) -> Form | None:
    return Feast(key=captured["feast"][0], year=_first(captured, "year"))


def _decade(captured: Captured, options: Options) -> Form | None:
    year = _first(captured, "decadenum", "shortdecade", "decadeword", "decadewords", "decadeyear", "year")
    if year is None or int(year) % 10:
        return None
    year = int(year)
    if year > 99:
        return Epoch(year=year, width=10) if 1000 <= year <= 2990 else None
    return Epoch(year=year + 1900 if year >= 20 else 2000 + year, width=10, short=True)


def _century(captured: Captured, options: Options) -> Form | None:
    number = _first(captured, "ord", "dayord", "int", "roman")
    return Epoch(year=(number - 1) * 100, width=100) if number and 1 <= number <= 30 else None


def _fiscal(captured: Captured, options: Options) -> Form | None:
    if "year" in captured:
        return Fiscal(year=captured["year"][0])
    return Fiscal(shift=_first(captured, "shift") or 0)


def _recurring(captured: Captured, options: Options) -> Form | None:
    """A set, by a value with places for what was found: "XXXX-WXX-{weekday}"."""
    if "value" in options:
        places = {name: values[0] for name, values in captured.items() if isinstance(values[0], int | str)}
        try:
            return Recurring(value=options["value"].format(**places))
        except (KeyError, IndexError):
            return None
    if "adverb" in captured:
        return Recurring(value=captured["adverb"][0])
    duration = _first(captured, "DUR") or _duration(captured, options)
    return Recurring(value=iso_duration(duration)) if isinstance(duration, Duration) else None


def iso_duration(duration: Duration) -> str:
    """The TIMEX3 value of a duration: "P3D", "PT5H30M", "PXW", "P1Y6M"."""
    parts: dict[str, tuple[str, float | None]] = {}
    for count, unit in ((duration.count, duration.unit), *duration.more):
        letter, factor = _ISO[unit]
        parts[unit] = (letter, None if count is None else count * factor)
    days, hours = "", ""
    for unit, (letter, amount) in parts.items():
        whole, rest = ("X", 0.0) if amount is None else (f"{int(amount)}", amount - int(amount))
        text = whole + letter
        if rest and unit == "hour":
            text = (f"{whole}H" if whole != "0" else "") + f"{round(rest * 60)}M"
        elif rest and unit == "year":
            text = (f"{whole}Y" if whole != "0" else "") + f"{round(rest * 12)}M"
        elif rest:
            text = f"{amount:g}{letter}"
        if unit in ("second", "minute", "hour"):
            hours += text
        else:
            days += text
    return "P" + days + (f"T{hours}" if hours else "")


_ISO: dict[str, tuple[str, int]] = {
    "second": ("S", 1), "minute": ("M", 1), "hour": ("H", 1), "day": ("D", 1), "week": ("W", 1), "month": ("M", 1),
    "quarter": ("Q", 1), "half": ("M", 6), "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
    "weekend": ("D", 2),
}  # fmt: skip


def _vague(captured: Captured, options: Options) -> Form | None:
    return Vague(value=options.get("value") or _first(captured, "ref"))


def _clock(captured: Captured, options: Options) -> Form | None:
    if "time" in captured:
        hour, minute = captured["time"][0]
        minute = _first(captured, "num") or minute
    elif "noon" in captured:
        hour, minute = captured["noon"][0], 0
    else:
        pair = _first(captured, "hhcolon", "hhmm", "dotclock")
        if pair is not None:
            hour, minute = pair
        else:
            hour = _first(captured, "hour", "num")
            minute = options.get("minute", 0)
            if "hour" in captured and "num" in captured:
                minute = captured["num"][0]
            elif len(captured.get("num", ())) > 1:
                minute = captured["num"][1]
    if not isinstance(hour, int) or not isinstance(minute, int):
        return None
    half = _first(captured, "ampm") or options.get("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if options.get("to"):  # "ten to nine"
        hour, minute = (hour - 1) % 24, 60 - minute
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    return Clock(hour=hour, minute=minute, zone=_first(captured, "zone") or "")


def _clock_past(captured: Captured, options: Options) -> Form | None:
    """ "ten past nine"."""
    minute, hour = captured["num"][:2]
    if not (isinstance(hour, int) and isinstance(minute, int) and 0 < hour <= 24 and minute < 60):
        return None
    return Clock(hour=hour % 24, minute=minute)


def _clock_on(captured: Captured, options: Options) -> Form | None:
    clock = captured["CLOCK"][0]
    form = _form_in(captured, but="CLOCK")
    return Clock(hour=clock.hour, minute=clock.minute, zone=clock.zone, form=form) if clock.form is None else None


def _part(captured: Captured, options: Options) -> Form | None:
    form = _form_in(captured)
    return Part(code=_first(captured, "part") or options["code"], form=form)


def _part_shifted(captured: Captured, options: Options) -> Form | None:
    """ "last night", "this morning", "the next morning"."""
    count = options.get("count")
    if count is None:
        count = _first(captured, "shift", "deictic", "then")
    if count is None:
        return None
    return Part(
        code=_first(captured, "part") or options["code"],
        form=Shifted(count=count, unit="day", base=options.get("base", "now")),
    )


def _clock_part(captured: Captured, options: Options) -> Form | None:
    """ "4 in the morning", "9 o'clock at night"."""
    clock = _first(captured, "CLOCK")
    hour = clock.hour if clock else _first(captured, "hour")
    minute = clock.minute if clock else 0
    part = _first(captured, "part")
    if hour is None or not 1 <= hour <= 12:
        return None
    late = part in ("AF", "EV") or (part == "NI" and hour >= 6 and hour != 12)
    return Clock(hour=hour % 12 + (12 if late else 0), minute=minute)


def _narrowed(captured: Captured, options: Options) -> Form | None:
    form = _form_in(captured)
    where = options.get("where") or _first(captured, "narrow")
    return Narrowed(form=form, where=where)


def _same(captured: Captured, options: Options) -> Form | None:
    """The form that was found, with more or fewer words around it."""
    for name in ("DATE", "DUR", "CLOCK", "SET", "DAY", "MONTH", "YEAR"):
        if name in captured:
            return captured[name][0]  # type: ignore[no-any-return]
    return None


def _week(captured: Captured, options: Options) -> Form | None:
    """ "the week of March 6", "the first week of March", "the weekend"."""
    form = _form_in(captured)
    nth = options.get("nth", _first(captured, "ord", "dayord"))
    unit = options.get("unit") or _first(captured, "unit") or "week"
    weekend = options.get("weekend", unit == "weekend")
    which = options.get("which", _first(captured, "shift"))
    return Week(form=form, unit="week" if weekend else unit, nth=nth, weekend=weekend, which=which)


def _numbered_week(captured: Captured, options: Options) -> Form | None:
    number, year = _first(captured, "int"), _first(captured, "year")
    if _first(captured, "unit") not in (None, "week"):
        return None
    return Week(form=Calendar(year=year) if year else None, unit="week", nth=number) if 1 <= number <= 53 else None


def _yeared(captured: Captured, options: Options) -> Form | None:
    """A form and a year said apart: "the third quarter of 1998", "March the same year"."""
    form = _form_in(captured)
    year = _first(captured, "year")
    if year is not None:
        return with_year(form, year)
    shift = _first(captured, "shift")
    return Turn(which=shift if shift is not None else options["which"], form=form)


def _listed_day(captured: Captured, options: Options) -> Form | None:
    """The 25 of "April 24 and 25"."""
    month: Calendar = captured["MD"][0]
    day = captured["day"][0]
    if month.month is None or not _exists(month.year, month.month, day):
        return None
    return Calendar(year=month.year, month=month.month, day=day)


def _weekday_of_week(captured: Captured, options: Options) -> Form | None:
    which = -1 if "=last" in captured else 1 if "=next" in captured else 0
    return Weekday(weekday=captured["weekday"][0], which=which, weeks=-99)


def _season_turned(captured: Captured, options: Options) -> Form | None:
    which = captured["shift"][0] if "shift" in captured else -1 if "=past" in captured else 1
    return Turn(which=which, form=Season(code=captured["season"][0]))


def _month_turned(captured: Captured, options: Options) -> Form | None:
    which = (
        captured["shift"][0] if "shift" in captured else -1 if "=last" in captured else 1 if "=next" in captured else 0
    )
    return Turn(which=which, form=Calendar(month=_first(captured, "month", "monthname")))


def _of_year(captured: Captured, options: Options) -> Form | None:
    """ "October last year", "March of that year"."""
    form = _first(captured, "MD", "MONTH", "SEASON", "QUARTER", "FEAST")
    shift = _first(captured, "SHIFT", "THEN")
    if not isinstance(shift, Shifted) or shift.unit != "year" or getattr(form, "year", None) is not None:
        return None
    return OfYear(form=form, shift=shift)


def _nth_week(captured: Captured, options: Options) -> Form | None:
    form = _form_in(captured)
    nth = -1 if "=last" in captured else _first(captured, "ord", "dayord")
    if "=day" in captured:
        return Week(form=form, unit="day", nth=nth)
    return Week(form=form, unit="week", nth=nth, weekend="=weekend" in captured)


def _second_year(captured: Captured, options: Options) -> Form | None:
    """The 94 of "1892 – 94"."""
    first: Calendar = captured["YEAR"][0]
    later = captured["yy"][0]
    if first.year is None or later <= first.year % 100:
        return None
    return Calendar(year=first.year - first.year % 100 + later)


def _unit_end(captured: Captured, options: Options) -> Form | None:
    """ "year-end", "the end of the month"."""
    unit = options.get("unit") or captured["unit"][0]
    if unit not in ("week", "month", "quarter", "year", "decade", "century"):
        return None
    return Narrowed(form=Shifted(count=0, unit=unit), where=options.get("where") or captured["narrow"][0])


def _last_of(captured: Captured, options: Options) -> Form | None:
    """ "the last week of July"."""
    shift, form = _first(captured, "SHIFT", "WINDOW"), _first(captured, "MONTH", "YEAR", "THEN")
    if isinstance(shift, Window):
        shift = Shifted(count=shift.direction, unit=shift.duration.unit) if shift.duration.count == 1 else None  # type: ignore[arg-type]
    if form is None and len(captured.get("SHIFT", ())) == 1 and "WINDOW" in captured:
        form = captured["SHIFT"][0]
    if not isinstance(shift, Shifted) or shift.count != -1 or shift.unit not in ("week", "day"):
        return None
    return Week(form=form, unit=shift.unit, nth=-1)


def _then_day(captured: Captured, options: Options) -> Form | None:
    """"la veille": the day before the one just named."""
    return Shifted(count=captured["thenday"][0], unit="day", base="then")


def _night(captured: Captured, options: Options) -> Form | None:
    """"cette nuit", "heute Abend": in the table, days away and part of the day ("0 NI")."""
    count, code = str(captured["nightword"][0]).split()
    return Part(code=code, form=Shifted(count=int(count), unit="day"))


def _weekday_of_shift(captured: Captured, options: Options) -> Form | None:
    """"lundi de la semaine prochaine", "nächste Woche Montag"."""
    weekday, week = _first(captured, "WEEKDAY"), captured["SHIFT"][0]
    number = weekday.weekday if isinstance(weekday, Weekday) else _first(captured, "wkd")
    if not isinstance(week, Shifted) or week.unit != "week" or number is None:
        return None
    return Weekday(weekday=number, which=week.count, weeks=-99)


def _weekend(captured: Captured, options: Options) -> Form | None:
    return Week(form=None, unit="week", weekend=True, which=_first(captured, "shift"))


def _nth_unit(captured: Captured, options: Options) -> Form | None:
    """"la première semaine de mars", "der erste Tag des Jahres"."""
    form, unit = _form_in(captured), captured["unit"][0]
    if unit not in ("week", "day"):
        return None
    return Week(form=form, unit=unit, nth=_first(captured, "ord", "dayord"))


def _recurring_unit(captured: Captured, options: Options) -> Form | None:
    unit = _first(captured, "unit", "units") or "day"
    return Recurring(value=iso_duration(Duration(count=1, unit=unit)))


def _weekday_part(captured: Captured, options: Options) -> Form | None:
    """"Montagabend": in the table, weekday and part of the day ("1 EV")."""
    weekday, code = str(captured["weekdaypart"][0]).split()
    return Part(code=code, form=Weekday(weekday=int(weekday), which=_first(captured, "shift")))


def _dual(captured: Captured, options: Options) -> Form | None:
    """"يومين": two of a unit in one word."""
    return Duration(count=2, unit=captured["dual"][0])


def _within(captured: Captured, options: Options) -> Form | None:
    """ "in two weeks": a day ahead, if the sentence looks ahead; else a length of time."""
    duration = captured["DUR"][0]
    if duration.count is None:
        return duration  # type: ignore[no-any-return]
    return Window(duration=duration, direction=1, vague=options.get("ahead", False), within=True)


def _moment(captured: Captured, options: Options) -> Form | None:
    return Moment(text=captured["moment"][0].upper())


def _number(captured: Captured, options: Options) -> Any:
    """A number of several parts: "5 1/2", "two and a half", "a hundred"."""
    value: float = options.get("base", 0) + _first(captured, "num", "day")
    if "fraction" in captured:
        value += captured["fraction"][0]
    return value + options.get("plus", 0)


def _nothing(captured: Captured, options: Options) -> Any:
    """Something that looks like a time and is none: an age, a name, a quantity."""
    return True


PRODUCTIONS: Final[dict[str, Production]] = {
    "date": _date, "year": _year, "ymd": _ymd, "yearmonth": _yearmonth, "triple": _triple, "slash": _slash,
    "day span": _day_span, "year span": _year_span, "month span": _month_span, "stretch": _stretch,
    "weekday": _weekday, "dated weekday": _dated_weekday, "shifted": _shifted, "ago": _ago, "away": _away_from,
    "day beside": _day_beside, "duration": _duration, "durations": _durations, "window": _window, "turn": _turn,
    "month": _month_name, "season": _season, "quarter": _quarter, "feast": _feast, "decade": _decade,
    "century": _century, "fiscal": _fiscal, "recurring": _recurring, "vague": _vague, "clock": _clock,
    "clock on": _clock_on, "clock past": _clock_past, "part": _part, "part shifted": _part_shifted, "clock part": _clock_part,
    "narrowed": _narrowed, "same": _same, "week": _week, "numbered week": _numbered_week, "yeared": _yeared,
    "listed day": _listed_day, "second year": _second_year, "unit end": _unit_end, "last of": _last_of, "weekday of week": _weekday_of_week, "season turned": _season_turned,
    "month turned": _month_turned, "of year": _of_year, "nth week": _nth_week, "within": _within,
    "then day": _then_day, "night": _night, "weekday of shift": _weekday_of_shift, "weekend": _weekend,
    "nth unit": _nth_unit, "recurring unit": _recurring_unit, "weekday part": _weekday_part, "dual": _dual,
    "moment": _moment, "number": _number, "nothing": _nothing,
}  # fmt: skip

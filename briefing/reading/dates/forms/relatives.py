"""Relatives: forms that count from a day or from another form → the days they mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from briefing.lexicon.days import Unit, make_day, shift, value_at, weekday_after
from briefing.reading.dates.forms.context import DOUBT, Context, Resolved, resolve, resolves, spanned
from briefing.reading.dates.forms.durations import iso_duration
from briefing.reading.dates.forms.nouns import (
    Away,
    Calendar,
    Feast,
    Form,
    Narrowed,
    OfYear,
    Portion,
    Season,
    Shifted,
    Stretch,
    Turn,
    Weekday,
    Window,
)

_PLACEHOLDERS: dict[str, str] = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX", "year": "XXXX",
    "decade": "XXXX", "century": "XXXX",
}  # fmt: skip


@resolves(Shifted)
def _shifted(form: Shifted, context: Context) -> Resolved | None:
    base, anchor, named = context.base(form)
    if base is None:
        return Resolved(type="DATE", value=_PLACEHOLDERS[form.unit], probability=0.0)
    day = shift(base, form.count, form.unit)
    unit = form.unit
    if day is not None and form.extra:
        day = shift(day, form.extra, form.extra_unit)
        unit = form.extra_unit if form.extra_unit != "day" else unit
    if day is None:
        return Resolved(type="DATE", value="PAST_REF" if form.count < 0 else "FUTURE_REF")
    if unit == "year" and form.count and named != "day":
        unit = (
            named  # "in December … a year earlier" is a December, "in the third quarter … a year ago" a third quarter
        )
    return spanned(value_at(day, unit), probability=DOUBT if form.vague else 1.0, anchor=anchor)


@resolves(Turn)
def _turn(form: Turn, context: Context) -> Resolved | None:
    base = context.day
    if base is None:
        return resolve(form.form, context)
    inner = form.form
    if isinstance(inner, Calendar) and inner.month is not None:
        there, here = (inner.month, inner.day or 0), (base.month, base.day if inner.day else 0)
        year = base.year
        if form.which < 0 and there >= here:
            year -= 1
        elif form.which > 0 and there <= here:
            year += 1
        resolved = resolve(replace(inner, year=year), context)
        return replace(resolved, anchor=context.anchor) if resolved else None
    if isinstance(inner, Calendar) and inner.day is not None:  # "el pasado día 15"
        months = -1 if form.which < 0 and inner.day >= base.day else int(form.which > 0 and inner.day <= base.day)
        month = shift(base.replace(day=1), months, "month")
        day = month and make_day(month.year, month.month, inner.day)
        return spanned(day.isoformat(), anchor=context.anchor) if day else None
    if form.which == 0:
        found = _in_year(inner, base.year, context)
        if found and found.first and found.first > base and _before(found.first, base, context, "season"):
            return _in_year(inner, base.year - 1, context)  # "this summer, fires burned", as said in January
        return found
    for year in (base.year, base.year + form.which):
        found = _in_year(inner, year, context)
        if found and found.first and found.last and (found.last < base if form.which < 0 else found.first > base):
            return found
    return _in_year(inner, base.year + form.which, context)


def _in_year(form: Form, year: int, context: Context) -> Resolved | None:
    if isinstance(form, Season | Feast | Calendar):
        resolved = resolve(replace(form, year=year), context)
        return replace(resolved, anchor=context.anchor) if resolved else None
    return resolve(form, context)


@resolves(OfYear)
def _of_year(form: OfYear, context: Context) -> Resolved | None:
    year = _shifted(form.shift, context)
    if year is None or year.first is None:
        return resolve(form.form, context)
    resolved = _in_year(form.form, year.first.year, context)
    return replace(resolved, anchor=year.anchor) if resolved else None


@resolves(Portion)
def _portion(form: Portion, context: Context) -> Resolved | None:
    value = iso_duration(form.duration)
    base = resolve(form.form, context)
    count, unit = form.duration.count, form.duration.unit
    if base is None or base.first is None or base.last is None or count is None or unit == "weekend":
        return Resolved(type="DURATION", value=value)
    start = form.where == "START"
    # the end of a whole number of units is the day before the next one begins
    edge = base.first if start else base.last + timedelta(days=1)
    far = shift(edge, int(count) if start else -int(count), unit)  # type: ignore[arg-type]
    if far is None:
        return Resolved(type="DURATION", value=value)
    first, last = (base.first, far - timedelta(days=1)) if start else (far, base.last)
    if first < base.first or last > base.last or last < first:
        return Resolved(type="DURATION", value=value)
    return replace(base, type="DURATION", value=value, first=first, last=last)


#: How many units a vague stretch ("recent weeks") is taken to last.
_VAGUE_COUNT: dict[str, int] = {
    "day": 7,
    "week": 6,
    "month": 6,
    "year": 5,
    "decade": 3,
    "century": 2,
    "quarter": 3,
    "weekend": 3,
}


@resolves(Window)
def _window(form: Window, context: Context) -> Resolved | None:
    value = iso_duration(form.duration)
    base, anchor, _ = context.base(form)
    unit = form.duration.unit
    if form.within and (unit in ("second", "minute", "hour") or context.ahead("within", 1, 1) <= DOUBT):
        return Resolved(type="DURATION", value=value)
    if form.within:
        return _away(Away(duration=form.duration, direction=1, form=Shifted(count=0, unit="day")), context, unit=True)
    if base is None:
        return Resolved(type="DURATION", value=value, probability=0.0)
    count = form.duration.count
    if unit in ("second", "minute", "hour"):
        far: date | None = base
    else:
        steps = int(count if count is not None else _VAGUE_COUNT[unit])
        whole: Unit = "week" if unit == "weekend" else unit  # type: ignore[assignment]
        far = shift(base, form.direction * max(steps, 1), whole)
    if far is None:
        return Resolved(type="DURATION", value=value, probability=0.0)
    near = shift(base, form.direction, "day") or base
    first, last = (far, near) if form.direction < 0 else (near, far)
    if first > last:
        first = last = base
    return Resolved(
        type="DURATION", value=value, first=first, last=last, probability=DOUBT if count is None else 1.0, anchor=anchor
    )


def _before(day: date, base: date, context: Context, form: str) -> bool:
    """Whether the clause looks back, and a ``day`` after ``base`` cannot be meant."""
    ahead = (day - base).days
    return context.ahead(form, 365 - ahead, ahead) < DOUBT


@resolves(Away)
def _away(form: Away, context: Context, *, unit: bool = False) -> Resolved | None:
    base = resolve(form.form, context)
    if base is None or base.first is None or base.last is None:
        return Resolved(type="DURATION", value=iso_duration(form.duration), probability=0.0)
    count, of = form.duration.count, form.duration.unit
    if count is None or of in ("second", "minute", "hour", "weekend"):
        return Resolved(type="DURATION", value=iso_duration(form.duration))
    start = base.first if form.direction < 0 else base.last
    day = shift(start, form.direction * int(count), of)  # type: ignore[arg-type]
    if day is None:
        return None
    fine: Unit = of if unit else "day"  # type: ignore[assignment]
    if fine in ("decade", "century"):
        fine = "year"
    return spanned(value_at(day, fine), probability=base.probability, anchor=base.anchor)


@resolves(Narrowed)
def _narrowed(form: Narrowed, context: Context) -> Resolved | None:
    base = resolve(form.form, context)
    if base is None or base.first is None or base.last is None:
        return base
    first, last = base.first, base.last
    if first == last or form.where not in ("START", "MID", "END"):
        return base
    first, last = _third(first, last, form.where)
    return replace(base, first=first, last=last)


def _third(first: date, last: date, where: str) -> tuple[date, date]:
    """The beginning, middle or end of a span: a third of it, ten days of a month, five years of a decade."""
    width = (last - first).days + 1
    if 3000 < width < 4000:
        years = {"START": (0, 4), "MID": (3, 6), "END": (5, 9)}[where]
        return date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31)
    if 28 <= width <= 31:
        days = {"START": (0, 9), "MID": (10, 19), "END": (20, width - 1)}[where]
        return first + timedelta(days=days[0]), first + timedelta(days=days[1])
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and width < 400:  # whole months stay whole
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        third = max(months // 3, 1)
        starts = {"START": 0, "MID": third, "END": months - third}[where]
        ends = {"START": third, "MID": months - third, "END": months}[where]
        begin, end = shift(first, starts, "month"), shift(first, ends, "month")
        return begin or first, end - timedelta(days=1) if end else last
    third = max(width // 3, 1)
    if where == "START":
        return first, first + timedelta(days=third - 1)
    if where == "END":
        return last - timedelta(days=third - 1), last
    return first + timedelta(days=third), last - timedelta(days=third)


@resolves(Stretch)
def _stretch(form: Stretch, context: Context) -> Resolved | None:
    start, end = resolve(form.first, context), resolve(form.last, context)
    if end and end.last and isinstance(form.first, Calendar) and form.first.month is None and form.first.day:
        # "du 22 au 24": the days of one month
        begin = make_day(end.last.year, end.last.month, form.first.day)
        start = replace(end, first=begin, value=begin.isoformat()) if begin else None
    if start is None or end is None:
        return None
    if start.first and end.last and (end.last < start.first or not _tells_year(form.last)):
        # "Saturday to Monday", "28 December – 3 January": the end is the first such day after the beginning
        moved = _following(form.last, start.first, end.last)
        if moved is None:
            return None
        fine: Unit = "day" if end.first == end.last else "month"
        end = spanned(value_at(moved, fine), probability=start.probability, anchor=end.anchor)
    return Resolved(
        type="DATE",
        value=f"{start.value}/{end.value}",
        first=start.first if end.last else None,
        last=end.last if start.first else None,
        probability=min(start.probability, end.probability),
        anchor=start.anchor if start.anchor != "none" else end.anchor,
    )


def _tells_year(form: Form) -> bool:
    return not isinstance(form, Weekday) and not (isinstance(form, Calendar) and form.month and form.year is None)


def _following(form: Form, first: date, last: date) -> date | None:
    """A day of the first such weekday, day or month from ``first`` on; None where its year was said."""
    if isinstance(form, Weekday):
        return weekday_after(first, form.weekday)
    if not isinstance(form, Calendar) or form.year is not None:
        return None
    years = [shift(last, first.year - last.year + more, "year") for more in (0, 1)]
    return next((day for day in years if day and day >= first), None)

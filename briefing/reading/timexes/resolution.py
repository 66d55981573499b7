"""Resolution: a form and the day it is counted from → TIMEX3 value and calendar days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from briefing.lexicon import feasts
from briefing.lexicon.days import (
    Unit,
    make_day,
    season_span,
    shift,
    span_of,
    value_at,
    weekday_after,
    weekday_before,
)
from briefing.model import Anchor, TimexType
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
)
from briefing.reading.timexes.productions import iso_duration

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a form comes to."""

    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    certain: bool = True
    anchor: Anchor = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a form is resolved against.

    Attributes:
        day: that "today" means; None where nobody knows.
        anchor: where `day` is from.
        then: days of the last time named, if any.
        then_unit: how finely it was named.
        day_here: the day last named, for times of day.
        tense: asks the verb; only where it matters.
        year: of a story set in another time than its publication; else None.
        order: of day and month in dates in figures.
        sure_order: whether the article decides it.
    """

    day: date | None
    anchor: Anchor
    then: tuple[date, date] | None = None
    then_unit: Unit = "day"
    day_here: date | None = None
    tense: Callable[[], Tense | None] = lambda: None
    year: int | None = None
    order: Literal["dmy", "mdy"] = "dmy"
    sure_order: bool = True


def resolve(form: Form, context: Context) -> Resolved | None:
    """The value and days of ``form``; None where it names no possible day."""
    made = _RESOLVERS[type(form)](form, context)  # type: ignore[arg-type]
    return made


def _spanned(value: str, *, certain: bool = True, anchor: Anchor = "none", kind: TimexType = "DATE") -> Resolved:
    days = span_of(value)
    first, last = days or (None, None)
    return Resolved(type=kind, value=value, first=first, last=last, certain=certain, anchor=anchor)


def _days(first: date | None, last: date | None, value: str, context: Context, *, certain: bool = True) -> Resolved:
    return Resolved(type="DATE", value=value, first=first, last=last, certain=certain, anchor=context.anchor)


def _calendar(form: Calendar, context: Context) -> Resolved | None:
    year, month, day = form.year, form.month, form.day
    if form.era:
        return Resolved(type="DATE", value=f"{form.era}{year:04d}")
    if year is not None and month is not None:
        if day is None:
            return _spanned(f"{year:04d}-{month:02d}")
        return _spanned(f"{year:04d}-{month:02d}-{day:02d}") if make_day(year, month, day) else None
    if year is not None:
        return _spanned(f"{year:04d}")
    if month is None:
        return _day_of_month(form, context)
    width = f"-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    found, certain, anchor = _year_for(month, day, form.weekday, context)
    if found is None:
        return Resolved(type="DATE", value=f"XXXX{width}", certain=False)
    return _spanned(f"{found:04d}{width}", certain=certain, anchor=anchor)


def _year_for(month: int, day: int | None, weekday: int | None, context: Context) -> tuple[int | None, bool, Anchor]:
    """The year of a month or of a day in it: (year, whether the text decides, from where it was counted)."""
    if context.year is not None:
        return context.year, True, "previous"
    base = context.day
    if base is None:
        if context.then and context.then_unit != "decade":
            return context.then[0].year, False, "previous"
        return None, False, "none"
    near = []
    for year in (base.year - 1, base.year, base.year + 1):
        first = make_day(year, month, day or 1)
        if first is not None:
            near.append((first, year))
    if weekday is not None and day is not None:
        fit = [
            (first, year) for first, year in near if first.isoweekday() == weekday and abs((first - base).days) < 366
        ]
        near = fit or near
    if not near:
        leap = next((y for y in (base.year + k for k in (-2, 2, -3, 3, -4, 4)) if make_day(y, month, day or 1)), None)
        return leap, False, context.anchor
    if weekday is not None and len(near) == 1:
        return near[0][1], True, context.anchor
    if day is None:
        same = month == base.month
        last = [year for first, year in near if first <= base]
        coming = [year for first, year in near if (first.year, first.month) >= (base.year, base.month)]
    else:
        same = (month, day) == (base.month, base.day)
        last = [year for first, year in near if first <= base]
        coming = [year for first, year in near if first >= base]
    if same:
        return base.year, True, context.anchor
    tense = context.tense()
    middle = 15 if day is None else 0
    distances = {year: abs((first - base).days + middle) for first, year in near}
    nearest = min(distances, key=lambda year: (distances[year], year))
    chosen = nearest
    if tense == "past" and last:
        chosen = last[-1]
    elif tense in ("future", "present") and coming:
        chosen = coming[0]
    # A day ten months away would be printed with its year: the tense must not outweigh a near neighbour.
    if distances[chosen] > _FAR and distances[nearest] * 3 < distances[chosen]:
        chosen = nearest
    return chosen, tense is not None or distances[nearest] < _SURE, context.anchor


#: Days: farther away, a date without a year is doubted; nearer, it needs no verb. Set on newswire of 1998–2000.
_FAR, _SURE = 200, 60


def _day_of_month(form: Calendar, context: Context) -> Resolved | None:
    """ "the 29th": of this month or a neighbour, as the tense says."""
    day = form.day
    if day is None:
        return None
    base = context.day
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-XX-{day:02d}", certain=False)
    months = [shift(base.replace(day=1), count, "month") for count in (-1, 0, 1)]
    days = [found for month in months if month and (found := make_day(month.year, month.month, day))]
    if form.weekday is not None:
        days = [found for found in days if found.isoweekday() == form.weekday] or days
    tense = context.tense()
    if tense == "past":
        past = [found for found in days if found <= base]
        chosen = past[-1] if past else days[0]
    elif tense in ("future", "present"):
        coming = [found for found in days if found >= base]
        chosen = coming[0] if coming else days[-1]
    else:
        chosen = min(days, key=lambda found: abs((found - base).days))
    return _spanned(chosen.isoformat(), certain=tense is not None, anchor=context.anchor)


def _numeric(form: Numeric, context: Context) -> Resolved | None:
    def reading(day: int, month: int) -> Resolved | None:
        if not 1 <= month <= 12 or make_day(form.year or 2000, month, day) is None:
            return None
        return _calendar(Calendar(year=form.year, month=month, day=day), context)

    european, american = reading(form.second and form.first, form.second), reading(form.second, form.first)
    if form.mark == "." or american is None:
        return european
    if european is None:
        return american
    if european.value == american.value:
        return european
    chosen = american if context.order == "mdy" else european
    return chosen if context.sure_order else replace(chosen, certain=False)


def _weekday(form: Weekday, context: Context) -> Resolved | None:
    base, anchor = _base(form, context)
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-WXX-{form.weekday}", certain=False)
    certain = True
    if form.base == "then":
        day = weekday_after(base, form.weekday) if form.which == 1 else weekday_before(base, form.weekday)
        return _spanned(day.isoformat(), anchor=anchor) if day else None
    if form.weeks == -99:  # "Wednesday of last week"
        monday = base - timedelta(days=base.isoweekday() - 1)
        day = shift(monday, (form.which or 0) * 7 + form.weekday - 1, "day")
    elif form.weeks:  # "Friday week"
        day = shift(weekday_after(base, form.weekday) or base, form.weeks, "week")
    elif form.which == -1:
        day = weekday_before(base, form.weekday)
    elif form.which == 1:
        # the one of the next calendar week; on a Saturday "next Tuesday" is the nearest one too
        nearest = weekday_after(base, form.weekday)
        monday = base + timedelta(days=8 - base.isoweekday())
        day = shift(monday, form.weekday - 1, "day")
        certain = day == nearest
    elif form.which == 0:
        monday = base - timedelta(days=base.isoweekday() - 1)
        day = shift(monday, form.weekday - 1, "day")
        if day and day < base and context.tense() in ("future", "present"):
            day = shift(day, 1, "week")
    elif base.isoweekday() == form.weekday:
        day = base
    else:
        tense = context.tense()
        if tense == "past" or tense is None:
            day, certain = weekday_before(base, form.weekday), tense is not None
        else:
            day, certain = weekday_after(base, form.weekday), tense == "future"
    return _spanned(day.isoformat(), certain=certain, anchor=context.anchor) if day else None


def _base(form: Shifted | Window | Weekday, context: Context) -> tuple[date | None, Anchor]:
    if form.base == "then" and context.then:
        return context.then[0], "previous"
    return context.day, context.anchor


_PLACEHOLDERS: dict[str, str] = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX", "year": "XXXX",
    "decade": "XXXX", "century": "XXXX",
}  # fmt: skip


def _shifted(form: Shifted, context: Context) -> Resolved | None:
    base, anchor = _base(form, context)
    if base is None:
        return Resolved(type="DATE", value=_PLACEHOLDERS[form.unit], certain=False)
    day = shift(base, form.count, form.unit)
    unit = form.unit
    if day is not None and form.extra:
        day = shift(day, form.extra, form.extra_unit)
        unit = form.extra_unit if form.extra_unit != "day" else unit
    if day is None:
        return Resolved(type="DATE", value="PAST_REF" if form.count < 0 else "FUTURE_REF")
    return _spanned(value_at(day, unit), certain=not form.vague, anchor=anchor)


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
        resolved = _calendar(replace(inner, year=year), context)
        return replace(resolved, anchor=context.anchor) if resolved else None
    if form.which == 0:
        return _in_year(inner, base.year, context)
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


def _of_year(form: OfYear, context: Context) -> Resolved | None:
    year = _shifted(form.shift, context)
    if year is None or year.first is None:
        return resolve(form.form, context)
    resolved = _in_year(form.form, year.first.year, context)
    return replace(resolved, anchor=year.anchor) if resolved else None


def _season(form: Season, context: Context) -> Resolved | None:
    if form.year is not None:
        return _spanned(f"{form.year:04d}-{form.code}")
    base = context.day
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-{form.code}", certain=False)
    tense = context.tense()
    choices = []
    for year in (base.year - 1, base.year, base.year + 1):
        days = (
            season_span(year, form.code)
            if form.code in ("SP", "SU", "FA", "WI")
            else span_of(f"{year:04d}-{form.code}")
        )
        if days:
            choices.append((year, days))
    if form.code[0] in "QH":  # of this year, or the last that is over
        begun = [year for year, (first, _) in choices if first <= base]
        coming = [year for year, (_, last) in choices if last >= base]
        year = coming[0] if tense == "future" and coming else begun[-1]
        return _spanned(f"{year:04d}-{form.code}", certain=tense is not None, anchor=context.anchor)
    now = [year for year, (first, last) in choices if first <= base <= last]
    if now:
        year = now[0]
    elif tense in ("future", "present"):
        year = next(year for year, (first, _) in choices if first > base)
    else:
        year = [year for year, (_, last) in choices if last < base][-1]
    return _spanned(f"{year:04d}-{form.code}", certain=tense is not None or bool(now), anchor=context.anchor)


def _feast(form: Feast, context: Context) -> Resolved | None:
    year = feasts.fixed_year(form.key) or form.year
    if year is not None:
        days = feasts.feast_span(form.key, year)
        if days is None:
            return None
        return _feast_days(form, days, "none" if form.year or feasts.fixed_year(form.key) else context.anchor)
    base = context.day
    if base is None:
        return Resolved(type="DATE", value="XXXX-XX-XX", certain=False)
    near = [days for y in (base.year - 1, base.year, base.year + 1) if (days := feasts.feast_span(form.key, y))]
    if not near:
        return Resolved(type="DATE", value="XXXX-XX-XX", certain=False)
    now = [days for days in near if days[0] <= base <= days[1]]
    tense = None if now else context.tense()
    past = [days for days in near if days[1] < base]
    coming = [days for days in near if days[0] > base]
    if now:
        chosen = now[0]
    else:
        nearest = chosen = min(near, key=lambda days: abs((days[0] - base).days))
        if tense == "past" and past:
            chosen = past[-1]
        elif tense in ("future", "present") and coming:
            chosen = coming[0]
        if abs((chosen[0] - base).days) > _FAR and abs((nearest[0] - base).days) * 3 < abs((chosen[0] - base).days):
            chosen = nearest
    return _feast_days(form, chosen, context.anchor, certain=bool(now) or tense is not None)


def _feast_days(form: Feast, days: tuple[date, date], anchor: Anchor, *, certain: bool = True) -> Resolved:
    first, last = days
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Resolved(
        type="DATE", value=value, first=first, last=last, certain=certain and feasts.exact(form.key), anchor=anchor
    )


def _epoch(form: Epoch, context: Context) -> Resolved | None:
    year = form.year
    if form.short and context.day is not None and year > context.day.year:
        year -= 100
    value = f"{year // 10:03d}X" if form.width == 10 else f"{year // 100:02d}XX"
    return _spanned(value)


def _fiscal(form: Fiscal, context: Context) -> Resolved | None:
    if form.year is not None:
        return _spanned(f"FY{form.year:04d}")
    if context.day is None:
        return Resolved(type="DATE", value="FYXXXX", certain=False)
    return _spanned(f"FY{context.day.year + form.shift:04d}", certain=False, anchor=context.anchor)


def _duration(form: Duration, context: Context) -> Resolved | None:
    return Resolved(type="DURATION", value=iso_duration(form))


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


def _window(form: Window, context: Context) -> Resolved | None:
    value = iso_duration(form.duration)
    base, anchor = _base(form, context)
    unit = form.duration.unit
    if form.within and (unit in ("second", "minute", "hour") or not _ahead(context.tense(), doubt=form.vague)):
        return Resolved(type="DURATION", value=value)
    if form.within:
        return _away(Away(duration=form.duration, direction=1, form=Shifted(count=0, unit="day")), context, unit=True)
    if base is None:
        return Resolved(type="DURATION", value=value, certain=False)
    count = form.duration.count
    if unit in ("second", "minute", "hour"):
        far: date | None = base
    else:
        steps = int(count if count is not None else _VAGUE_COUNT[unit])
        whole: Unit = "week" if unit == "weekend" else unit  # type: ignore[assignment]
        far = shift(base, form.direction * max(steps, 1), whole)
    if far is None:
        return Resolved(type="DURATION", value=value, certain=False)
    near = shift(base, form.direction, "day") or base
    first, last = (far, near) if form.direction < 0 else (near, far)
    if first > last:
        first = last = base
    return Resolved(type="DURATION", value=value, first=first, last=last, certain=count is not None, anchor=anchor)


def _ahead(tense: Tense | None, *, doubt: bool) -> bool:
    """Whether "in two weeks" is a day to come and no length of time; ``doubt`` says what to do without a verb."""
    return tense == "future" or (doubt and tense != "past")


def _away(form: Away, context: Context, *, unit: bool = False) -> Resolved | None:
    base = resolve(form.form, context)
    if base is None or base.first is None or base.last is None:
        return Resolved(type="DURATION", value=iso_duration(form.duration), certain=False)
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
    return _spanned(value_at(day, fine), certain=base.certain, anchor=base.anchor)


def _recurring(form: Recurring, context: Context) -> Resolved | None:
    return Resolved(type="SET", value=form.value)


def _vague(form: Vague, context: Context) -> Resolved | None:
    return Resolved(type="DATE", value=form.value)


def _clock(form: Clock, context: Context) -> Resolved | None:
    hour, minute = form.hour, form.minute
    base: Resolved | None = None
    day = context.day_here
    anchor: Anchor = "previous"
    if form.form is not None:
        base = resolve(form.form, context)
        if base is None:
            return None
        day, anchor = base.first, base.anchor
    elif day is None:
        day, anchor = context.day, context.anchor
    zone = "" if form.zone in ("", "local") else form.zone
    time = f"T{hour % 24:02d}:{minute:02d}"
    if day is None:
        prefix = base.value if base else "XXXX-XX-XX"
        return Resolved(type="TIME", value=prefix + time, certain=False)
    if hour == 24:
        day = shift(day, 1, "day") or day
    del zone
    return Resolved(
        type="TIME",
        value=day.isoformat() + time,
        first=day,
        last=day,
        certain=base.certain if base else True,
        anchor=anchor,
    )


def _part(form: Part, context: Context) -> Resolved | None:
    day, anchor, certain = context.day_here or context.day, context.anchor, True
    if form.form is not None:
        base = resolve(form.form, context)
        if base is None:
            return None
        if base.first is None:
            return Resolved(type="TIME", value=f"{base.value}T{form.code}", certain=False)
        day, anchor, certain = base.first, base.anchor, base.certain
    if day is None:
        return Resolved(type="TIME", value=f"XXXX-XX-XXT{form.code}", certain=False)
    return Resolved(
        type="TIME", value=f"{day.isoformat()}T{form.code}", first=day, last=day, certain=certain, anchor=anchor
    )


def _narrowed(form: Narrowed, context: Context) -> Resolved | None:
    base = resolve(form.form, context)
    if base is None or base.first is None or base.last is None:
        return base
    first, last = base.first, base.last
    width = (last - first).days + 1
    if width == 1:
        return base
    # a third of the whole; of decades and centuries a half, as annotators of GUM have it
    part = width // 2 if width > 3000 else max(width // 3, 1)
    if form.where == "START":
        last = date(first.year + 4, 12, 31) if 3000 < width < 4000 else first + timedelta(days=part - 1)
    elif form.where == "END":
        first = date(last.year - 4, 1, 1) if 3000 < width < 4000 else last - timedelta(days=part - 1)
    elif form.where == "MID":
        first, last = first + timedelta(days=width // 3), last - timedelta(days=width // 3)
    return replace(base, first=first, last=last)


def _stretch(form: Stretch, context: Context) -> Resolved | None:
    start, end = resolve(form.first, context), resolve(form.last, context)
    if start is None or end is None:
        return None
    if start.first and end.last and end.last < start.first:
        # "Saturday to Monday", "28 December – 3 January": the one end that the tense put wrong
        moved = shift(end.last, 1, "week" if isinstance(form.last, Weekday) else "year")
        if moved is None or (not isinstance(form.last, Weekday) and isinstance(form.last, Calendar) and form.last.year):
            return None
        if context.day and moved > context.day and start.first < context.day and context.tense() == "past":
            back = shift(start.first, -1, "week" if isinstance(form.last, Weekday) else "year")
            if back:
                start = replace(start, first=back, value=back.isoformat())
                moved = end.last
        fine: Unit = "day" if isinstance(form.last, Weekday) or getattr(form.last, "day", None) else "month"
        end = replace(end, first=moved, last=moved, value=value_at(moved, fine))
    return Resolved(
        type="DATE",
        value=f"{start.value}/{end.value}",
        first=start.first if end.last else None,
        last=end.last if start.first else None,
        certain=start.certain and end.certain,
        anchor=start.anchor if start.anchor != "none" else end.anchor,
    )


def _week(form: Week, context: Context) -> Resolved | None:
    if form.form is None:
        return _weekend(form, context)
    base = resolve(form.form, context)
    if base is None or base.first is None or base.last is None:
        return base
    nth, first, last = form.nth, base.first, base.last
    if nth is None:
        if form.weekend:
            year, week, _ = first.isocalendar()
            return _spanned(f"{year:04d}-W{week:02d}-WE", certain=base.certain, anchor=base.anchor)
        return _spanned(value_at(first, form.unit), certain=base.certain, anchor=base.anchor)
    if form.unit == "day":
        day = shift(first, nth - 1, "day") if nth > 0 else last
        return _spanned(day.isoformat(), certain=base.certain, anchor=base.anchor) if day and day <= last else None
    if nth < 0:
        year, week, _ = last.isocalendar()
    else:
        # ISO 8601: the first week is the one with the first Thursday
        start = first + timedelta(days=(4 - first.isoweekday()) % 7)
        day = shift(start, nth - 1, "week")
        if day is None or nth > 53:
            return None
        year, week, _ = day.isocalendar()
    ending = "-WE" if form.weekend else ""
    return _spanned(f"{year:04d}-W{week:02d}{ending}", certain=base.certain, anchor=base.anchor)


def _weekend(form: Week, context: Context) -> Resolved | None:
    base = context.day
    if base is None:
        return Resolved(type="DATE", value="XXXX-WXX-WE", certain=False)
    saturday = base + timedelta(days=6 - base.isoweekday())
    if form.which is not None:
        # "last weekend" on a Sunday is the one before; "this weekend" on a Monday is the one ahead
        over = form.which == 0 and base.isoweekday() < 4 and context.tense() == "past"
        moved = shift(saturday, -1 if over else form.which, "week")
    else:
        ahead = base.isoweekday() >= 6 or context.tense() in ("future", "present")
        moved = saturday if ahead else shift(saturday, -1, "week")
    if moved is None:
        return None
    year, week, _ = moved.isocalendar()
    return _spanned(f"{year:04d}-W{week:02d}-WE", anchor=context.anchor)


def _moment(form: Moment, context: Context) -> Resolved | None:
    day = span_of(form.text[:10])
    return _spanned(form.text, kind="TIME") if day else None


_RESOLVERS: dict[type, Callable[..., Resolved | None]] = {
    Calendar: _calendar, Numeric: _numeric, Weekday: _weekday, Shifted: _shifted, Turn: _turn, OfYear: _of_year,
    Season: _season, Feast: _feast, Epoch: _epoch, Fiscal: _fiscal, Duration: _duration, Window: _window, Away: _away,
    Recurring: _recurring, Vague: _vague, Clock: _clock, Part: _part, Narrowed: _narrowed, Stretch: _stretch,
    Week: _week, Moment: _moment,
}  # fmt: skip

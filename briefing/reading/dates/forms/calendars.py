"""Calendars: dates that the calendar names, whole or in part, → the days they mean."""

from dataclasses import replace
from datetime import date, timedelta

from briefing.lexicon import feasts
from briefing.lexicon.days import make_day, season_span, shift, span_of, weekday_after, weekday_before
from briefing.model import Anchor
from briefing.reading.dates.forms.context import DOUBT, Context, Resolved, direct, resolves, spanned
from briefing.reading.dates.forms.nouns import Calendar, Epoch, Feast, Fiscal, Islamic, Moment, Numeric, Season, Weekday


@resolves(Calendar)
def _calendar(form: Calendar, context: Context) -> Resolved | None:
    year, month, day = form.year, form.month, form.day
    if form.era:
        return Resolved(type="DATE", value=f"{form.era}{year:04d}")
    if form.known is not None and month is not None and day is not None:
        known = make_day(form.known, month, day)
        if known is not None and context.day is not None and known < context.day:
            return spanned(known.isoformat())
    if year is not None and month is not None:
        if day is None:
            return spanned(f"{year:04d}-{month:02d}")
        return spanned(f"{year:04d}-{month:02d}-{day:02d}") if make_day(year, month, day) else None
    if year is not None:
        return spanned(f"{year:04d}")
    if month is None:
        return _day_of_month(form, context)
    width = f"-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    found, probability, anchor = _year_for(month, day, form.weekday, context)
    if found is None:
        return Resolved(type="DATE", value=f"XXXX{width}", probability=0.0)
    return spanned(f"{found:04d}{width}", probability=probability, anchor=anchor)


def _year_for(month: int, day: int | None, weekday: int | None, context: Context) -> tuple[int | None, float, Anchor]:
    """The year of a month or of a day in it: (year, how probably, from where it was counted)."""
    if context.year is not None:
        return context.year, 1.0, "previous"
    base = context.day
    if base is None:
        # of what is still to come nobody knows the year, as nobody knows from when it is seen
        known = (
            context.then and context.then_unit != "decade" and context.ahead("month", _YEAR_LONG, _YEAR_LONG) <= DOUBT
        )
        return (context.then[0].year, DOUBT, "previous") if context.then and known else (None, 0.0, "none")
    near = [found for year in (base.year - 1, base.year, base.year + 1) if (found := make_day(year, month, day or 15))]
    if weekday is not None and day is not None:
        near = [
            found for found in near if found.isoweekday() == weekday and abs((found - base).days) < _YEAR_LONG
        ] or near
    if not near:
        leap = next((y for y in (base.year + k for k in (-2, 2, -3, 3, -4, 4)) if make_day(y, month, day or 1)), None)
        return leap, DOUBT, context.anchor
    if (weekday is not None and len(near) == 1) or (month == base.month and (day is None or day == base.day)):
        year = near[0].year if weekday is not None and len(near) == 1 else base.year
        return year, 1.0, context.anchor
    before = max((found for found in near if found <= base), default=None)
    after = min((found for found in near if found > base), default=None)
    chosen, probability = direct("month" if day is None else "day", before, after, context)
    return chosen.year if chosen else None, probability, context.anchor


#: Days of a leap year: a weekday tells the year within so many.
_YEAR_LONG = 366


def _day_of_month(form: Calendar, context: Context) -> Resolved | None:
    """As in "the 29th": of this month or a neighbour."""
    day = form.day
    if day is None:
        return None
    base = context.day
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-XX-{day:02d}", probability=0.0)
    months = [shift(base.replace(day=1), count, "month") for count in (-2, -1, 0, 1, 2)]
    days = [found for month in months if month and (found := make_day(month.year, month.month, day))]
    if form.weekday is not None:
        days = [found for found in days if found.isoweekday() == form.weekday] or days
    if base in days:
        return spanned(base.isoformat(), anchor=context.anchor)
    before, after = (
        max((found for found in days if found < base), default=None),
        min((found for found in days if found > base), default=None),
    )
    chosen, probability = direct("number", before, after, context)
    return spanned(chosen.isoformat(), probability=probability, anchor=context.anchor) if chosen else None


@resolves(Numeric)
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
    return chosen if context.sure_order else replace(chosen, probability=DOUBT)


@resolves(Islamic)
def _islamic(form: Islamic, context: Context) -> Resolved | None:
    """The nearest such day, where no year is told; never sure, as the moon is seen on another day elsewhere."""
    base = context.day
    if form.year is not None:
        day = feasts.hijri_day(form.year, form.month, form.day)
    elif base is None:
        return Resolved(type="DATE", value="XXXX-XX-XX", probability=0.0)
    else:
        near = [feasts.hijri_in(base.year + more, form.month, form.day) for more in (-1, 0, 1)]
        day = min((found for found in near if found), key=lambda found: abs((found - base).days), default=None)
    return spanned(day.isoformat(), probability=DOUBT) if day else None


#: "Last Tuesday", said on a Wednesday: of 50 such weekdays of Current Events and AQUAINT, labelled by reading, the 47 of two
#: to seven days ago were the latest ones, of the three of the day before one was a week older.
_LAST_IS_YESTERDAY = 0.7


@resolves(Weekday)
def _weekday(form: Weekday, context: Context) -> Resolved | None:
    base, anchor, _ = context.base(form)
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-WXX-{form.weekday}", probability=0.0)
    probability = 1.0
    if form.base == "then":
        day = weekday_after(base, form.weekday) if form.which == 1 else weekday_before(base, form.weekday)
        return spanned(day.isoformat(), anchor=anchor) if day else None
    if form.weeks == -99:  # "Wednesday of last week"
        monday = base - timedelta(days=base.isoweekday() - 1)
        day = shift(monday, (form.which or 0) * 7 + form.weekday - 1, "day")
    elif form.weeks:  # "Friday week"
        day = shift(weekday_after(base, form.weekday, same=True) or base, form.weeks, "week")
    elif form.which == 2:  # "this coming Sunday"
        day = weekday_after(base, form.weekday)
    elif form.which == -1:
        day = weekday_before(base, form.weekday)
        probability = _LAST_IS_YESTERDAY if day and (base - day).days == 1 else 1.0
    elif form.which == 1:
        # the one of the next calendar week; on a Saturday "next Tuesday" is the nearest one too
        nearest = weekday_after(base, form.weekday)
        monday = base + timedelta(days=8 - base.isoweekday())
        day = shift(monday, form.weekday - 1, "day")
        probability = 1.0 if day == nearest else DOUBT
    elif form.which == 0:
        monday = base - timedelta(days=base.isoweekday() - 1)
        day = shift(monday, form.weekday - 1, "day")
        if day and day < base:
            day, probability = direct("weekday", day, shift(day, 1, "week"), context)
    elif base.isoweekday() == form.weekday:
        day = base
    else:
        before, after = weekday_before(base, form.weekday), weekday_after(base, form.weekday)
        day, probability = direct("weekday", before, after, context)
        if day == before and context.eve and after and (after - base).days == 1:
            # hardly any report says "on Friday" of a Friday six days ago; it is Friday in Wellington
            day, probability = after, DOUBT
    return spanned(day.isoformat(), probability=probability, anchor=context.anchor) if day else None


@resolves(Season)
def _season(form: Season, context: Context) -> Resolved | None:
    if form.year is not None:
        return spanned(f"{form.year:04d}-{form.code}")
    base = context.day
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-{form.code}", probability=0.0)
    spans = _season_span if form.code in ("SP", "SU", "FA", "WI") else _period_span
    choices = [days for year in range(base.year - 2, base.year + 3) if (days := spans(year, form.code))]
    now = [days for days in choices if days[0] <= base <= days[1]]
    if now and form.code[0] not in "QH":
        return _of_season(form, now[0], 1.0, choices, context)
    if form.code[0] in "QH":  # of this year, or the last that has begun
        before = max(days for days in choices if days[0] <= base)
        after = now[0] if now else min(days for days in choices if days[0] > base)
    else:
        before, after = max(days for days in choices if days[1] < base), min(days for days in choices if days[0] > base)
    if before == after:
        return _of_season(form, before, DOUBT, choices, context)
    if form.results:  # nobody reports those of a quarter that is farther behind than the next one is ahead
        nearer = after if after[0] - base < base - before[1] else before
        return _of_season(form, nearer, 1.0, choices, context)
    kind = "quarter" if form.code[0] in "QH" else "season"
    day, probability = direct(kind, before[1], after[0], context)
    return _of_season(form, after if day == after[0] else before, probability, choices, context)


def _season_span(year: int, code: str) -> tuple[date, date] | None:
    return season_span(year, code)


def _period_span(year: int, code: str) -> tuple[date, date] | None:
    return span_of(f"{year:04d}-{code}")


def _of_season(
    form: Season, days: tuple[date, date], probability: float, choices: list[tuple[date, date]], context: Context
) -> Resolved:
    """The season that spans ``days``, of the year that it begins in."""
    base = context.day
    assert base is not None
    year = base.year - 2 + choices.index(days)
    return spanned(f"{year:04d}-{form.code}", probability=probability, anchor=context.anchor)


@resolves(Feast)
def _feast(form: Feast, context: Context) -> Resolved | None:
    year = feasts.fixed_year(form.key) or form.year
    if year is not None:
        days = feasts.feast_span(form.key, year)
        if days is None:
            return None
        return _feast_days(form, days, "none" if form.year or feasts.fixed_year(form.key) else context.anchor)
    base = context.day
    if base is None:
        return Resolved(type="DATE", value="XXXX-XX-XX", probability=0.0)
    near = [days for y in (base.year - 1, base.year, base.year + 1) if (days := feasts.feast_span(form.key, y))]
    if not near:
        return Resolved(type="DATE", value="XXXX-XX-XX", probability=0.0)
    now = [days for days in near if days[0] <= base <= days[1]]
    if now:
        return _feast_days(form, now[0], context.anchor)
    before = max((days for days in near if days[1] < base), default=None)
    after = min((days for days in near if days[0] > base), default=None)
    day, probability = direct("feast", before[1] if before else None, after[0] if after else None, context)
    chosen = after if after and day == after[0] else before
    return _feast_days(form, chosen, context.anchor, probability=probability) if chosen else None


def _feast_days(form: Feast, days: tuple[date, date], anchor: Anchor, *, probability: float = 1.0) -> Resolved:
    first, last = days
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Resolved(
        type="DATE",
        value=value,
        first=first,
        last=last,
        probability=probability if feasts.exact(form.key) else min(probability, DOUBT),
        anchor=anchor,
    )


@resolves(Epoch)
def _epoch(form: Epoch, context: Context) -> Resolved | None:
    year = form.year
    if form.short and context.day is not None and year > context.day.year:
        year -= 100
    value = f"{year // 10:03d}X" if form.width == 10 else f"{year // 100:02d}XX"
    return spanned(value)


@resolves(Fiscal)
def _fiscal(form: Fiscal, context: Context) -> Resolved | None:
    if form.year is not None:
        return spanned(f"FY{form.year:04d}")
    if context.day is None:
        return Resolved(type="DATE", value="FYXXXX", probability=0.0)
    return spanned(f"FY{context.day.year + form.shift:04d}", probability=DOUBT, anchor=context.anchor)


@resolves(Moment)
def _moment(form: Moment, _context: Context) -> Resolved | None:
    day = span_of(form.text[:10])
    return spanned(form.text, kind="TIME") if day else None

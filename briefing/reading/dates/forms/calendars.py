"""Calendars: dates that the calendar names, whole or in part, → the days they mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from briefing.lexicon import feasts
from briefing.lexicon.days import make_day, season_span, shift, span_of, weekday_after, weekday_before
from briefing.model import Anchor
from briefing.reading.dates.forms.context import Context, Resolved, base_of, resolves, spanned
from briefing.reading.dates.forms.nouns import Calendar, Epoch, Feast, Fiscal, Moment, Numeric, Season, Weekday


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
    found, certain, anchor = _year_for(month, day, form.weekday, context)
    if found is None:
        return Resolved(type="DATE", value=f"XXXX{width}", certain=False)
    return spanned(f"{found:04d}{width}", certain=certain, anchor=anchor)


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
    # A month alone that a past verb governs is the last one all the same.
    doubted = day is not None or tense != "past"
    if doubted and distances[chosen] > _FAR and distances[nearest] * 3 < distances[chosen]:
        chosen = nearest
    return chosen, tense is not None or distances[nearest] < _SURE, context.anchor


#: Days: farther away, a date without a year is doubted; nearer, it needs no verb. Set on newswire of 1998–2000.
_FAR, _SURE = 200, 60


def _day_of_month(form: Calendar, context: Context) -> Resolved | None:
    """As in "the 29th": of this month or a neighbour, as the tense says."""
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
    return spanned(chosen.isoformat(), certain=tense is not None, anchor=context.anchor)


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
    return chosen if context.sure_order else replace(chosen, certain=False)


@resolves(Weekday)
def _weekday(form: Weekday, context: Context) -> Resolved | None:
    base, anchor = base_of(form, context)
    if base is None:
        return Resolved(type="DATE", value=f"XXXX-WXX-{form.weekday}", certain=False)
    certain = True
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
        before, after = weekday_before(base, form.weekday), weekday_after(base, form.weekday)
        if tense == "past" and context.eve and after and (after - base).days == 1:
            # hardly any report says "on Friday" of a Friday six days ago; it is Friday in Wellington
            day, certain = after, False
        elif tense == "past" or tense is None:
            day, certain = before, tense is not None
        else:
            day, certain = after, tense == "future"
    return spanned(day.isoformat(), certain=certain, anchor=context.anchor) if day else None


@resolves(Season)
def _season(form: Season, context: Context) -> Resolved | None:
    if form.year is not None:
        return spanned(f"{form.year:04d}-{form.code}")
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
        return spanned(f"{year:04d}-{form.code}", certain=tense is not None, anchor=context.anchor)
    now = [year for year, (first, last) in choices if first <= base <= last]
    if now:
        year = now[0]
    elif tense in ("future", "present"):
        year = next(year for year, (first, _) in choices if first > base)
    else:
        year = [year for year, (_, last) in choices if last < base][-1]
    return spanned(f"{year:04d}-{form.code}", certain=tense is not None or bool(now), anchor=context.anchor)


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
        return Resolved(type="DATE", value="FYXXXX", certain=False)
    return spanned(f"FY{context.day.year + form.shift:04d}", certain=False, anchor=context.anchor)


@resolves(Moment)
def _moment(form: Moment, _context: Context) -> Resolved | None:
    day = span_of(form.text[:10])
    return spanned(form.text, kind="TIME") if day else None

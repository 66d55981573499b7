"""Weeks: weeks and weekends, and the nth week or day of a form → the days they mean."""

from __future__ import annotations

from datetime import date, timedelta

from briefing.lexicon.days import shift, value_at, weekday_after, weekday_before
from briefing.reading.dates.forms.context import DOUBT, Context, Resolved, resolve, resolves, spanned
from briefing.reading.dates.forms.nouns import Week

#: Weeks of the longest year.
_WEEKS = 53


@resolves(Week)
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
            return spanned(f"{year:04d}-W{week:02d}-WE", probability=base.probability, anchor=base.anchor)
        return spanned(value_at(first, form.unit), probability=base.probability, anchor=base.anchor)
    if form.weekday is not None:
        one = (
            weekday_after(first, form.weekday, same=True) if nth > 0 else weekday_before(last, form.weekday, same=True)
        )
        day = shift(one, max(nth - 1, 0), "week") if one else None
        return (
            spanned(day.isoformat(), probability=base.probability, anchor=base.anchor) if day and day <= last else None
        )
    if form.unit == "day":
        day = shift(first, nth - 1, "day") if nth > 0 else last
        return (
            spanned(day.isoformat(), probability=base.probability, anchor=base.anchor) if day and day <= last else None
        )
    # ISO 8601: a week belongs to what its Thursday lies in
    thursday = weekday_after(first, 4, same=True) if nth > 0 else weekday_before(last, 4, same=True)
    day = shift(thursday, max(nth - 1, 0), "week") if thursday and nth <= _WEEKS else None
    if day is None:
        return None
    year, week, _ = day.isocalendar()
    ending = "-WE" if form.weekend else ""
    return spanned(f"{year:04d}-W{week:02d}{ending}", probability=base.probability, anchor=base.anchor)


def _weekend(form: Week, context: Context) -> Resolved | None:
    base = context.day
    if base is None:
        return Resolved(type="DATE", value="XXXX-WXX-WE", probability=0.0)
    saturday, probability = base + timedelta(days=6 - base.isoweekday()), 1.0
    if form.which is not None:
        # "last weekend" on a Sunday is the one before; "this weekend" on a Monday is the one ahead
        asked = form.which == 0 and base.isoweekday() < 4
        ahead = _weekend_ahead(base, context) if asked else 1.0
        probability = max(ahead, 1 - ahead)
        weeks = -1 if ahead < DOUBT else form.which if form.which != 2 else int(base.isoweekday() >= 6)
        moved = shift(saturday, weeks, "week")
    else:
        ahead = 1.0 if base.isoweekday() >= 6 else _weekend_ahead(base, context)
        probability = max(ahead, 1 - ahead)
        moved = saturday if ahead > DOUBT else shift(saturday, -1, "week")
    if moved is None:
        return None
    year, week, _ = moved.isocalendar()
    return spanned(f"{year:04d}-W{week:02d}-WE", probability=probability, anchor=context.anchor)


def _weekend_ahead(base: date, context: Context) -> float:
    return context.ahead("weekend", base.isoweekday(), 6 - base.isoweekday())

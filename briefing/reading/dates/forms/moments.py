"""Moments: times of day, lengths of time, sets and vague words → their TIMEX3 values."""

from briefing.lexicon.days import shift
from briefing.reading.dates.forms.context import Context, Resolved, resolve, resolves
from briefing.reading.dates.forms.durations import iso_duration
from briefing.reading.dates.forms.nouns import Clock, Duration, Part, Recurring, Vague

#: Greenwich time, as the tables give zones: hours ahead of it.
_GREENWICH = ("0", "0.0", "+0")


@resolves(Duration)
def _duration(form: Duration, _context: Context) -> Resolved | None:
    return Resolved(type="DURATION", value=iso_duration(form))


@resolves(Recurring)
def _recurring(form: Recurring, _context: Context) -> Resolved | None:
    return Resolved(type="SET", value=form.value)


@resolves(Vague)
def _vague(form: Vague, _context: Context) -> Resolved | None:
    return Resolved(type="DATE", value=form.value)


@resolves(Clock)
def _clock(form: Clock, context: Context) -> Resolved | None:
    hour, minute = form.hour, form.minute
    base: Resolved | None = None
    if form.form is not None:
        base = resolve(form.form, context)
        if base is None:
            return None
        day, anchor = base.first, base.anchor
    else:
        day, anchor, _ = context.base(form)
    time = f"T{hour % 24:02d}:{minute:02d}{'Z' if form.zone in _GREENWICH else ''}"
    if day is None:
        prefix = base.value if base else "XXXX-XX-XX"
        return Resolved(type="TIME", value=prefix + time, probability=0.0)
    # the end of a day is printed with that day, and is the same moment as the beginning of the next one
    moment = shift(day, 1, "day") if hour == 24 and form.form is not None else None
    return Resolved(
        type="TIME",
        value=(moment or day).isoformat() + time,
        first=day,
        last=day,
        probability=base.probability if base else 1.0,
        anchor=anchor,
    )


@resolves(Part)
def _part(form: Part, context: Context) -> Resolved | None:
    probability = 1.0
    if form.form is None:
        day, anchor, _ = context.base(form)
    else:
        base = resolve(form.form, context)
        if base is None:
            return None
        if base.first is None:
            return Resolved(type="TIME", value=f"{base.value}T{form.code}", probability=0.0)
        day, anchor, probability = base.first, base.anchor, base.probability
    if day is None:
        return Resolved(type="TIME", value=f"XXXX-XX-XXT{form.code}", probability=0.0)
    return Resolved(
        type="TIME", value=f"{day.isoformat()}T{form.code}", first=day, last=day, probability=probability, anchor=anchor
    )

"""Productions of times of day and of words like "now": what a rule has matched → a form."""

from __future__ import annotations

from dataclasses import replace

from briefing.reading.dates.engine.productions import Captured, Options, first_of, form_in, produces
from briefing.reading.dates.forms.nouns import Clock, Form, Part, Shifted, Stretch, Vague, Weekday

#: Of a day.
_HOURS = 24


@produces("vague")
def _vague(captured: Captured, options: Options) -> Form | None:
    return Vague(value=options.get("value") or first_of(captured, "ref", "refadj"))


@produces("clock")
def _clock(captured: Captured, options: Options) -> Form | None:
    if "time" in captured:
        hour, minute = captured["time"][0]
        minute = first_of(captured, "num") or minute
    elif "noon" in captured:
        hour, minute = captured["noon"][0], 0
    else:
        pair = first_of(captured, "hhcolon", "hhmm", "dotclock")
        if pair is not None:
            hour, minute = pair
        else:
            hour = first_of(captured, "hour", "num", "numword", "ord")
            minute = options.get("minute", 0)
            if "hour" in captured and "num" in captured:
                minute = captured["num"][0]
            elif len(captured.get("num", ())) > 1:
                minute = captured["num"][1]
    if not isinstance(hour, int) or not isinstance(minute, int):
        return None
    half = first_of(captured, "ampm") or options.get("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if options.get("to"):  # "ten to nine"
        hour, minute = (hour - 1) % 24, 60 - minute
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    return Clock(hour=hour, minute=minute, zone=_zone(captured))


def _zone(captured: Captured) -> str:
    zone = first_of(captured, "zone")
    return "" if zone is None else str(zone)


@produces("clock span")
def _clock_span(captured: Captured, _options: Options) -> Form | None:
    """As in "9-18 Uhr"."""
    hours = captured["dash"][0]
    if not isinstance(hours, tuple) or not hours[0] < hours[1] <= _HOURS:
        return None
    return Stretch(first=Clock(hour=hours[0]), last=Clock(hour=hours[1]))


@produces("zoned clock")
def _zoned_clock(captured: Captured, options: Options) -> Form | None:
    """As in "7h30 GMT"."""
    clock = first_of(captured, "CLOCK") or _clock(captured, options)
    return replace(clock, zone=_zone(captured)) if isinstance(clock, Clock) else None


@produces("clock past")
def _clock_past(captured: Captured, _options: Options) -> Form | None:
    """As in "ten past nine"."""
    minute, hour = captured["num"][:2]
    if not (isinstance(hour, int) and isinstance(minute, int) and 0 < hour <= 24 and minute < 60):
        return None
    return Clock(hour=hour % 24, minute=minute)


@produces("clock on")
def _clock_on(captured: Captured, options: Options) -> Form | None:
    """As in "midnight on Thursday", which ends that day, but begins it where something runs from then on."""
    clock = captured["CLOCK"][0]
    form = form_in(captured, but="CLOCK")
    hour = clock.hour % 24 if options.get("begins") else clock.hour
    return Clock(hour=hour, minute=clock.minute, zone=clock.zone, form=form) if clock.form is None else None


@produces("part")
def _part(captured: Captured, options: Options) -> Form | None:
    form = form_in(captured)
    return Part(code=first_of(captured, "part") or options["code"], form=form)


@produces("part alone")
def _part_alone(captured: Captured, _options: Options) -> Form | None:
    """As in "am Abend": of the day that the report is about."""
    return Part(code=first_of(captured, "partalone", "part"))


@produces("part shifted")
def _part_shifted(captured: Captured, options: Options) -> Form | None:
    """As in "last night", "this morning", "the next morning"."""
    count = options.get("count")
    if count is None:
        count = first_of(captured, "shift", "deictic", "then")
    if count is None:
        return None
    return Part(
        code=first_of(captured, "part") or options["code"],
        form=Shifted(count=count, unit="day", base=options.get("base", "now")),
    )


@produces("clock part")
def _clock_part(captured: Captured, _options: Options) -> Form | None:
    """As in "4 in the morning", "9 o'clock at night"."""
    clock = first_of(captured, "CLOCK")
    hour = clock.hour if clock else first_of(captured, "hour")
    minute = clock.minute if clock else 0
    part = first_of(captured, "part")
    if hour is None or not 1 <= hour <= 12:
        return None
    late = part in ("AF", "EV") or (part == "NI" and hour >= 6 and hour != 12)
    return Clock(hour=hour % 12 + (12 if late else 0), minute=minute)


@produces("night")
def _night(captured: Captured, _options: Options) -> Form | None:
    """As in "cette nuit", "heute Abend": in the table, days away and part of the day ("0 NI")."""
    count, code = str(captured["nightword"][0]).split()
    return Part(code=code, form=Shifted(count=int(count), unit="day"))


@produces("weekday part")
def _weekday_part(captured: Captured, _options: Options) -> Form | None:
    """As in "Montagabend": in the table, weekday and part of the day ("1 EV")."""
    weekday, code = str(captured["weekdaypart"][0]).split()
    return Part(code=code, form=Weekday(weekday=int(weekday), which=first_of(captured, "shift")))

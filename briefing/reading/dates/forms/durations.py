"""Durations: what a rule has matched → a length of time, what is counted with it, or a set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefing.reading.dates.engine.productions import IMPOSSIBLE, Captured, Options, first_of, form_in, produces
from briefing.reading.dates.forms.nouns import (
    Away,
    Duration,
    DurationUnit,
    Form,
    Portion,
    Recurring,
    Shifted,
    Vague,
    Window,
)

_SHORT = ("second", "minute", "hour")


def _length(captured: Captured) -> Duration | None:
    """The length of time that was captured; None where what looks like one counts from a day: "in two weeks"."""
    found = first_of(captured, "DUR")
    return found if isinstance(found, Duration) else None


@produces("ago")
def _ago(captured: Captured, options: Options) -> Form | None:
    """As in "three days ago", "two weeks earlier", "a year later"."""
    duration = _length(captured)
    if duration is None:
        return None
    sign = options["sign"]
    if options.get("base", "now") == "then" and (duration.count is None or duration.unit in _SHORT):
        return duration  # "an hour later", "a few days later" name no day
    if duration.count is None and not options.get("vague", False):
        return Vague(value="PAST_REF" if sign < 0 else "FUTURE_REF")
    return away_by(duration, sign, options.get("base", "now"))


@produces("about")
def _about(captured: Captured, _options: Options) -> Form | None:
    """As in "more than four decades"."""
    duration = _length(captured)
    return replace(duration, about=True) if duration else None


def away_by(duration: Duration, sign: int, base: Any) -> Form | None:
    """The unit that lies ``duration`` before (-1) or after (1) the base: as fine as the duration's own unit."""
    unit: Any = duration.unit
    if unit in ("second", "minute", "hour"):
        hours = (duration.count or 0) * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        return Shifted(count=sign * int(hours // 24), unit="day", base=base, vague=duration.about or bool(hours % 24))
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
    return Shifted(
        count=sign * whole,
        unit=unit,
        base=base,
        extra=sign * extra,
        extra_unit=extra_unit,  # type: ignore[arg-type]
        vague=duration.about,
    )


@produces("away")
def _away_from(captured: Captured, options: Options) -> Form | None:
    form = form_in(captured, but="DUR")
    duration = _length(captured)
    if duration is None or duration.count is None or form is None:
        return None
    return Away(duration=duration, direction=options["sign"], form=form)


@produces("day beside")
def _day_beside(captured: Captured, options: Options) -> Form | None:
    """As in "the day before Christmas", "the day after tomorrow"."""
    form = form_in(captured)
    return Away(duration=Duration(count=1, unit=options.get("unit", "day")), direction=options["sign"], form=form)


@produces("duration")
def duration_of(captured: Captured, options: Options) -> Form | None:
    """A number and a unit."""
    count = options.get("count", first_of(captured, "num", "vague", "half", "fraction", "onehalf"))
    unit = options.get("unit") or first_of(captured, "unit", "units", "longunits")
    if options.get("vague", False):
        count = None
    if count == "X":
        count = None
    if "half" in captured and "plus" in options and "num" not in captured:
        count = 1  # "año y medio"
    if isinstance(count, float | int):
        if "fraction" in captured and "num" in captured:
            count += captured["fraction"][0]
        count += options.get("plus", 0)
        if count > 10_000_000 or (count >= 1000 and "unit" in captured and "hyphen" not in captured):
            return None
    return Duration(count=count, unit=unit) if unit is not None else None


#: Years from which somebody is "of" them, and a thing seldom.
_GROWN = 13


@produces("age")
def _age(captured: Captured, _options: Options) -> bool | None:
    """As in "una mujer de 43 años"."""
    return (captured["units"][0] == "year" and captured["num"][0] >= _GROWN) or None


@produces("length word")
def _length_word(captured: Captured, _options: Options) -> Form | None:
    """As in "dreitägig": in the table, number and unit ("3 day"), "X" for a number that is not told."""
    count, unit = str(first_of(captured, "length", "yearlength")).split()
    return Duration(count=None if count == "X" else int(count), unit=unit)  # type: ignore[arg-type]


@produces("durations")
def _durations(captured: Captured, options: Options) -> Form | None:
    """As in "two years and three months"."""
    if options.get("half"):
        whole = _length(captured)
        return replace(whole, count=(whole.count or 0) + 0.5) if whole else None
    first, second = captured["DUR"][:2]
    if not isinstance(first, Duration) or not isinstance(second, Duration):
        return None
    return Duration(count=first.count, unit=first.unit, more=((second.count, second.unit), *second.more))


@produces("window")
def _window(captured: Captured, options: Options) -> Form | None:
    if "=fortnight" in captured:
        options = {**options, "count": 2, "unit": "week"}
    duration: Form | None = _length(captured)
    if duration is None:
        duration = duration_of(captured, {"vague": True} if options.get("vague", False) else options)
    direction = options.get("sign")
    if direction is None:
        direction = first_of(captured, "shift", "many")
    if not direction or not isinstance(duration, Duration):
        return None
    return Window(duration=duration, direction=direction, base=options.get("base", "now"), vague=duration.count is None)


@produces("within")
def _within(captured: Captured, options: Options) -> Form | None:
    """As in "in two weeks": a day ahead, if the sentence looks ahead; else a length of time."""
    duration = _length(captured)
    if duration is None or duration.count is None:
        return duration
    return Window(duration=duration, direction=1, vague=options.get("ahead", False), within=True)


@produces("recurring")
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
    duration = _length(captured) or duration_of(captured, options)
    times = first_of(captured, "num") if "times" in captured else None
    freq = f"{times:g}X" if isinstance(times, int | float) else ""
    return Recurring(value=iso_duration(duration), freq=freq) if isinstance(duration, Duration) else None


@produces("units a unit")
def _units_a_unit(captured: Captured, _options: Options) -> Form | None:
    """As in "24 hours a day": how much of each unit; the unit recurs: P1D, 24H."""
    whole = first_of(captured, "AUNIT")
    unit = whole.unit if isinstance(whole, Duration) else captured["unit"][0]
    inner = _length(captured)
    if (
        inner is None
        or inner.count is None
        or unit not in _LENGTHS
        or _LENGTHS.index(inner.unit) >= _LENGTHS.index(unit)
    ):
        return None
    return Recurring(value=iso_duration(Duration(count=1, unit=unit)), freq=iso_duration(inner).lstrip("PT"))


_LENGTHS: tuple[DurationUnit, ...] = (
    "second", "minute", "hour", "day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century",
)  # fmt: skip


@produces("each of")
def _each_of(captured: Captured, _options: Options) -> Form | None:
    """As in "each of the last three years"."""
    duration = _length(captured)
    return Recurring(value=iso_duration(Duration(count=1, unit=duration.unit))) if duration else None


@produces("portion")
def _portion(captured: Captured, options: Options) -> Form | None:
    """As in "the first nine months of 2018"."""
    form, duration = form_in(captured, but="DUR"), _length(captured)
    if form is None or duration is None or duration.unit in _SHORT:
        return None
    return Portion(duration=duration, form=form, where=options["where"])


@produces("programme")
def _programme(captured: Captured, _options: Options) -> Any:
    """The broadcasts that are called so, and nothing else with a capital."""
    known = (captured["num"][0], captured["bigunits"][0]) in ((60, "minute"), (48, "hour"))
    return IMPOSSIBLE if known else None


@produces("recurring unit")
def _recurring_unit(captured: Captured, _options: Options) -> Form | None:
    unit: DurationUnit = first_of(captured, "unit", "units") or "day"
    if "perword" in captured and unit in _SHORT:
        return None  # "120 kilometres per hour"
    return Recurring(value=iso_duration(Duration(count=1, unit=unit)))


def iso_duration(duration: Duration) -> str:
    """The TIMEX3 value of a duration: "P3D", "PT5H30M", "PXW", "P1Y6M"."""
    days, hours = "", ""
    for count, unit in ((duration.count, duration.unit), *duration.more):
        letter, factor = _ISO[unit]
        amount = None if count is None else count * factor
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


@produces("dual")
def _dual(captured: Captured, _options: Options) -> Form | None:
    """As in "يومين": two of a unit in one word."""
    return Duration(count=2, unit=captured["dual"][0])

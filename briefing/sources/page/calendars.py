"""Words of days in the world's languages: months, weekdays, halves of the day, zones of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from briefing.lexicon.tables import read_table
from briefing.sources.page.patterns import LANGUAGES, months_of


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a word may stand for: weekdays (0 is Monday), months by language, names of several words, small words between them."""

    weekdays: Mapping[str, frozenset[int]]
    months: Mapping[str, Mapping[str, int]]
    phrases: tuple[str, ...]
    small: frozenset[str]


@cache
def calendar(*, world: bool) -> Calendar:
    """The words of English alone, which need no look at the world's, or of all the ``world``."""
    spelt = read_table("pages.toml")["spelt"]
    frozen = read_table("days_world.json") if world else {"months": {}, "weekdays": {}, "small": []}
    weekdays: dict[str, set[int]] = {name: set(numbers) for name, numbers in frozen["weekdays"].items()}
    months: dict[str, dict[str, int]] = {}
    for number, names in enumerate(spelt["weekdays"]):
        for name in names.split():
            weekdays.setdefault(name, set()).add(number)
    for number, names in enumerate(spelt["months"], start=1):
        for name in names.split():
            months.setdefault(name, {})[""] = number
    for language in LANGUAGES if world else ("en",):
        for name, number in months_of(language).items():
            months.setdefault(name.rstrip("."), {})[language] = number
    for name, numbers in frozen["months"].items():
        months[name] = numbers | months.get(name, {})
    return Calendar(
        weekdays={name: frozenset(numbers) for name, numbers in weekdays.items()},
        months=months,
        small=frozenset(frozen["small"]),
        phrases=tuple(sorted((name for name in (*months, *weekdays) if " " in name), key=len, reverse=True)),
    )


@cache
def _zones() -> tuple[dict[str, float], dict[str, str]]:
    table = read_table("zones.toml")
    hours: dict[str, float] = {}
    for number, names in table["hours"].items():
        words, *phrases = names.split("|")
        hours |= dict.fromkeys([*words.split(), *phrases], float(number))
    places = {name: str(place) for name, place in table["places"].items()}
    return hours, places


def zone_names() -> frozenset[str]:
    """Every name of a zone that is known, casefolded."""
    hours, places = _zones()
    return frozenset((*hours, *places))


def zone_of(name: str, day: date, clock: time) -> timezone | None:
    """The offset that a zone's ``name`` ("cest", "et", "europe/paris") means at a time of a day."""
    hours, places = _zones()
    if name in hours:
        return timezone(timedelta(hours=hours[name]))
    place = places.get(name) or _places().get(name)
    if place is None:
        return None
    try:
        offset = datetime.combine(day, clock, tzinfo=ZoneInfo(place)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return timezone(offset) if offset is not None else None


@cache
def _places() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}

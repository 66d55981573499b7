"""When the next morning run is due, in the edition's time zone, across changes of the clocks."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def next_run(after: datetime, *, at: str, days: Sequence[str], zone: ZoneInfo) -> datetime:
    """The first run later than ``after``.

    A time that the clocks skip is taken as much later as they jump; one that they repeat is the first
    of the two.

    Args:
        after: a moment with a zone.
        at: "HH:MM" in ``zone``.
        days: some of mon … sun.
        zone: the edition's.

    Returns:
        A moment in ``zone``.
    """
    clock = time.fromisoformat(at)
    local = after.astimezone(zone)
    for ahead in range(9):
        day = local.date() + timedelta(days=ahead)
        if _DAYS[day.weekday()] not in days:
            continue
        # Through UTC and back: a skipped time becomes one that exists.
        moment = datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)
        if moment > after:
            return moment
    raise ValueError("no day of the week is named")


def last_due(now: datetime, *, at: str, days: Sequence[str], zone: ZoneInfo) -> datetime:
    """The latest run that should have started by ``now``."""
    run = next_run(now - timedelta(days=9), at=at, days=days, zone=zone)
    while (later := next_run(run, at=at, days=days, zone=zone)) <= now:
        run = later
    return run

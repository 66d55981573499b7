"""The heartbeat of the morning run: whether one is due, and whether all is well."""

import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import platformdirs

from briefing.delivery import last_due
from briefing.settings import Settings

#: How late a run may begin, and how long it may take, before somebody should look.
GRACE = timedelta(hours=1)
LONGEST = timedelta(hours=3)
#: How often a run that failed is begun anew by 'briefing morning --if-due'.
TRIES = 3
#: How often 'briefing morning --if-due', which is called every quarter of an hour, goes on sending what a mail server
#: that was away has not taken: four hours.
RESENDS = 16
#: A clock that is set right may go back a little.
SKEW = timedelta(minutes=5)
#: A run that comes so long after the last one may have a wrong clock; a timer runs weekly at least.
LEAP = timedelta(days=10)


def state_folder() -> Path:
    """Where the lock, the heartbeat and the log are."""
    return Path(os.environ.get("BRIEFING_STATE") or platformdirs.user_state_dir("briefing"))


def heartbeat(brief: str = "") -> Path:
    """The heartbeat's file; each brief has its own."""
    return state_folder() / ("heartbeat" + (f"-{brief.replace('/', '-')}" if brief else "") + ".json")


def is_due(settings: Settings, last: Mapping[str, Any], now: datetime) -> bool:
    """Whether the latest run that should have begun by ``now`` has not, or did not come to an end, or is not delivered.

    A run that says that it is under way may have been killed; the lock knows. One that says that it began later than
    now had a wrong clock, and says nothing.
    """
    began = _moment(last.get("started"))
    if began is None or began < _due(settings, now) or began > now + SKEW:
        return True
    if goes_on(last):
        return bool(last.get("draft")) or _number(last, "resends") < RESENDS
    if last.get("state") == "failed":
        return (_number(last, "tries") or 1) < TRIES
    return last.get("state") not in ("done", "installed")


def goes_on(last: Mapping[str, Any]) -> bool:
    """Whether the edition of the last run is built, and only waits for an editor, or has not reached all it may."""
    if last.get("draft"):
        return bool(last.get("edition"))
    waits = _number(last, "waiting") > 0 if last.get("state") == "done" else _number(last, "resends") > 0
    return waits and bool(last.get("edition"))


def leapt(last: Mapping[str, Any], now: datetime) -> bool:
    """Whether ``now`` is so long after the last run that the clock may be wrong: nothing is thrown away on its word."""
    began = _moment(last.get("started"))
    return began is not None and now - began > LEAP


def tries(settings: Settings, last: Mapping[str, Any], now: datetime) -> int:
    """The number of the try that begins ``now``: 1, unless a run for the same morning came to no end."""
    began = _moment(last.get("started"))
    if began is None or began < _due(settings, now) or began > now + SKEW:
        return 1
    return (_number(last, "tries") or 1) + 1 if last.get("state") in ("failed", "running") and not goes_on(last) else 1


def health(settings: Settings, last: Mapping[str, Any], now: datetime) -> tuple[bool, str]:
    """Whether the mornings go as they should, and one line that says so."""
    began = _moment(last.get("started"))
    due = _due(settings, now)
    if began is None:
        return False, "no morning run has been; briefing morning"
    if began > now + SKEW:
        return False, f"the last run began {began:%Y-%m-%d %H:%M} UTC, which is still to come: check the clock"
    state = last.get("state")
    if began < due and now - due > GRACE:
        return False, f"the run of {due:%Y-%m-%d %H:%M %Z} has not been; the last began {began:%Y-%m-%d %H:%M} UTC"
    if state == "running":
        return now - began <= LONGEST, f"a run has been under way since {began:%Y-%m-%d %H:%M} UTC"
    if state == "failed":
        return False, f"the run of {began:%Y-%m-%d %H:%M} UTC failed: {last.get('reason', '')}"
    if state == "installed":
        return True, "installed; the first run is to come"
    if state != "done":
        return False, "the record of the last run is damaged; briefing morning"
    words = f"edition of {last.get('edition')}: {last.get('stories')} stories"
    if last.get("draft"):
        return True, f"{words}, which waits for an editor"
    if "sent" in last:
        words += f", sent to {last['sent']}"
    missed, unknown = _number(last, "undelivered"), _number(last, "unknown")
    if missed:
        words += f", not to {missed}; briefing send" + (
            f" (--unknown repeats the {unknown} of them whose answer was lost)" if unknown else ""
        )
    return missed == 0, words


def _due(settings: Settings, now: datetime) -> datetime:
    zone = ZoneInfo(settings.edition.timezone)
    return last_due(now, at=settings.schedule.at, days=settings.schedule.days, zone=zone)


def _number(last: Mapping[str, Any], name: str) -> int:
    found = last.get(name)
    return found if isinstance(found, int) else 0


def _moment(text: object) -> datetime | None:
    """A moment with a zone, or None for anything else that a damaged file may hold."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None

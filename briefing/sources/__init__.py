"""The outside world → Article | Skipped."""

from briefing.sources.doors.collecting import collect
from briefing.sources.doors.fetching import fetch

__all__ = ["collect", "fetch"]

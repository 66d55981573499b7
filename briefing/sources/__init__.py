"""The outside world → Article | Skipped."""

from briefing.sources.collecting import collect
from briefing.sources.fetching import fetch

__all__ = ["collect", "fetch"]

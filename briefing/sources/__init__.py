"""The outside world → Article | Skipped."""

from briefing.sources.collecting import collect

__all__ = ["collect"]

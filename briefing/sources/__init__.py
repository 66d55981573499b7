"""The outside world → Article | Skipped. What goes out to the network is in `doors`, and loaded by who goes."""

from briefing.sources.doors.collecting import collect, seal

__all__ = ["collect", "seal"]

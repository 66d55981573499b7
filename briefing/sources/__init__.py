"""The outside world → Article | Skipped."""

from briefing.sources.doors.collecting import collect
from briefing.sources.doors.discovery import discover
from briefing.sources.doors.fetching import fetch
from briefing.sources.doors.opml import read_opml, write_opml

__all__ = ["collect", "discover", "fetch", "read_opml", "write_opml"]

"""Readings → Stories: copies folded, events told apart, actors unified, stories ranked."""

from briefing.grouping.hand import join, split
from briefing.grouping.identity import merge, renamed
from briefing.grouping.memory import remembered
from briefing.grouping.ranking import rank
from briefing.grouping.stories import entitled, group

__all__ = ["entitled", "group", "join", "merge", "rank", "remembered", "renamed", "split"]

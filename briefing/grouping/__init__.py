"""Readings → Stories: copies folded, events told apart, actors unified, stories ranked."""

from briefing.grouping.identity import merge, unify
from briefing.grouping.ranking import rank
from briefing.grouping.stories import group, remembered

__all__ = ["group", "merge", "rank", "remembered", "unify"]

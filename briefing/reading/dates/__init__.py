"""Timexes: time expressions, found by a grammar kept as data and resolved to calendar days."""

from briefing.reading.dates.finder import find, table_faults

__all__ = ["find", "table_faults"]

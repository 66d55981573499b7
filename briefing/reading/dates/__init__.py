"""Timexes: time expressions, found by a grammar kept as data and resolved to calendar days."""

from briefing.reading.dates.finder import find

__all__ = ["find"]

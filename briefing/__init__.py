"""Briefing: a day's news as the morning brief on a decision-maker's desk."""

__version__ = "0.1.0"

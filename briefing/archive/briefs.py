"""Briefs: an archive holds the editions of several, each known by its name; "" is the one of a plain configuration.

A brief that comes twice a day has two lines of editions, "economy" and "economy/evening": each edition of either knows all
earlier ones of both, and the evening's that of its own morning.
"""

from datetime import date

from sqlalchemy import Column, Table, and_, or_
from sqlalchemy.sql.elements import ColumnElement

from briefing.settings import EVENING


def morning_of(brief: str) -> str:
    """The name without the hour."""
    return brief.removesuffix(EVENING)


def whose(table: Table, brief: str) -> ColumnElement[bool]:
    """The rows of ``table`` that belong to editions of this very brief, whatever the hour."""
    morning = morning_of(brief)
    return table.c.brief.in_((morning, morning + EVENING))


def of_day(table: Table, day: date, brief: str) -> ColumnElement[bool]:
    """The rows of ``table`` that belong to the brief's edition of ``day``."""
    return and_(_edition(table) == day, table.c.brief == brief)


def own_before(table: Table, day: date, brief: str) -> ColumnElement[bool]:
    """The rows of ``table`` that belong to earlier editions of this very brief."""
    return and_(whose(table, brief), any_before(table, day, brief))


def any_before(table: Table, day: date, brief: str) -> ColumnElement[bool]:
    """The rows of ``table`` that belong to earlier editions of any brief."""
    edition = _edition(table)
    if not brief.endswith(EVENING):
        return edition < day
    return or_(edition < day, and_(edition == day, table.c.brief == morning_of(brief)))


def _edition(table: Table) -> Column[date]:
    return table.c.edition if "edition" in table.c else table.c.day

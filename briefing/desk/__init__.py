"""The desk: what editors decide on a draft, and what is learnt from it. Pure functions over nouns."""

from briefing.desk.checking import checked
from briefing.desk.deciding import entries, marked, picks, regrouped, revised, tables
from briefing.desk.report import report
from briefing.desk.sheets import Choice, DayChoice, Sheet, about, sheet

__all__ = [
    "Choice", "DayChoice", "Sheet", "about", "checked", "entries", "marked", "picks", "regrouped", "report",
    "revised", "sheet", "tables",
]  # fmt: skip

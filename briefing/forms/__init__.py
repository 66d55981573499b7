"""Nouns ↔ JSON: the forms of the contract. A field stands in one place, its noun."""

from briefing.forms.codec import dump, line, load, load_edition, parse, pieces
from briefing.forms.schemas import FORMS, schema

__all__ = ["FORMS", "dump", "line", "load", "load_edition", "parse", "pieces", "schema"]

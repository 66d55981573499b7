"""What is kept from day to day: SQLite by default, PostgreSQL by URL."""

from briefing.archive.archive import Archive, default_url
from briefing.archive.dossier import Dossier, dossier, find_actors
from briefing.archive.health import Remembered
from briefing.archive.search import Hit, Query, search

__all__ = ["Archive", "Dossier", "Hit", "Query", "Remembered", "default_url", "dossier", "find_actors", "search"]

"""What is kept from day to day: SQLite by default, PostgreSQL by URL."""

from briefing.archive.archive import Archive, default_url

__all__ = ["Archive", "default_url"]

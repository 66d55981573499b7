"""The shelf: editions at hand, read and rendered once for each form that the archive has of them."""

import functools
from datetime import date
from pathlib import Path

from briefing import pipeline
from briefing.archive import Archive, looking
from briefing.errors import BriefingError
from briefing.model import Edition
from briefing.rendering import render
from briefing.settings import Settings

#: Editions and files kept at hand.
KEPT = 24


class Shelf:
    """Editions by their days.

    Args:
        archive: where they are.
        settings: how they look.
        templates: the user's own.
    """

    def __init__(self, archive: Archive, settings: Settings, templates: Path | None) -> None:
        self._archive, self._settings, self._templates = archive, settings, templates
        self._read = functools.lru_cache(maxsize=KEPT)(self._edition)
        self._made = functools.lru_cache(maxsize=KEPT)(self._rendered)

    def edition(self, day: date) -> Edition | None:
        """The edition of ``day``, its sources' texts with it; None where there is none, or it is damaged."""
        stamp = looking.stamp(self._archive.engine, day, self._archive.brief)
        return self._read(day, stamp) if stamp else None

    def file(self, day: date, format_: str) -> bytes | None:
        """The edition of ``day`` as a file."""
        stamp = looking.stamp(self._archive.engine, day, self._archive.brief)
        return self._made(day, format_, stamp) if stamp else None

    def _edition(self, day: date, _stamp: str) -> Edition | None:
        try:
            return pipeline.kept_edition(self._archive, day)
        except BriefingError:
            return None

    def _rendered(self, day: date, format_: str, stamp: str) -> bytes | None:
        edition = self._read(day, stamp)
        if edition is None:
            return None
        return render(edition, format_, settings=self._settings, templates=self._templates)

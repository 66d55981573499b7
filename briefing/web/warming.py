"""Warming: what the first reader of the morning asks for is made before he comes."""

from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

from briefing.errors import BriefingError
from briefing.web.feeds import ENTRIES
from briefing.web.review import Review
from briefing.web.site import Site

#: The name of the thread that does it.
NAME = "warming"


def warm(served: Sequence[tuple[Site, Review]]) -> None:
    """Read and render, beside all else, the latest editions of each site, and open the last one on the desk."""
    Thread(target=_warm, args=(served,), name=NAME, daemon=True).start()


def _warm(served: Sequence[tuple[Site, Review]]) -> None:
    for site, review in served:
        with suppress(BriefingError):  # whoever asks for it is told
            days = [day for day, _ in site.archive.editions()[:ENTRIES]]
            for day in days[:1]:
                site.shelf.file(day, "html")
            for day in days:
                site.shelf.edition(day)
            for day in days[:1]:
                review.opened(day)

"""Fitting: how many lines of an edition go to print, so that it keeps to its pages."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Generic, TypeVar

from briefing.model import Edition
from briefing.rendering.cutting import FEW, RICH, Cut, cut_to, turns
from briefing.rendering.measuring import Measure

Document = TypeVar("Document")


#: A brief of so few stories needs no contents.
SHORT = 2
#: Tries at a number of key points; each is a whole layout.
TRIES = 4
#: A last page may stay as empty as this before more is tried; the first try leaves so much to chance; a last page that is
#: emptier than that is not worth its paper.
_FULL, _CHANCE, _SPILL = 0.06, 0.03, 0.4
#: A document that takes so many more pages than expected was not foreseen at all.
_WRONG = 0.15


def fitted(
    edition: Edition,
    most: int,
    layout: Callable[[Cut], Document],
    size: Callable[[Document], float],
    expect: Callable[[Cut], Measure],
) -> tuple[Document, Cut]:
    """Lay out as many key points as ``most`` pages hold, from the top; on one page what is little more than one.

    Args:
        edition: the whole edition.
        most: pages.
        layout: makes a document of an edition.
        size: its pages; 1.5 for one and a half.
        expect: what ``layout`` and ``size`` will say, without the work.

    Returns:
        the document, and what it holds. If not even page one fits, it is printed all the same.
    """
    fitting = _Fitting(edition, most, layout, size, expect)
    best = fitting.largest()
    if best is None:
        return (fitting.least or fitting.laid(cut_to(edition, 0)))[1:]
    pages, document, cut = best
    if 1 < pages <= 1 + _SPILL:
        return fitting.on_a_page() or (document, cut)
    if ceil(pages) - pages >= _FULL and cut.points == 0 and not cut.stories:
        richer = cut_to(edition, fitting.lines, RICH)
        if richer.edition != cut.edition and (made := fitting.laid(richer))[0] <= ceil(pages):
            return made[1:]
    return document, cut


class _Fitting(Generic[Document]):
    """The search for the largest cut that fits; what a layout shows corrects what is expected of the next."""

    def __init__(
        self,
        edition: Edition,
        most: int,
        layout: Callable[[Cut], Document],
        size: Callable[[Document], float],
        expect: Callable[[Cut], Measure],
    ) -> None:
        self._edition, self._most = edition, most
        self._layout, self._size, self._expect = layout, size, expect
        self.lines = len(turns(edition))
        self._seen: list[tuple[float, float]] = []  # pages expected and found
        self._turns = True
        self.least: tuple[float, Document, Cut] | None = None

    def laid(self, cut: Cut) -> tuple[float, Document, Cut]:
        """(pages, document, cut)."""
        expected = self._expect(cut)
        cut = replace(cut, turns=expected.turns if self._turns else ())
        document = self._layout(cut)
        pages = self._size(document)
        if cut.turns and pages - expected.pages > _WRONG:  # by a template of the user's: let the columns balance
            self._turns = False
            return self.laid(cut)
        self._seen.append((expected.pages, pages))
        return pages, document, cut

    def largest(self) -> tuple[float, Document, Cut] | None:
        """The largest number of lines that fits, within a few tries."""
        low, high = 0, self.lines + 1  # fits for certain, does not
        best: tuple[float, Document, Cut] | None = None
        guess = self._guess(0, self.lines, self._most - _CHANCE)
        for _ in range(TRIES):
            made = self.laid(cut_to(self._edition, guess))
            if made[0] <= self._most:
                low, best = guess, made
            else:
                high = guess
                self.least = made if guess == 0 else None
            if high - low <= 1 or (best and self._most - best[0] < _FULL):
                break
            guess = self._guess(low + (best is not None), high - 1, self._most)
            if best and best[0] + self._ahead(guess) - self._ahead(low) > self._most:
                break
        return best

    def on_a_page(self) -> tuple[Document, Cut] | None:
        """A short brief on one page, if leaving out what says least will do it and every story is told."""
        stories = sum(len(section.stories) for section in self._edition.sections)
        for points in (self.lines, 3 * stories, 2 * stories):
            pages, document, cut = self.laid(cut_to(self._edition, points, FEW))
            if pages <= 1:
                return document, cut
        return None

    def _guess(self, low: int, high: int, pages: float) -> int:
        """The largest number of lines from ``low`` to ``high`` that is expected to take no more than ``pages``."""
        return low + bisect_right(range(low + 1, high + 1), pages, key=self._ahead)

    def _ahead(self, points: int) -> float:
        """The pages expected of so many lines, after what has been seen."""
        expected = self._expect(cut_to(self._edition, points)).pages
        if not self._seen:
            return expected
        (was, found), *others = self._seen[::-1]
        slope = next(((found - other[1]) / (was - other[0]) for other in others if other[0] != was), 1.0)
        return found + max(0.05, slope) * (expected - was)

"""Desk: notes, corrections, and the mark of who let the edition out."""

from briefing.model import Correction, Edition
from briefing.rendering.labels import Labels
from briefing.rendering.views import CorrectionView


def review(edition: Edition, words: Labels) -> str:
    """The mark of the masthead; "" where nobody was to read it."""
    state, by = edition.review.state, edition.review.by
    if state == "draft":
        return words("Draft, not released")
    if state == "not reviewed":
        return words("Not reviewed")
    if state == "reviewed":
        return words("Reviewed by {name}").format(name=by) if by else words("Reviewed")
    return ""


def correction(one: Correction, words: Labels, *, near: Edition | None = None) -> CorrectionView:
    """One correction in the reader's language."""
    return CorrectionView(
        when=words.day(one.date, near=near.date) if near else words.dated_day(one.date),
        title=one.title,
        printed=one.printed,
        right=one.right,
        why=one.why,
        by=one.by,
    )

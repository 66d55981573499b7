"""Desk: notes, corrections, and the mark of who let the edition out."""

from collections.abc import Mapping

from briefing.model import Correction, Edition
from briefing.rendering.labels import Labels
from briefing.rendering.views import CorrectionView, NoteView


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


def notes(edition: Edition, anchors: Mapping[str, str]) -> tuple[NoteView, ...]:
    """The desk's words on the whole brief, and on its stories, by their anchors."""
    return tuple(NoteView(text=note.text, by=note.by, story=anchors.get(note.story, "")) for note in edition.notes)


def corrections(edition: Edition, words: Labels) -> tuple[CorrectionView, ...]:
    """What earlier editions printed and should not have."""
    return tuple(correction(one, words, near=edition) for one in edition.corrections)


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

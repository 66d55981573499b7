"""Figures that have moved on: the newest leads, an older one bears what it has become wherever it is printed."""

import dataclasses
from datetime import UTC, date, datetime

from briefing.edition import Material, compose
from briefing.edition.differences import compare
from briefing.edition.outdated import outdated
from briefing.grouping import remembered
from briefing.model import Edition, EditionStory, Reading
from briefing.model.history import History
from tests.make import by_id, reading, story

MONDAY, TUESDAY = date(2019, 1, 28), date(2019, 1, 29)
FIRST = reading("The blast at the harbour market killed 12 people, police said.", source="Post", day=MONDAY)
LATER = reading("The blast at the harbour market killed 15 people, police said.", source="Wire", day=TUESDAY)
BEHIND = reading("Police say the blast at the harbour market killed 12 people.", source="Gazette", day=TUESDAY)


def at(one: Reading, hour: int) -> Reading:
    moment = datetime(2019, 1, 29, hour, tzinfo=UTC)
    return dataclasses.replace(one, article=dataclasses.replace(one.article, published=moment))


def told(edition: Edition) -> EditionStory:
    return edition.sections[0].stories[0]


def marks(*readings: Reading) -> list[str]:
    found = outdated(compare(story(*readings), by_id(*readings)))
    return [moved.mark for moved_on in found.values() for moved in moved_on]


def test_the_newest_figure_leads_and_the_older_one_is_marked() -> None:
    """In key points, on page one and in the timeline alike; the figure of the day is the newest."""
    edition = compose([story(FIRST, LATER)], by_id(FIRST, LATER), Material(day=TUESDAY, inputs=2))
    printed = [edition.front.items[0].point.text, *(point.text for point in told(edition).key_points)]
    assert all("12 [→ 15]" in line for line in printed if "12" in line)
    assert "15" in printed[0]
    assert "15" in printed[1]


def test_hours_apart_is_later_minutes_are_not() -> None:
    """A toll of the morning is outdated by that of the evening; two of one hour contradict each other."""
    morning, evening = at(FIRST, 6), at(LATER, 19)
    assert marks(morning, evening) == [" [→ 15]"]
    assert marks(at(FIRST, 6), at(LATER, 7)) == []
    assert marks(at(FIRST, 19), at(LATER, 6)) == []  # what only grows did not fall


def test_whoever_repeats_an_older_toll_is_behind() -> None:
    """It was first given on the day before."""
    assert marks(FIRST, LATER, BEHIND) == [" [→ 15]", " [→ 15]"]


def history(*, printed: str) -> History:
    """Of a brief that printed so much of the story of `FIRST`, which is in no edition of today."""
    known = next(remembered([story(FIRST)], {FIRST.article.id: FIRST}))
    return History(number=2, story_days={"s1": (MONDAY,)}, printed={"s1": (printed,)}, figures={"s1": known.figures})


def test_what_an_earlier_brief_printed_is_revised() -> None:
    """No article of today has the old figure; what was cited there is not cited again."""
    knows = Material(day=TUESDAY, inputs=1, history=history(printed=FIRST.article.text))
    (difference,) = told(compose([story(LATER)], by_id(LATER), knows)).differences
    assert [(claim.value, len(claim.citations)) for claim in difference.claims] == [("12", 0), ("15", 1)]
    assert difference.updated


def test_what_no_brief_printed_is_not_revised() -> None:
    """Nobody could look it up."""
    knows = Material(day=TUESDAY, inputs=1, history=history(printed="Police closed the harbour market."))
    assert told(compose([story(LATER)], by_id(LATER), knows)).differences == ()


def test_a_revision_is_told_once() -> None:
    """The next brief does not say again that the toll is 15 now."""
    first = compose(
        [story(LATER)], by_id(LATER), Material(day=TUESDAY, inputs=1, history=history(printed=FIRST.article.text))
    )
    again = compose(
        [story(FIRST, LATER)],
        by_id(FIRST, LATER),
        Material(day=TUESDAY, inputs=2, history=History(previous=first, number=3, story_days={"s1": (TUESDAY,)})),
    )
    assert not [change for change in again.changes if change.kind == "revised"]

"""What goes to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import ceil

import pytest

from briefing.model import CalendarEntry, Edition
from briefing.rendering.fitting import BRIEF, CALENDAR, FEW, TRIES, Cut, cut_to, fitted
from tests.rendering import samples, samples_made


def stories(edition: Edition) -> list[str]:
    """The stories of an edition, by id."""
    return [story.id for section in edition.sections for story in section.stories]


def in_turn(edition: Edition) -> list[str]:
    """Those of the bottom line, then the others."""
    first = [line.story for line in edition.bottom_line]
    return [id_ for id_ in stories(edition) if id_ in first] + [id_ for id_ in stories(edition) if id_ not in first]


@pytest.mark.parametrize("per_page", [1.0, 3.5, 9.0])
@pytest.mark.parametrize("most", [1, 3, 6, 40])
def test_as_many_stories_are_printed_as_the_pages_hold(per_page: float, most: int) -> None:
    """Never more pages than allowed, however wrong the estimate; no more layouts than a few."""
    edition = samples_made.many(40, sources=1)
    seen: list[int] = []

    def layout(cut: Cut) -> int:
        seen.append(len(stories(cut.edition)))
        return ceil(0.8 + len(stories(cut.edition)) / per_page)

    count, cut = fitted(edition, most, layout, lambda document: document)
    assert count <= most or not stories(cut.edition)
    assert len(seen) <= TRIES + 1
    printed = set(in_turn(edition)[: len(stories(cut.edition))])
    assert stories(cut.edition) == [id_ for id_ in stories(edition) if id_ in printed]


def test_an_edition_that_fits_is_printed_whole() -> None:
    """And nothing is said to be left out."""
    edition = samples.rich()
    _, cut = fitted(edition, 6, lambda cut: cut, lambda _: 5)
    assert cut.edition == edition
    assert cut == Cut(edition=edition)


@pytest.mark.parametrize("kept", [0, 2, 5, 12])
def test_nothing_disappears_silently(kept: int) -> None:
    """Every story is printed, told in brief or named; dates and sources are printed or counted; numbers stay."""
    edition = samples_made.many(12)
    cut = cut_to(edition, kept)
    titles = {story.id: story.title for section in edition.sections for story in section.stories}
    assert len(stories(cut.edition)) == kept
    short = {story.id for story in cut.brief} | {item.story for item in edition.front.items}
    assert set(cut.stories) == {t for id_, t in titles.items() if id_ not in stories(cut.edition) and id_ not in short}
    assert not {story.id for story in cut.brief} & set(stories(cut.edition))
    shown = len(edition.front.next_72_hours) if cut.whole else 0  # on page one
    assert cut.dates + shown == len(edition.calendar) + len(edition.timeline) - len(cut.edition.calendar) - len(
        cut.edition.timeline
    )
    assert cut.sources == len(edition.sources) - len(cut.edition.sources)
    assert set(cut.edition.sources) <= set(edition.sources)
    assert cut.edition.bottom_line == edition.bottom_line


def test_every_citation_in_print_has_its_source() -> None:
    """A cut edition keeps the sources of all that it still says."""
    made = cut_to(samples_made.many(12), 6)
    cut = made.edition
    known = {source.id for source in cut.sources}
    points = [line.point for line in cut.bottom_line]
    points += [point for section in cut.sections for story in section.stories for point in story.key_points]
    points += [entry.what for entry in cut.calendar] + [story.key_points[0] for story in made.brief]
    assert made.brief
    assert all(citation.source in known for point in points for citation in point.citations)


def test_stories_that_the_composer_cut_are_not_printed() -> None:
    """`cut` names them; they stay on the screen."""
    edition = samples_made.many(6)
    last = edition.sections[-1].stories[-1].title
    _, cut = fitted(replace(edition, cut=(last,)), 99, lambda cut: cut, lambda _: 1)
    assert [story.title for story in cut.brief] == [last]
    assert len(stories(cut.edition)) == 5


def test_what_has_no_room_is_told_in_a_sentence() -> None:
    """The next dozen stories in order; those after them are named."""
    edition = samples_made.many(40)
    cut = cut_to(edition, 7)
    rest = [id_ for id_ in stories(edition) if id_ not in in_turn(edition)[:7]]
    titles = {story.id: story.title for section in edition.sections for story in section.stories}
    assert [story.id for story in cut.brief] == rest[:BRIEF]
    assert cut.stories == tuple(titles[id_] for id_ in rest[BRIEF:])


def test_a_story_of_the_bottom_line_is_told_before_another_of_a_weightier_actor() -> None:
    """A match of the first actor's team is no reason to leave out the last of the five lines."""
    edition = samples_made.many(40)
    cut = cut_to(edition, len(edition.bottom_line))
    assert set(stories(cut.edition)) == {line.story for line in edition.bottom_line}


def test_a_single_page_is_bottom_line_and_what_comes_next() -> None:
    """With no room for stories, the tables of actors and days go as well."""
    made = cut_to(samples.rich(), 0)
    cut = made.edition
    assert not made.brief
    assert not cut.sections
    assert not cut.actors
    assert not cut.timeline
    assert cut.bottom_line
    assert cut.front.next_72_hours


@pytest.mark.parametrize("room", ["drawing", "rows", "tables", "none"])
def test_a_brief_of_one_story_is_a_page_if_it_can_be(room: str) -> None:
    """The drawing goes first, then what the tables say least; if that does not do, nothing goes."""
    edition = samples_made.many(1)
    assert edition.actors

    def pages(cut: Cut) -> int:
        most = {"drawing": 99, "rows": FEW, "tables": 0, "none": -1}[room]
        return 1 if not cut.edition.ties and len(cut.edition.actors) <= most else 2

    edition = replace(edition, ties=samples.rich().ties, actors=samples.rich().actors)
    count, cut = fitted(edition, 6, lambda cut: pages(cut), lambda document: document)  # noqa: PLW0108 — a layout
    assert count == (2 if room == "none" else 1)
    assert stories(cut.edition) == stories(edition)
    assert (cut.edition == edition) == (room == "none")
    shown = len(edition.actors)
    assert len(cut.edition.actors) == {"drawing": shown, "rows": FEW, "tables": 0, "none": shown}[room]
    assert cut.actors == (shown - FEW if room == "rows" else 0)


def test_the_dates_of_what_is_told_in_full_come_before_those_of_what_is_told_in_brief() -> None:
    """The calendar of a cut edition is in order of days, but its entries are chosen by their stories."""
    edition = samples_made.many(40)
    point = edition.calendar[0].what
    last, first = stories(edition)[11], edition.bottom_line[0].story
    near, far = edition.date + timedelta(days=1), edition.date + timedelta(days=9)
    entries = [CalendarEntry(first=near, last=near, what=point, story=last, time=f"{n:02}:00") for n in range(CALENDAR)]
    entries.append(CalendarEntry(first=far, last=far, what=point, story=first))
    printed = cut_to(replace(edition, calendar=tuple(entries)), 7).edition.calendar
    assert len(printed) == CALENDAR
    assert printed[-1].story == first
    assert [entry.first for entry in printed] == sorted(entry.first for entry in printed)

"""What goes to print."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model import CalendarEntry, Edition
from briefing.rendering.cutting import FEW, LEAN, RICH, Cut, cut_to, telling
from briefing.rendering.fitting import TRIES, fitted
from briefing.rendering.measuring import Measure
from tests.rendering import samples, samples_made


def stories(edition: Edition) -> list[str]:
    """The stories of an edition, by id."""
    return [story.id for section in edition.sections for story in section.stories]


def points(edition: Edition) -> int:
    """How many key points its stories have."""
    return sum(len(story.key_points) for section in edition.sections for story in section.stories)


def sized(per_page: float) -> Callable[[Cut], float]:
    """Pages of a layout in which a page holds so many key points, and a story named takes as much as half of one."""
    return lambda cut: 0.9 + (points(cut.edition) + 0.5 * len(stories(cut.edition))) / per_page


def expected(per_page: float) -> Callable[[Cut], Measure]:
    """What is thought of beforehand, wrong where ``per_page`` is not the layout's."""
    size = sized(per_page)
    return lambda cut: Measure(pages=size(cut), turns=("#nowhere",))


@pytest.mark.parametrize("per_page", [6.0, 20.0, 90.0])
@pytest.mark.parametrize("most", [1, 2, 6, 40])
def test_no_more_pages_than_allowed_and_no_more_layouts_than_a_few(per_page: float, most: int) -> None:
    """However wrong the estimate; if not even page one fits, it is printed all the same."""
    edition = samples_made.many(40, sources=1)
    seen: list[float] = []

    def layout(cut: Cut) -> float:
        seen.append(sized(per_page)(cut))
        return seen[-1]

    pages, cut = fitted(edition, most, layout, lambda document: document, expected(30.0))
    assert pages <= most or not stories(cut.edition)
    assert len(seen) <= TRIES + 2


def test_what_is_foreseen_is_laid_out_once() -> None:
    """Where the estimate holds, the first layout is the last, and it leaves little of its pages empty."""
    edition = samples_made.many(40, sources=1)
    seen: list[float] = []

    def layout(cut: Cut) -> float:
        seen.append(sized(40.0)(cut))
        return seen[-1]

    pages, cut = fitted(edition, 2, layout, lambda document: document, expected(40.0))
    assert seen == [pages]
    assert 1.9 < pages <= 2
    assert cut.turns == ("#nowhere",)


def test_two_pages_are_used() -> None:
    """What the first guess leaves empty is filled."""
    edition = samples_made.many(40, sources=1)
    pages, _ = fitted(edition, 2, sized(40.0), lambda document: document, expected(30.0))
    assert 1.75 < pages <= 2


def test_where_there_is_room_everything_is_printed() -> None:
    """And nothing but rows of tables is said to be left out."""
    edition = samples.rich()
    _, cut = fitted(edition, 6, lambda cut: cut, lambda _: 2.5, expected(90.0))
    assert stories(cut.edition) == stories(edition)
    assert (cut.stories, cut.points) == ((), 0)
    assert len(cut.edition.actors) == min(len(telling(edition)), RICH.actors)


@pytest.mark.parametrize("lines", [0, 2, 12, 20, 99])
def test_nothing_disappears_silently(lines: int) -> None:
    """Every story is printed or named, every other thing printed or counted; source numbers stay."""
    edition = samples_made.many(12)
    cut = cut_to(edition, lines)
    titles = {story.id: story.title for section in edition.sections for story in section.stories}
    front = {item.story for item in edition.front.items}
    also = {line.story for line in cut.edition.front.also}
    here = set(stories(cut.edition))
    assert not also & here
    assert set(cut.stories) == {title for id_, title in titles.items() if id_ not in here | front | also}
    ahead = len(edition.front.next_72_hours)
    dates = len(edition.calendar) + len(edition.timeline) - ahead
    assert cut.dates == dates - len(cut.margin) - len(cut.edition.calendar) - len(cut.edition.timeline)
    assert cut.sources == len(edition.sources) - len(cut.edition.sources)
    assert set(cut.edition.sources) <= set(edition.sources)
    assert cut.edition.bottom_line == edition.bottom_line


def test_each_story_is_named_before_any_is_told() -> None:
    """Twelve lines name twelve stories; the next ones tell the weightiest of them in a sentence."""
    edition = samples_made.many(12)
    named, told = cut_to(edition, 12).edition, cut_to(edition, 14).edition
    assert stories(named) == stories(edition)
    assert (points(named), points(told)) == (0, 2)


def test_what_page_one_prints_is_not_told_again() -> None:
    """A story of page one goes on with its other key points, and those that were new are still marked."""
    edition = samples_made.many(12)
    shown = {item.story: item.point.text for item in edition.front.items}
    assert shown
    for story in (story for section in cut_to(edition, 99).edition.sections for story in section.stories):
        assert shown.get(story.id) not in {point.text for point in story.key_points}
        assert all(n < len(story.key_points) for n in story.fresh)


def test_every_citation_in_print_has_its_source() -> None:
    """A cut edition keeps the sources of all that it still says."""
    made = cut_to(samples_made.many(12), 16)
    cut = made.edition
    known = {source.id for source in cut.sources}
    said = [line.point for line in cut.bottom_line]
    said += [point for section in cut.sections for story in section.stories for point in story.key_points]
    said += [entry.what for entry in cut.calendar]
    assert {citation.source for point in said for citation in point.citations} <= known
    assert {entry.what.citations[0].source for entry in made.margin} <= known


@pytest.mark.parametrize("room", [1.0, 0.5, 0.0])
def test_what_is_little_more_than_a_page_becomes_one(room: float) -> None:
    """The last key points go first; where even a point a story is too much, the second page stays."""
    edition = samples_made.many(3)

    def size(cut: Cut) -> float:
        return 1.2 if points(cut.edition) > room * points(edition) else 0.98

    pages, cut = fitted(edition, 2, size, lambda document: document, expected(30.0))
    assert pages == (0.98 if room else 1.2)
    assert stories(cut.edition) == stories(edition)
    assert room == 0 or len(cut.edition.actors) <= FEW.actors or room == 1


def test_the_dates_of_what_is_told_come_before_those_of_what_is_only_counted() -> None:
    """The calendar of a cut edition is in order of days, but its entries are chosen by their stories."""
    edition = samples_made.many(40)
    what, near = edition.calendar[0].what, edition.calendar[0].first
    last, first = stories(edition)[-1], edition.bottom_line[0].story
    entries = [CalendarEntry(first=near, last=near, what=what, story=last, time=f"{n:02}:00") for n in range(9)]
    entries.append(CalendarEntry(first=near + timedelta(days=9), last=near + timedelta(days=9), what=what, story=first))
    cut = cut_to(replace(edition, calendar=tuple(entries)), 7)
    printed = cut.margin + cut.edition.calendar
    assert len(printed) == LEAN.calendar
    assert printed[-1].story == first
    assert [entry.first for entry in printed] == sorted(entry.first for entry in printed)

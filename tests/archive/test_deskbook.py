"""The desk's book, and what a page of the web view asks the archive for."""

from datetime import UTC, datetime

import pytest

from briefing.archive import Archive, Query, looking, search
from briefing.errors import ArchiveError
from briefing.model import Correction, Decision, Decisions
from tests.archive import made
from tests.archive.made import MONDAY, TUESDAY, WEDNESDAY, keep
from tests.archive.test_briefs import QUAYS

AT = datetime(2019, 1, 29, 5, 30, tzinfo=UTC)


def test_decisions_are_kept_unless_somebody_was_quicker(archive: Archive) -> None:
    """Each brief has its own."""
    first = Decisions(date=MONDAY, decisions=(Decision(kind="drop", story="s1", by="Ann", at=AT),))
    archive.desk.keep(first, instead_of=None)
    assert archive.desk.decisions(MONDAY) == first
    assert archive.of("economy").desk.decisions(MONDAY) is None
    with pytest.raises(ArchiveError, match="somebody else"):
        archive.desk.keep(Decisions(date=MONDAY), instead_of=None)
    archive.desk.keep(Decisions(date=MONDAY), instead_of=first)
    assert archive.desk.everything(MONDAY) == [Decisions(date=MONDAY)]
    assert archive.desk.everything(TUESDAY) == []


def test_a_correction_is_printed_by_one_edition(archive: Archive) -> None:
    """The next one, which may be built again; none before the fault, and none after it was told."""
    one = Correction(date=MONDAY, printed="34", right="37", why="misread", by="Ann", at=AT)
    archive.desk.correct(one)
    assert archive.desk.to_print(MONDAY) == []
    assert archive.desk.to_print(TUESDAY) == [one]
    archive.desk.have_printed(TUESDAY, [one])
    assert archive.desk.to_print(TUESDAY) == [one]
    assert archive.desk.to_print(WEDNESDAY) == []
    archive.desk.have_printed(TUESDAY, [])
    assert archive.desk.to_print(WEDNESDAY) == [one]
    assert archive.desk.corrections(MONDAY) == archive.desk.corrections() == [one]


def test_stories_and_neighbours_are_those_of_one_brief(archive: Archive) -> None:
    """Latest first, each with its articles."""
    archive.save([QUAYS])
    for day in (MONDAY, TUESDAY):
        keep(archive, day, ("s1", (QUAYS,)))
    keep(archive.of("economy"), WEDNESDAY, ("s1", (QUAYS,)))
    days = looking.story_days(archive.engine, "s1")
    assert [(day.edition, [one.id for one in day.articles]) for day in days] == [
        (TUESDAY, [QUAYS.article.id]), (MONDAY, [QUAYS.article.id]),
    ]  # fmt: skip
    assert looking.story_days(archive.engine, "none") == []
    assert looking.neighbours(archive.engine, MONDAY) == (None, TUESDAY)
    assert looking.neighbours(archive.engine, TUESDAY) == (MONDAY, None)
    assert [day for day, _ in looking.stories_with(archive.engine, QUAYS.article.id)] == [TUESDAY, MONDAY]
    assert looking.latest_reading(archive.engine, QUAYS.article.id, QUAYS.article.sha256)
    assert looking.stamp(archive.engine, MONDAY) != looking.stamp(archive.engine, TUESDAY)
    assert looking.stamp(archive.engine, WEDNESDAY) == ""


def test_pages_of_results_follow_each_other(archive: Archive) -> None:
    """No article twice, none left out; among those that are alike the latest first."""
    every = [
        made.article("The quay will be widened.", title=f"Quay {n}", id_=f"q{n:03}", day=TUESDAY) for n in range(30)
    ]
    archive.save_articles(every)
    found = [hit.id for at in (0, 12, 24) for hit in search(archive.engine, Query(words="quay", limit=12, skip=at))]
    assert sorted(found) == [article.id for article in every]
    assert len(set(found)) == 30

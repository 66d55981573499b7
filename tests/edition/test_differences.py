"""Where sources differ on figures, and where they only seem to."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.edition.differences import differences
from tests.make import by_id, reading, story


def found(*texts: tuple[str, str] | tuple[str, str, date]) -> list[tuple[str, list[str], bool]]:
    readings = [
        reading(entry[0], source=entry[1], day=entry[2] if len(entry) == 3 else date(2019, 1, 29)) for entry in texts
    ]
    made = differences(story(*readings), by_id(*readings))
    return [(one.about, [claim.value for claim in one.claims], one.updated) for one in made]


def test_two_tolls_on_one_day_are_shown() -> None:
    """12 or 15 dead: both, each with its source."""
    assert found(
        ("The blast at the harbour market killed 12 people, police said.", "Harbour Wire"),
        ("Police said 15 people were killed in the blast at the harbour market.", "Gulf Observer"),
    ) == [("dead", ["12", "15"], False)]


def test_each_claim_is_cited() -> None:
    """A claim without its source would be gossip."""
    one = reading("The blast at the market killed 12 people.", source="A")
    two = reading("The blast at the market killed 15 people.", source="B")
    (difference,) = differences(story(one, two), by_id(one, two))
    assert [claim.citations[0].source for claim in difference.claims] == [one.article.id, two.article.id]


def test_a_toll_that_rises_from_day_to_day_is_an_update() -> None:
    """The figure of yesterday does not contradict the one of today."""
    assert found(
        ("The dam collapse killed at least 58 people, firefighters said.", "Harbour Wire", date(2019, 1, 28)),
        ("The dam collapse killed 84 people, firefighters said.", "Gulf Observer", date(2019, 1, 30)),
    ) == [("dead", ["at least 58", "84"], True)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The blast killed 12 people in the market.", "The blast wounded 15 people in the market."),
        ("The blast in the market killed 298 people.", "The blast in the market killed some 300 people."),
        ("The blast killed twelve people in the market.", "The blast killed 12 people in the market."),
        (
            "Twenty people were killed by the flood in Karsia.",
            "The parliament of Norland heard that 3 soldiers died in a crash.",
        ),
        ("The blast in the market killed 12 people.", "The market opened in 1912 and has 15 gates."),
    ],
)
def test_no_false_alarm(left: str, right: str) -> None:
    """Other things, rounding, spelling and other events are no differences."""
    assert found((left, "A"), (right, "B")) == []


def test_one_source_does_not_contradict_itself() -> None:
    """Two figures of one article are two facts."""
    assert found(("The first blast killed 12 people.\nThe second blast killed 15 people.", "A")) == []

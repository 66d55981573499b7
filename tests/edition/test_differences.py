"""Where sources differ on figures, and where they only seem to."""

from datetime import date

import pytest

from briefing.edition.differences import compare, differences
from briefing.model import Reading
from tests.make import NETANYAHU, RUSSIA, by_id, reading, story


def found(*texts: tuple[str, str] | tuple[str, str, date]) -> list[tuple[str, list[str], bool]]:
    readings = [
        reading(entry[0], source=entry[1], day=entry[2] if len(entry) == 3 else date(2019, 1, 29)) for entry in texts
    ]
    made = differences(compare(story(*readings), by_id(*readings)))
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
    (difference,) = differences(compare(story(one, two), by_id(one, two)))
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


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The quake on the island killed 10 people.", "The quake on the island killed 3 children."),
        (
            "The blast at the market killed 20 people.",
            "Among the dead in the blast at the market, 8 of them were guards.",
        ),
        ("The quake on the island killed 10 people.", "The earlier quake on the island in 1999 killed 400 people."),
        (
            "Between 20 and 30 people were killed in the blast at the market.",
            "The blast at the market killed 24 people.",
        ),
        ("The blast at the market killed 12 people.", "The blast at the market killed at least 10 people."),
        (
            "The blast killed 12 people in the market hall.",
            "The blast killed 12 people, not 15 dead as first said, in the market hall.",
        ),
        (
            "Sales of the harbour mill fell to €5 million last spring.",
            "Sales of the harbour mill fell to $6 million last spring.",
        ),
    ],
)
def test_parts_background_ranges_floors_and_other_currencies_are_no_differences(left: str, right: str) -> None:
    """A part is not the whole, another flood is not this one, and who prints both figures denies neither."""
    past = [("1999", "1999", date(1999, 1, 1), date(1999, 12, 31))] if "1999" in right else []
    readings = [reading(left, source="A"), reading(right, source="B", timexes=past)]
    assert differences(compare(story(*readings), by_id(*readings))) == ()


def test_what_is_counted_need_not_be_in_the_table() -> None:
    """The pirates came in two boats, or in three: the noun and what stands before the figure decide."""
    assert found(
        (
            "The pirates attacked the grain ship Aurora from two boats off the cape at noon, the navy said.",
            "Harbour Wire",
        ),
        (
            "The pirates attacked the grain ship Aurora from three boats off the cape at noon, the navy said.",
            "Gulf Observer",
        ),
    ) == [("boats", ["two", "three"], False)]


def test_an_old_toll_that_both_sources_recall_is_no_difference_of_today() -> None:
    """It lies behind the news: one counts a coast, the other all of them."""
    year = [("2004", "2004", date(2004, 1, 1), date(2004, 12, 31))]
    told = [
        [
            reading(f"The wave {of} killed {dead} people on the coast.", source=dead, timexes=found)
            for dead in ("170,000", "230,000")
        ]
        for of, found in (("of 2004", year), ("of Friday", []))
    ]
    assert [len(differences(compare(story(*one), by_id(*one)))) for one in told] == [0, 1]


SUNDAY, MONDAY = date(2019, 1, 27), date(2019, 1, 28)


def dated(text: str, words: str, day: date, source: str) -> Reading:
    return reading(text, source=source, actors=(NETANYAHU, RUSSIA), timexes=[(words, str(day), day, day)])


def test_two_days_for_one_arrival_are_shown() -> None:
    """Sunday or Monday: both, each with its source, in the order of days."""
    one = dated("The envoys of Russia landed in the capital on Monday for talks.", "Monday", MONDAY, "Harbour Wire")
    two = dated("The envoys of Russia reached the capital for talks on Sunday.", "Sunday", SUNDAY, "Meridian Post")
    (made,) = differences(compare(story(one, two), by_id(one, two)))
    assert (made.about, [claim.value for claim in made.claims]) == ("day of arrival", ["Sunday", "Monday"])
    assert [claim.citations[0].source for claim in made.claims] == [two.article.id, one.article.id]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The envoys of Russia landed on Monday for talks.", "The envoys of Russia left on Sunday after the talks."),
        ("The envoys of Russia landed on Monday for talks.", "The envoys of Russia spoke to Netanyahu on Sunday."),
        ("Russia met Netanyahu for talks on Monday.", "Russia met Netanyahu for talks on Sunday."),
    ],
)
def test_other_deeds_and_deeds_that_recur_have_days_of_their_own(left: str, right: str) -> None:
    """Arriving is not leaving, and those who met on Sunday may meet on Monday."""
    one, two = dated(left, "Monday", MONDAY, "A"), dated(right, "Sunday", SUNDAY, "B")
    assert differences(compare(story(one, two), by_id(one, two))) == ()


def test_a_source_that_gives_both_days_differs_from_neither() -> None:
    """It reports the other's day, and may explain it."""
    one = dated("The envoys of Russia landed on Monday for talks.", "Monday", MONDAY, "A")
    both = reading(
        "The envoys of Russia landed on Sunday.\nTheir baggage from Russia landed on Monday.",
        source="B",
        actors=(RUSSIA,),
        timexes=[("Sunday", "2019-01-27", SUNDAY, SUNDAY), ("Monday", "2019-01-28", MONDAY, MONDAY)],
    )
    assert differences(compare(story(one, both), by_id(one, both))) == ()


def test_a_claim_cites_those_who_print_its_figure() -> None:
    """Who says "at least 9" does not contradict 12, and has not said 12 either."""
    one = reading("The blast at the market killed 12 people.", source="A")
    two = reading("The blast at the market killed 15 people.", source="B")
    three = reading("The blast at the market killed at least 9 people.", source="C")
    (difference,) = differences(compare(story(one, two, three), by_id(one, two, three)))
    assert [(claim.value, len(claim.citations)) for claim in difference.claims] == [("12", 1), ("15", 1)]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("at least 58", "84", [("dead", ["at least 58", "84"], True)]),
        ("at least 58", "at least 84", [("dead", ["at least 58", "at least 84"], True)]),
        ("84", "at least 58", []),
        ("84", "over 58", []),
    ],
)
def test_a_floor_is_passed_by_a_later_toll_and_not_undercut_by_one(
    earlier: str, later: str, expected: list[tuple[str, list[str], bool]]
) -> None:
    """More dead than "at least 58" is news; "at least 58" after 84 is none."""
    told = found(
        (f"The dam collapse killed {earlier} people, firefighters said.", "Harbour Wire", date(2019, 1, 28)),
        (f"The dam collapse killed {later} people, firefighters said.", "Gulf Observer", date(2019, 1, 30)),
    )
    assert told == expected

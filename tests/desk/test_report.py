"""The report: what is dropped most, and the settings that would have done it."""

from datetime import date

from briefing import desk
from briefing.model import About, Decision, Decisions, Desk, Genre
from tests.desk.conftest import Bureau

DAY = date(2019, 1, 29)


def about(
    topic: Desk, gravity: float, *, front: bool, outlet: str = "Harbour Wire", genre: Genre = Genre.REPORT
) -> About:
    return About(title=f"{topic} {gravity}", desk=topic, gravity=gravity, front=front, outlets=(outlet,), genre=genre)


def test_a_topic_that_is_always_taken_off_page_one_is_offered_less_weight() -> None:
    """As much less as takes half of it below the floor; what it would have spoilt is counted."""
    sport = [about(Desk.SPORT, each, front=True, outlet=f"Paper {each}") for each in (6.0, 6.2, 6.4, 9.0)]
    decided = Decisions(date=DAY, decisions=tuple(Decision(kind="pin", place=0, story="s", about=one) for one in sport))
    kept = [about(Desk.SPORT, 6.1, front=True), about(Desk.CONFLICT, 8.0, front=True)]
    found = desk.report([decided], kept, 5.5)
    (offer,) = found.offers
    assert offer.setting == "[desk.weights] sport: -1"
    assert (offer.did, offer.of, offer.spoilt) == (3, 5, 1)
    assert (found.rows[0].name, found.rows[0].dropped) in {("sport", 4), ("report", 4)}


def test_a_habit_that_is_none_is_not_offered() -> None:
    """Twice is chance; and what would spoil as much as it spares is no help."""
    twice = [Decision(kind="drop", story="s", about=about(Desk.SPORT, 6.0, front=True))] * 2
    assert desk.report([Decisions(date=DAY, decisions=tuple(twice))], [], 5.5).offers == ()
    thrice = [Decision(kind="drop", story="s", about=about(Desk.CONFLICT, 6.0, front=True))] * 3
    many = [about(Desk.CONFLICT, 5.8, front=True)] * 5
    assert desk.report([Decisions(date=DAY, decisions=tuple(thrice))], many, 5.5).offers == ()


def test_a_genre_and_an_outlet_that_are_nearly_always_dropped_are_named() -> None:
    """With the setting that drops them."""
    gone = [
        Decision(
            kind="drop", story="s", about=about(Desk.CULTURE, 3.0, front=False, outlet="Glossy", genre=Genre.REVIEW)
        )
    ] * 4
    found = desk.report([Decisions(date=DAY, decisions=tuple(gone))], [about(Desk.CONFLICT, 7.0, front=True)], 5.5)
    assert {offer.setting for offer in found.offers} == {
        '[desk.genres] review = "drop"',
        'weight = 0.5 in the [[source]] called "Glossy"',
    }


def test_the_command_counts_what_was_decided(bureau: Bureau) -> None:
    """By outlet, by topic, by rule."""
    bank = next(story for title, story in bureau.stories().items() if "bank" in title)
    bureau.edit("drop", bank.id)
    bureau.said()
    assert bureau.run("desk", "report") == 0
    lines = bureau.said().splitlines()
    assert lines[0] == "1 edition with decisions: drop 1"
    assert any(line.split()[:2] == ["topic", "economy"] and line.split()[3] == "1" for line in lines)
    assert any(line.split()[:3] == ["outlet", "Gulf", "Observer"] for line in lines)

"""Who stands on page one, and why the others do not."""

from briefing.edition.front import select
from briefing.model import Desk, Genre, Gravity, Placement, Story
from briefing.settings import DeskSettings


def story(
    id_: str, total: float, *, desk: Desk = Desk.POLITICS, place: Placement = Placement.FRONT, state: str = ""
) -> Story:
    genre = Genre.REPORT if place is Placement.FRONT else Genre.OPINION
    gravity = Gravity(total=total, desk=desk, place=place, genre=genre, state=state)
    return Story(id=id_, title=id_, articles=(id_,), outlets=(id_,), gravity=gravity)


def front(*stories: Story, settings: DeskSettings | None = None) -> list[str]:
    return [one.id for one in select(stories, settings or DeskSettings()).front]


def test_the_first_three_stand_by_gravity_alone_and_the_others_under_caps() -> None:
    """A fourth story of one desk yields to a lighter one of another, unless it is much heavier."""
    politics = [story(f"p{n}", 9 - n / 10) for n in range(5)]
    assert front(*politics, story("e", 7.9, desk=Desk.ECONOMY)) == ["p0", "p1", "p2", "e"]
    assert front(*politics, story("e", 6.0, desk=Desk.ECONOMY))[:5] == ["p0", "p1", "p2", "p3", "p4"]


def test_a_quiet_day_has_three_at_most_and_is_never_padded() -> None:
    """Under the floor only what is above the lower one."""
    assert front(story("a", 5.0), story("b", 4.5), story("c", 4.0), story("d", 3.9)) == ["a", "b", "c"]
    assert front(story("a", 5.0), story("b", 2.0)) == ["a"]


def test_every_other_story_is_passed_over_with_a_reason() -> None:
    """Comment by its genre, the light one by its weight."""
    told = select(
        [story("a", 8), story("b", 9, place=Placement.COMMENT), story("c", 1)], DeskSettings(profile="company")
    )
    assert [line.id for line in told.comment] == ["b"]
    assert [(each.story, each.reason) for each in told.passed_over] == [("c", "weighs 1.0, below the floor of 5.8")]

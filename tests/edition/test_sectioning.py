"""Sections: by who acts, by region and state, by topic, or of one's own; stories that are alone share one."""

from collections.abc import Sequence

from briefing.edition.sectioning import sections
from briefing.lexicon.places import state_of
from briefing.lexicon.regions import WORLD, called, region_of
from briefing.model import Actor, Citation, Desk, EditionStory, Gravity, KeyPoint, Section, Span, Story
from briefing.settings import EditionSettings, OwnSection


def told(
    id_: str, lead: str = "", *, desk: Desk = Desk.POLITICS, state: str = "", said: str = "Something happened."
) -> tuple[Story, EditionStory]:
    """A story that ``lead`` leads, and how it is printed."""
    actors = (Actor(id=f"per-{lead}", name=lead, type="PER"),) if lead else ()
    story = Story(
        id=id_, title=id_, articles=(id_,), actors=actors, lead_actor=actors[0].id if actors else None,
        gravity=Gravity(desk=desk, filed=desk, state=state),
    )  # fmt: skip
    point = KeyPoint(text=said, verbatim=said, citations=(Citation(source=id_, span=Span(0, len(said))),))
    printed = EditionStory(
        id=id_, title=id_, title_citation=None, status="new", day=1, key_points=(point,), sources=(id_,), desk=desk,
    )  # fmt: skip
    return story, printed


def filed(stories: Sequence[tuple[Story, EditionStory]], settings: EditionSettings) -> list[Section]:
    return list(sections([one for one, _ in stories], {one.id: printed for one, printed in stories}, settings))


def shape(found: Sequence[Section]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.title, " ".join(story.id for story in one.stories)) for one in found]


def test_by_actor_those_who_lead_several_or_stand_first_have_their_own() -> None:
    """The others share one by desk; what is alone even there shares the last one."""
    stories = [
        told("a", "Berg"), told("b", "Comsa"), told("c", "Dorn"), told("d", "Eide", desk=Desk.ECONOMY),
        told("e", "Eide", desk=Desk.ECONOMY), told("f", "Falk"), told("g", "Gran"), told("h", "Holm", desk=Desk.HEALTH),
        told("i", "Iden", desk=Desk.SPORT),
    ]  # fmt: skip
    found = filed(stories, EditionSettings())
    assert {("actor", "Berg", "a"), ("actor", "Eide", "d e"), ("shared", "", "f g")} <= set(shape(found))
    assert shape(found)[-1] == ("shared", "", "h i")
    assert found[-1].also


def test_by_region_a_state_of_several_stories_has_its_own_and_lone_ones_gather() -> None:
    """Titles are in the edition's language."""
    stories = [
        told("a", state="FR"), told("b", state="FR"), told("c", state="DE"), told("d", state="PL"),
        told("e", state="BR"), told("f", state="JP"), told("g"),
    ]  # fmt: skip
    found = filed(stories, EditionSettings(stories="by region", language="de"))
    assert shape(found) == [
        ("state", "Frankreich", "a b"), ("region", "Europa", "c d"), ("region", "Welt", "e f g"),
    ]  # fmt: skip
    assert [one.also for one in found] == [False, True, True]
    few = filed(stories[:3], EditionSettings(stories="by region"))
    assert shape(few) == [("region", "Europe", "a b c")], "no section is left with one story"


def test_by_topic_each_desk_is_a_section_in_a_fixed_order() -> None:
    stories = [
        told("a", desk=Desk.ECONOMY), told("b", desk=Desk.POLITICS), told("c", desk=Desk.ECONOMY),
        told("d", desk=Desk.POLITICS), told("e", desk=Desk.SPORT),
    ]  # fmt: skip
    found = filed(stories, EditionSettings(stories="by topic"))
    order = [desk for desk in Desk if desk in (Desk.ECONOMY, Desk.POLITICS)]
    assert [one.desk for one in found[:-1]] == order
    assert shape(found)[-1] == ("shared", "", "e")


def test_sections_of_ones_own_come_first_and_take_what_they_name() -> None:
    """Words of what is printed, an actor, a state, a desk; each story stands once."""
    energy = OwnSection(
        title="Energy", words=("gas pipeline",), actors=("berg",), states=("NO",), desks=(Desk.SCIENCE,)
    )
    stories = [
        told("a", "Comsa", said="The gas pipeline was shut."), told("b", "Berg"), told("c", state="NO"),
        told("d", desk=Desk.SCIENCE), told("e", "Comsa", said="The pipeline of gas."),
    ]  # fmt: skip
    found = filed(stories, EditionSettings(own_sections=(energy,)))
    assert shape(found) == [("own", "Energy", "a b c d"), ("actor", "Comsa", "e")]


def test_every_state_that_names_are_known_of_lies_in_a_region() -> None:
    names = ("France", "Kenya", "Kosovo", "Taiwan", "Fiji", "Uzbekistan", "Yemen", "Haiti", "Laos", "Nepal", "Egypt")
    for name in names:
        assert region_of(state_of(name)) != WORLD, name
    assert (called("419", "fr"), called("FR", "es"), called(WORLD, "en")) == ("Amérique latine", "Francia", "World")

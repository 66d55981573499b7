"""Naming: places in the edition's language."""

from dataclasses import replace

from briefing.edition import Material, compose
from briefing.model import Actor
from briefing.settings import EditionSettings
from tests.make import DAY, by_id, reading, story

SLOVENIA = Actor(
    id="gpe-si", name="Slovenia", type="GPE", aliases=("Sloweniens", "Slowenien"), salience=0.6, mentions=2
)
MUNICH = Actor(id="gpe-munich", name="Munich", type="GPE", aliases=("München",), salience=0.5, mentions=2)


def test_places_are_called_as_the_language_of_the_edition_calls_them() -> None:
    """A state by its name there and by no inflected form, a city as that language's articles print it; English as before."""
    report = reading(
        "Die Regierung Sloweniens tagte in München.\nSlowenien will in München bleiben.",
        language="de",
        actors=(SLOVENIA, MUNICH),
    )
    one = replace(story(report), actors=(SLOVENIA, MUNICH), lead_actor="gpe-si")
    german, english = (
        compose([one], by_id(report), Material(day=DAY, inputs=1, settings=settings)).actors
        for settings in (EditionSettings(language="de"), EditionSettings(language="en"))
    )
    assert {actor.name for actor in german} == {"Slowenien", "München"}
    assert {actor.name for actor in english} == {"Slovenia", "Munich"}
    assert all("Sloweniens" not in actor.aliases for actor in german)

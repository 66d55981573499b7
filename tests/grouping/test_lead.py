"""Under whom a story is filed."""

from __future__ import annotations

import pytest

from briefing.grouping.lead import lead
from briefing.model import Actor, ActorType


def cast() -> list[Actor]:
    def one(id_: str, name: str, kind: ActorType, salience: float) -> Actor:
        return Actor(id=id_, name=name, type=kind, salience=salience)

    return [
        one("per-anna-berg", "Anna Berg", "PER", 0.3),
        one("gpe-af", "Afghanistan", "GPE", 0.28),
        one("org-harbour-bank", "Harbour Bank", "ORG", 0.21),
        one("loc-sahel", "Sahel", "LOC", 0.2),
        one("per-jan-orr", "Jan Orr", "PER", 0.1),
    ]


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Nothing is said of anybody", "per-anna-berg"),
        ("Afghan forces at their smallest", "gpe-af"),
        ("Afghanistan waits", "gpe-af"),
        ("Harbour Bank cuts rates", "org-harbour-bank"),
        ("Berg flies to the Afghan capital", "per-anna-berg"),
        ("Orr resigns", "per-anna-berg"),
    ],
)
def test_whom_the_headline_names_comes_first(title: str, id_: str) -> None:
    """Half as much again for a name in the headline: enough among equals, not for somebody at the margin."""
    assert lead(cast(), title) == id_


def test_a_story_of_places_alone_has_no_lead() -> None:
    """A desert does nothing."""
    assert lead([actor for actor in cast() if actor.type == "LOC"], "Sahel") is None

"""Which figures of a story may be held against each other."""

from __future__ import annotations

import re
from datetime import date

import pytest

from briefing.edition.differences import differences
from briefing.model import Actor
from tests.make import by_id, reading, story

FERRO = Actor(id="per-ferro", name="Tomas Ferro", type="PER", aliases=())
RUIZ = Actor(id="per-ruiz", name="Pilar Ruiz", type="PER", aliases=())
KEST = Actor(id="gpe-kest", name="Kest", type="GPE", aliases=())
SUNDAY = date(2019, 1, 27)


def values(left: str, right: str) -> list[list[str]]:
    told = [
        reading(
            text,
            source=source,
            actors=[actor for actor in (FERRO, RUIZ, KEST) if actor.name in text],
            timexes=[
                *[(said, "P4Y", SUNDAY, SUNDAY) for said in re.findall(r"\w+ years", text)],
                *([("Sunday", str(SUNDAY), SUNDAY, SUNDAY)] if "Sunday" in text else []),
            ],
        )
        for text, source in ((left, "Harbour Wire"), (right, "Gulf Observer"))
    ]
    return [[claim.value for claim in one.claims] for one in differences(story(*told), by_id(*told))]


@pytest.mark.parametrize(
    ("left", "right", "claims"),
    [
        ("The ferry sank with 74 passengers aboard.", "The ferry that sank was carrying 91 passengers.", ["74", "91"]),
        (
            "The old paper mill at the harbour in Arvo paid 3 billion dollars for its northern rival.",
            "The old paper mill at the harbour in Arvo paid $4.1 billion for its northern rival.",
            ["3 billion", "$4.1 billion"],
        ),
        (
            "The flood drove 30,000 people from their homes.",
            "The flood drove 52,000 people out of their homes.",
            ["30,000", "52,000"],
        ),
        (
            "Two dozen miners are trapped in the pit at Donza.",
            "Some 40 miners are trapped in the pit at Donza.",
            ["Two dozen", "Some 40"],
        ),
        (
            "The storm in Arvo on the coast left 600,000 homes without power.",
            "The storm in Arvo on the coast left 850,000 households without electricity.",
            ["600,000", "850,000"],
        ),
        (
            "The banker Tomas Ferro was sentenced to four years in prison.",
            "Tomas Ferro the banker was sentenced to six years in prison.",
            ["four", "six"],
        ),
        (
            "Eight climbers are missing on the mountain of Kest.",
            "Twelve climbers are missing on the mountain of Kest.",
            ["Eight", "Twelve"],
        ),
        (
            "Lightning killed four players on the pitch at Kest.",
            "Six players died from lightning on the pitch at Kest.",
            ["four", "Six"],
        ),
        (
            "The motion was rejected by 310 votes to 298 in the chamber.",
            "The motion was rejected by 312 votes to 298 in the chamber.",
            ["310", "312"],
        ),
        (
            "The bank raised its key rate by 50 basis points.",
            "The bank raised its key rate by 100 basis points.",
            ["50", "100"],
        ),
        (
            "The commander was shot with six of his guards near Arvo.",
            "The commander was shot with nine of his guards near Arvo.",
            ["six", "nine"],
        ),
        (
            "Rebels fired 14 rockets at the harbour of Kest on Sunday.",
            "The harbour of Kest was fired at by rebels on Sunday, 22 rockets.",
            ["14", "22"],
        ),
    ],
)
def test_one_thing_counted_in_other_words_is_compared(left: str, right: str, claims: list[str]) -> None:
    """Passengers aboard are those carried, households are homes, a dozen is twelve, a prison term is no date."""
    assert values(left, right) == [claims]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The first bomb killed 4 people at the gate.", "The second bomb killed 7 people at the gate."),
        ("Prices in Arvo rose 80 percent in a year.", "Prices in Arvo rose 2 percent in a month."),
        ("Unemployment in Arvo fell to 14 percent.", "Youth unemployment in Arvo fell to 32 percent."),
        ("Tomas Ferro was sentenced to four years in prison.", "Pilar Ruiz was sentenced to six years in prison."),
        ("The storm left 600,000 homes without power.", "The storm left 1.5 million people without power."),
        ("A dozen people were killed by the storm.", "The storm killed 12 people."),
        ("The quake killed half a dozen people.", "The quake killed 12 people."),
        ("The mill was sold for 300 million euros.", "The mill was sold for 342 million dollars."),
        ("The town of Arvo spent $40 million on schools.", "The town of Arvo spent $12 million on roads."),
        ("In a survey 61 percent of farmers want the dam.", "In a survey 39 percent of farmers oppose the dam."),
        ("The strike stopped 220 flights at Arvo airport.", "The strike stopped 35 flights at Donza airport."),
        ("Nine of the wounded in Arvo are in danger.", "Twenty people were wounded in Arvo."),
        ("The rebels in Kest hold 40 hostages.", "The rebels in Kest freed 12 hostages."),
        ("The mill will create 300 jobs in Kest.", "The mill will cut 120 jobs in Kest."),
        ("Four gunmen attacked the hotel in Kest.", "Four gunmen killed 12 people in the hotel in Kest."),
        ("The storm drowned 300 sheep on the island.", "The storm drowned 298 sheep on the island."),
    ],
)
def test_another_of_several_another_period_a_part_and_another_unit_are_no_differences(left: str, right: str) -> None:
    """The second bomb is not the first, a month not a year, the young not all, people not homes."""
    assert values(left, right) == []


def test_a_round_figure_does_not_stand_for_half_of_it() -> None:
    """300 may be 298; 100 is not 60, nor is 1,000 the rounding of 1,400."""
    assert values("The storm drowned 1,000 sheep on the island.", "The storm drowned 1,400 sheep on the island.") == [
        ["1,000", "1,400"]
    ]

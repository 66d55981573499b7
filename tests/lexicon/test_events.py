"""Which time expressions date an event, and which are noise."""

from datetime import date

import pytest

from briefing.lexicon.events import dates_event
from briefing.model import Anchor, Span, Timex, TimexType


def asked(
    sentence: str,
    *,
    kind: TimexType = "DATE",
    value: str = "2019-02-01",
    first: date | None = date(2019, 2, 1),
    last: date | None = None,
    anchor: Anchor = "published",
) -> bool:
    """What is said of the expression in braces."""
    start = sentence.index("{")
    end = sentence.index("}") - 1
    span = Span(start, end)
    timex = Timex(span=span, type=kind, value=value, first=first, last=last or first, anchor=anchor)
    return dates_event(sentence.replace("{", "").replace("}", ""), span, timex)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council meets on {Friday} to vote on the budget.",
        "On {Friday} the council votes on the budget.",
        "The vote was postponed until {Friday} after a long debate.",
        "The fair is open from {Friday} to Sunday in the old harbour.",
        "Le conseil se réunira {vendredi} à Paris pour voter.",
        "Der Rat tagt am {Freitag} in der Hauptstadt.",
        "He must leave the country by {Friday}, a court ruled.",
        "The judge put off the hearing from Monday to {Friday} without giving a reason.",
        "The hearing was moved to {Friday} in a smaller court.",
        "Trains moved from one line to another on {Friday} in the snow.",
        "The club called off the match {Friday} after the flood.",
        "The union postpones its vote to {Friday} for want of a hall.",
    ],
)
def test_a_day_on_which_something_happens_is_an_event(sentence: str) -> None:
    """A day that a verb of doing hangs on is worth a line."""
    assert asked(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks have gone on since {Friday} without a result.",
        "Prices are higher than {Friday} in most markets.",
        "The talks are going well, the minister said on {Friday}.",
        "He told reporters on {Friday} that he was content.",
        "The paper's {Friday} edition carried the letter in full.",
        "The club was founded before {Friday} by two brothers.",
        "Les pourparlers durent depuis {vendredi} sans résultat.",
        "Die Gespräche dauern seit {Freitag} ohne Ergebnis an.",
        "{Friday}",
        "Posted on {Friday}",
        "The striker would like a new contract by {Christmas}, his agent says.",
        "The judge put off the hearing from {Friday} to Monday without giving a reason.",
        "The rally that was planned for {Friday} was called off by the police.",
        "The vote, originally scheduled for {Friday}, will be held in spring.",
        "Le sommet a été reporté du {vendredi} au lundi suivant.",
        "The president postpones {the 1 February} election after a boycott.",
        "Organisers call off {Friday}'s match because of the flood.",
        "The ministry cancels its {Friday} briefing for a second time.",
    ],
)
def test_bounds_words_and_furniture_are_no_events(sentence: str) -> None:
    """What only bounds, compares, dates somebody's words or stands alone is not worth a line."""
    assert not asked(sentence)


def test_durations_sets_and_vague_words_are_no_events() -> None:
    """Only a DATE or TIME with days can date an event."""
    assert not asked("The {three-day} visit went well for all of them.", kind="DURATION", value="P3D", first=None)
    assert not asked("The council meets {every Friday} in the town hall.", kind="SET", value="XXXX-WXX-5", first=None)
    assert not asked("The council is {now} in session in the hall.", value="PRESENT_REF", first=None)


def test_long_periods_are_background() -> None:
    """A whole year or quarter dates no single event; a week may."""
    assert not asked(
        "The harbour was rebuilt in {2018} with foreign money.",
        value="2018",
        first=date(2018, 1, 1),
        last=date(2018, 12, 31),
    )
    assert asked(
        "The council meets {next week} to vote on it.", value="2019-W06", first=date(2019, 2, 4), last=date(2019, 2, 10)
    )

"""A page budget cuts from the bottom and says what it cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.edition import Material, compose, shortened
from tests.make import DAY, ISRAEL, NETANYAHU, RUSSIA, by_id, reading, story

READINGS = [
    reading(f"{actor.name} said on day {n} that report {n} was under review.", title=f"Report {n}", actors=(actor,))
    for n, actor in enumerate((NETANYAHU, ISRAEL, RUSSIA, NETANYAHU, ISRAEL))
]
STORIES = [story(one, id_=f"s{n}", title=f"Report {n}") for n, one in enumerate(READINGS)]
WHOLE = compose(STORIES, by_id(*READINGS), Material(day=DAY, inputs=5))


def told(edition: object) -> list[str]:
    return [s.id for section in edition.sections for s in section.stories]  # type: ignore[attr-defined]


@given(st.integers(0, 8))
def test_what_is_left_is_the_top_and_the_rest_is_named(most: int) -> None:
    """Nothing is printed twice, nothing disappears, every citation still has its source."""
    short = shortened(WHOLE, most)
    assert told(short) == told(WHOLE)[:most]
    assert len(told(short)) + len(short.cut) == len(told(WHOLE))
    listed = {source.id for source in short.sources}
    cited = {c.source for section in short.sections for s in section.stories for p in s.key_points for c in p.citations}
    cited |= {c.source for line in short.bottom_line for c in line.point.citations}
    assert cited <= listed
    numbers = {source.id: source.number for source in WHOLE.sources}
    assert all(source.number == numbers[source.id] for source in short.sources)


def test_a_budget_that_is_large_enough_changes_nothing() -> None:
    """The very same edition."""
    assert shortened(WHOLE, 5) is WHOLE

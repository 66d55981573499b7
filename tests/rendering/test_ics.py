"""The calendar imports cleanly and says when, what and who says so."""

from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from briefing.edition import Material, compose
from briefing.model import CalendarEntry, Citation, Edition, KeyPoint, Span
from briefing.rendering.ics import ics
from tests.make import DAY, ISRAEL, by_id, reading, story

READING = reading("Israel will host talks on 14 February.", title="Talks", actors=(ISRAEL,))
EDITION = compose([story(READING)], by_id(READING), Material(day=DAY, inputs=1))


def with_entry(what: str, first: date, last: date, time: str = "") -> Edition:
    point = KeyPoint(verbatim=what, text=what, citations=(Citation(source=READING.article.id, span=Span(0, 5)),))
    entry = CalendarEntry(first=first, last=last, what=point, story="s1", time=time)
    return dataclasses.replace(EDITION, calendar=(entry,))


def events(edition: Edition) -> list[object]:
    return list(Calendar.from_ical(ics(edition)).walk("VEVENT"))


def test_a_span_fills_its_days() -> None:
    """All day, from the first day to the one after the last."""
    (event,) = events(with_entry("Talks are held.", date(2019, 2, 14), date(2019, 2, 15)))
    assert event["DTSTART"].dt == date(2019, 2, 14)  # type: ignore[index]
    assert event["DTEND"].dt == date(2019, 2, 16)  # type: ignore[index]
    assert "Harbour Wire" in event["DESCRIPTION"]  # type: ignore[index]


def test_a_time_is_a_moment() -> None:
    """An entry with a time starts then."""
    (event,) = events(with_entry("The vote starts.", date(2019, 2, 14), date(2019, 2, 14), "19:00"))
    assert event["DTSTART"].dt.isoformat() == "2019-02-14T19:00:00+00:00"  # type: ignore[index]


@given(st.text(min_size=1, max_size=300).filter(lambda text: text.strip()))
def test_no_sentence_breaks_the_format(what: str) -> None:
    """Colons, semicolons, line ends, emoji: one event comes back, with the sentence's words."""
    (event,) = events(with_entry(what, DAY, DAY))
    printable = "".join(char if char.isprintable() else " " for char in what)
    assert str(event["SUMMARY"]).split() == printable.split()  # type: ignore[index]


def test_the_same_event_keeps_its_uid_from_day_to_day() -> None:
    """Tomorrow's edition updates the calendar instead of doubling it."""
    today = with_entry("Talks are held.", date(2019, 2, 14), date(2019, 2, 14))
    tomorrow = dataclasses.replace(today, date=date(2019, 1, 30), number=2)
    assert events(today)[0]["UID"] == events(tomorrow)[0]["UID"]  # type: ignore[index]
    assert ics(today) == ics(today)

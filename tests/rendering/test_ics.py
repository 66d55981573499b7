"""The calendar file imports cleanly, keeps its identities, and holds what the edition holds."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from briefing.model import (
    CalendarEntry,
    Citation,
    Counts,
    Edition,
    EditionSource,
    KeyPoint,
    Span,
    Window,
)
from briefing.rendering.ics import ics


def source(number: int = 1, url: str = "https://example.org/talks") -> EditionSource:
    return EditionSource(
        id=f"a{number}",
        number=number,
        title="Talks in May, again",
        source="Harbour Wire",
        url=url,
        published=date(2019, 1, 29),
        published_from="metadata",
        language="en",
        sha256="0" * 64,
        text="The council meets on Friday.",
    )


def entry(
    first: date = date(2019, 2, 1),
    last: date | None = None,
    *,
    time: str = "",
    words: str = "Friday",
    what: str = "The council meets on Friday.",
    certain: bool = True,
) -> CalendarEntry:
    return CalendarEntry(
        first=first,
        last=last or first,
        what=KeyPoint(verbatim=what, text=what, citations=(Citation(source="a1", span=Span(0, len(what))),)),
        story="s1",
        time=time,
        certain=certain,
        words=words,
    )


def edition(*entries: CalendarEntry, day: date = date(2019, 1, 29), url: str = "https://example.org/talks") -> Edition:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Edition(
        date=day,
        number=1,
        title="The Daily Brief",
        generated_by="Briefing 0.1",
        language="en",
        timezone="UTC",
        window=Window(first=moment, last=moment),
        calendar=entries,
        sources=(source(url=url),),
        counts=Counts(inputs=1, articles=1, copies=0, stories=1, skipped=0),
    )


def test_a_day_becomes_an_all_day_event() -> None:
    """An entry without a time is an all-day event that ends, exclusively, on the next day."""
    event = Calendar.from_ical(ics(edition(entry()))).events[0]
    assert event["DTSTART"].dt == date(2019, 2, 1)
    assert event["DTEND"].dt == date(2019, 2, 2)
    assert event["SUMMARY"] == "The council meets on Friday."


def test_a_span_covers_all_its_days() -> None:
    """A span is one event from its first day to the day after its last."""
    event = Calendar.from_ical(ics(edition(entry(date(2019, 2, 4), date(2019, 2, 6))))).events[0]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2019, 2, 4), date(2019, 2, 7))


def test_a_time_makes_a_timed_event() -> None:
    """A time of day is kept as printed: floating without a zone, UTC where the words say GMT."""
    calendar = Calendar.from_ical(ics(edition(entry(time="21:00"), entry(time="06:00", words="06:00 GMT on Friday"))))
    floating, universal = (event["DTSTART"].dt for event in calendar.events)
    assert floating == datetime(2019, 2, 1, 21)
    assert floating.tzinfo is None
    assert universal == datetime(2019, 2, 1, 6, tzinfo=UTC)


def test_an_event_keeps_its_identity_from_one_edition_to_the_next() -> None:
    """The UID depends on the event and not on the edition; the stamp is the edition's day."""
    today, tomorrow = (
        Calendar.from_ical(ics(edition(entry(), day=day))).events[0] for day in (date(2019, 1, 29), date(2019, 1, 30))
    )
    assert today["UID"] == tomorrow["UID"]
    assert today["DTSTAMP"].dt == datetime(2019, 1, 29, tzinfo=UTC)


def test_two_entries_never_share_an_identity() -> None:
    """Even entries that are alike in everything have UIDs of their own."""
    events = Calendar.from_ical(ics(edition(entry(), entry(), entry(certain=False)))).events
    assert len({event["UID"] for event in events}) == 3


def test_the_source_is_linked() -> None:
    """The event names its source and carries the link; what is no web address is not one."""
    event = Calendar.from_ical(ics(edition(entry()))).events[0]
    assert event["URL"] == "https://example.org/talks"
    assert "[1] Harbour Wire" in event["DESCRIPTION"]
    assert "URL" not in Calendar.from_ical(ics(edition(entry(), url="javascript:alert(1)"))).events[0]
    turned = ics(edition(entry(), url="https://example.org/\u202etxt.exe"))
    assert "\u202e" not in turned.decode()


def test_what_is_uncertain_is_tentative() -> None:
    """An entry whose day the text does not decide is marked tentative."""
    states = [event["STATUS"] for event in Calendar.from_ical(ics(edition(entry(), entry(certain=False)))).events]
    assert states == ["CONFIRMED", "TENTATIVE"]


def test_an_empty_calendar_is_still_a_calendar() -> None:
    """An edition without dates gives a calendar without events."""
    assert Calendar.from_ical(ics(edition())).events == []


def test_the_same_edition_gives_the_same_bytes() -> None:
    """Nothing in the file depends on when it is written."""
    one = edition(entry(), entry(date(2019, 3, 1)))
    assert ics(one) == ics(replace(one))


def test_a_long_sentence_has_a_short_title() -> None:
    """The title is cut between words; the description has the whole sentence."""
    long = "The council meets on Friday " + "to speak of the harbour and its many ships " * 10
    event = Calendar.from_ical(ics(edition(entry(what=long)))).events[0]
    assert len(event["SUMMARY"]) <= 161
    assert event["SUMMARY"].endswith("…")
    assert event["DESCRIPTION"].startswith(long.strip())


@given(st.text(max_size=300))
def test_any_text_survives_the_round_trip(words: str) -> None:
    """Whatever the sentence holds, the file parses again and holds one event with its words."""
    event = Calendar.from_ical(ics(edition(entry(what=words or "x")))).events
    assert len(event) == 1


@given(st.lists(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), max_size=8))
def test_every_entry_becomes_one_event(days: list[date]) -> None:
    """There are as many events as entries, in their order, each on its day."""
    events = Calendar.from_ical(ics(edition(*(entry(day) for day in days)))).events
    assert [event["DTSTART"].dt for event in events] == days


def test_marks_that_turn_the_direction_of_writing_stay_out() -> None:
    """A sentence cannot make the rest of its line read as another."""
    made = ics(edition(entry(what="The \u202ecouncil\u202c meets\x9b on Friday.")))
    assert "The council meets on Friday." in made.decode("utf-8")


def test_a_title_of_several_lines_is_one() -> None:
    """Wherever a title stands, a line break in it begins no new property."""
    printed = replace(edition(entry()), title="The\r\nMorning\nBrief", generated_by="briefing\n1")
    (name,) = [line for line in ics(printed).decode("utf-8").splitlines() if "CALNAME" in line]
    assert name == "X-WR-CALNAME:The Morning Brief"
    assert len(Calendar.from_ical(ics(printed)).walk("VEVENT")) == 1

"""Days on a page's rim."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.sources.page.days import address_day, find_day, moment, name_day, parse_published
from briefing.sources.page.patterns import patterns

DAY = date(2019, 1, 29)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "29 January, 2019"), ("en", "January 29, 2019"), ("en", "Jan. 29, 2019"), ("en", "29 Jan 2019"), ("en", "Tuesday, 29th of January 2019"),
        ("en", "2019-01-29"), ("en", "2019/1/29"), ("en", "29/01/2019"), ("en", "29.1.2019"), ("en", "1/29/2019"), ("en", "JANUARY 29TH 2019"),
        ("fr", "29 janvier 2019"), ("fr", "mardi 29 janv. 2019"), ("de", "29. Januar 2019"), ("de", "29. Jänner 2019"), ("es", "29 de enero de 2019"),
        ("ru", "29 января 2019 г."), ("ru", "29 янв 2019"), ("ar", "29 يناير 2019"), ("ar", "29 كانون الثاني 2019"),
    ],
)  # fmt: skip
def test_a_written_day_is_found(language: str, text: str) -> None:
    """In six languages and the usual numbers."""
    found = find_day(text, patterns(language))
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no day",
        "31 February 2019",
        "99/99/2019",
        "2019",
        "January",
        "May resigned in 2019",
        "route 29",
        "0001-01-01",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    """Impossible days and bare years or months are not found."""
    found = find_day(text, patterns("en"))
    assert found is None or found.day is None


@pytest.mark.parametrize(
    ("order", "day"), [("auto", date(2019, 4, 3)), ("dmy", date(2019, 4, 3)), ("mdy", date(2019, 3, 4))]
)
def test_the_order_of_numbers_is_the_readers_choice(order: Literal["auto", "dmy", "mdy"], day: date) -> None:
    """3/4/2019 is the third of April unless the settings say otherwise."""
    found = find_day("3/4/2019", patterns("en"), order)
    assert found is not None
    assert found.day == day


def test_a_date_line_gives_its_moment_where_it_names_the_zone() -> None:
    """A clock time without a zone is not believed."""
    table = patterns("en")
    assert moment("Tue 29 Jan 2019 10.32 GMT", table) == datetime(2019, 1, 29, 10, 32, tzinfo=UTC)
    assert moment("January 29, 2019 at 1:05 pm +02:00", table) == datetime(
        2019, 1, 29, 13, 5, tzinfo=timezone(timedelta(hours=2))
    )
    assert moment("Tue 29 Jan 2019 10.32", table) == DAY
    assert moment("10.32 GMT", table) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-01-29", DAY), ("2019-01-29T06:30:00Z", datetime(2019, 1, 29, 6, 30, tzinfo=UTC)), ("2019-01-29 06:30", DAY),
        ("2019-01-29T06:30:00.123+0200", datetime(2019, 1, 29, 6, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("Tue, 29 Jan 2019 06:30:00 GMT", datetime(2019, 1, 29, 6, 30, tzinfo=UTC)), (1548743400, datetime(2019, 1, 29, 6, 30, tzinfo=UTC)),
        ("1548743400000", datetime(2019, 1, 29, 6, 30, tzinfo=UTC)), ("0001-01-01T00:00:00Z", None), ("2019-13-45", None),
        ("2019-01-29T99:99:99Z", DAY), ("yesterday", None), ("", None), (None, None), (True, None), ([], None), (-5, None), (1e300, None),
        (float("nan"), None),
    ],
)  # fmt: skip
def test_machines_dates_are_read(value: object, expected: date | datetime | None) -> None:
    """ISO 8601, RFC 2822 and seconds since 1970; everything else is None."""
    assert parse_published(value) == expected


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2019/01/29/talks", DAY), ("https://a.example/world/2019/jan/29/talks", DAY), ("https://a.example/talks-20190129", DAY),
        ("https://a.example/talks?d=2019-01-29", None), ("https://a.example/1220190129", None), ("https://20190129.example/talks", None), ("", None),
    ],
)  # fmt: skip
def test_addresses_tell_their_day_in_the_path(address: str, day: date | None) -> None:
    """Not in the host, the query or the middle of a number."""
    assert address_day(address) == day


def test_file_names_tell_their_day() -> None:
    """Only as a number of its own."""
    assert name_day("2019-01-29-talks.txt") == name_day("talks_20190129.txt") == DAY
    assert name_day("000_3ec20190129569fb.txt") is None


@settings(deadline=None)  # the first look into the world's calendars loads them
@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    """Whatever stands there, the answer is a day or none, inside the text."""
    for language in ("en", "ar"):
        found = find_day(text, patterns(language))
        assert found is None or 0 <= found.start < found.end <= len(text)
    parse_published(text)
    address_day(text)

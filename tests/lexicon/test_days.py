"""TIMEX3 values and the days they span; feasts on the days the calendars say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.lexicon.days import (
    Unit,
    end_of_month,
    make_day,
    season_span,
    shift,
    span_of,
    value_at,
    weekday_after,
    weekday_before,
)
from briefing.lexicon.feasts import exact, feast_span

UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "half", "year", "decade", "century")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019-01-29", "2019-01-29", "2019-01-29"),
        ("2019-01-29T06:00", "2019-01-29", "2019-01-29"),
        ("2019-01-29TNI", "2019-01-29", "2019-01-29"),
        ("2018-09", "2018-09-01", "2018-09-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2019-W05", "2019-01-28", "2019-02-03"),
        ("2019-W05-2", "2019-01-29", "2019-01-29"),
        ("2019-W05-WE", "2019-02-02", "2019-02-03"),
        ("1998-Q3", "1998-07-01", "1998-09-30"),
        ("1998-H2", "1998-07-01", "1998-12-31"),
        ("1998-SU", "1998-06-01", "1998-08-31"),
        ("1998-WI", "1998-12-01", "1999-02-28"),
        ("FY2020", "2020-01-01", "2020-12-31"),
        ("2019-01-28/2019-01-30", "2019-01-28", "2019-01-30"),
        ("2018/2019", "2018-01-01", "2019-12-31"),
    ],
)
def test_a_value_spans_its_days(value: str, first: str, last: str) -> None:
    """Each shape of value names a first and a last day."""
    assert span_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        "2019-02-31",
        "2019-02-29",
        "0000",
        "99999",
        "2018-W53",
        "2019-13",
        "P3D",
        "PXW",
        "XXXX-WXX-2",
        "PAST_REF",
        "",
        "2019-01-30/2019-01-28",
        "2019-01-29/",
        "x" * 500,
    ],
)
def test_what_names_no_day_spans_none(value: str) -> None:
    """Impossible days, durations, sets and rubbish have no span."""
    assert span_of(value) is None


@given(st.text(max_size=40))
def test_no_text_makes_a_day_that_is_none(value: str) -> None:
    """Whatever the value, the answer is None or an ordered pair of days."""
    days = span_of(value)
    assert days is None or days[0] <= days[1]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2900, 12, 31)), st.sampled_from(UNITS))
def test_a_day_lies_in_its_own_unit(day: date, unit: Unit) -> None:
    """The value of the unit around a day spans that day."""
    days = span_of(value_at(day, unit))
    assert days is not None
    assert days[0] <= day <= days[1]


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2500, 1, 1)), st.integers(-40, 40), st.sampled_from(UNITS))
def test_moving_forth_and_back_stays_near(day: date, count: int, unit: Unit) -> None:
    """Moving by units and back again ends at most three days off, for months of different lengths."""
    there = shift(day, count, unit)
    if there is not None:
        back = shift(there, -count, unit)
        assert back is not None
        assert abs((back - day).days) <= 3


def test_moving_over_the_edge_of_the_calendar_gives_none() -> None:
    """There is no day before the year 1 or after 9999."""
    assert shift(date(2019, 1, 29), -3000, "year") is None
    assert shift(date(2019, 1, 29), 10**12, "day") is None
    assert shift(date(2019, 1, 31), 1, "month") == date(2019, 2, 28)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 7))
def test_the_nearest_weekdays_lie_within_a_week(day: date, weekday: int) -> None:
    """The weekday before and the one after are that weekday, and no farther than a week."""
    before, after = weekday_before(day, weekday), weekday_after(day, weekday)
    assert before is not None
    assert after is not None
    assert before.isoweekday() == after.isoweekday() == weekday
    assert timedelta(1) <= day - before <= timedelta(7)
    assert timedelta(1) <= after - day <= timedelta(7)


def test_the_same_day_counts_if_asked_for() -> None:
    """With `same`, a Tuesday is its own nearest Tuesday."""
    tuesday = date(2019, 1, 29)
    assert weekday_before(tuesday, 2, same=True) == weekday_after(tuesday, 2, same=True) == tuesday


def test_impossible_days_are_none() -> None:
    """31 February, 29 February 2019, the years 0 and 99999 are no days."""
    assert make_day(2019, 2, 31) is make_day(2019, 2, 29) is make_day(0, 1, 1) is make_day(99999, 1, 1) is None
    assert make_day(2020, 2, 29) == end_of_month(2020, 2)
    assert season_span(2018, "WI")[1] == date(2019, 2, 28)


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("easter", ("2016-03-27", "2018-04-01", "2019-04-21", "2024-03-31", "2038-04-25")),
        ("good-friday", ("2019-04-19",)),
        ("pentecost", ("2019-06-09",)),
        ("orthodox-easter", ("2016-05-01", "2019-04-28", "2024-05-05")),
        ("thanksgiving", ("2018-11-22", "2019-11-28")),
        ("memorial-day", ("2019-05-27",)),
        ("election-day", ("2016-11-08", "2020-11-03")),
        ("rosh-hashanah", ("2016-10-03", "2019-09-30", "2023-09-16")),
        ("yom-kippur", ("2018-09-19", "2023-09-25")),
        ("hanukkah", ("2016-12-25", "2018-12-03", "2024-12-26")),
        ("purim", ("2016-03-24", "2019-03-21", "2024-03-24")),
        ("passover", ("2019-04-20", "2023-04-06", "2024-04-23")),
        ("christmas", ("2018-12-25",)),
    ],
)
def test_feasts_fall_on_their_days(key: str, days: tuple[str, ...]) -> None:
    """Movable feasts are reckoned exactly."""
    for day in days:
        found = feast_span(key, int(day[:4]))
        assert found is not None
        assert found[0] == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("key", "year", "day"),
    [
        ("ramadan", 2019, "2019-05-06"),
        ("ramadan", 2023, "2023-03-23"),
        ("eid-al-fitr", 2019, "2019-06-04"),
        ("eid-al-adha", 2019, "2019-08-11"),
        ("lunar-new-year", 2024, "2024-02-10"),
        ("diwali", 2023, "2023-11-12"),
    ],
)
def test_feasts_of_the_moon_are_listed(key: str, year: int, day: str) -> None:
    """What waits for the moon comes from a list, and is never called sure."""
    found = feast_span(key, year)
    assert found is not None
    assert found[0] == date.fromisoformat(day)
    assert not exact(key)
    assert exact("easter")


def test_islamic_feasts_beyond_the_list_are_reckoned() -> None:
    """In 1924 Ramadan began on 5 or 6 April; the tabular calendar is off by a day at most."""
    found = feast_span("ramadan", 1924)
    assert found is not None
    assert abs((found[0] - date(1924, 4, 5)).days) <= 1


def test_unknown_feasts_and_far_years_have_no_day() -> None:
    """There is no answer where nobody can reckon."""
    assert feast_span("no such feast", 2019) is None
    assert feast_span("easter", 99) is None

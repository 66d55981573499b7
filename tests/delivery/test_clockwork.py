"""The next morning run, across changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery import last_due, next_run

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2019, 1, 29, 4, 59, tzinfo=UTC), "2019-01-29T06:00:00+01:00"),
        (datetime(2019, 1, 29, 5, 0, tzinfo=UTC), "2019-01-30T06:00:00+01:00"),
        (datetime(2019, 3, 30, 12, 0, tzinfo=UTC), "2019-03-31T06:00:00+02:00"),
        (datetime(2019, 10, 26, 12, 0, tzinfo=UTC), "2019-10-27T06:00:00+01:00"),
    ],
)
def test_six_is_six_on_the_wall(after: datetime, expected: str) -> None:
    """The run keeps to the wall clock when the clocks change."""
    assert next_run(after, at="06:00", days=EVERY_DAY, zone=PARIS).isoformat() == expected


def test_a_skipped_time_comes_as_much_later() -> None:
    """02:30 does not exist on the night of the change; the run is at 03:30."""
    run = next_run(datetime(2019, 3, 30, 22, 0, tzinfo=UTC), at="02:30", days=EVERY_DAY, zone=PARIS)
    assert run.isoformat() == "2019-03-31T03:30:00+02:00"


def test_only_the_named_days() -> None:
    """From Friday evening to Monday morning, where the weekend has no brief."""
    run = next_run(datetime(2019, 2, 1, 12, 0, tzinfo=UTC), at="06:00", days=("mon", "fri"), zone=PARIS)
    assert run.date().isoformat() == "2019-02-04"


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2037, 1, 1)),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
    st.sampled_from(["00:00", "02:15", "02:30", "06:00", "23:59"]),
)
def test_the_next_run_is_within_a_day_and_the_last_before_it(moment: datetime, zone: str, at: str) -> None:
    """Runs follow one another by a day, give or take a change of the clocks; the last due is the one before the next."""
    now = moment.replace(tzinfo=UTC)
    run = next_run(now, at=at, days=EVERY_DAY, zone=ZoneInfo(zone))
    assert timedelta(0) < run - now <= timedelta(hours=25, minutes=1)
    assert last_due(now, at=at, days=EVERY_DAY, zone=ZoneInfo(zone)) <= now < run

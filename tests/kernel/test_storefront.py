from datetime import UTC, date, datetime

import pytest

from regulars.kernel.storefront import Storefront

PARIS = Storefront(zone="Europe/Paris")


def utc(*when):
    return datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (datetime.fromisoformat("2027-01-15 12:00:00"), utc(2027, 1, 15, 11)),
        (datetime.fromisoformat("2027-07-15 12:00:00"), utc(2027, 7, 15, 10)),
        (datetime.fromisoformat("2027-03-28 01:59:00"), utc(2027, 3, 28, 0, 59)),
        (datetime.fromisoformat("2027-03-28 02:30:00"), utc(2027, 3, 28, 1)),
        (datetime.fromisoformat("2027-03-28 02:00:01"), utc(2027, 3, 28, 1)),
        (datetime.fromisoformat("2027-03-28 03:00:00"), utc(2027, 3, 28, 1)),
        (datetime.fromisoformat("2027-10-31 02:30:00"), utc(2027, 10, 31, 0, 30)),
    ],
)
def test_a_time_without_zone_is_the_storefront_s(said, meant):
    """In the gap of spring, two to three, the next instant there is; of the two half past twos in autumn the first."""
    assert PARIS.localise(said).astimezone(UTC) == meant


def test_in_the_gap_it_reads_three_o_clock():
    assert PARIS.localise(datetime.fromisoformat("2027-03-28 02:30:00")).strftime("%H:%M") == "03:00"


def test_a_day_ends_at_midnight_there():
    assert [PARIS.local_date(utc(2027, 1, 15, hour)) for hour in (22, 23)] == [
        date(2027, 1, 15),
        date(2027, 1, 16),
    ]
    assert Storefront(zone="America/Los_Angeles").local_date(utc(2027, 1, 15, 7)) == date(2027, 1, 14)

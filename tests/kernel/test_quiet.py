from datetime import UTC, datetime, time

import pytest

from regulars.kernel.quiet import Quiet, next_allowed, zone_for


def utc(*when):
    return datetime(2027, *when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "goes_out"),
    [
        (utc(1, 15, 12), utc(1, 15, 12)),
        (utc(1, 15, 18, 59), utc(1, 15, 18, 59)),
        (utc(1, 15, 19), utc(1, 16, 7)),
        (utc(1, 15, 23, 30), utc(1, 16, 7)),
        (utc(1, 16, 6, 59), utc(1, 16, 7)),
        (utc(1, 16, 7), utc(1, 16, 7)),
        (utc(3, 27, 22), utc(3, 28, 6)),
        (utc(10, 30, 22), utc(10, 31, 7)),
    ],
)
def test_the_night_in_berlin_is_waited_out_whatever_the_season(at, goes_out):
    """Eight in the morning is seven in winter and six in summer; the nights the clocks change are an hour shorter or longer."""
    assert Quiet().next_allowed(at, "Europe/Berlin") == goes_out


def test_quiet_hours_may_lie_within_a_day():
    siesta = Quiet.of({"quiet_from": "13:00", "quiet_until": "15:00"})
    assert [siesta.next_allowed(utc(1, 15, hour), "UTC") for hour in (12, 13, 14, 15)] == [
        utc(1, 15, 12), utc(1, 15, 15), utc(1, 15, 15), utc(1, 15, 15)
    ]  # fmt: skip


def test_equal_hours_mean_there_are_none():
    assert next_allowed(utc(1, 15, 3), "UTC", time(8), time(8)) == utc(1, 15, 3)


@pytest.mark.parametrize("hour", range(24))
def test_what_is_put_off_is_put_off_once_and_to_an_hour_that_is_not_quiet(hour):
    for zone in ("Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu"):
        put_off = Quiet().next_allowed(utc(3, 14, hour, 17), zone)
        assert put_off >= utc(3, 14, hour, 17)
        assert Quiet().next_allowed(put_off, zone) == put_off


@pytest.mark.parametrize(
    ("stated", "country", "zone"),
    [
        ("Asia/Tokyo", "FR", "Asia/Tokyo"), (None, "FR", "Europe/Paris"), (None, "AT", "Europe/Vienna"), (None, "US", "Europe/London"),
        (None, None, "Europe/London"), (None, "XX", "Europe/London"), ("", "FR", "Europe/Paris"), ("Mars/Olympus", "FR", "Europe/Paris"),
        ("../../etc/passwd", None, "Europe/London"), ("Europe", None, "Europe/London"),
    ],
)  # fmt: skip
def test_the_clock_is_the_one_they_stated_else_their_country_s_only_one_else_the_shop_s(
    stated, country, zone
):
    assert zone_for(stated, country, "Europe/London") == zone

"""Quiet hours move a message to the next morning of its reader; they never refuse it (Foundation 11)."""

from datetime import UTC, datetime, time

import pytest

from regulars.kernel.quiet import Quiet, next_allowed, zone_for


def utc(day, hour, minute=0):
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (utc(1, 10), utc(1, 10)),
        (utc(1, 17, 59), utc(1, 17, 59)),
        (utc(1, 18, 0), utc(2, 6, 0)),  # eight in the evening in Berlin
        (utc(1, 23, 30), utc(2, 6, 0)),  # after midnight there
        (utc(2, 5, 59), utc(2, 6, 0)),
        (utc(2, 6, 0), utc(2, 6, 0)),
        (utc(24, 20, 0), utc(25, 7, 0)),  # the night in which summer time ends
    ],
)
def test_a_night_over_midnight(at, allowed):
    assert Quiet().next_allowed(at, "Europe/Berlin") == allowed


def test_quiet_hours_within_a_day():
    assert next_allowed(utc(1, 12, 30), "UTC", time(12), time(14)) == utc(1, 14)
    assert next_allowed(utc(1, 14), "UTC", time(12), time(14)) == utc(1, 14)


def test_equal_hours_mean_none():
    quiet = Quiet.of({"quiet_from": "08:00", "quiet_until": "08:00"})
    assert quiet.next_allowed(utc(1, 6), "Europe/Berlin") == utc(1, 6)


@pytest.mark.parametrize(
    ("stated", "country", "zone"),
    [
        ("Asia/Tokyo", "DE", "Asia/Tokyo"),
        (None, "AT", "Europe/Vienna"),
        (None, "US", "UTC"),
        (None, None, "UTC"),
        ("", "XX", "UTC"),
    ],
)
def test_a_zone_is_stated_or_the_countrys_only_one_or_the_shops(stated, country, zone):
    assert zone_for(stated, country, "UTC") == zone

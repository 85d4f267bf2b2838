"""Workers on one file take turns to write, and prepare their next messages meanwhile."""

import os
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock

import pytest
from django.db import connection

from regulars.delivery.turn import PAUSES, turn

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write"),
]


@pytest.fixture
def another():
    """Another worker's hold on the lock."""
    lock = os.open(f"{connection.settings_dict['NAME']}-turn", os.O_CREAT | os.O_RDWR, 0o600)
    yield lock
    os.close(lock)


def is_free(lock):
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    flock(lock, LOCK_UN)
    return True


def test_whoever_waits_does_something_else_until_it_is_their_turn(clock, another):
    flock(another, LOCK_EX)
    left = [1, 2, 3]

    def meanwhile():
        left.pop()
        if not left:
            flock(another, LOCK_UN)
        return True

    with turn(clock, meanwhile):
        assert left == []
        assert not is_free(another)
    assert is_free(another)


def test_with_nothing_to_do_they_look_again_soon(clock, another):
    flock(another, LOCK_EX)
    asked = []

    def meanwhile():
        asked.append(clock.now())
        if len(asked) == 5:
            flock(another, LOCK_UN)
        return False

    with turn(clock, meanwhile):
        assert len(asked) == 5
    assert 0 < (asked[-1] - asked[0]).total_seconds() < 0.01


def test_a_worker_that_was_stopped_in_its_turn_stops_nobody_for_long(clock, another):
    flock(another, LOCK_EX)
    began = clock.now()
    with turn(clock, lambda: False):
        assert (clock.now() - began).total_seconds() == pytest.approx(PAUSES * 0.0003, rel=0.01)
    assert not is_free(os.open(f"{connection.settings_dict['NAME']}-turn", os.O_RDWR))


def test_a_turn_ends_however_it_ends(clock, another):
    def fail():
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"), turn(clock, lambda: False):
        fail()
    assert is_free(another)

"""Facts kept at hand between plans are the database's, whatever was read before."""

from datetime import timedelta

import duckdb
import pytest
from django.db import connection

from regulars.facts.at_hand import AtHand
from regulars.facts.kinds import OrderPlaced
from regulars.facts.models import facts_of
from regulars.facts.record import record
from tests.facts.tell import NOON, order

pytestmark = pytest.mark.django_db(transaction=True)
THEN = NOON.replace(tzinfo=None)


@pytest.fixture
def at_hand():
    return AtHand(duckdb.connect())


def caught_up(at_hand):
    at_hand.catch_up(connection.settings_dict)
    return [
        ref for (ref,) in at_hand.con.execute("SELECT order_ref FROM order_placed ORDER BY ALL").fetchall()
    ]


def test_what_was_recorded_since_is_added(at_hand):
    record(order(7, "1001", NOON), NOON)
    assert caught_up(at_hand) == ["1001"]
    record(order(8, "1002", NOON), NOON)
    assert caught_up(at_hand) == caught_up(at_hand) == ["1001", "1002"]


def test_another_database_is_read_from_its_beginning(at_hand):
    record([*order(7, "1001", NOON), *order(7, "1002", NOON)], NOON)
    assert caught_up(at_hand) == ["1001", "1002"]
    facts_of(OrderPlaced).filter(
        order_ref="1001"
    ).delete()  # as no shop does, and as a restored copy would look
    assert caught_up(at_hand) == ["1002"]


def test_it_says_whether_all_of_it_had_happened_and_was_known_by_a_time(at_hand):
    assert at_hand.happened_by(THEN, THEN)
    record(order(7, "1001", NOON), NOON + timedelta(minutes=2))
    caught_up(at_hand)
    assert at_hand.happened_by(THEN, THEN + timedelta(minutes=2))
    assert not at_hand.happened_by(THEN, THEN + timedelta(minutes=1))
    record(order(7, "1002", NOON + timedelta(minutes=3)), NOON)
    caught_up(at_hand)
    assert not at_hand.happened_by(THEN, THEN + timedelta(minutes=2))

"""What happened is recorded once, with who is to be thought about, in one transaction."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from regulars.facts.kinds import OrderLine, OrderPlaced
from regulars.facts.models import Due, facts_of
from regulars.facts.record import FromTheFuture, Recorded, record, record_many
from tests.facts.tell import NOON, consent, days, order

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
def test_what_is_told_twice_is_recorded_once():
    told = order(7, "1001", NOON)
    assert record(told, NOON) == Recorded(new=2, known=0)
    assert record(told, NOON + days(1)) == Recorded(new=0, known=2)
    assert facts_of(OrderPlaced).values_list("recorded_at", flat=True).get() == NOON


@pytest.mark.django_db
def test_the_same_key_of_another_source_is_another_fact():
    record(order(7, "1001", NOON), NOON)
    assert record(order(7, "1001", NOON, source="till"), NOON).new == 2


@pytest.mark.django_db
def test_in_bulk_as_one_by_one_what_is_known_stays_and_only_the_rest_is_new():
    first, second = order(7, "1001", NOON), order(7, "1002", NOON)
    record(first, NOON)
    placed, lines = [first[0], second[0]], [first[1], second[1], second[1]]
    assert record_many([*placed, *lines], NOON) == Recorded(new=2, known=3)
    assert facts_of(OrderLine).count() == facts_of(OrderPlaced).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("recorder", [record, record_many])
def test_what_is_still_to_come_is_refused_and_nothing_with_it_is_recorded(recorder):
    soon, tomorrow = order(7, "1001", NOON + timedelta(minutes=5)), order(7, "1002", NOON + days(1))
    with pytest.raises(FromTheFuture, match="order 1002 is dated 2026-10-02 10:00 UTC"):
        recorder([*soon, *tomorrow], NOON)
    assert facts_of(OrderPlaced).count() == 0
    assert recorder(soon, NOON).new == 2


@pytest.mark.django_db
def test_the_day_beside_a_fact_is_the_storefronts_own():
    record(order(7, "1001", NOON.replace(hour=22, minute=30)), NOON + days(1))
    assert facts_of(OrderPlaced).values_list("local_date", flat=True).get() == date(2026, 10, 2)


@pytest.mark.django_db
def test_an_order_makes_its_customer_due_once_and_nobody_else():
    record(order(7, "1001", NOON), NOON)
    record(order(7, "1001", NOON), NOON)
    record([*order(None, "1002", NOON), consent(8, 1, NOON)], NOON)
    assert list(Due.objects.values_list("customer_id", "because", "due_at")) == [(7, "OrderPlaced", NOON)]


@pytest.mark.django_db
def test_an_order_from_a_clock_that_is_ahead_is_thought_about_when_its_time_has_come():
    """Thought about at once it would not be seen, because it has not happened yet, and its receipt would be lost."""
    ahead = NOON + timedelta(minutes=4)
    record(order(7, "1001", ahead), NOON)
    assert Due.objects.values_list("due_at", flat=True).get() == ahead


@pytest.mark.django_db
def test_history_wakes_nobody():
    record(order(7, "1001", NOON), NOON, wake=False)
    record_many(order(7, "1002", NOON), NOON)
    assert not Due.objects.exists()


@pytest.mark.django_db
def test_a_fact_and_whom_it_wakes_are_undone_together():
    with transaction.atomic():
        record(order(7, "1001", NOON), NOON)
        assert Due.objects.exists()
        transaction.set_rollback(True)
    assert not Due.objects.exists()
    assert not facts_of(OrderPlaced).exists()


@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_of_the_same_order_at_once_are_one():
    told, new = order(7, "1001", NOON), []

    def deliver():
        try:
            new.append(record(told, NOON).new)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new) == [0] * 7 + [2]
    assert facts_of(OrderPlaced).count() == Due.objects.count() == 1

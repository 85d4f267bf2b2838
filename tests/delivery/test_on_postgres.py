"""A message costs PostgreSQL as little as it may: a claim reads what it takes, not all that waits, and a promise writes no index."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery import hold
from regulars.delivery.models import Outbox

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
pytestmark = [pytest.mark.only_postgres, pytest.mark.django_db]


def waiting(count):
    """So many messages in a table of their own pages."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE delivery_outbox")
    Outbox.objects.bulk_create(
        Outbox(
            intent=f"{number:032x}", program="picks", topic="offers", nature="marketing", purpose="promotions", about="picks", occasion="once",
            customer_id=number, mailbox_id=number, storefront="shop", language="en", plan_id="p1", decided_at=AT, send_after=AT,
            expires_at=AT + timedelta(days=3), next_attempt_at=AT, message_id=f"<{number}@shop.example>",
        )
        for number in range(count)
    )  # fmt: skip


def test_before_a_plan_s_messages_are_counted_a_claim_reads_no_more_than_it_takes():
    waiting(5_000)
    with CaptureQueriesContext(connection) as asked:
        assert (
            hold.take("marketing", ["shop"], 100, now=AT, until=AT + timedelta(minutes=15), fence="f") == 100
        )
    claim = asked[-1]["sql"]
    assert claim.startswith("UPDATE")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {claim}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan using outbox_waiting" in plan
    assert "Tid Scan" in plan
    assert "Sort" not in plan
    assert "Seq Scan" not in plan


def test_the_promise_of_a_dot_writes_no_index():
    waiting(3)
    until = AT + timedelta(minutes=15)
    hold.take("marketing", ["shop"], 3, now=AT, until=until, fence="f")
    before = rows_changed()
    made_from = [(f"{number:032x}", "f", "t", "b") for number in range(3)]
    assert len(hold.arm(made_from, leased_at=AT, lease_until=None)) == 3
    changed, in_place = (now - then for now, then in zip(rows_changed(), before, strict=True))
    assert changed == in_place == 3


def rows_changed():
    """How many rows of the outbox this transaction changed, and how many of them in place."""
    sql = "SELECT pg_stat_get_xact_tuples_updated(%s::regclass), pg_stat_get_xact_tuples_hot_updated(%s::regclass)"
    with connection.cursor() as cursor:
        cursor.execute(sql, ["delivery_outbox"] * 2)
        return cursor.fetchone()

"""A claim costs the messages it takes, not those that wait, also before PostgreSQL has counted what a plan has put into the outbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery import hold
from regulars.delivery.models import Outbox

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
pytestmark = [pytest.mark.only_postgres, pytest.mark.django_db]


def waiting(count):
    Outbox.objects.bulk_create(
        Outbox(
            intent=f"{number:032x}", program="picks", topic="offers", nature="marketing", purpose="promotions", about="picks", occasion="once",
            customer_id=number, mailbox_id=number, storefront="shop", language="en", plan_id="p1", decided_at=AT, send_after=AT,
            expires_at=AT + timedelta(days=3), next_attempt_at=AT, message_id=f"<{number}@shop.example>",
        )
        for number in range(count)
    )  # fmt: skip


def test_it_reads_in_order_what_it_takes_and_goes_straight_to_it():
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

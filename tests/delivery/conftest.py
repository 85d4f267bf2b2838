"""A shop with a sender, a few people, and messages to them."""

import itertools
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront
from tests.delivery.sink import Sink

NOON = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)  # twelve o'clock in Berlin

RECEIPT_VALUES = {
    "order_ref": "1001", "currency": "EUR", "total_minor": 4590, "shipping_minor": 490, "tax_minor": 733, "discount_minor": 0,
    "placed_on": "2026-10-01", "first_order": True,
    "lines": [
        {"n": 1, "title": "Green tea, 100 g", "quantity": 2, "total_minor": 2400, "sort": "goods"},
        {"n": 2, "title": "Teapot “Ida”", "quantity": 1, "total_minor": 1700, "sort": "goods"},
    ],
}  # fmt: skip
REORDER_VALUES = {
    "title": "Green tea, 100 g", "last_bought_on": "2026-08-20", "interval_days": 45, "runs_out_on": "2026-10-04", "times_bought": 4,
    "unit_price_minor": 1200, "currency": "EUR", "rests_on": "own", "days_left": 3, "stock": 12,
    "variant": "TEA-100",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _all_holds(request):
    """Whatever a test did to the outbox, the invariants hold at its end."""
    with_tables = request.node.get_closest_marker("django_db") is not None
    if with_tables:
        request.getfixturevalue("db")
    yield
    if with_tables:
        from regulars.delivery.invariants import violations

        assert violations() == []


@pytest.fixture
def transaction_undone():
    """A block whose changes are taken back."""
    from django.db import transaction

    @contextmanager
    def undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undone


@pytest.fixture
def shop(settings):
    """One storefront in Berlin."""
    store = Storefront(
        key="shop", name="Tee & Kanne", sender="hallo@tee.example", url="https://shop.example", language="de", currency="EUR",
        zone="Europe/Berlin", country="DE", postal_address="Am Markt 1\n10115 Berlin",
    )  # fmt: skip
    settings.STOREFRONTS = {"shop": store}
    settings.LINK_KEYS = [b"a key of the tests", b"an older key"]
    settings.POLICY = {}
    return store


@pytest.fixture
def clock():
    return PlayedClock(NOON, seed=7)


@pytest.fixture
def sink():
    server = Sink()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def carrier(sink):
    from regulars.delivery.carriers.smtp import SmtpCarrier

    made = SmtpCarrier("127.0.0.1", sink.port, security="none", patience=5)
    made.script = sink.script
    yield made
    made.close()


@pytest.fixture
def people(shop, clock):
    """Makes a customer with a mailbox who allowed advertising."""
    from regulars.facts.identity import customer_for, mailbox_for
    from regulars.facts.models import Person

    numbers = itertools.count(1)

    def known(name="Ana Example", address="ana@example.test", *, allowed=True):
        clock.pass_seconds(0)
        customer = customer_for("shop", {"shop": f"C{next(numbers)}", "mailbox": address}, clock.now(), clock)
        Person.objects.filter(customer_id=customer).update(name=name)
        mailbox = mailbox_for(address, clock.now(), clock)
        if allowed:
            consent(customer, mailbox, clock.now() - timedelta(days=30), "grant")
        return SimpleNamespace(customer_id=customer, mailbox_id=mailbox)

    return known


def consent(customer, mailbox, at, action, key=None):
    from regulars.facts.kinds import ConsentRecorded
    from regulars.facts.record import record

    record([ConsentRecorded(
        source="test", key=key or f"{mailbox} {action} {at}", at=at, storefront="shop", customer_id=customer, mailbox_id=mailbox,
        purpose="marketing", channel="email", scope="all", action=action, ground="consent", actor="subject", form="checkout",
        text_hash="", text_version="1", language="de", controls="box", page="", evidence="1001",
    )], at)  # fmt: skip


@pytest.fixture
def write(people, clock):
    """Puts a message into the outbox; by default a re-order reminder to Ana, due now."""
    from regulars.delivery.message import Message
    from regulars.delivery.outbox import accept

    numbers = itertools.count(1)

    def written(to=None, *, program="reorder", **changed):
        to = to or people()
        number = next(numbers)
        service = program == "receipt"
        message = Message(
            intent=f"{number:032x}", program=program, topic="orders" if service else "reminders",
            purpose="service" if service else "product_information",
            nature="service" if service else "marketing", about=f"about-{number}", occasion="once", customer_id=to.customer_id,
            mailbox_id=to.mailbox_id, storefront="shop", language="en", values=RECEIPT_VALUES if service else REORDER_VALUES,
            worth_minor=12, currency="EUR", decided_at=clock.now(), send_after=clock.now(), expires_at=clock.now() + timedelta(days=3),
            plan_id="p1",
        )  # fmt: skip
        message = replace(message, **changed)
        accept(message, clock)
        return message

    return written

"""A little shop for the office's tests: its staff, and customers with facts recorded as intake would."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User

from regulars.facts import identity
from regulars.facts.kinds import (
    ConsentRecorded,
    Corrected,
    Fact,
    FeedbackGiven,
    LimitSet,
    MailboxUsed,
    OrderLine,
    OrderPlaced,
    OrderStep,
    PreferenceSet,
)
from regulars.facts.models import FreeText, Person
from regulars.facts.record import record
from regulars.kernel.clock import PlayedClock

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def clerk(**more):
    return User.objects.create_user(
        "clara", "clara@shop.example", "quite a long password", is_staff=True, **more
    )


def customer(clock, name="Ana Alder", number="17850", address="ana@example.test"):
    """A customer with a name, the shop's number and a mailbox."""
    store = next(iter(settings.STOREFRONTS))
    at = clock.now()
    customer_id = identity.customer_for(store, {"shop": number, "mailbox": address}, at, clock)
    assert customer_id is not None
    Person.objects.filter(customer_id=customer_id).update(name=name)
    if address:
        mailbox_id = identity.mailbox_for(address, at, clock)
        record(
            [
                MailboxUsed(
                    source="test",
                    key=f"box {number}",
                    at=at,
                    storefront=store,
                    customer_id=customer_id,
                    mailbox_id=mailbox_id,
                )
            ],
            at,
        )
    return customer_id


def order(
    clock,
    customer_id,
    *,
    ref="1001",
    total=4520,
    things=(("TEA", "Assam tea, 250 g", 2, 3000), ("MUG", "Blue mug", 1, 1520)),
    ago=0,
):
    """An order `ago` days before now, delivered three days later."""
    store = next(iter(settings.STOREFRONTS))
    at = clock.now() - timedelta(days=ago)
    common = {"source": "test", "storefront": store, "customer_id": customer_id}
    facts: list[Fact] = [
        OrderPlaced(
            **common,
            key=ref,
            at=at,
            order_ref=ref,
            currency="EUR",
            total_minor=total,
            tax_minor=0,
            shipping_minor=0,
            discount_minor=0,
        )
    ]
    for n, (variant, title, quantity, line) in enumerate(things):
        price = line * 10_000 // quantity
        facts.append(OrderLine(**common, key=f"{ref}/{n}", at=at, order_ref=ref, sort="goods", variant=variant, title=title, quantity=quantity,
                               currency="EUR", unit_price_millionths=price, total_minor=line, tax_minor=0))  # fmt: skip
    if ago >= 3:
        facts.append(
            OrderStep(
                **common, key=f"{ref} delivered", at=at + timedelta(days=3), order_ref=ref, step="delivered"
            )
        )
    record(facts, clock.now(), wake=False)


def consent(clock, customer_id, address="ana@example.test", action="grant", ago=0):
    store = next(iter(settings.STOREFRONTS))
    at = clock.now() - timedelta(days=ago)
    record([ConsentRecorded(
        source="test", key=f"consent {address} {action}", at=at, storefront=store, customer_id=customer_id,
        mailbox_id=identity.mailbox_for(address, at, clock), purpose="marketing", channel="email", scope="", action=action, ground="soft_opt_in",
        actor="customer", form="checkout", text_hash="", text_version="2026-01", language="en", controls="", page="/checkout", evidence="order 1001",
    )], clock.now(), wake=False)  # fmt: skip


def chosen(clock, customer_id, topic="offers", sensitivity="monthly"):
    store = next(iter(settings.STOREFRONTS))
    record([PreferenceSet(source="test", key=f"{topic} {customer_id}", at=clock.now(), storefront=store, customer_id=customer_id,
                          topic=topic, sensitivity=sensitivity)], clock.now())  # fmt: skip


def limited(clock, customer_id, at_most=2):
    store = next(iter(settings.STOREFRONTS))
    record([LimitSet(source="test", key=f"limit {customer_id}", at=clock.now(), storefront=store, customer_id=customer_id, at_most=at_most)],
           clock.now())  # fmt: skip


def corrected(clock, customer_id, insight="lasts", said="stated", days=42):
    store = next(iter(settings.STOREFRONTS))
    record([Corrected(source="test", key=f"{insight} {said}", at=clock.now(), storefront=store, customer_id=customer_id, insight=insight, which="ASSAM",
                      said=said, days=days)], clock.now())  # fmt: skip


def feedback(clock, customer_id, words="Lovely mug!", ago=1):
    store = next(iter(settings.STOREFRONTS))
    key = f"feedback {customer_id}"
    record([FeedbackGiven(source="test", key=key, at=clock.now() - timedelta(days=ago), storefront=store, customer_id=customer_id,
                          order_ref="1001", variant=None, score=5, intent=None)], clock.now(), wake=False)  # fmt: skip
    FreeText.objects.create(kind="feedback", key=key, customer_id=customer_id, text=words)


def played(at=NOON, seed=1):
    return PlayedClock(at, seed)

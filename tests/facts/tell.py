"""Facts as a shop would tell them, short enough to write a customer's history in a few lines."""

from datetime import UTC, datetime, timedelta

from regulars.facts import identity
from regulars.facts.kinds import (
    AddressSuppressed,
    ConsentRecorded,
    CustomerKnown,
    CustomersMerged,
    Fact,
    LikeSaid,
    MailboxUsed,
    OrderLine,
    OrderPlaced,
    OrderStep,
    PreferenceSet,
    VariantCosted,
    VariantDescribed,
)
from regulars.facts.models import Person
from regulars.kernel.clock import Clock, PlayedClock

NOON = datetime(2026, 10, 1, 10, tzinfo=UTC)  # twelve o'clock in Berlin
STORE = "shop"
TEA = ("TEA", "Assam tea, 250 g", 1, 1200)


def days(number: float) -> timedelta:
    return timedelta(days=number)


def played(at: datetime = NOON, seed: int = 1) -> PlayedClock:
    return PlayedClock(at, seed)


def customer(clock: Clock, number: str, *, name: str = "", address: str = "") -> int:
    """A customer by the shop's number for them, with a name and an address if given."""
    names = {"shop": number, "mailbox": address}
    found = identity.customer_for(STORE, names, clock.now(), clock)
    assert found is not None
    Person.objects.filter(customer_id=found).update(name=name)
    return found


def mailbox(customer_id: int, mailbox_id: int, at: datetime, *, key: str = "") -> Fact:
    return MailboxUsed(
        source="test", key=key or f"{customer_id} uses {mailbox_id}", at=at, storefront=STORE, customer_id=customer_id,
        mailbox_id=mailbox_id,
    )  # fmt: skip


def lives(customer_id: int, at: datetime, **where: str) -> Fact:
    return CustomerKnown(
        source="test",
        key=f"{customer_id} lives {where}",
        at=at,
        storefront=STORE,
        customer_id=customer_id,
        **where,
    )


def order(customer_id: int | None, ref: str, at: datetime, *things: tuple[str, str, int, int], source: str = "test",
          currency: str = "EUR") -> list[Fact]:  # fmt: skip
    """An order of things (variant, title, quantity, total in cents); by default one packet of tea."""
    bought = things or (TEA,)
    same = {"source": source, "at": at, "storefront": STORE, "customer_id": customer_id}
    total = sum(thing[3] for thing in bought)
    placed = OrderPlaced(**same, key=f"order {ref}", order_ref=ref, currency=currency, total_minor=total, tax_minor=0, shipping_minor=0,
                         discount_minor=0)  # fmt: skip
    lines = [
        OrderLine(**same, key=f"order {ref} line {n}", order_ref=ref, sort="goods", variant=variant, title=title, quantity=quantity,
                  currency=currency, unit_price_millionths=line * 10_000 // quantity, total_minor=line, tax_minor=0)
        for n, (variant, title, quantity, line) in enumerate(bought)
    ]  # fmt: skip
    return [placed, *lines]


def step(customer_id: int | None, ref: str, name: str, at: datetime) -> Fact:
    return OrderStep(
        source="test",
        key=f"{ref} {name}",
        at=at,
        storefront=STORE,
        customer_id=customer_id,
        order_ref=ref,
        step=name,
    )


def consent(customer_id: int | None, mailbox_id: int, at: datetime, action: str = "grant", *, key: str = "", purpose: str = "marketing", ground: str = "consent",
            expires_at: datetime | None = None) -> Fact:  # fmt: skip
    return ConsentRecorded(
        source="test", key=key or f"{mailbox_id} {purpose} {action} {at:%Y-%m-%d %H:%M}", at=at, storefront=STORE, customer_id=customer_id,
        mailbox_id=mailbox_id, purpose=purpose, channel="email", scope="all", action=action, ground=ground, actor="subject",
        form="checkout", text_hash="", text_version="1", language="en", controls="box", page="/checkout", evidence="1001",
        expires_at=expires_at,
    )  # fmt: skip


def suppressed(
    mailbox_id: int, at: datetime, *, scope: str = "all", cause: str = "hard_bounce", lifted: bool = False
) -> Fact:
    return AddressSuppressed(source="test", key=f"{mailbox_id} {scope} {lifted} {at}", at=at, storefront=STORE, mailbox_id=mailbox_id,
                             scope=scope, cause=cause, lifted=lifted)  # fmt: skip


def merged(customer_id: int, into: int, at: datetime, *, joined: bool = True) -> Fact:
    return CustomersMerged(source="test", key=f"{customer_id} {into} {joined} {at}", at=at, storefront=STORE, customer_id=customer_id,
                           into_customer_id=into, joined=joined)  # fmt: skip


def wants(customer_id: int, topic: str, sensitivity: str, at: datetime) -> Fact:
    return PreferenceSet(source="test", key=f"{customer_id} {topic} {at}", at=at, storefront=STORE, customer_id=customer_id, topic=topic,
                         sensitivity=sensitivity)  # fmt: skip


def likes(
    customer_id: int,
    which: str,
    direction: str,
    at: datetime,
    *,
    aspect: str = "thing",
    price: int | None = None,
) -> Fact:
    """More or less of a thing, or of another aspect."""
    priced = {"currency": "EUR", "unit_price_millionths": price * 10_000} if price is not None else {}
    return LikeSaid(source="test", key=f"{customer_id} {aspect} {which} {at}", at=at, storefront=STORE, customer_id=customer_id, intent=None,
                    variant=None, aspect=aspect, which=which, named=which, direction=direction, **priced)  # fmt: skip


def on_sale(at: datetime, *things: tuple[str, str, int, int]) -> list[Fact]:
    """Things with their costs: half of what one sells for."""
    told: list[Fact] = []
    for variant, title, quantity, line in things:
        same = {"source": "test", "at": at, "storefront": STORE, "variant": variant}
        told.append(VariantDescribed(**same, key=f"{variant} described", product=variant, title=title))
        cost = line * 10_000 // quantity // 2
        told.append(VariantCosted(**same, key=f"{variant} costed", currency="EUR", unit_cost_millionths=cost))
    return told

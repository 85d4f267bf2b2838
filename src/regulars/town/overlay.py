"""What a shop imported from a file does not say, assumed and labelled so: addresses, costs and permissions (source `assumption`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, Sum

from regulars.facts.identity import keyed_hash
from regulars.facts.kinds import ConsentRecorded, Fact, MailboxUsed, OrderLine, OrderPlaced, VariantCosted
from regulars.facts.models import Identifier, Mailbox, Person, facts_of
from regulars.facts.record import record_many
from regulars.kernel.clock import Clock
from regulars.kernel.money import MILLION, minor_per_major

SOURCE = "assumption"
COST_SHARE = 55
SOFT_OPT_IN_SHARE = 0.80
WITHDRAWN_SHARE = 0.05
WITHDRAWN_WITHIN_DAYS = 180
MANY = 1000


@dataclass(frozen=True)
class Overlaid:
    """How much was assumed anew."""

    mailboxes: int
    costs: int
    permissions: int
    withdrawals: int


@dataclass(frozen=True)
class Known:
    """A customer without a mailbox: their number, the shop's name for them, and when they bought."""

    customer_id: int
    storefront: str
    address: str
    bought_at: tuple[datetime, ...]


def overlay(seed_clock: Clock, now: datetime) -> Overlaid:
    """Give everybody who bought and has no mailbox one at example.test, 80 % of them a soft opt-in dated at one of their purchases, 5 % of these
    withdrawn later; and every thing ever sold a cost of 55 % of its price. Equal chance and facts give equal assumptions; again adds nothing.
    """
    with transaction.atomic():
        people = _without_mailbox()
        boxes = _mailboxes(people, seed_clock)
        used = record_many(_used(people, boxes), now)
        costed = record_many(_costs(), now)
        consents = [
            consent
            for person in people
            for consent in _permission(person, boxes[person.address], now, seed_clock)
        ]
        record_many(consents, now)
    withdrawn = sum(consent.action == "withdraw" for consent in consents)
    return Overlaid(used.new, costed.new, len(consents) - withdrawn, withdrawn)


def _without_mailbox() -> list[Known]:
    reached = set(facts_of(MailboxUsed).values_list("customer_id", flat=True))
    bought: dict[int, list[datetime]] = {}
    orders = facts_of(OrderPlaced).filter(customer_id__isnull=False)
    for customer_id, at in orders.order_by("at", "id").values_list("customer_id", "at"):
        bought.setdefault(customer_id, []).append(at)
    people = sorted(
        Person.objects.exclude(reference=""), key=lambda person: (person.storefront, person.reference)
    )
    return [
        Known(
            person.customer_id,
            person.storefront,
            _address(person.reference),
            tuple(bought[person.customer_id]),
        )
        for person in people
        if person.customer_id in bought and person.customer_id not in reached
    ]


def _address(reference: str) -> str:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in reference.lower())
    return f"customer-{plain}@example.test"


def _mailboxes(people: list[Known], clock: Clock) -> dict[str, int]:
    """Mailbox numbers by address, made where there are none, and tied to their customers."""
    hashes = {person.address: keyed_hash("mailbox", person.address) for person in people}
    fresh = [
        Mailbox(id=clock.number(), address=address, address_hash=value) for address, value in hashes.items()
    ]
    Mailbox.objects.bulk_create(fresh, batch_size=MANY, ignore_conflicts=True)
    tied = [
        Identifier(
            storefront=person.storefront,
            kind="mailbox",
            value_hash=keyed_hash(person.storefront, "mailbox", person.address),
            customer_id=person.customer_id,
        )
        for person in people
    ]
    Identifier.objects.bulk_create(tied, batch_size=MANY, ignore_conflicts=True)
    numbers = dict(Mailbox.objects.values_list("address_hash", "id"))
    return {address: numbers[value] for address, value in hashes.items()}


def _used(people: list[Known], boxes: dict[str, int]) -> Iterator[Fact]:
    for person in people:
        yield MailboxUsed(**_about(person, "mailbox", person.bought_at[0]), mailbox_id=boxes[person.address])


def _costs() -> Iterator[Fact]:
    """A cost for each thing that was sold and has none, from the average price it was sold at, dated at its first sale."""
    costed = set(facts_of(VariantCosted).values_list("storefront", "variant", "currency"))
    lines = facts_of(OrderLine).filter(sort="goods", unit_price_millionths__gt=0)
    sold = lines.values("storefront", "variant", "currency").annotate(
        first=Min("at"), total_minor=Sum("total_minor"), quantity=Sum("quantity")
    )
    for row in sold.order_by("storefront", "variant", "currency"):
        if (row["storefront"], row["variant"], row["currency"]) not in costed:
            yield VariantCosted(
                source=SOURCE,
                key=f"cost {row['storefront']} {row['variant']} {row['currency']}",
                at=row["first"],
                storefront=row["storefront"],
                variant=row["variant"],
                currency=row["currency"],
                unit_cost_millionths=_average(row) * COST_SHARE // 100,
            )


def _average(sold: dict[str, Any]) -> int:
    """The price a thing went for on average, in millionths: a wholesale customer's low price must not look like a loss."""
    return (
        int(sold["total_minor"])
        * MILLION
        // minor_per_major(sold["currency"])
        // max(int(sold["quantity"]), 1)
    )


def _permission(person: Known, mailbox_id: int, now: datetime, clock: Clock) -> Iterator[ConsentRecorded]:
    """Four draws for everybody, so that one customer more or less changes nobody else's."""
    allows, purchase, withdraws, days = (clock.chance.random() for _ in range(4))
    if allows >= SOFT_OPT_IN_SHARE:
        return
    at = person.bought_at[int(purchase * len(person.bought_at))]
    yield _consent(person, mailbox_id, "grant", at)
    if withdraws < WITHDRAWN_SHARE:
        later = at + timedelta(days=1 + int(days * WITHDRAWN_WITHIN_DAYS))
        yield _consent(person, mailbox_id, "withdraw", min(later, now))


def _consent(person: Known, mailbox_id: int, action: str, at: datetime) -> ConsentRecorded:
    return ConsentRecorded(
        **_about(person, action, at),
        mailbox_id=mailbox_id,
        purpose="marketing",
        channel="email",
        scope=person.storefront,
        action=action,
        ground="soft_opt_in",
        actor="customer",
        form="overlay",
        text_hash="",
        text_version="",
        language="en",
        controls="",
        page="",
        evidence="assumption",
    )


def _about(person: Known, what: str, at: datetime) -> dict[str, Any]:
    key = f"{what} {keyed_hash(person.storefront, 'mailbox', person.address)[:32]}"
    return {
        "source": SOURCE,
        "key": key,
        "at": at,
        "storefront": person.storefront,
        "customer_id": person.customer_id,
    }

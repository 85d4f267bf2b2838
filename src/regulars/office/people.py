"""Customers as the office lists them: found by what staff know of them, and summed up in a line."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum

from regulars.facts import identity, merge
from regulars.facts.kinds import MailboxUsed, OrderPlaced
from regulars.facts.models import Mailbox, Person, facts_of
from regulars.kernel.address import NotAnAddress, canonical
from regulars.office import shop

FOUND_AT_MOST = 50


@dataclass(frozen=True)
class Customer:
    """One customer in a line. `spent` holds an amount for each currency they paid in."""

    customer_id: int
    name: str = ""
    reference: str = ""
    storefront: str = ""
    address: str = ""
    mailbox_id: int | None = None
    orders: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    spent: tuple[tuple[int, str], ...] = ()

    @property
    def title(self) -> str:
        """What to call them: their name, else their address, else the shop's number for them."""
        return (
            self.name
            or self.address
            or (f"Customer {self.reference}" if self.reference else "A customer without a name")
        )

    @property
    def initials(self) -> str:
        """One or two letters for the round mark beside their name."""
        words = [word for word in self.title.replace("@", " ").split() if word[0].isalnum()]
        return "".join(word[0] for word in words[:2]).upper() or "?"


def summed(customer_ids: Sequence[int]) -> list[Customer]:
    """These customers, in this order, by four questions however many they are."""
    people = Person.objects.in_bulk(customer_ids)
    boxes = _mailboxes(customer_ids)
    bought = _bought(customer_ids)
    return [
        Customer(customer_id=each, **_named(people.get(each)), **boxes.get(each, {}), **bought.get(each, {}))
        for each in customer_ids
    ]


def count_customers() -> int:
    """How many customers there are."""
    return Person.objects.count()


def lately(before: int | None, limit: int) -> tuple[list[int], int | None]:
    """Who ordered last, latest first, and where the next page begins. Each customer stands where their last order does."""
    later = facts_of(OrderPlaced).filter(customer_id=OuterRef("customer_id"), id__gt=OuterRef("id"))
    rows = facts_of(OrderPlaced).filter(customer_id__isnull=False).exclude(Exists(later)).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    page = list(rows.values_list("id", "customer_id")[: limit + 1])
    more = page[limit - 1][0] if len(page) > limit else None
    return [customer_id for _, customer_id in page[:limit]], more


def search(words: str, limit: int = FOUND_AT_MOST) -> list[int]:
    """Customers by name, e-mail address, the shop's number for them, or the number of an order; sure finds first."""
    sought = words.strip()
    if not sought:
        return []
    found = [*_by_identifier(sought), *_by_order(sought), *_by_text(sought, limit)]
    return list(dict.fromkeys(found))[:limit]


def same_person(customer_id: int) -> list[int]:
    """The customer, whoever was found to be the same person, and the one they are in the end, who comes first."""
    now = shop.now()
    roots = merge.roots(now, now)
    first = roots.get(customer_id, customer_id)
    return [first, *(each for each in merge.family([customer_id], roots) if each != first)]


def _by_identifier(sought: str) -> Iterable[int]:
    names = [("shop", sought)]
    with suppress(NotAnAddress):
        names.append(("mailbox", canonical(sought)))
    for front in settings.STOREFRONTS:
        for kind, value in names:
            if found := identity.find(front, kind, value):
                yield found


def _by_order(sought: str) -> Iterable[int]:
    refs = facts_of(OrderPlaced).filter(order_ref=sought, customer_id__isnull=False)
    return refs.values_list("customer_id", flat=True)[:5]


def _by_text(sought: str, limit: int) -> Iterable[int]:
    named = Person.objects.filter(Q(name__icontains=sought) | Q(reference__istartswith=sought)).order_by(
        "name", "customer_id"
    )
    yield from named.values_list("customer_id", flat=True)[:limit]
    boxes = Mailbox.objects.filter(address__icontains=sought).values_list("id", flat=True)[:limit]
    yield from (
        facts_of(MailboxUsed)
        .filter(mailbox_id__in=list(boxes))
        .values_list("customer_id", flat=True)
        .distinct()[:limit]
    )


def _named(person: Person | None) -> dict[str, Any]:
    return (
        {"name": person.name, "reference": person.reference, "storefront": person.storefront}
        if person
        else {}
    )


def _mailboxes(customer_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    used = (
        facts_of(MailboxUsed)
        .filter(customer_id__in=customer_ids)
        .values("customer_id", "mailbox_id")
        .annotate(last_at=Max("at"))
        .order_by("last_at")
    )
    latest = {row["customer_id"]: row["mailbox_id"] for row in used}
    addresses = Mailbox.objects.in_bulk(set(latest.values()))
    return {
        customer: {"mailbox_id": box, "address": addresses[box].address if box in addresses else ""}
        for customer, box in latest.items()
    }


def _bought(customer_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows = facts_of(OrderPlaced).filter(customer_id__in=customer_ids).values("customer_id", "currency")
    sums = rows.annotate(
        orders=Count("id"), spent=Sum("total_minor"), first_at=Min("at"), last_at=Max("at")
    ).order_by(F("spent").desc())
    bought: dict[int, dict[str, Any]] = {}
    for row in sums:
        known = bought.setdefault(
            row["customer_id"],
            {"orders": 0, "spent": (), "first_at": row["first_at"], "last_at": row["last_at"]},
        )
        known["orders"] += row["orders"]
        known["spent"] += ((row["spent"], row["currency"]),)
        known["first_at"] = min(known["first_at"], row["first_at"])
        known["last_at"] = max(known["last_at"], row["last_at"])
    return bought

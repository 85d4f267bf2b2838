"""Customers who turned out to be one: merges and un-merges are facts, resolved whenever facts are read."""

from collections.abc import Iterable
from datetime import datetime

from regulars.facts.kinds import CustomersMerged
from regulars.facts.models import facts_of


def roots(as_of: datetime, known_at: datetime) -> dict[int, int]:
    """Each customer who is part of another, and who that is in the end. A circle of merges ends at its smallest number."""
    merges = (
        facts_of(CustomersMerged)
        .filter(at__lte=as_of, recorded_at__lte=known_at)
        .order_by("at", "recorded_at", "id")
    )
    into: dict[int, int] = {}
    for row in merges.values("customer_id", "into_customer_id", "joined"):
        if row["joined"]:
            into[row["customer_id"]] = row["into_customer_id"]
        else:
            into.pop(row["customer_id"], None)
    return {customer: root for customer in into if (root := _root(customer, into)) != customer}


def family(customers: Iterable[int], roots: dict[int, int]) -> list[int]:
    """The customers, and everyone who is one with any of them."""
    asked = {roots.get(customer, customer) for customer in customers}
    return sorted(asked | {customer for customer, root in roots.items() if root in asked})


def _root(customer: int, into: dict[int, int]) -> int:
    seen = [customer]
    while (customer := into.get(customer, customer)) not in seen:
        seen.append(customer)
    return customer if customer not in into else min(seen[seen.index(customer) :])

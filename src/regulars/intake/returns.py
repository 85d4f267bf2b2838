"""Finds the order that something came back from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from regulars.intake.orders import Return

Thing = tuple[int, str]
"""Whose, and which variant."""


@dataclass(slots=True)
class Bought:
    """How many of one thing an order still has that did not come back."""

    at: datetime
    ref: str
    left: int


Shelf = dict[Thing, dict[str, Bought]]


def put(shelf: Shelf, thing: Thing, at: datetime, ref: str, quantity: int) -> None:
    """Add what an order holds of a thing, or take off what came back (negative)."""
    shelf.setdefault(thing, {}).setdefault(ref, Bought(at, ref, 0)).left += quantity


def matched(returns: Iterable[tuple[Return, int | None]], shelf: Shelf) -> list[tuple[str | None, str]]:
    """For each return and its customer, the earliest first, the order it is from and how sure that is.

    It is from the latest earlier order of that customer with enough of the thing that did not come back yet: `matched` when there is one
    such order, `ambiguous` when there are more, `unmatched` when there is none or no customer is known.
    """
    return [_match(back, customer_id, shelf) for back, customer_id in returns]


def _match(back: Return, customer_id: int | None, shelf: Shelf) -> tuple[str | None, str]:
    things = back.line[2]
    if customer_id is None:
        return None, "unmatched"
    orders = shelf.get((customer_id, things[1]), {}).values()
    enough = [order for order in orders if order.at < back.at and order.left >= things[3]]
    if not enough:
        return None, "unmatched"
    latest = max(enough, key=lambda order: (order.at, order.ref))
    latest.left -= things[3]
    return latest.ref, "matched" if len(enough) == 1 else "ambiguous"

"""What files say about orders, before it becomes facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from regulars.kernel.postal import Postal

NEVER = datetime.max.replace(tzinfo=UTC)

Things = tuple[str, str, str, int, str, int, int, int]
"""The columns of a fact's line: sort, variant, title, quantity, currency, unit price in millionths, total, tax in minor units."""

Line = tuple[str, int, Things, list[str]]
"""A hash of what makes the line this one, its place in the files, what it is about, and its cells."""

Names = tuple[tuple[str, str], ...]
"""What the outside calls a customer, e.g. `(("shop", "17850"), ("mailbox", "ana@example.test"))`."""


@dataclass(slots=True, kw_only=True)
class Order:
    """One order. `at` is the earliest time a row of it gives. Amounts that the file does not tell are None."""

    ref: str
    currency: str
    at: datetime = NEVER
    names: Names = ()
    called: str = ""
    country: str | None = None
    address: Postal | None = None
    postal_id: int | None = None
    marketing: bool | None = None
    evidence: str = ""
    total_minor: int | None = None
    shipping_minor: int | None = None
    tax_minor: int = 0
    discount_minor: int = 0
    refunded_minor: int = 0
    steps: dict[str, datetime] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    contents: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    things: tuple[Things, ...] = ()

    def settle(self) -> None:
        """All rows are read: from now on the lines stand column by column, without their cells."""
        self.contents, self.places, self.things, _ = zip(*self.lines, strict=True)
        self.lines = []

    @property
    def bought(self) -> bool:
        """Whether somebody bought: a known customer, or anything but the shop's own bookkeeping."""
        return bool(self.names) or any(
            thing[0] not in ("write_off", "adjustment", "fee") for thing in self.things
        )


@dataclass(slots=True, frozen=True, kw_only=True)
class Return:
    """One row that takes something back; quantity and total are positive."""

    ref: str
    at: datetime
    names: Names
    line: Line


class Scattered(Exception):
    """A row belongs to an order that was handed over already: the file's orders must be gathered as a whole."""


@dataclass(slots=True)
class Orders:
    """The orders whose rows are being read, what came back, and which orders have a row that cannot be used (by its place)."""

    placed: dict[str, Order] = field(default_factory=dict)
    returned: list[Return] = field(default_factory=list)
    broken: dict[str, int] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)

    def opened(self, order: Order) -> Order:
        """A new order, whose rows begin. Raises Scattered."""
        if order.ref in self.closed:
            raise Scattered
        self.placed[order.ref] = order
        return order

    def spoil(self, ref: str, place: int) -> None:
        """A row of this order cannot be used. Raises Scattered."""
        if ref in self.closed:
            raise Scattered
        self.broken.setdefault(ref, place)

    def hand_over(self, *, but_last: bool) -> list[Order]:
        """The orders read so far; the last may have more rows to come and can be kept back."""
        placed = self.placed
        self.placed = {}
        if but_last and placed:
            ref, order = placed.popitem()
            self.placed[ref] = order
        self.closed.update(placed)
        return list(placed.values())


def by_time(order: "Order | Return") -> tuple[datetime, str]:
    """The order of what happened, whatever order the files have."""
    return order.at, order.ref


def numbered(contents: Sequence[str]) -> Sequence[str]:
    """Each content with its occurrence where it is not the first: `a b a` → `a b a.2`."""
    if len(set(contents)) == len(contents):
        return contents
    seen: dict[str, int] = {}
    keys = []
    for content in contents:
        seen[content] = nth = seen.get(content, 0) + 1
        keys.append(content if nth == 1 else f"{content}.{nth}")
    return keys

"""Makes facts of what files say about orders."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from regulars.facts.crowd import Whom
from regulars.facts.kinds import CustomerKnown, Fact, MailboxUsed, OrderStep, RefundPaid, VariantDescribed
from regulars.facts.record import stored_day, stored_moment
from regulars.intake.orders import Names, Order, Orders, Return, numbered
from regulars.kernel.storefront import Storefront

Stored = tuple[Any, ...]
OFFERED = ("goods", "gift_card")


@dataclass
class OrderFacts:
    """The facts of one import's orders, kind by kind; what is counted while they are made stands in `sorts` and `unnamed`."""

    source: str
    storefront: Storefront
    now: datetime
    whom: dict[Names, Whom]
    mailboxes: dict[str, int]
    sorts: Counter[str] = field(default_factory=Counter)
    unnamed: int = 0
    titles: dict[str, Counter[str]] = field(default_factory=dict)
    first_sold: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.recorded_at = stored_moment(self.now)

    def key(self, ref: str, content: str = "") -> str:
        """The key of an order, or of a line in it; lines of an order lie side by side in the index."""
        return f"{self.storefront.key}/{ref}/{content}" if content else f"{self.storefront.key}/{ref}"

    def customer(self, names: Names, at: datetime) -> int | None:
        """Whose it was."""
        return self.whom[names].at(at) if names else None

    def line_keys(self, order: Order) -> list[str]:
        """The keys of its lines."""
        prefix = self.key(order.ref) + "/"
        return [prefix + content for content in numbered([content for content, _, _ in order.lines])]

    def return_keys(self, returns: list[Return]) -> list[str]:
        """The keys of returns."""
        return [
            f"{self.storefront.key}/{each}"
            for each in numbered([f"{back.ref}/{back.line[0]}" for back in returns])
        ]

    def placed(self, order: Order) -> Stored:
        """The order, as stored."""
        lines = [things for _, _, things in order.lines]
        postage = sum(things[6] for things in lines if things[0] == "postage")
        total = sum(things[6] for things in lines) if order.total_minor is None else order.total_minor
        shipping = postage if order.shipping_minor is None else order.shipping_minor
        amounts = (total, order.tax_minor, shipping, order.discount_minor)
        return (*self._head(self.key(order.ref), order.at, order.names), order.ref, order.currency, *amounts)

    def lines(self, order: Order, keys: list[str]) -> list[Stored]:
        """Its lines, as stored."""
        recorded_at, day, source, _, at, shop, customer_id = self._head("", order.at, order.names)
        ref = order.ref
        return [
            (recorded_at, day, source, key, at, shop, customer_id, ref, *things)
            for key, (_, _, things) in zip(keys, order.lines, strict=True)
        ]

    def returned(self, back: Return, key: str, ref: str | None, match: str) -> Stored:
        """What came back, as stored."""
        sort, variant, _, quantity, currency, _, total, _ = back.line[2]
        return (*self._head(key, back.at, back.names), ref, sort, variant, quantity, currency, total, match)

    def steps(self, orders: Orders) -> Iterator[Fact]:
        """How far each order has come."""
        for order in orders.in_order():
            for step, at in order.steps.items():
                about = self._about(f"{order.ref}/{step}", at, order.names)
                yield OrderStep(**about, order_ref=order.ref, step=step)

    def refunds(self, orders: Orders, paid: dict[str, int]) -> Iterator[Fact]:
        """What was paid back since we last heard. Exports tell no time: the latest they tell of the order is taken."""
        for order in orders.in_order():
            more = order.refunded_minor - paid.get(order.ref, 0)
            if more > 0:
                about = self._about(
                    f"{order.ref}/{order.refunded_minor}", max((order.at, *order.steps.values())), order.names
                )
                yield RefundPaid(**about, order_ref=order.ref, currency=order.currency, total_minor=more)

    def people(self, orders: Orders) -> Iterator[Fact]:
        """Where customers are and which mailbox is theirs, each time it changed."""
        known: dict[tuple[int, type[Fact]], object] = {}
        facts: list[Fact] = []
        for order in orders.in_order():
            if (customer_id := self.customer(order.names, order.at)) is None:
                continue
            about = self._about(order.ref, order.at, order.names)
            if order.country and known.get((customer_id, CustomerKnown)) != order.country:
                known[customer_id, CustomerKnown] = order.country
                facts.append(CustomerKnown(**about, country=order.country))
            box = self.mailboxes.get(dict(order.names).get("mailbox", ""))
            if box is not None and known.get((customer_id, MailboxUsed)) != box:
                known[customer_id, MailboxUsed] = box
                facts.append(MailboxUsed(**about, mailbox_id=box))
        yield from sorted(facts, key=lambda fact: type(fact).__name__)

    def variants(self) -> Iterator[Fact]:
        """Each thing that was sold, under the title it was sold by most often."""
        for variant, titles in self.titles.items():
            title = min(titles, key=lambda title: (-titles[title], title))
            digest = blake2b(title.encode(), digest_size=8).hexdigest()
            about = self._about(f"{variant}/{digest}", self.first_sold[variant], ())
            yield VariantDescribed(**about, variant=variant, product=variant, title=title)

    def count(self, order: Order) -> None:
        """Notice what an order's lines are and what its things are called."""
        if not order.names:
            self.unnamed += len(order.lines)
        for sort, variant, title, quantity, _, each, _, _ in (things for _, _, things in order.lines):
            self.sorts[sort] += 1
            if each and title and quantity > 0 and sort in OFFERED:
                if (titles := self.titles.get(variant)) is None:
                    titles = self.titles[variant] = Counter()
                    self.first_sold[variant] = order.at
                titles[title] += 1

    def _head(self, key: str, at: datetime, names: Names) -> Stored:
        return (
            self.recorded_at,
            stored_day(self.storefront.local_date(at)),
            self.source,
            key,
            stored_moment(at),
            self.storefront.key,
            self.customer(names, at),
        )

    def _about(self, key: str, at: datetime, names: Names) -> dict[str, Any]:
        about = {"source": self.source, "key": self.key(key), "at": at, "storefront": self.storefront.key}
        return about | {"customer_id": self.customer(names, at)}

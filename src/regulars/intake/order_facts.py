"""Makes facts of what files say about orders."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from regulars.facts.crowd import Whom
from regulars.facts.kinds import (
    CustomerKnown,
    Fact,
    MailboxUsed,
    OrderStep,
    PostalAddressUsed,
    RefundPaid,
    VariantDescribed,
)
from regulars.facts.record import stored_day, stored_moment
from regulars.intake.orders import Names, Order, Return, by_time, numbered
from regulars.intake.returns import Shelf, Thing, put
from regulars.intake.sold import Sold
from regulars.kernel.storefront import Storefront

Stored = tuple[Any, ...]
VARIANT, QUANTITY, TOTAL = itemgetter(1), itemgetter(3), itemgetter(6)


@dataclass
class OrderFacts:
    """The facts of one import's orders, kind by kind, and what was noticed over all of them."""

    source: str
    storefront: Storefront
    now: datetime
    whom: dict[Names, Whom] = field(default_factory=dict)
    mailboxes: dict[str, int] = field(default_factory=dict)
    unnamed: int = 0
    visits: list[Order] = field(default_factory=list)
    bought: list[tuple[Order, tuple[str, ...], tuple[int, ...]]] = field(default_factory=list)
    spoken: dict[str, Order] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.recorded_at = stored_moment(self.now)

    def key(self, ref: str) -> str:
        """The key of an order; its lines' keys begin with it, so that they lie side by side in the index."""
        return f"{self.storefront.key}/{ref}"

    def knows(self, names: Names, at: datetime) -> bool:
        """Whether we have looked up who that is."""
        whom = self.whom.get(names)
        return whom is not None and (
            whom.customer_id is not None or whom.erased_at is None or at <= whom.erased_at
        )

    def customer(self, names: Names, at: datetime) -> int | None:
        """Whose it was."""
        return self.whom[names].at(at) if names else None

    def line_keys(self, order: Order) -> list[str]:
        """The keys of its lines."""
        prefix = self.key(order.ref) + "/"
        return [prefix + content for content in numbered(order.contents)]

    def return_keys(self, returns: Sequence[Return]) -> list[str]:
        """The keys of returns."""
        return [self.key(each) for each in numbered([f"{back.ref}/{back.line[0]}" for back in returns])]

    def stored(self, order: Order) -> tuple[Stored, list[Stored]]:
        """The order and its lines, as stored."""
        recorded_at, day, source, key, at, shop, customer_id = self._head(
            self.key(order.ref), order.at, order.names
        )
        ref, things = order.ref, order.things
        lines = [
            (recorded_at, day, source, line_key, at, shop, customer_id, ref, *thing)
            for line_key, thing in zip(self.line_keys(order), things, strict=True)
        ]
        total = sum(map(TOTAL, things)) if order.total_minor is None else order.total_minor
        postage = sum(thing[6] for thing in things if thing[0] == "postage")
        shipping = postage if order.shipping_minor is None else order.shipping_minor
        amounts = (total, order.tax_minor, shipping, order.discount_minor)
        placed = (recorded_at, day, source, key, at, shop, customer_id, ref, order.currency, *amounts)
        return placed, lines

    def returned(self, back: Return, key: str, ref: str | None, match: str) -> Stored:
        """What came back, as stored."""
        sort, variant, _, quantity, currency, _, total, _ = back.line[2]
        return (*self._head(key, back.at, back.names), ref, sort, variant, quantity, currency, total, match)

    def steps(self, orders: Iterable[Order]) -> Iterator[Fact]:
        """How far each order has come."""
        for order in orders:
            for step, at in order.steps.items():
                yield OrderStep(
                    **self._about(f"{order.ref}/{step}", at, order.names), order_ref=order.ref, step=step
                )

    def refunds(self, orders: Iterable[Order], paid: dict[str, int]) -> Iterator[Fact]:
        """What was paid back since we last heard. Exports tell no time: the latest they tell of the order is taken."""
        for order in orders:
            more = order.refunded_minor - paid.get(order.ref, 0)
            if more > 0:
                latest = max((order.at, *order.steps.values()))
                about = self._about(f"{order.ref}/{order.refunded_minor}", latest, order.names)
                yield RefundPaid(**about, order_ref=order.ref, currency=order.currency, total_minor=more)

    def notice(self, orders: Iterable[Order]) -> None:
        """Keep of these orders what only all of them together tell."""
        for order in orders:
            if not order.names:
                self.unnamed += len(order.things)
                continue
            self.bought.append((order, tuple(map(VARIANT, order.things)), tuple(map(QUANTITY, order.things))))
            order.contents = order.places = order.things = ()
            self.visits.append(order)
            address = dict(order.names).get("mailbox")
            if address and order.marketing is not None:
                self.spoken[address] = max(order, self.spoken.get(address, order), key=by_time)

    def shelf(self, wanted: Collection[Thing]) -> Shelf:
        """What these customers bought of these things in this import."""
        shelf: Shelf = {}
        asking = {customer_id for customer_id, _ in wanted}
        for order, variants, quantities in self.bought:
            customer_id = self.customer(order.names, order.at)
            if customer_id is None or customer_id not in asking:
                continue
            for variant, quantity in zip(variants, quantities, strict=True):
                if (customer_id, variant) in wanted:
                    put(shelf, (customer_id, variant), order.at, order.ref, quantity)
        return shelf

    def people(self) -> Iterator[Fact]:
        """Where customers are and which mailbox and postal address are theirs, each time it changed."""
        country: dict[int, str] = {}
        mailbox: dict[int, int] = {}
        postal: dict[int, int] = {}
        moves: list[Fact] = []
        for order in sorted(self.visits, key=by_time):
            if (customer_id := self.customer(order.names, order.at)) is None:
                continue
            about = self._about(order.ref, order.at, order.names)
            if order.country and country.get(customer_id) != order.country:
                country[customer_id] = order.country
                moves.append(CustomerKnown(**about, country=order.country))
            box = self.mailboxes.get(dict(order.names).get("mailbox", ""))
            if box is not None and mailbox.get(customer_id) != box:
                mailbox[customer_id] = box
                moves.append(MailboxUsed(**about, mailbox_id=box))
            if order.postal_id is not None and postal.get(customer_id) != order.postal_id:
                postal[customer_id] = order.postal_id
                moves.append(PostalAddressUsed(**about, postal_id=order.postal_id))
        yield from sorted(moves, key=lambda fact: type(fact).__name__)

    def variants(self, sold: Sold) -> Iterator[Fact]:
        """Each thing that was sold, under the title it was sold by most often."""
        for variant, title in sold.titles().items():
            digest = blake2b(title.encode(), digest_size=8).hexdigest()
            about = self._about(f"{variant}/{digest}", sold.first[variant], ())
            yield VariantDescribed(**about, variant=variant, product=variant, title=title)

    def about(self, order: Order) -> dict[str, Any]:
        """What every fact about an order says."""
        return self._about(order.ref, order.at, order.names)

    def _head(self, key: str, at: datetime, names: Names) -> Stored:
        day = stored_day(self.storefront.local_date(at))
        return (
            self.recorded_at,
            day,
            self.source,
            key,
            stored_moment(at),
            self.storefront.key,
            self.customer(names, at),
        )

    def _about(self, key: str, at: datetime, names: Names) -> dict[str, Any]:
        about = {"source": self.source, "key": self.key(key), "at": at, "storefront": self.storefront.key}
        return about | {"customer_id": self.customer(names, at)}

"""The shop's own system: takes orders, packs and sends them, and posts each change to Regulars as a signed document."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from regulars.intake import api
from regulars.kernel.clock import Clock, PlayedClock
from regulars.kernel.storefront import Storefront
from regulars.town.agenda import Agenda
from regulars.town.catalogue import Item
from regulars.town.order import Order, signed
from regulars.town.people import Customer

FIRST_NUMBER = 10_001
CANCELLED_SHARE = 0.012
RETURNED_SHARE = 0.035
WARES = "Socks"
WARES_RETURNED_SHARE = 0.10


@dataclass
class Till:
    """Posts orders to Regulars at their times. `chance` decides about parcels only; `parcel` says when one moves on, so many days later.

    Until `tracked_from` the shop tells of a parcel only when it has arrived; then it was connected to the carrier.
    """

    shop: Storefront
    secret: bytes
    clock: PlayedClock
    agenda: Agenda
    chance: Clock
    parcel: Callable[[datetime, int], datetime]
    tracked_from: datetime
    orders: int = 0
    last: Order | None = None

    def order(self, customer: Customer, things: dict[Item, int], *, first: bool) -> Order:
        """Take an order now; what becomes of it is noted in the agenda."""
        placed_at = self.clock.now()
        order = Order(f"LL-{FIRST_NUMBER + self.orders}", customer, placed_at, things, first)
        self.orders += 1
        self.last = order
        order.reached("approved", placed_at)
        self._post(order)
        if self.chance.chance.random() < CANCELLED_SHARE:
            self.agenda.at(self.parcel(placed_at, 1), partial(self._reach, order, "cancelled"))
        else:
            self.agenda.at(self.parcel(placed_at, 1), partial(self._hand_to_carrier, order))
        return order

    def slip(self) -> None:
        """Post the last order once more with a slip in it, as a system that people work on does now and then."""
        if self.last is None:
            return
        now = self.clock.now()
        body = json.dumps(self.last.document(self.shop) | {"currency": "EURO"}).encode()
        api.receive(signed(f"msg_{self.last.ref}_slip", body, self.secret, now), body, self.clock)

    def _hand_to_carrier(self, order: Order) -> None:
        now = self.clock.now()
        order.reached("packed", now - timedelta(minutes=self.chance.chance.randint(20, 150)))
        order.reached("on_truck", now)
        if now >= self.tracked_from:
            self._post(order)
        days = self.chance.chance.choices((1, 2, 3, 5), (45, 35, 15, 5))[0]
        self.agenda.at(self.parcel(now, days), partial(self._deliver, order))

    def _deliver(self, order: Order) -> None:
        self._reach(order, "delivered")
        item = next(iter(order.things))
        share = WARES_RETURNED_SHARE if item.category == WARES else RETURNED_SHARE
        if self.chance.chance.random() < share:
            days = self.chance.chance.randint(4, 12)
            self.agenda.at(self.parcel(self.clock.now(), days), partial(self._take_back, order, item))

    def _take_back(self, order: Order, item: Item) -> None:
        order.came_back(item, self.clock.now())
        self._post(order)

    def _reach(self, order: Order, step: str) -> None:
        order.reached(step, self.clock.now())
        self._post(order)

    def _post(self, order: Order) -> None:
        headers, body = order.post(self.shop, self.secret, self.clock.now())
        api.receive(headers, body, self.clock)

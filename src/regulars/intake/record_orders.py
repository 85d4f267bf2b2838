"""Records orders as they are read, in the caller's transaction, and says how much of it was new."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from regulars.facts import crowd, postal
from regulars.facts.kinds import Fact, LineReturned, OrderLine, OrderPlaced
from regulars.facts.record import Recorded, insert_rows, record, record_many
from regulars.intake.already import Already
from regulars.intake.imported_consent import consents
from regulars.intake.order_facts import OrderFacts, Stored
from regulars.intake.orders import Names, Order, Return, by_time
from regulars.intake.returns import Shelf, Thing, matched
from regulars.intake.sold import Sold
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront


@dataclass
class Tally:
    """What became of the rows: lines by sort, returns by how sure we are of their order; and the facts made of them."""

    sorts: Counter[str] = field(default_factory=Counter)
    matches: Counter[str] = field(default_factory=Counter)
    unnamed: int = 0
    orders: int = 0
    entries: int = 0
    customers: int = 0
    new: int = 0
    known: int = 0

    def add(self, recorded: Recorded) -> None:
        """Count facts."""
        self.new += recorded.new
        self.known += recorded.known


class Recording:
    """One import of history into facts: `orders` as they come, then `rest`. Nobody becomes due for a message."""

    def __init__(self, source: str, storefront: Storefront, clock: Clock) -> None:
        self.already = Already(source, storefront.key)
        self.facts = OrderFacts(source, storefront, clock.now())
        self.too_late: dict[int, str] = {}
        self.too_late_sorts: list[str] = []
        self.clock = clock
        self.tally = Tally()

    def orders(self, orders: Sequence[Order]) -> None:
        """Record complete orders. A line that an order recorded earlier did not have is `too_late`: a fact is not changed."""
        orders = sorted(orders, key=by_time)
        self._meet(orders)
        placed = [order for order in orders if order.bought]
        old = self.already.orders([order.ref for order in placed])
        again = [order for order in placed if order.ref in old]
        self._keep_as_recorded(again)
        fresh = [order for order in orders if order.ref not in old]
        tally = self.tally
        tally.orders += len(placed)
        tally.entries += len(orders) - len(placed)
        tally.known += len(old) + sum(len(order.things) for order in again)
        stored = [(order.bought, *self.facts.stored(order)) for order in fresh]
        tally.add(_insert(OrderPlaced, [placed for bought, placed, _ in stored if bought]))
        tally.add(_insert(OrderLine, [line for _, _, lines in stored for line in lines]))
        paid = self.already.refunded([order.ref for order in placed if order.refunded_minor])
        tally.add(record_many([*self.facts.steps(orders), *self.facts.refunds(orders, paid)], self.facts.now))
        self.facts.notice(orders)

    def rest(self, returned: Sequence[Return], sold: Sold) -> Tally:
        """Record what needs all orders: returns, what things are called, where people are, and permissions."""
        facts, tally = self.facts, self.tally
        self._returns(sorted(returned, key=lambda back: (*by_time(back), back.line[0])))
        tally.add(record_many(facts.variants(sold), facts.now))
        tally.add(record_many(facts.people(), facts.now))
        permitted = self.already.permitted([facts.mailboxes[address] for address in facts.spoken])
        tally.add(record(consents(facts, permitted), facts.now, wake=False))
        tally.sorts = sold.sorts - Counter(self.too_late_sorts)
        tally.unnamed = facts.unnamed + sum(not back.names for back in returned)
        tally.customers = len({whom.customer_id for whom in facts.whom.values()} - {None})
        return tally

    def _meet(self, met: Iterable[Order | Return]) -> None:
        """Find or make the customers and mailboxes we have not met in this import."""
        new: dict[Names, Order | Return] = {}
        called: dict[Names, str] = {}
        for each in met:
            if each.names and not self.facts.knows(each.names, each.at):
                new[each.names] = each
                called[each.names] = (each.called if isinstance(each, Order) else "") or called.get(
                    each.names, ""
                )
        shop = self.facts.storefront.key
        self.facts.whom |= crowd.customers(
            shop, {names: each.at for names, each in new.items()}, called, self.clock
        )
        boxes = {address: each.at for names, each in new.items() if (address := dict(names).get("mailbox"))}
        self.facts.mailboxes |= crowd.mailboxes(boxes, self.clock) if boxes else {}
        self._meet_by_post([each for each in met if isinstance(each, Order)])

    def _meet_by_post(self, orders: Sequence[Order]) -> None:
        """From here on an order knows its postal address by number."""
        seen = {order.address: order.at for order in orders if order.address}
        numbers = postal.postals(seen, self.clock) if seen else {}
        for order in orders:
            order.postal_id = numbers[order.address] if order.address else None
            order.address = None

    def _keep_as_recorded(self, orders: Sequence[Order]) -> None:
        keys = {order.ref: self.facts.line_keys(order) for order in orders}
        recorded = self.already.keys(OrderLine, [key for each in keys.values() for key in each])
        for order in orders:
            known = [key in recorded for key in keys[order.ref]]
            for is_known, at, thing in zip(known, order.places, order.things, strict=True):
                if not is_known:
                    self.too_late_sorts.append(thing[0])
                    self.too_late[at] = (
                        f"order {order.ref} is recorded without this line; a recorded order is not changed"
                    )
            order.things = tuple(compress(order.things, known))

    def _returns(self, returned: Sequence[Return]) -> None:
        """Record the returns that are not recorded yet, with the orders they are from."""
        self._meet(returned)
        keys = self.facts.return_keys(returned)
        recorded = self.already.keys(LineReturned, keys)
        new = [(key, back) for key, back in zip(keys, returned, strict=True) if key not in recorded]
        whose = [(back, self.facts.customer(back.names, back.at)) for _, back in new]
        wanted = {(customer_id, back.line[2][1]) for back, customer_id in whose if customer_id is not None}
        found = matched(whose, self._shelf(wanted))
        self.tally.known += len(recorded)
        self.tally.matches.update(match for _, match in found)
        self.tally.matches["known"] = len(recorded)
        rows = [self.facts.returned(back, key, *where) for (key, back), where in zip(new, found, strict=True)]
        self.tally.add(_insert(LineReturned, rows))

    def _shelf(self, wanted: set[Thing]) -> Shelf:
        """What returns can be from; a shop's first import need not ask the database."""
        if not self.already.anything:
            return self.facts.shelf(wanted)
        return self.already.shelf(wanted, {order.ref: order.at for order in self.facts.visits})


def _insert(kind: type[Fact], rows: Sequence[Stored]) -> Recorded:
    new = insert_rows(kind, rows)
    return Recorded(new, len(rows) - new)

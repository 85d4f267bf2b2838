"""Records gathered orders in the caller's transaction, and says how much of it was new."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from regulars.facts import crowd
from regulars.facts.kinds import Fact, LineReturned, OrderLine, OrderPlaced
from regulars.facts.record import Recorded, insert_rows, record, record_many
from regulars.intake.already import Already
from regulars.intake.csv_file import Moved
from regulars.intake.imported_consent import consents, said_by
from regulars.intake.order_facts import OrderFacts, Stored
from regulars.intake.orders import Names, Order, Return
from regulars.intake.read_orders import Gathered
from regulars.intake.returns import Shelf, by_time, matched, put
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront

AT_ONCE = 20_000


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


def record_orders(
    gathered: Gathered, source: str, storefront: Storefront, clock: Clock, moved: Moved
) -> Tally:
    """Record everything gathered that is not recorded yet. It is history: nobody becomes due for a message.

    A row that an order recorded earlier did not have is set aside, because a recorded order is not changed.
    """
    now = clock.now()
    tally = Tally()
    already = Already(source, storefront.key)
    facts = _known_people(gathered, OrderFacts(source, storefront, now, {}, {}), clock)
    old = already.orders([order.ref for order in gathered.orders.placed.values() if order.bought])
    returned = _returned(gathered, facts, already, old, tally)
    placed = [order for order in gathered.orders.in_order() if order.bought]
    tally.add(_insert(OrderPlaced, map(facts.placed, (order for order in placed if order.ref not in old))))
    tally.known += len(old)
    tally.add(_insert(OrderLine, _lines(gathered, facts, already, old, tally), moved))
    tally.add(_insert(LineReturned, returned))
    orders = gathered.orders
    paid = already.refunded([order.ref for order in orders.placed.values() if order.refunded_minor])
    for made in (facts.people(orders), facts.variants(), facts.steps(orders), facts.refunds(orders, paid)):
        tally.add(record_many(made, now))
    speaking = [facts.mailboxes[address] for order in orders.placed.values() if (address := said_by(order))]
    tally.add(record(consents(orders, facts, already.permitted(speaking)), now, wake=False))
    tally.sorts, tally.unnamed = facts.sorts, tally.unnamed + facts.unnamed
    tally.orders, tally.entries = len(placed), len(orders.placed) - len(placed)
    return tally


def _known_people(gathered: Gathered, facts: OrderFacts, clock: Clock) -> OrderFacts:
    """Find or make the customers and mailboxes named."""
    seen: dict[Names, Order | Return] = {}
    called: dict[Names, str] = {}
    everything: list[Order | Return] = [*gathered.orders.placed.values(), *gathered.orders.returned]
    for each in sorted(everything, key=lambda each: (each.at, each.names)):
        if each.names:
            seen[each.names] = each
            called[each.names] = (each.called if isinstance(each, Order) else "") or called.get(
                each.names, ""
            )
    facts.whom = crowd.customers(
        facts.storefront.key, {names: each.at for names, each in seen.items()}, called, clock
    )
    boxes = {
        address: each.at
        for names, each in seen.items()
        if (address := dict(names).get("mailbox")) and facts.customer(names, each.at)
    }
    facts.mailboxes = crowd.mailboxes(boxes, clock)
    return facts


def _lines(
    gathered: Gathered, facts: OrderFacts, already: Already, old: set[str], tally: Tally
) -> Iterator[Stored]:
    """The lines that are not known to be recorded."""
    again = [order for order in gathered.orders.placed.values() if order.ref in old]
    recorded = already.keys(OrderLine, [key for order in again for key in facts.line_keys(order)])
    for order in gathered.orders.in_order():
        keys = facts.line_keys(order)
        if order.ref in old:
            _keep_as_recorded(order, keys, recorded, gathered)
            tally.known += len(order.lines)
            facts.count(order)
        else:
            facts.count(order)
            yield from facts.lines(order, keys)


def _keep_as_recorded(order: Order, keys: list[str], recorded: set[str], gathered: Gathered) -> None:
    lines = list(zip(keys, order.lines, strict=True))
    for key, (_, at, _) in lines:
        if key not in recorded:
            gathered.aside.keep(
                at, f"order {order.ref} is recorded without this line; a recorded order is not changed"
            )
    order.lines = [line for key, line in lines if key in recorded]


def _returned(
    gathered: Gathered, facts: OrderFacts, already: Already, old: set[str], tally: Tally
) -> list[Stored]:
    """The returns that are not recorded yet, with the orders they are from."""
    returns = sorted(gathered.orders.returned, key=by_time)
    keys = facts.return_keys(returns)
    recorded = already.keys(LineReturned, keys)
    new = [
        (back, key, facts.customer(back.names, back.at))
        for back, key in zip(returns, keys, strict=True)
        if key not in recorded
    ]
    wanted = {(customer_id, back.line[2][1]) for back, _, customer_id in new if customer_id is not None}
    shelf = already.shelf(wanted)
    _stock(shelf, (order for order in gathered.orders.placed.values() if order.ref not in old), wanted, facts)
    found = matched([(back, customer_id) for back, _, customer_id in new], shelf)
    tally.known += len(recorded)
    tally.matches.update(match for _, match in found)
    tally.matches["known"] = len(recorded)
    tally.unnamed += sum(not back.names for back in returns)
    tally.customers = len({whom.customer_id for whom in facts.whom.values()} - {None})
    return [facts.returned(back, key, *where) for (back, key, _), where in zip(new, found, strict=True)]


def _stock(shelf: Shelf, orders: Iterable[Order], wanted: set[tuple[int, str]], facts: OrderFacts) -> None:
    """Put what these orders hold of the wanted things on the shelf."""
    asking = {customer_id for customer_id, _ in wanted}
    for order in orders:
        customer_id = facts.customer(order.names, order.at)
        if customer_id is None or customer_id not in asking:
            continue
        for _, _, things in order.lines:
            if (customer_id, things[1]) in wanted:
                put(shelf, (customer_id, things[1]), order.at, order.ref, things[3])


def _insert(kind: type[Fact], rows: Iterable[Stored], moved: Moved = lambda _rows: None) -> Recorded:
    new = total = 0
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        new, total = new + insert_rows(kind, part), total + len(part)
        moved(len(part))
    return Recorded(new, total - new)

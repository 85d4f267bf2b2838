"""UCI Online Retail: a British gift shop's invoices, with every trap that real bookkeeping sets."""

from collections.abc import Sequence
from datetime import datetime
from itertools import compress, pairwise, repeat
from operator import itemgetter, mul

from regulars.intake.cells import BadCell, Cells, Memo, in_minor
from regulars.intake.countries import country_code
from regulars.intake.csv_columns import Layout
from regulars.intake.orders import Line, Names, Order, Orders, Return, Things
from regulars.intake.set_aside import SetAside

ONLINE_RETAIL = Layout(
    name="UCI Online Retail",
    source="import-uci",
    columns={
        "order": ("InvoiceNo", "Invoice"),
        "item": ("StockCode",),
        "title": ("Description",),
        "quantity": ("Quantity",),
        "placed": ("InvoiceDate",),
        "unit_price": ("UnitPrice", "Price"),
        "customer": ("CustomerID", "Customer ID"),
        "country": ("Country",),
    },
    needed=frozenset(("order", "item", "title", "quantity", "placed", "unit_price", "customer", "country")),
    sorts={
        "POST": "postage", "DOT": "postage", "C2": "postage", "23444": "postage",
        "AMAZONFEE": "fee", "BANK CHARGES": "fee", "CRUK": "fee", "23574": "fee",
        "M": "adjustment", "D": "adjustment", "S": "adjustment", "B": "adjustment",
    },
    formats=("iso", "%m/%d/%Y %H:%M"),
)  # fmt: skip


Columns = tuple[Sequence[str], list[datetime], list[Names], Sequence[str], list[Things]]
"""Of each row: the invoice, the time, whose it is, their country, and what it is about."""


class OnlineRetail:
    """Takes in its rows column by column, since a column says few things often.

    What a row means depends on the invoice's first letter, the sign, the price and the item's code.
    """

    def __init__(self, cells: Cells, currency: str, orders: Orders, aside: SetAside) -> None:
        self.currency = currency
        self.orders = orders
        self.aside = aside
        self.moment, self.quantity, self.price = cells.moment, cells.quantity, cells.price
        self.item = Memo(_item)
        self.title: Memo[str, str] = Memo(lambda text: " ".join(text.split()))
        self.names = Memo(_names)
        self.total: Memo[int, int] = Memo(lambda amount: in_minor(amount, currency))

    def open(self, positions: dict[str, int], _evidence: str) -> None:
        """The next rows have their cells at these positions."""
        self.refs = positions["order"]
        self.pick = itemgetter(*(positions[thing] for thing in ONLINE_RETAIL.columns))

    def take(self, contents: Sequence[str], places: Sequence[int], rows: list[list[str]]) -> None:
        """Take rows in; those that cannot be used are set aside. Raises Scattered."""
        try:
            refs, ats, names, countries, things = self._columns(rows)
        except BadCell:
            usable = [self._usable(place, cells) for place, cells in zip(places, rows, strict=True)]
            if any(usable):
                self.take(
                    list(compress(contents, usable)),
                    list(compress(places, usable)),
                    list(compress(rows, usable)),
                )
            return
        lines = list(zip(contents, places, things, rows, strict=True))
        edges = [at for at, (one, next_one) in enumerate(pairwise(refs), 1) if one != next_one]
        for start, end in pairwise([0, *edges, len(refs)]):
            if refs[start][0] in "Cc":
                self._take_back(refs[start], names[start:end], ats[start:end], lines[start:end])
            else:
                order = self._order(refs[start], names[start], countries[start])
                order.at = min(order.at, *ats[start:end])
                self._add(order, names[start:end], lines[start:end])

    def ref(self, cells: list[str]) -> str:
        """The order a row belongs to, as far as it can be told."""
        return cells[self.refs] if len(cells) > self.refs else ""

    def finish(self, *, but_last: bool) -> list[Order]:
        """The orders that are complete."""
        orders = self.orders.hand_over(but_last=but_last)
        for order in orders:
            order.lines = self.aside.once(order.lines)
        if not but_last:
            once = {place for _, place, _, _ in self.aside.once([back.line for back in self.orders.returned])}
            self.orders.returned = [back for back in self.orders.returned if back.line[1] in once]
        return orders

    def _columns(self, rows: list[list[str]]) -> Columns:
        """What the rows say. Raises BadCell when one of them says something that cannot be meant."""
        columns = self.pick(tuple(zip(*rows, strict=True)))
        refs, items, titles, quantities, dates, prices, customers, countries = columns
        if "" in refs:
            raise BadCell("names no invoice")
        names = list(map(self.names.__getitem__, customers))
        pieces = list(map(self.quantity.__getitem__, quantities))
        each = list(map(self.price.__getitem__, prices))
        variants, plain_sorts = zip(*map(self.item.__getitem__, items), strict=True)
        sorts = list(plain_sorts)
        for at in [
            at for at, (count, price) in enumerate(zip(pieces, each, strict=True)) if count < 0 or not price
        ]:
            sorts[at] = _sort(sorts[at], refs[at], pieces[at], names[at])
        totals = map(self.total.__getitem__, map(mul, pieces, each))
        called = map(self.title.__getitem__, titles)
        # The two endless columns are why this zip cannot be strict.
        things = list(zip(sorts, variants, called, pieces, repeat(self.currency), each, totals, repeat(0)))
        return refs, list(map(self.moment.__getitem__, dates)), names, countries, things

    def _usable(self, place: int, cells: list[str]) -> bool:
        try:
            self._columns([cells])
        except BadCell as wrong:
            self.aside.keep(place, str(wrong), cells)
            self.orders.spoil(self.ref(cells), place)
            return False
        return True

    def _order(self, ref: str, names: Names, country: str) -> Order:
        order = self.orders.placed.get(ref)
        return order or self.orders.opened(
            Order(ref=ref, currency=self.currency, names=names, country=country_code(country))
        )

    def _add(self, order: Order, names: list[Names], lines: list[Line]) -> None:
        """Lines of an order, which is one customer's."""
        order.lines += lines
        if names.count(order.names) == len(names):
            return
        for whose, (_, place, _, cells) in zip(names, lines, strict=True):
            if whose != order.names:
                self.aside.keep(place, f"invoice {order.ref} names another customer in another row", cells)
                self.orders.spoil(order.ref, place)

    def _take_back(self, ref: str, names: list[Names], ats: list[datetime], lines: list[Line]) -> None:
        """Rows of a cancellation."""
        for whose, at, (content, place, things, cells) in zip(names, ats, lines, strict=True):
            sort, variant, title, pieces, currency, each, total, tax = things
            if pieces > 0:
                self.aside.keep(place, "is a cancellation of a positive quantity", cells)
                continue
            back = (sort, variant, title, -pieces, currency, each, -total, tax)
            self.orders.returned.append(
                Return(ref=ref, at=at, names=whose, line=(content, place, back, cells))
            )


def _sort(sort: str, ref: str, pieces: int, names: Names) -> str:
    """Of a row with a negative quantity or without a price."""
    if ref[0] in "Cc":
        return sort
    if pieces < 0:
        return "write_off"
    return "adjustment" if sort == "goods" and not names else sort


def _item(code: str) -> tuple[str, str]:
    """The variant and its sort; the shop wrote one code in both cases."""
    variant = code.strip().upper()
    if not variant:
        raise BadCell("names no item")
    return variant, "gift_card" if variant.startswith("GIFT_") else ONLINE_RETAIL.sorts.get(variant, "goods")


def _names(customer: str) -> Names:
    number = customer.strip().removesuffix(".0")
    return (("shop", number),) if number else ()

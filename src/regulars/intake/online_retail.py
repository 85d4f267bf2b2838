"""UCI Online Retail: a British gift shop's invoices, with every trap that real bookkeeping sets."""

from operator import itemgetter

from regulars.intake.cells import BadCell, Cells, Memo, in_minor
from regulars.intake.countries import country_code
from regulars.intake.csv_columns import Layout
from regulars.intake.orders import Names, Order, Orders, Return, Things
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


class OnlineRetail:
    """Takes in its rows one by one; what a row means depends on the invoice's first letter, the sign, the price and the item's code."""

    def __init__(self, cells: Cells, currency: str, orders: Orders, aside: SetAside) -> None:
        self.currency = currency
        self.orders = orders
        self.aside = aside
        self.moment, self.quantity, self.price = cells.moment, cells.quantity, cells.price
        self.item = Memo(_item)
        self.title: Memo[str, str] = Memo(lambda text: " ".join(text.split()))
        self.names = Memo(_names)
        self.total: Memo[int, int] = Memo(lambda amount: in_minor(amount, currency))
        self.last = ("", "", "")

    def open(self, positions: dict[str, int], _evidence: str) -> None:
        """The next rows have their cells at these positions."""
        self.pick = itemgetter(*(positions[thing] for thing in ONLINE_RETAIL.columns))

    def take(self, row: list[str], place: int, content: str) -> None:
        """One row. Raises BadCell."""
        ref, item, title, quantity, placed, price, customer, country = self.pick(row)
        if self.last != (ref, placed, customer):
            self._turn_to(ref, placed, customer, country)
        variant, sort = self.item[item]
        pieces, each = self.quantity[quantity], self.price[price]
        total = self.total[pieces * each]
        order = self.order
        if pieces < 0 or not each or order is None:
            if order is None:
                self._take_back(
                    row,
                    place,
                    content,
                    (sort, variant, self.title[title], pieces, self.currency, each, total, 0),
                )
                return
            sort = (
                "write_off" if pieces < 0 else "adjustment" if sort == "goods" and not order.names else sort
            )
        order.lines.append(
            (content, place, (sort, variant, self.title[title], pieces, self.currency, each, total, 0), row)
        )

    def ref(self, row: list[str]) -> str:
        """The order a row belongs to."""
        return str(self.pick(row)[0])

    def finish(self, *, but_last: bool) -> list[Order]:
        """The orders that are complete."""
        self.last = ("", "", "")
        orders = self.orders.hand_over(but_last=but_last)
        for order in orders:
            order.lines = self.aside.once(order.lines)
        if not but_last:
            once = {place for _, place, _, _ in self.aside.once([back.line for back in self.orders.returned])}
            self.orders.returned = [back for back in self.orders.returned if back.line[1] in once]
        return orders

    def _turn_to(self, ref: str, placed: str, customer: str, country: str) -> None:
        """The next rows are of this invoice."""
        at, names = self.moment[placed], self.names[customer]
        if not ref:
            raise BadCell("names no invoice")
        self.at, self.whose, self.order = at, names, None
        if ref[0] not in "Cc":
            order = self.orders.placed.get(ref) or self.orders.opened(
                Order(ref=ref, currency=self.currency, at=at, names=names, country=country_code(country))
            )
            if order.names != names:
                raise BadCell(f"invoice {ref} names another customer in another row")
            order.at = min(at, order.at)
            self.order = order
        self.last = (ref, placed, customer)

    def _take_back(self, row: list[str], place: int, content: str, things: Things) -> None:
        """A row of a cancellation."""
        sort, variant, title, pieces, currency, each, total, tax = things
        if pieces > 0:
            raise BadCell("is a cancellation of a positive quantity")
        back = (sort, variant, title, -pieces, currency, each, -total, tax)
        line = (content, place, back, row)
        self.orders.returned.append(Return(ref=self.last[0], at=self.at, names=self.whose, line=line))


def _item(code: str) -> tuple[str, str]:
    """The variant and its sort; the shop wrote one code in both cases."""
    variant = code.strip().upper()
    if not variant:
        raise BadCell("names no item")
    return variant, "gift_card" if variant.startswith("GIFT_") else ONLINE_RETAIL.sorts.get(variant, "goods")


def _names(customer: str) -> Names:
    number = customer.strip().removesuffix(".0")
    return (("shop", number),) if number else ()

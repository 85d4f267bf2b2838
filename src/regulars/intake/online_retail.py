"""UCI Online Retail: a British gift shop's invoices, with every trap that real bookkeeping sets."""

from operator import itemgetter

from regulars.intake.cells import BadCell, BadRow, Cells, Memo, in_minor
from regulars.intake.countries import country_code
from regulars.intake.csv_columns import Layout
from regulars.intake.orders import Names, Order, Orders, Return

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

    def __init__(self, cells: Cells, currency: str, orders: Orders) -> None:
        self.cells = cells
        self.currency = currency
        self.orders = orders
        self.variants = Memo(lambda text: text.strip().upper())
        self.titles = Memo(lambda text: " ".join(text.split()))
        self.sorts = Memo(self._sort)
        self.names = Memo(_names)

    def open(self, positions: dict[str, int], _evidence: str) -> None:
        """The next rows have their cells at these positions."""
        self.pick = itemgetter(*(positions[thing] for thing in ONLINE_RETAIL.columns))

    def take(self, row: list[str], place: int, content: str) -> None:
        """One row. Raises BadCell."""
        ref, item, title, quantity, placed, price, customer, country = self.pick(row)
        at = self.cells.moment(placed)
        pieces = self.cells.quantity(quantity)
        each = self.cells.price(price)
        variant = self.variants[item]
        names = self.names[customer]
        if not ref or not variant:
            raise BadCell("names no invoice" if not ref else "names no item")
        sort = self.sorts[variant]
        if ref[0] in "Cc":
            if pieces > 0:
                raise BadCell("is a cancellation of a positive quantity")
            things = (
                sort,
                variant,
                self.titles[title],
                -pieces,
                self.currency,
                each,
                in_minor(-pieces * each, self.currency),
                0,
            )
            self.orders.returned.append(Return(ref=ref, at=at, names=names, line=(content, place, things)))
            return
        if pieces < 0:
            sort = "write_off"
        elif not each and not names and sort == "goods":
            sort = "adjustment"
        order = self.orders.placed.get(ref)
        if order is None:
            order = self.orders.placed[ref] = Order(
                ref=ref, currency=self.currency, at=at, names=names, country=country_code(country)
            )
        elif order.names is not names and order.names != names:
            raise BadCell(f"invoice {ref} names another customer in another row")
        if at < order.at:
            order.at = at
        total = in_minor(pieces * each, self.currency)
        order.lines.append(
            (content, place, (sort, variant, self.titles[title], pieces, self.currency, each, total, 0))
        )

    def finish(self) -> list[BadRow]:
        """Every row was complete in itself."""
        return []

    def ref(self, row: list[str]) -> str:
        """The order a row belongs to."""
        return str(self.pick(row)[0])

    def _sort(self, variant: str) -> str:
        return "gift_card" if variant.startswith("GIFT_") else ONLINE_RETAIL.sorts.get(variant, "goods")


def _names(customer: str) -> Names:
    number = customer.strip().removesuffix(".0")
    return (("shop", number),) if number else ()

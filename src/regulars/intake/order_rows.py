"""Reads tables with one row a line of an order, whoever exports them: rows are put together by order number."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import blake2b

from regulars.intake.cells import BadCell, Cells, in_minor
from regulars.intake.countries import country_code
from regulars.intake.csv_columns import Layout
from regulars.intake.orders import Names, Order, Orders, Return, Things
from regulars.intake.set_aside import SetAside
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.money import UnknownCurrency
from regulars.kernel.money import currency as known_currency
from regulars.kernel.postal import Postal, postal

Said = Mapping[str, str]
Read = tuple[str, int, dict[str, str], list[str]]
"""A hash of the row, its place in the files, what it says about each thing, and the row itself."""
NOTHING: Things = ("goods", "", "", 0, "", 0, 0, 0)
STEPS = ("approved", "on_truck", "delivered", "cancelled")
CANCELLED = ("cancelled", "canceled", "failed", "voided", "trash")
BETWEEN = "\n"
YES, NO = ("yes", "true", "1"), ("no", "false", "0")


class OrderRows:
    """Gathers rows by order and makes the orders when all files are read, since an order's rows may lie apart."""

    def __init__(self, layout: Layout, cells: Cells, currency: str, orders: Orders, aside: SetAside) -> None:
        self.layout = layout
        self.cells = cells
        self.currency = currency
        self.orders = orders
        self.aside = aside
        self.rows: dict[str, list[Read]] = {}

    def open(self, positions: dict[str, int], evidence: str) -> None:
        """The next rows have their cells at these positions; `evidence` names their file by its hash."""
        self.positions = positions
        self.evidence = evidence

    def take(self, contents: Sequence[str], places: Sequence[int], rows: list[list[str]]) -> None:
        """Keep rows for their orders; those that name none are set aside. Raises Scattered."""
        for content, place, cells in zip(contents, places, rows, strict=True):
            ref = self.ref(cells)
            if not ref:
                self.aside.keep(place, "names no order", cells)
                continue
            if ref not in self.orders.placed:
                self.orders.opened(Order(ref=ref, currency=""))
            said = {thing: cells[at].strip() for thing, at in self.positions.items()}
            said["evidence"] = f"{self.evidence} {content}"
            self.rows.setdefault(ref, []).append((content, place, said, cells))

    def ref(self, cells: list[str]) -> str:
        """The order a row belongs to, as far as it can be told."""
        return cells[self.positions["order"]].strip() if len(cells) > self.positions["order"] else ""

    def finish(self, *, but_last: bool) -> list[Order]:
        """The orders that are complete; of one that cannot be made, the rows are set aside."""
        orders = self.orders.hand_over(but_last=but_last)
        for order in orders:
            self._fill(order, self.aside.once(self.rows.pop(order.ref)))
        return [order for order in orders if order.lines]

    def _fill(self, order: Order, rows: list[Read]) -> None:
        place = rows[0][1]
        returned = []
        try:
            self._head(order, _said(said for _, _, said, _ in rows))
            for _, place, said, row in rows:
                things = self._things(said, order.currency)
                at = self.cells.moment[said["placed"]] if said["placed"] else order.at
                content = blake2b(repr((order.ref, *things[:7])).encode(), digest_size=8).hexdigest()
                if things[3] < 0:
                    back = (*things[:3], -things[3], *things[4:6], abs(things[6]), 0)
                    returned.append(
                        Return(ref=order.ref, at=at, names=order.names, line=(content, place, back, row))
                    )
                else:
                    order.lines.append((content, place, things, row))
        except BadCell as wrong:
            self.aside.keep(place, str(wrong), next(row for _, at, _, row in rows if at == place))
            self.orders.broken.setdefault(order.ref, place)
            order.lines = [("", at, NOTHING, row) for _, at, _, row in rows]
            return
        self.orders.returned += returned
        _share_tax(order)

    def _head(self, order: Order, said: Said) -> None:
        """What the rows say about the order as a whole."""
        currency = _currency(said.get("currency", "") or self.currency)
        if not said["placed"]:
            raise BadCell(f"no row of order {order.ref} says when it was placed")
        order.currency = currency
        order.at = min(self.cells.moment[text] for text in said["placed"].split(BETWEEN))
        order.names = _names(said)
        order.called = said.get("called") or " ".join(
            filter(None, (said.get("first_name"), said.get("last_name")))
        )
        order.country = country_code(said.get("country", ""))
        order.address = _address(said, order)
        order.marketing = _yes_or_no(said.get("marketing", ""))
        order.evidence = said["evidence"]
        order.total_minor = self.cells.minor(said["total"], currency) if "total" in said else None
        order.shipping_minor = self.cells.minor(said["shipping"], currency) if "shipping" in said else None
        order.tax_minor = self.cells.minor(said.get("tax", ""), currency)
        order.discount_minor = abs(self.cells.minor(said.get("discount", ""), currency))
        order.refunded_minor = abs(self.cells.minor(said.get("refunded", ""), currency))
        order.steps = {step: self.cells.moment[said[step]] for step in STEPS if step in said}
        if said.get("status", "").lower().removeprefix("wc-") in CANCELLED:
            order.steps.setdefault("cancelled", order.at)

    def _things(self, row: Said, currency: str) -> Things:
        """The line in one row."""
        title, item = row.get("title", ""), row.get("item", "") or row.get("title", "")
        if not item:
            raise BadCell("names no item")
        pieces = self.cells.quantity[row["quantity"]]
        if not (row.get("unit_price") or row.get("line_total")):
            raise BadCell("gives no price")
        told = self.cells.price[row["line_total"]] if row.get("line_total") else None
        each = (
            self.cells.price[row["unit_price"]]
            if row.get("unit_price")
            else abs((told or 0) // (pieces or 1))
        )
        total = in_minor(pieces * each if told is None else told, currency) - abs(
            self.cells.minor(row.get("line_discount", ""), currency)
        )
        sort = self.layout.sorts.get(item, "goods")
        return (
            sort,
            item,
            title or item,
            pieces,
            currency,
            each,
            total,
            self.cells.minor(row.get("line_tax", ""), currency),
        )


def _said(rows: Iterable[Said]) -> dict[str, str]:
    """What the rows say about each thing; in whatever order they come, the same one speaks."""
    said: dict[str, set[str]] = {}
    for row in rows:
        for thing, text in row.items():
            if text:
                said.setdefault(thing, set()).add(text)
    for name in ("number", "email", "currency"):
        if len(said.get(name, ())) > 1:
            raise BadCell(f"names {' and '.join(sorted(said[name]))} in one order")
    return {thing: min(texts) for thing, texts in said.items()} | {
        "placed": BETWEEN.join(sorted(said.get("placed", ())))
    }


def _names(said: Said) -> Names:
    names = [("shop", said["number"].removesuffix(".0"))] if said.get("number", "0") != "0" else []
    if said.get("email"):
        try:
            names.append(("mailbox", canonical(said["email"])))
        except NotAnAddress as wrong:
            raise BadCell(str(wrong)) from wrong
    return tuple(names)


def _address(said: Said, order: Order) -> Postal | None:
    """The buyer's postal address, where the table has one."""
    if not order.names or "street" not in said:
        return None
    return postal(
        order.called,
        "\n".join((said["street"], said.get("street_more", ""))),
        said.get("city", ""),
        company=said.get("company", ""),
        postcode=said.get("postcode", ""),
        region=said.get("region", ""),
        country=country_code(said.get("bill_country", "")) or order.country or "",
    )


def _currency(text: str) -> str:
    try:
        return known_currency(text)
    except UnknownCurrency as wrong:
        raise BadCell(str(wrong)) from wrong


def _yes_or_no(text: str) -> bool | None:
    return True if text.lower() in YES else False if text.lower() in NO else None


def _share_tax(order: Order) -> None:
    """Where the prices hold the order's tax, each line gets its share of it, so that margins stand without tax."""
    lines = sum(things[6] for _, _, things, _ in order.lines)
    asked = lines - order.discount_minor + (order.shipping_minor or 0)
    told = any(things[7] for _, _, things, _ in order.lines)
    inside = order.total_minor is not None and abs(order.total_minor - asked) <= len(order.lines)
    if order.tax_minor and inside and not told and order.total_minor:
        share = Fraction(order.tax_minor, order.total_minor)
        order.lines = [
            (content, at, (*things[:7], round(things[6] * share)), row)
            for content, at, things, row in order.lines
        ]

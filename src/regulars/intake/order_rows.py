"""Reads tables with one row a line of an order, whoever exports them: rows are put together by order number."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from hashlib import blake2b

from regulars.intake.cells import BadCell, BadRow, Cells, in_minor
from regulars.intake.countries import country_code
from regulars.intake.csv_columns import Layout
from regulars.intake.orders import Names, Order, Orders, Return, Things
from regulars.kernel.address import NotAnAddress, canonical
from regulars.kernel.money import UnknownCurrency
from regulars.kernel.money import currency as known_currency

Row = Mapping[str, str]
CANCELLED = ("cancelled", "canceled", "failed", "voided", "trash")
BETWEEN = "\n"
YES, NO = ("yes", "true", "1"), ("no", "false", "0")


class OrderRows:
    """Gathers rows by order and makes the orders when all files are read, since an order's rows may lie apart."""

    def __init__(self, layout: Layout, cells: Cells, currency: str, orders: Orders) -> None:
        self.layout = layout
        self.cells = cells
        self.currency = currency
        self.orders = orders
        self.rows: dict[str, list[tuple[int, dict[str, str]]]] = {}

    def open(self, positions: dict[str, int], evidence: str) -> None:
        """The next rows have their cells at these positions; `evidence` names their file by its hash."""
        self.positions = positions
        self.evidence = evidence

    def take(self, row: list[str], place: int, content: str) -> None:
        """Keep one row for its order. Raises BadCell when it names none."""
        if not (ref := self.ref(row)):
            raise BadCell("names no order")
        cells = {thing: row[at].strip() for thing, at in self.positions.items()}
        self.rows.setdefault(ref, []).append((place, cells | {"evidence": f"{self.evidence} {content}"}))

    def ref(self, row: list[str]) -> str:
        """The order a row belongs to."""
        return row[self.positions["order"]].strip()

    def finish(self) -> list[BadRow]:
        """Make the orders. Returns the row that spoils one, for each order that cannot be made."""
        bad = []
        for ref, rows in self.rows.items():
            try:
                self._order(ref, rows)
            except BadRow as wrong:
                bad.append(wrong)
                self.orders.broken[ref] = wrong.place
                self.orders.placed[ref] = Order(
                    ref=ref, currency="", lines=[("", place, _nothing()) for place, _ in rows]
                )
        return bad

    def _order(self, ref: str, rows: list[tuple[int, dict[str, str]]]) -> None:
        first = rows[0][0]
        try:
            order = self._head(ref, _said(rows))
        except BadCell as wrong:
            raise BadRow(first, str(wrong)) from wrong
        returned = []
        for place, row in rows:
            try:
                things = self._things(row, order.currency)
            except BadCell as wrong:
                raise BadRow(place, str(wrong)) from wrong
            content = _hash(ref, things)
            if things[3] < 0:
                back = (*things[:3], -things[3], things[4], things[5], abs(things[6]), 0)
                returned.append(
                    Return(ref=ref, at=self._at(row, order), names=order.names, line=(content, place, back))
                )
            else:
                order.lines.append((content, place, things))
        self.orders.returned += returned
        if order.lines:
            self.orders.placed[ref] = _taxed(order)

    def _at(self, row: Row, order: Order) -> datetime:
        return self.cells.moment(row["placed"]) if row["placed"] else order.at

    def _head(self, ref: str, said: Row) -> Order:
        """What the rows say about the order as a whole."""
        currency = _currency(said.get("currency", "") or self.currency)
        if not said["placed"]:
            raise BadCell(f"no row of order {ref} says when it was placed")
        order = Order(
            ref=ref,
            currency=currency,
            at=min(self.cells.moment(text) for text in said["placed"].split(BETWEEN)),
            names=_names(said),
            called=said.get("called")
            or " ".join(filter(None, (said.get("first_name"), said.get("last_name")))),
            country=country_code(said.get("country", "")),
            marketing=_yes_or_no(said.get("marketing", "")),
            evidence=said["evidence"],
            total_minor=self.cells.minor(said["total"], currency) if "total" in said else None,
            shipping_minor=self.cells.minor(said["shipping"], currency) if "shipping" in said else None,
            tax_minor=self.cells.minor(said.get("tax", ""), currency),
            discount_minor=abs(self.cells.minor(said.get("discount", ""), currency)),
            refunded_minor=abs(self.cells.minor(said.get("refunded", ""), currency)),
        )
        for step in ("approved", "on_truck", "delivered", "cancelled"):
            if step in said:
                order.steps[step] = self.cells.moment(said[step])
        if said.get("status", "").lower().removeprefix("wc-") in CANCELLED:
            order.steps.setdefault("cancelled", order.at)
        return order

    def _things(self, row: Row, currency: str) -> Things:
        """The line in one row."""
        title, item = row.get("title", ""), row.get("item", "") or row.get("title", "")
        if not item:
            raise BadCell("names no item")
        pieces = self.cells.quantity(row["quantity"])
        if not (row.get("unit_price") or row.get("line_total")):
            raise BadCell("gives no price")
        told = self.cells.price(row["line_total"]) if row.get("line_total") else None
        each = (
            self.cells.price(row["unit_price"])
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


def _said(rows: Iterable[tuple[int, dict[str, str]]]) -> dict[str, str]:
    """What the rows say about each thing; in whatever order they come, the same one speaks."""
    said: dict[str, set[str]] = {}
    for _, row in rows:
        for thing, text in row.items():
            if text:
                said.setdefault(thing, set()).add(text)
    for name in ("number", "email", "currency"):
        if len(said.get(name, ())) > 1:
            raise BadCell(f"names {' and '.join(sorted(said[name]))} in one order")
    return {thing: min(texts) for thing, texts in said.items()} | {
        "placed": BETWEEN.join(sorted(said.get("placed", ())))
    }


def _names(said: Row) -> Names:
    names = [("shop", said["number"].removesuffix(".0"))] if said.get("number", "0") != "0" else []
    if said.get("email"):
        try:
            names.append(("mailbox", canonical(said["email"])))
        except NotAnAddress as wrong:
            raise BadCell(str(wrong)) from wrong
    return tuple(names)


def _currency(text: str) -> str:
    try:
        return known_currency(text)
    except UnknownCurrency as wrong:
        raise BadCell(str(wrong)) from wrong


def _yes_or_no(text: str) -> bool | None:
    return True if text.lower() in YES else False if text.lower() in NO else None


def _taxed(order: Order) -> Order:
    """Where the prices hold the order's tax, each line its share of it, so that margins stand without tax."""
    lines = sum(things[6] for _, _, things in order.lines)
    asked = lines - order.discount_minor + (order.shipping_minor or 0)
    told = any(things[7] for _, _, things in order.lines)
    inside = order.total_minor is not None and abs(order.total_minor - asked) <= len(order.lines)
    if order.tax_minor and inside and not told and order.total_minor:
        share = Fraction(order.tax_minor, order.total_minor)
        order.lines = [
            (content, place, (*things[:7], round(things[6] * share)))
            for content, place, things in order.lines
        ]
    return order


def _hash(ref: str, things: Things) -> str:
    return blake2b(repr((ref, *things[:7])).encode(), digest_size=8).hexdigest()


def _nothing() -> Things:
    return "goods", "", "", 0, "", 0, 0, 0

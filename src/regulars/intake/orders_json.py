"""The JSON order of `POST /api/orders`, posted again whenever it changes, as facts. What was recorded before is recognised by its key."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings

from regulars.facts.kinds import (
    Fact,
    LineReturned,
    OrderLine,
    OrderPlaced,
    OrderStep,
    RefundPaid,
    VariantDescribed,
    VariantPriced,
)  # fmt: skip
from regulars.facts.models import facts_of
from regulars.intake.document import CannotTranslate, Document
from regulars.kernel import money
from regulars.kernel.storefront import Storefront

SOURCE = "api"
STEPS = ("approved", "picked", "packed", "on_truck", "delivered", "cancelled")
SORTS = ("goods", "postage", "fee", "adjustment", "write_off", "gift_card")
DESCRIBED = ("product", "title", "maker", "category", "size", "colour")


@dataclass(frozen=True)
class OrderDocument:
    """An order as posted: the storefront it came through, its number, currency and time, and whose it is."""

    said: Document
    store: Storefront
    ref: str
    currency: str
    about: dict[str, Any]

    @classmethod
    def of(cls, said: Document) -> "OrderDocument":
        """Raises CannotTranslate."""
        store = _storefront(said)
        try:
            currency = money.currency(said.text("currency"))
        except money.UnknownCurrency as unknown:
            raise said.wrong("currency", str(unknown)) from unknown
        at = said.moment("placed_at", store)
        about = {"source": SOURCE, "at": at, "storefront": store.key, "customer_id": None}
        return cls(said, store, said.text("id"), currency, about)

    def key(self, *parts: str) -> str:
        """The key of the order, or of a part of it."""
        return "/".join((self.store.key, self.ref, *parts))

    def facts(self) -> Iterator[Fact]:
        """Everything the order says but who the customer is. Raises CannotTranslate."""
        yield from self._lines()
        yield OrderPlaced(
            **self.about,
            key=self.key(),
            order_ref=self.ref,
            currency=self.currency,
            total_minor=self.said.minor("total", self.currency),
            tax_minor=self.said.minor("tax", self.currency, 0),
            shipping_minor=self.said.minor("shipping", self.currency, 0),
            discount_minor=self.said.minor("discount", self.currency, 0),
        )
        yield from self._steps()
        yield from self._returns()
        yield from self._refunds()

    def _lines(self) -> Iterator[Fact]:
        lines = [(n, line) for n, line in enumerate(self.said.each("lines"))]
        if not lines:
            raise CannotTranslate("lines: an order has at least one")
        known = set(
            facts_of(OrderLine)
            .filter(source=SOURCE, key__in=[self._line_key(n) for n, _ in lines])
            .values_list("key", flat=True)
        )
        made = [(self._line(n, line), n, line) for n, line in lines]
        fresh = [(fact, n, line) for fact, n, line in made if fact.key not in known]
        yield from (fact for fact, _, _ in fresh)
        goods = [(fact, n, line) for fact, n, line in fresh if fact.sort == "goods"]
        if goods:
            yield from self._things(goods)

    def _line_key(self, n: int) -> str:
        return self.key(f"line {n + 1}")

    def _line(self, n: int, line: Document) -> OrderLine:
        each, quantity = line.millionths("unit_price"), line.count("quantity")
        worth = round(each * quantity * money.minor_per_major(self.currency) / money.MILLION)
        return OrderLine(
            **self.about,
            key=self._line_key(n),
            order_ref=self.ref,
            sort=line.one_of("sort", SORTS),
            variant=line.text("sku"),
            title=line.text("title"),
            quantity=quantity,
            currency=self.currency,
            unit_price_millionths=each,
            total_minor=line.minor("total", self.currency, worth),
            tax_minor=line.minor("tax", self.currency, 0),
        )

    def _things(self, goods: list[tuple[OrderLine, int, Document]]) -> Iterator[Fact]:
        """What the lines tell of things on sale that was not known."""
        skus = [fact.variant for fact, _, _ in goods]
        described = self._latest(VariantDescribed, skus, DESCRIBED)
        priced = self._latest(VariantPriced, skus, ("currency", "unit_price_millionths"))
        for fact, n, line in goods:
            told: dict[str, Any] = {name: line.text(name, "") or None for name in DESCRIBED}
            told["product"] = told["product"] or fact.variant
            if described.get(fact.variant) != tuple(told.values()):
                described[fact.variant] = tuple(told.values())
                yield VariantDescribed(
                    **self.about, key=self.key(f"thing {n + 1}"), variant=fact.variant, **told
                )
            price = (self.currency, fact.unit_price_millionths)
            if priced.get(fact.variant) != price:
                priced[fact.variant] = price
                yield VariantPriced(
                    **self.about,
                    key=self.key(f"price {n + 1}"),
                    variant=fact.variant,
                    currency=self.currency,
                    unit_price_millionths=fact.unit_price_millionths,
                )

    def _latest(
        self, kind: type[Fact], skus: list[str], names: tuple[str, ...]
    ) -> dict[str, tuple[Any, ...]]:
        """What was last said of each thing, by the time of this order."""
        rows = facts_of(kind).filter(storefront=self.store.key, variant__in=skus, at__lte=self.about["at"])
        return {
            row[0]: row[1:] for row in rows.order_by("at", "recorded_at", "id").values_list("variant", *names)
        }

    def _steps(self) -> Iterator[Fact]:
        for step in self.said.each("steps"):
            if not step.has("step"):
                raise step.wrong("step", "is missing")
            name = step.one_of("step", STEPS)
            about = self.about | {"at": step.moment("at", self.store)}
            yield OrderStep(**about, key=self.key(name), order_ref=self.ref, step=name)

    def _returns(self) -> Iterator[Fact]:
        sold = {line.text("sku") for line in self.said.each("lines")}
        for back in self.said.each("returns"):
            yield LineReturned(
                **(self.about | {"at": back.moment("at", self.store)}),
                key=self.key("return", back.text("id")),
                order_ref=self.ref,
                sort="goods",
                variant=back.text("sku"),
                quantity=back.count("quantity"),
                currency=self.currency,
                total_minor=back.minor("total", self.currency),
                match="matched" if back.text("sku") in sold else "unmatched",
            )

    def _refunds(self) -> Iterator[Fact]:
        for paid in self.said.each("refunds"):
            yield RefundPaid(
                **(self.about | {"at": paid.moment("at", self.store)}),
                key=self.key("refund", paid.text("id")),
                order_ref=self.ref,
                currency=self.currency,
                total_minor=paid.minor("total", self.currency),
            )


def short_hash(text: str) -> str:
    """Tells contents apart in keys."""
    return sha256(text.encode()).hexdigest()[:12]


def _storefront(said: Document) -> Storefront:
    stores: dict[str, Storefront] = settings.STOREFRONTS
    if not said.has("storefront") and len(stores) == 1:
        return next(iter(stores.values()))
    key = said.text("storefront")
    if key not in stores:
        raise said.wrong("storefront", f"“{key[:40]}” is not one of {', '.join(stores)}")
    return stores[key]

"""The shop's catalogue as Regulars knows it: what there is, at what price and cost, and every few weeks how many are on the shelf."""

from collections.abc import Iterator
from typing import Any

from regulars.facts.kinds import Fact, VariantCosted, VariantDescribed, VariantPriced, VariantStocked
from regulars.facts.record import record_many
from regulars.kernel.clock import Clock
from regulars.kernel.storefront import Storefront
from regulars.town.catalogue import Catalogue, Item

SOURCE = "catalogue"
EVERY_DAYS = 28
MILLIONTHS_A_CENT = 10_000
SOLD_OUT_SHARE = 0.02


def describe(catalogue: Catalogue, shop: Storefront, clock: Clock) -> None:
    """Tell everything about every item, as of now."""
    record_many(_described(catalogue, shop, clock), clock.now())


def restock(catalogue: Catalogue, shop: Storefront, clock: Clock, chance: Clock) -> None:
    """Count the shelves; here and there something is sold out."""
    counted = [_count(item, chance) for item in catalogue.items]
    stocked = zip(catalogue.items, counted, strict=True)
    record_many(
        [VariantStocked(**_about(item, shop, clock), quantity=number) for item, number in stocked],
        clock.now(),
    )


def _described(catalogue: Catalogue, shop: Storefront, clock: Clock) -> Iterator[Fact]:
    for item in catalogue.items:
        yield VariantDescribed(
            **_about(item, shop, clock),
            product=item.product,
            title=item.title,
            maker=item.maker,
            category=item.category,
            size=item.size,
            colour=item.colour,
        )
    for item in catalogue.items:
        price = item.price_minor * MILLIONTHS_A_CENT
        yield VariantPriced(**_about(item, shop, clock), currency=shop.currency, unit_price_millionths=price)
    for item in catalogue.items:
        cost = item.cost_minor * MILLIONTHS_A_CENT
        yield VariantCosted(**_about(item, shop, clock), currency=shop.currency, unit_cost_millionths=cost)


def _count(item: Item, chance: Clock) -> int:
    return (
        0 if chance.chance.random() < SOLD_OUT_SHARE else chance.chance.randint(item.stock // 4, item.stock)
    )


def _about(item: Item, shop: Storefront, clock: Clock) -> dict[str, Any]:
    now = clock.now()
    key = f"{item.sku} {shop.local_date(now).isoformat()}"
    return {"source": SOURCE, "key": key, "at": now, "storefront": shop.key, "variant": item.sku}

"""What is on sale: the last description, price, cost and stock of each thing."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest


def catalogue(facts: Facts) -> ibis.Table:
    """One row per storefront and variant that was ever described. Money in millionths of `price_currency` and `cost_currency`."""
    described = latest(facts.variant_described, "storefront", "variant")
    priced = latest(facts.variant_priced, "storefront", "variant")
    costed = latest(facts.variant_costed, "storefront", "variant")
    stocked = latest(facts.variant_stocked, "storefront", "variant")
    keys = ["storefront", "variant"]
    words = described.select(*keys, "product", "title", "maker", "category", "size", "colour")
    return (
        words.left_join(priced.select(*keys, "unit_price_millionths", price_currency="currency"), keys)
        .drop("storefront_right", "variant_right")
        .left_join(costed.select(*keys, "unit_cost_millionths", cost_currency="currency"), keys)
        .drop("storefront_right", "variant_right")
        .left_join(stocked.select(*keys, stock="quantity"), keys)
        .drop("storefront_right", "variant_right")
    )

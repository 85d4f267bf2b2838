"""What is on sale: the last description, price, cost and stock of each thing."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.beside import beside
from regulars.knowledge.latest import latest


def catalogue(facts: Facts) -> ibis.Table:
    """One row per storefront and variant that was ever described. Money in millionths of `price_currency` and `cost_currency`."""
    keys = ["storefront", "variant"]
    words = latest(
        facts.variant_described, *keys, keep=("product", "title", "maker", "category", "size", "colour")
    )
    priced = latest(facts.variant_priced, *keys, keep=("unit_price_millionths", "currency"))
    costed = latest(facts.variant_costed, *keys, keep=("unit_cost_millionths", "currency"))
    stocked = latest(facts.variant_stocked, *keys, keep=("quantity",))
    return beside(
        words,
        (priced.rename(price_currency="currency"), keys),
        (costed.rename(cost_currency="currency"), keys),
        (stocked.rename(stock="quantity"), keys),
    )

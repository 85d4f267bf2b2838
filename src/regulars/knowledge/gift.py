"""What a customer bought for somebody else, as they said it: the order counts as before, but the thing says nothing about them (decision 0022)."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest

LINE = ["customer_id", "storefront", "order_ref", "variant"]
HOLDS_BACK = "What was a gift is left out, whatever else is switched off."


def gift(facts: Facts) -> ibis.Table:
    """One row per customer, order and thing in it that was a gift: their last word, unless they took it back."""
    words = latest(facts.gift_marked, *LINE, keep=("gift",))
    return words.filter(words.gift & words.customer_id.notnull()).drop("gift")


def own_purchase(facts: Facts) -> ibis.Table:
    """One row per order and thing in it that a customer kept and that was no gift: what tells something about them by which thing it is."""
    return facts.purchase.anti_join(facts.gift, LINE)

"""Who a customer is to the shop, in numbers."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import last

DAYS_A_YEAR = 365


def profile(facts: Facts) -> ibis.Table:
    """One row per customer and storefront where they bought something they kept.

    Money in the storefront's minor units without tax; `margin_a_year_minor` spreads the margin over the time since the first order, at
    least a year, so that one order is not taken for a habit.
    """
    bought = facts.purchase
    each = bought.group_by("customer_id", "storefront").aggregate(
        orders=bought.order_ref.nunique(),
        spend_minor=bought.net_minor.sum(),
        margin_minor=bought.margin_minor.sum(),
        costs_known=bought.cost_known.all(),
        first_order_at=bought["at"].min(),
        last_order_at=bought["at"].max(),
        first_order_date=bought.local_date.min(),
        last_order_date=bought.local_date.max(),
    )
    shops = facts.storefront.select("storefront", "today", "currency")
    known = each.join(shops, "storefront").join(_favourite(bought), ["customer_id", "storefront"])
    since = known.today.epoch_days() - known.first_order_date.epoch_days()
    days = ibis.greatest(since, ibis.literal(DAYS_A_YEAR, type="int64"))
    return known.mutate(
        days_since=known.today.epoch_days() - known.last_order_date.epoch_days(),
        margin_an_order_minor=known.margin_minor // known.orders,
        margin_a_year_minor=known.margin_minor * DAYS_A_YEAR // days,
    ).drop("today")


def _favourite(bought: ibis.Table) -> ibis.Table:
    """One row per customer and storefront: the title of what is in most of their orders, of several the one they spent most on."""
    keys = ["customer_id", "storefront"]
    things = bought.group_by(*keys, "variant").aggregate(
        favourite=bought.title.max(), orders=bought.count(), spend=bought.net_minor.sum()
    )
    order = ibis.struct({name: things[name] for name in ("orders", "spend", "variant")})
    return last(things, *keys, keep={"favourite": things.favourite}, order=order)

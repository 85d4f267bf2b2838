"""Who a customer is to the shop, in numbers."""

import ibis

from regulars.facts.tables import Facts

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
        favourite=bought.title.argmax(bought.net_minor),
    )
    shops = facts.storefront.select("storefront", "today", "currency")
    known = each.join(shops, "storefront")
    since = known.today.epoch_days() - known.first_order_date.epoch_days()
    days = ibis.greatest(since, ibis.literal(DAYS_A_YEAR, type="int64"))
    return known.mutate(
        days_since=known.today.epoch_days() - known.last_order_date.epoch_days(),
        margin_an_order_minor=known.margin_minor // known.orders,
        margin_a_year_minor=known.margin_minor * DAYS_A_YEAR // days,
    ).drop("today")

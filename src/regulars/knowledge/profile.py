"""Who a customer is to the shop, in numbers."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge import taste
from regulars.knowledge.beside import beside
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
    known = beside(each.join(shops, "storefront"), (_favourite(facts), ["customer_id", "storefront"]))
    since = known.today.epoch_days() - known.first_order_date.epoch_days()
    days = ibis.greatest(since, ibis.literal(DAYS_A_YEAR, type="int64"))
    return known.mutate(
        days_since=known.today.epoch_days() - known.last_order_date.epoch_days(),
        margin_an_order_minor=known.margin_minor // known.orders,
        margin_a_year_minor=known.margin_minor * DAYS_A_YEAR // days,
    ).drop("today")


def _favourite(facts: Facts) -> ibis.Table:
    """One row per customer and storefront: the thing they want more of, else that is in most of their orders, of several the one they spent
    most on. Nothing they want less of."""
    bought, keys = facts.purchase, ["customer_id", "storefront"]
    things = bought.group_by(*keys, "variant").aggregate(
        favourite=bought.title.max(), orders=bought.count(), spend=bought.net_minor.sum()
    )
    judged = beside(things, *taste.of_things(facts))
    liked = judged.filter(~taste.stops(judged)).mutate(lean=taste.rather(judged) - taste.fewer(judged))
    order = ibis.struct({name: liked[name] for name in ("lean", "orders", "spend", "variant")})
    keep = {"favourite": liked.favourite, "favourite_variant": liked.variant}
    return last(liked, *keys, keep=keep, order=order)

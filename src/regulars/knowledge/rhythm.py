"""A customer's own typical gap between orders."""

import ibis

from regulars.facts.tables import Facts

DAYS_NEEDED = 3


def rhythm(facts: Facts) -> ibis.Table:
    """One row per customer and storefront with orders on at least three days: the mean gap, and how many gaps it rests on."""
    bought = facts.purchase
    days = bought.group_by("customer_id", "storefront").aggregate(
        days=bought.local_date.nunique(),
        first=bought.local_date.min().epoch_days(),
        last=bought.local_date.max().epoch_days(),
    )
    regular = days.filter(days.days >= DAYS_NEEDED)
    return regular.select(
        "customer_id",
        "storefront",
        gaps=regular.days - 1,
        typical_gap_days=((regular["last"] - regular["first"]).cast("float64") / (regular.days - 1))
        .round()
        .cast("int64"),
    )

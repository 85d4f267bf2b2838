"""When things run out: learned from gaps between purchases of the same thing, and only where they are regular enough to tell.

A gap is regular when gaps vary less than chance would make them: for purchases at random (a Poisson process) the standard deviation
of gaps equals their mean, so a coefficient of variation clearly below 1 is asked for. Decision 0004 says where the figures come from.
"""

import ibis

from regulars.facts.tables import Facts

BUYERS_NEEDED = 3
GAPS_NEEDED = 5
SHARE_NEEDED = 0.15
OWN_GAPS_NEEDED = 3
VARIATION_AT_MOST = 0.7
ITEM_WEIGHT = 2


def interval(facts: Facts) -> ibis.Table:
    """One row per storefront and variant that people demonstrably buy again: the mean days between purchases.

    Asks for at least three people with a second purchase, five gaps, 15 % of its buyers, and a coefficient of variation of 0.7 at most.
    """
    gaps = _gaps(facts.purchase)
    repeated = gaps.group_by("storefront", "variant").aggregate(
        repeat_buyers=gaps.customer_id.nunique(), gaps=gaps.gap_days.count(), **_moments(gaps)
    )
    bought = facts.purchase
    buyers = bought.group_by("storefront", "variant").aggregate(buyers=bought.customer_id.nunique())
    both = repeated.join(buyers, ["storefront", "variant"])
    enough = (
        (both.repeat_buyers >= BUYERS_NEEDED)
        & (both.gaps >= GAPS_NEEDED)
        & (both.repeat_buyers.cast("float64") >= both.buyers * ibis.literal(SHARE_NEEDED, type="float64"))
        & _regular(both)
    )
    return both.filter(enough).select(
        "storefront", "variant", "repeat_buyers", "gaps", interval_days=both.mean_days.round().cast("int64")
    )


def replenishment(facts: Facts) -> ibis.Table:
    """One row per customer and thing they will run out of: `runs_out_date`, and whether it rests on their own gaps or also on others'.

    The customer's own mean gap is drawn towards the item's by the weight of two gaps. Without either, there is no row.
    """
    bought = facts.purchase
    keys = ["customer_id", "storefront", "variant"]
    each = bought.group_by(*keys).aggregate(
        title=bought.title.max(),
        times_bought=bought.local_date.nunique(),
        last_date=bought.local_date.max(),
        margin_minor=(bought.margin_minor.sum() / bought.order_ref.nunique()).round().cast("int64"),
        last_unit_minor=(bought.net_minor / bought.quantity).round().cast("int64").max(),
    )
    gaps = _gaps(bought)
    own = gaps.group_by(*keys).aggregate(own_gaps=gaps.gap_days.count(), **_moments(gaps))
    own = own.mutate(own_regular=(own.own_gaps >= OWN_GAPS_NEEDED) & _regular(own)).drop("spread_days")
    items = facts.interval.select("storefront", "variant", item_days="interval_days")
    known = each.left_join(own, keys).drop("customer_id_right", "storefront_right", "variant_right")
    known = known.left_join(items, ["storefront", "variant"]).drop("storefront_right", "variant_right")
    known = known.mutate(own_gaps=known.own_gaps.fill_null(0), own_days=known.mean_days.fill_null(0.0))
    known = known.filter(known.item_days.notnull() | known.own_regular.fill_null(False))
    drawn = (known.own_days * known.own_gaps + known.item_days * ITEM_WEIGHT) / (known.own_gaps + ITEM_WEIGHT)
    days = ibis.ifelse(known.item_days.notnull(), drawn, known.own_days).round().cast("int64")
    timed = known.mutate(interval_days=days, rests_on=ibis.ifelse(known.own_gaps > 0, "own", "others"))
    last = timed.last_date.epoch_days()
    return timed.select(
        *keys, "title", "times_bought", "last_date", "interval_days", "rests_on", "margin_minor", "last_unit_minor",
        runs_out_day=last + timed.interval_days,
        runs_out_date=(ibis.date(1970, 1, 1) + (last + timed.interval_days).as_interval("D")).cast("date"),
    )  # fmt: skip


def _gaps(bought: ibis.Table) -> ibis.Table:
    """One row per customer, thing and day it was bought again: days since the time before."""
    days = bought.select(
        "customer_id", "storefront", "variant", day=bought.local_date.epoch_days()
    ).distinct()
    before = days.day.lag().over(group_by=["customer_id", "storefront", "variant"], order_by=days.day)
    return days.mutate(gap_days=(days.day - before).cast("float64")).filter(lambda t: t.gap_days.notnull())


def _moments(gaps: ibis.Table) -> dict[str, ibis.Value]:
    return {"mean_days": gaps.gap_days.mean(), "spread_days": gaps.gap_days.std(how="pop")}


def _regular(table: ibis.Table) -> ibis.expr.types.BooleanValue:
    return table.spread_days <= table.mean_days * ibis.literal(VARIATION_AT_MOST, type="float64")

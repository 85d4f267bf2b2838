"""When things run out: learned from gaps between purchases of the same thing, and only where they are regular enough to tell.

Bought again is not bought regularly. Gaps within a year look regular by themselves, because long ones do not fit in; so what counts is how
much likelier people buy again around the mean gap than early, with those counted who have not bought again yet. Decision 0008 has figures.
"""

import ibis

from regulars.facts.tables import Facts

BUYERS_NEEDED = 3
GAPS_NEEDED = 5
SHARE_NEEDED = 0.15
TIMES_LIKELIER = 3.0
SURE_BY_DEVIATIONS = 2.0
OWN_GAPS_NEEDED = 3
VARIATION_AT_MOST = 0.7
VARIATION_OF_CHANCE = 1.37
ITEM_WEIGHT = 2

EACH = ["customer_id", "storefront", "variant"]
ITEM = ["storefront", "variant"]


def interval(facts: Facts) -> ibis.Table:
    """One row per storefront and variant that people demonstrably buy again at intervals: the mean days between purchases.

    Asks for at least three people with a second purchase, five gaps, 15 % of its buyers; and that a purchase from half to one and a half
    times the mean gap is three times as likely, on each day, as an earlier one, by two standard deviations of chance.
    """
    waits = _waits(facts)
    bought = waits.group_by(*ITEM).aggregate(
        buyers=waits.customer_id.nunique(),
        repeat_buyers=waits.customer_id.nunique(where=waits.again),
        gaps=waits.count(where=waits.again),
        mean_days=waits.days.mean(where=waits.again),
    )
    enough = bought.filter(
        (bought.repeat_buyers >= BUYERS_NEEDED)
        & (bought.gaps >= GAPS_NEEDED)
        & (bought.repeat_buyers.cast("float64") >= bought.buyers * _number(SHARE_NEEDED))
    )
    timed = _early_and_late(waits.join(enough.select(*ITEM, "mean_days"), ITEM))
    both = enough.join(timed, ITEM)
    return both.filter(_in_time(both)).select(
        *ITEM, "repeat_buyers", "gaps", interval_days=both.mean_days.round().cast("int64")
    )


def replenishment(facts: Facts) -> ibis.Table:
    """One row per customer and thing they will run out of: `runs_out_date`, and whether it rests on their own gaps or also on others'.

    The customer's own mean gap is drawn towards the item's by the weight of two gaps. Without either, there is no row.
    """
    bought = facts.purchase
    each = bought.group_by(*EACH).aggregate(
        times_bought=bought.local_date.nunique(),
        margin_minor=(bought.margin_minor.sum() / bought.order_ref.nunique()).round().cast("int64"),
    )
    items = facts.interval.select(*ITEM, item_days="interval_days")
    each = each.join(_last(bought), EACH)
    known = each.left_join(_own(facts), EACH).drop(*[f"{key}_right" for key in EACH])
    known = known.left_join(items, ITEM).drop("storefront_right", "variant_right")
    known = known.mutate(own_gaps=known.own_gaps.fill_null(0), own_days=known.own_days.fill_null(0.0))
    known = known.filter(known.item_days.notnull() | known.own_regular.fill_null(False))
    drawn = (known.own_days * known.own_gaps + known.item_days * ITEM_WEIGHT) / (known.own_gaps + ITEM_WEIGHT)
    days = ibis.ifelse(known.item_days.notnull(), drawn, known.own_days).round().cast("int64")
    timed = known.mutate(interval_days=days, rests_on=ibis.ifelse(known.own_gaps > 0, "own", "others"))
    last = timed.last_date.epoch_days()
    return timed.select(
        *EACH, "title", "times_bought", "last_date", "interval_days", "rests_on", "margin_minor",
        "paid_each_minor", "paid_currency",
        runs_out_day=last + timed.interval_days,
        runs_out_date=(timed.last_date.cast("timestamp") + timed.interval_days.as_interval("D")).date(),
    )  # fmt: skip


def _waits(facts: Facts) -> ibis.Table:
    """One row per customer, thing and day it was bought: the days until it was bought `again`, or until today if it was not."""
    bought = facts.purchase
    days = bought.select(*EACH, day=bought.local_date.epoch_days()).distinct()
    then = days.day.lead().over(group_by=EACH, order_by=days.day)
    paired = days.mutate(then=then).join(facts.storefront.select("storefront", "today"), "storefront")
    until = ibis.coalesce(paired.then, paired.today.epoch_days())
    return paired.select(*EACH, again=paired.then.notnull(), days=(until - paired.day).cast("float64"))


def _last(bought: ibis.Table) -> ibis.Table:
    """One row per customer and thing: when they bought it last, what it was called then and what one cost them."""
    order = [bought["at"].desc(), bought.order_ref.desc()]
    numbered = bought.mutate(nth=ibis.row_number().over(group_by=EACH, order_by=order))
    last = numbered.filter(numbered.nth == 0)
    return last.select(*EACH, "title", "paid_each_minor", "paid_currency", last_date="local_date")


def _own(facts: Facts) -> ibis.Table:
    """One row per customer and thing bought again: their own mean gap, and whether their gaps vary less than one in twenty by chance."""
    gaps = _waits(facts).filter(lambda wait: wait.again)
    own = gaps.group_by(*EACH).aggregate(
        own_gaps=gaps.days.count(), own_days=gaps.days.mean(), spread_days=gaps.days.std(how="pop")
    )
    chance = 1 - _number(VARIATION_OF_CHANCE) / own.own_gaps.cast("float64").sqrt()
    regular = own.spread_days <= own.own_days * ibis.least(chance, _number(VARIATION_AT_MOST))
    return own.mutate(own_regular=(own.own_gaps >= OWN_GAPS_NEEDED) & regular).drop("spread_days")


def _early_and_late(waits: ibis.Table) -> ibis.Table:
    """One row per thing: purchases before half the mean gap and from there to one and a half, and the days waited in either time."""
    half, end = waits.mean_days * 0.5, waits.mean_days * 1.5
    waited = ibis.least(waits.days, end)
    return waits.group_by(*ITEM).aggregate(
        early=(waits.again & (waits.days < half)).sum().cast("float64"),
        late=(waits.again & (waits.days >= half) & (waits.days < end)).sum().cast("float64"),
        early_days=ibis.least(waited, half).sum(),
        late_days=ibis.greatest(waited - half, _number(0.0)).sum(),
    )


def _in_time(table: ibis.Table) -> ibis.expr.types.BooleanValue:
    """Whether late purchases are likelier than early ones, by far and beyond chance."""
    likelier = table.late * table.early_days >= (
        ibis.greatest(table.early, _number(0.5)) * table.late_days * _number(TIMES_LIKELIER)
    )
    both = table.early + table.late
    share = table.early_days / (table.early_days + table.late_days)
    deviation = (both * share * (1 - share)).sqrt()
    return likelier & (both * share - table.early >= deviation * _number(SURE_BY_DEVIATIONS))


def _number(value: float) -> ibis.expr.types.FloatingValue:
    return ibis.literal(value, type="float64")

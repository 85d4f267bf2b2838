"""When things run out: learned from gaps between purchases of the same thing, and only where they are regular enough to tell.

Bought again is not bought regularly. Gaps within a year look regular by themselves, because long ones do not fit in; so what counts is how
much likelier people buy again around the mean gap than early, with those counted who have not bought again yet. Decision 0008 has figures.
"""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.beside import beside
from regulars.knowledge.correction import stated_days, without_deleted
from regulars.knowledge.feature import Feature
from regulars.knowledge.insight import Insight
from regulars.knowledge.latest import max_by

BUYERS_NEEDED = 3
GAPS_NEEDED = 5
SHARE_NEEDED = 0.15
TIMES_LIKELIER = 3.0
SURE_BY_DEVIATIONS = 2.0
OWN_GAPS_NEEDED = 3
VARIATION_AT_MOST = 0.7
VARIATION_OF_CHANCE = 1.37
ITEM_WEIGHT = 2

REORDER_PREDICTIONS = Feature(
    "reorder_predictions",
    title={"en": "Re-order predictions", "de": "Vorhersage, wann etwas ausgeht"},
    uses={
        "en": "What you bought from us, how much of it and when.",
        "de": "Was Sie bei uns gekauft haben, wie viel davon und wann.",
    },
    why={
        "en": "To tell when something you buy again and again will run out, and, together with others’ purchases, how long a thing lasts.",
        "de": "Um zu sagen, wann etwas ausgeht, das Sie immer wieder kaufen, und mit den Käufen anderer, wie lange eine Sache reicht.",
    },
    benefit={
        "en": "A reminder shortly before you run out, once and not at any odd time.",
        "de": "Eine Erinnerung, kurz bevor etwas ausgeht: einmal, und nicht irgendwann.",
    },
    profiling=True,
)

EACH = ["customer_id", "storefront", "variant"]
ITEM = ["storefront", "variant"]


def wait(facts: Facts) -> ibis.Table:
    """One row per customer, thing and day it was bought: the days until it was bought `again`, or until today if it was not."""
    bought = _bought(facts)
    days = bought.select(*EACH, day=bought.local_date.epoch_days()).distinct()
    then = days.day.lead().over(group_by=EACH, order_by=days.day)
    paired = days.mutate(then=then).join(facts.storefront.select("storefront", "today"), "storefront")
    until = ibis.coalesce(paired.then, paired.today.epoch_days())
    return paired.select(*EACH, again=paired.then.notnull(), days=(until - paired.day).cast("float64"))


def interval(facts: Facts) -> ibis.Table:
    """One row per storefront and variant that people demonstrably buy again at intervals: the mean days between purchases.

    Asks for at least three people with a second purchase, five gaps, 15 % of its buyers; and that a purchase from half to one and a half
    times the mean gap is three times as likely, on each day, as an earlier one, by two standard deviations of chance.
    """
    waits = facts.wait
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


def habit(facts: Facts) -> ibis.Table:
    """One row per customer and thing they bought: on how many days, when last and at what price, and their own gaps.

    `own_regular`: whether their gaps vary less than one in twenty by chance. `margin_minor` is of an average purchase.
    """
    bought = _bought(facts)
    names = ("title", "paid_each_minor", "paid_currency")
    told = ibis.struct({name: bought[name] for name in names} | {"last_date": bought.local_date})
    folded = bought.group_by(*EACH).aggregate(
        margin_minor=bought.margin_minor.mean().round().cast("int64"),
        last=max_by(told, ibis.struct({"at": bought["at"], "order": bought.order_ref})),
    )
    each = folded.select(
        *EACH, "margin_minor", **{name: folded["last"][name] for name in (*names, "last_date")}
    )
    waits = facts.wait
    own = waits.group_by(*EACH).aggregate(
        times_bought=waits.count(),
        own_gaps=waits.count(where=waits.again),
        own_days=waits.days.mean(where=waits.again),
        spread_days=waits.days.std(how="pop", where=waits.again),
    )
    chance = 1 - _number(VARIATION_OF_CHANCE) / own.own_gaps.cast("float64").sqrt()
    regular = own.spread_days <= own.own_days * ibis.least(chance, _number(VARIATION_AT_MOST))
    own_regular = ibis.ifelse(own.own_gaps >= OWN_GAPS_NEEDED, regular, False)
    return beside(each, (own.mutate(own_regular=own_regular).drop("spread_days"), EACH))


def replenishment(facts: Facts) -> ibis.Table:
    """One row per customer and thing they will run out of: `runs_out_date`, and whether it rests on what they stated, on their own gaps or also on
    others'.

    What they stated decides. Else their own mean gap is drawn towards the item's by the weight of two gaps. Without any, there is no row.
    """
    known = beside(
        facts.habit,
        (facts.interval.select(*ITEM, item_days="interval_days"), ITEM),
        (stated_days(facts, "lasts"), EACH),
    )
    known = known.filter(known.item_days.notnull() | known.own_regular | known.stated_days.notnull())
    own_days = known.own_days.fill_null(0.0)
    drawn = (own_days * known.own_gaps + known.item_days * ITEM_WEIGHT) / (known.own_gaps + ITEM_WEIGHT)
    days = ibis.ifelse(known.item_days.notnull(), drawn, own_days).round().cast("int64")
    rests_on = ibis.ifelse(known.own_gaps > 0, "own", "others")
    timed = known.mutate(
        interval_days=ibis.coalesce(known.stated_days, days),
        rests_on=ibis.ifelse(known.stated_days.notnull(), "stated", rests_on),
    )
    return timed.select(
        *EACH, "title", "times_bought", "last_date", "interval_days", "rests_on", "margin_minor",
        "paid_each_minor", "paid_currency",
        runs_out_day=timed.last_date.epoch_days() + timed.interval_days,
        runs_out_date=(timed.last_date.cast("timestamp") + timed.interval_days.as_interval("D")).date(),
    )  # fmt: skip


def _bought(facts: Facts) -> ibis.Table:
    """What people bought for themselves, but for things of which they do not want us to know how long they last."""
    return without_deleted(REORDER_PREDICTIONS.allowed(facts).own_purchase, facts, "lasts")


def _lasting(facts: Facts) -> ibis.Table:
    """One row per customer and thing of which we know how long it lasts them; `evidence` is the days they bought it."""
    bought = _bought(facts)
    days = bought.group_by(*EACH).aggregate(evidence=bought.local_date.collect(distinct=True))
    each = facts.replenishment.join(days, EACH)
    return each.select(
        "customer_id", "storefront", "title", "times_bought", "interval_days", "evidence",
        which=each.variant, source=each.rests_on,
    )  # fmt: skip


LASTS = Insight(
    "lasts",
    title={"en": "How long things last you", "de": "Wie lange Dinge bei Ihnen reichen"},
    sentences={
        "own": {
            "en": "{title} lasts you about {interval_days} days: you bought it {evidence}.",
            "de": "{title} reicht Ihnen etwa {interval_days} Tage: Sie haben es {evidence} gekauft.",
        },
        "others": {
            "en": "{title} lasts you about {interval_days} days: you bought it {evidence}, and that is how long it lasts others.",
            "de": "{title} reicht Ihnen etwa {interval_days} Tage: Sie haben es {evidence} gekauft, und so lange reicht es anderen.",
        },
        "stated": {
            "en": "{title}: you need it about every {interval_days} days, as you told us.",
            "de": "{title}: Sie brauchen es etwa alle {interval_days} Tage, wie Sie uns gesagt haben.",
        },
    },
    rows=_lasting,
    deleted={
        "en": "{title}: we do not look at how long it lasts you, because you deleted that.",
        "de": "{title}: Wie lange es bei Ihnen reicht, sehen wir uns nicht an; das haben Sie gelöscht.",
    },
    days_stated=True,
)


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

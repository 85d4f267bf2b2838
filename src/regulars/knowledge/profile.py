"""Who a customer is to the shop, in numbers."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge import taste
from regulars.knowledge.beside import beside
from regulars.knowledge.correction import without_deleted
from regulars.knowledge.feature import Feature
from regulars.knowledge.insight import Insight
from regulars.knowledge.latest import last

DAYS_A_YEAR = 365
VALUE = Feature(
    "value",
    title={"en": "How much you buy", "de": "Wie viel Sie kaufen"},
    uses={
        "en": "What your orders come to in a year.",
        "de": "Was Ihre Bestellungen in einem Jahr ausmachen.",
    },
    why={
        "en": "To weigh whether a mail is worth your attention, and, where you want only what matters, to tell what does.",
        "de": "Um abzuwägen, ob eine Mail Ihre Aufmerksamkeit wert ist, und, wo Sie nur Wichtiges wollen, was wichtig ist.",
    },
    benefit={
        "en": "The more you buy, the fewer mails you get for little. Without it you count as everybody else does.",
        "de": "Je mehr Sie kaufen, desto seltener kommt eine Mail um Kleinigkeiten. Ohne dies zählen Sie wie alle anderen.",
    },
    profiling=True,
)
NAMING = Feature(
    "naming",
    title={"en": "Naming what you bought", "de": "Nennen, was Sie gekauft haben"},
    uses={
        "en": "The names of the things in your orders.",
        "de": "Die Namen der Dinge in Ihren Bestellungen.",
    },
    why={
        "en": "So that a question how it was, or a word after a long time, can name what it is about.",
        "de": "Damit eine Frage, wie es war, oder ein Wort nach langer Zeit nennen kann, worum es geht.",
    },
    benefit={
        "en": "You see at once what we mean, without looking up an order number.",
        "de": "Sie sehen gleich, was gemeint ist, ohne eine Bestellnummer nachzuschlagen.",
    },
    profiling=True,
)
PERSON = ["customer_id", "storefront"]


def profile(facts: Facts) -> ibis.Table:
    """One row per customer and storefront where they bought something they kept.

    Money in the storefront's minor units without tax; `margin_a_year_minor` spreads the margin over the time since the first order, at
    least a year, so that one order is not taken for a habit.
    """
    bought = facts.purchase
    each = bought.group_by(*PERSON).aggregate(
        orders=bought.order_ref.nunique(),
        spend_minor=bought.net_minor.sum(),
        margin_minor=bought.margin_minor.sum(),
        costs_known=bought.cost_known.all(),
        first_order_at=bought["at"].min(),
        last_order_at=bought["at"].max(),
        first_order_date=bought.local_date.min(),
        last_order_date=bought.local_date.max(),
    )
    known = each.join(facts.storefront.select("storefront", "today", "currency"), "storefront")
    since = known.today.epoch_days() - known.first_order_date.epoch_days()
    days = ibis.greatest(since, ibis.literal(DAYS_A_YEAR, type="int64"))
    return known.mutate(
        days_since=known.today.epoch_days() - known.last_order_date.epoch_days(),
        margin_an_order_minor=known.margin_minor // known.orders,
        margin_a_year_minor=known.margin_minor * DAYS_A_YEAR // days,
    ).drop("today")


def favourite(facts: Facts) -> ibis.Table:
    """One row per customer and storefront: the thing they want more of, else that is in most of their orders, of several the one they spent
    most on. Nothing they want less of, or had deleted here."""
    bought = _named(facts)
    things = bought.group_by(*PERSON, "variant").aggregate(
        favourite=bought.title.max(), orders=bought.count(), spend=bought.net_minor.sum()
    )
    judged = beside(things, *taste.of_things(facts))
    liked = judged.filter(~taste.stops(judged)).mutate(lean=taste.rather(judged) - taste.fewer(judged))
    order = ibis.struct({name: liked[name] for name in ("lean", "orders", "spend", "variant")})
    keep = {"favourite": liked.favourite, "favourite_variant": liked.variant}
    return last(liked, *PERSON, keep=keep, order=order)


def _named(facts: Facts) -> ibis.Table:
    return without_deleted(NAMING.allowed(facts).own_purchase, facts, "favourite")


def _favoured(facts: Facts) -> ibis.Table:
    """One row per customer and storefront: their favourite, with the orders it was in."""
    bought = _named(facts)
    each = bought.group_by(*PERSON, "variant").aggregate(
        times_bought=bought.order_ref.nunique(), evidence=bought.local_date.collect(distinct=True)
    )
    both = facts.favourite.join(each, [*PERSON, ("favourite_variant", "variant")])
    return both.select(
        *PERSON, "times_bought", "evidence",
        title=both.favourite, which=both.favourite_variant, source=ibis.literal("own"),
    )  # fmt: skip


FAVOURITE = Insight(
    "favourite",
    title={"en": "What you like best", "de": "Was Sie am liebsten mögen"},
    sentences={
        "own": {
            "en": "{title}, going by your orders and by what you told us you want more of. You bought it {evidence}.",
            "de": "{title}, nach Ihren Bestellungen und dem, wovon Sie mehr möchten. Sie haben es {evidence} gekauft.",
        }
    },
    rows=_favoured,
    deleted={
        "en": "{title}: we do not take it for your favourite, because you deleted that.",
        "de": "{title}: Wir halten es nicht für Ihren Liebling; das haben Sie gelöscht.",
    },
)


def usual(facts: Facts) -> ibis.Table:
    """One row per storefront: the margin that a customer brings in a year on average. For whom we may not reckon it, this stands in."""
    known = VALUE.allowed(facts).profile
    return known.group_by("storefront").aggregate(
        usual_year_minor=known.margin_a_year_minor.mean().round().cast("int64")
    )

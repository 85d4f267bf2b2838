"""A customer's own typical gap between orders."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.feature import Feature
from regulars.knowledge.insight import Insight

DAYS_NEEDED = 3
RHYTHM = Feature(
    "rhythm",
    title={"en": "Your usual rhythm", "de": "Ihr üblicher Rhythmus"},
    uses={
        "en": "The days on which you ordered from us.",
        "de": "Die Tage, an denen Sie bei uns bestellt haben.",
    },
    why={
        "en": "To notice when you have been away for much longer than is usual for you.",
        "de": "Um zu merken, wenn Sie viel länger fort sind, als es für Sie üblich ist.",
    },
    benefit={
        "en": "We ask after you once, when something may be amiss, and not by a fixed date.",
        "de": "Wir fragen einmal nach, wenn etwas nicht stimmen könnte, statt nach festem Datum.",
    },
    profiling=True,
)


def rhythm(facts: Facts) -> ibis.Table:
    """One row per customer and storefront with orders on at least three days: the mean gap, and how many gaps it rests on."""
    bought = RHYTHM.allowed(facts).purchase
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


def _usual_for_them(facts: Facts) -> ibis.Table:
    """One row per customer and storefront with a rhythm; `evidence` is the days of their orders."""
    keys = ["customer_id", "storefront"]
    bought = RHYTHM.allowed(facts).purchase
    days = bought.group_by(*keys).aggregate(evidence=bought.local_date.collect(distinct=True))
    each = facts.rhythm.join(days, keys)
    return each.select(
        *keys, "typical_gap_days", "evidence", which=ibis.literal(""), source=ibis.literal("own")
    )


ORDERS_EVERY = Insight(
    "rhythm",
    title={"en": "How often you order", "de": "Wie oft Sie bestellen"},
    sentences={
        "own": {
            "en": "You order about every {typical_gap_days} days: {evidence}.",
            "de": "Sie bestellen etwa alle {typical_gap_days} Tage: {evidence}.",
        }
    },
    rows=_usual_for_them,
    feature=RHYTHM.key,
)

"""Where and how a customer can be reached, and how often they want to be."""

from functools import reduce

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest


def contact(facts: Facts) -> ibis.Table:
    """One row per customer and storefront ever heard of: the mailbox used last (or none), the language, country and zone they stated."""
    used = latest(facts.mailbox_used, "customer_id", "storefront", keep=("mailbox_id",))
    keys = ["customer_id", "storefront"]
    heard_of = ibis.union(
        facts.order_placed.select(*keys),
        used.select(*keys),
        facts.customer_known.select(*keys),
        distinct=True,
    )
    everyone = heard_of.filter(heard_of.customer_id.notnull())
    beside = (used, *(_stated(facts, what) for what in ("language", "country", "zone")))
    return reduce(
        lambda table, more: table.left_join(more, keys).drop("customer_id_right", "storefront_right"),
        beside,
        everyone,
    )


def _stated(facts: Facts, what: str) -> ibis.Table:
    """One row per customer and storefront that ever told us: what they told last."""
    told = facts.customer_known.filter(facts.customer_known[what].notnull())
    return latest(told, "customer_id", "storefront", keep=(what,))


def preference(facts: Facts) -> ibis.Table:
    """One row per customer and topic they made a choice about: the last one."""
    last = latest(
        facts.preference_set, "customer_id", "topic", keep=("sensitivity", "paused_until", "local_date")
    )
    return last.rename(chosen_date="local_date")

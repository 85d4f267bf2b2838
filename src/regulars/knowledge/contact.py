"""Where and how a customer can be reached, and how often they want to be."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import latest


def contact(facts: Facts) -> ibis.Table:
    """One row per customer and storefront ever heard of: the mailbox used last (or none), the language, country and zone they stated."""
    used = latest(facts.mailbox_used, "customer_id", "storefront").select(
        "customer_id", "storefront", "mailbox_id"
    )
    known = facts.customer_known
    said = known.group_by("customer_id", "storefront").aggregate(
        language=known.language.argmax(known["at"], where=known.language.notnull()),
        country=known.country.argmax(known["at"], where=known.country.notnull()),
        zone=known.zone.argmax(known["at"], where=known.zone.notnull()),
    )
    keys = ["customer_id", "storefront"]
    heard_of = ibis.union(
        facts.order_placed.select(*keys), used.select(*keys), said.select(*keys), distinct=True
    )
    everyone = heard_of.filter(heard_of.customer_id.notnull())
    return (
        everyone.left_join(used, keys)
        .drop("customer_id_right", "storefront_right")
        .left_join(said, keys)
        .drop("customer_id_right", "storefront_right")
    )


def preference(facts: Facts) -> ibis.Table:
    """One row per customer and topic they made a choice about: the last one."""
    last = latest(facts.preference_set, "customer_id", "topic")
    return last.select("customer_id", "topic", "sensitivity", "paused_until", chosen_date="local_date")

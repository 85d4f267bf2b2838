"""Where and how a customer can be reached, and how often they want to be."""

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge.latest import happened, latest, max_by

STATED = ("language", "country", "zone")
TOLD = ("mailbox_id", *STATED)


def contact(facts: Facts) -> ibis.Table:
    """One row per customer and storefront ever heard of: the mailbox used last (or none), the language, country and zone they stated."""
    told = ibis.union(
        _telling(facts.order_placed),
        _telling(facts.mailbox_used, "mailbox_id"),
        _telling(facts.customer_known, *STATED),
    )
    of_somebody = told.filter(told.customer_id.notnull())
    return of_somebody.group_by("customer_id", "storefront").aggregate(
        {name: max_by(told[name], told.happened, where=told[name].notnull()) for name in TOLD}
    )


def _telling(facts: ibis.Table, *names: str) -> ibis.Table:
    """The facts with a column for whatever may be told, empty for what they do not tell."""
    kinds = {"mailbox_id": "int64"}
    silent = {name: ibis.null(kinds.get(name, "string")) for name in TOLD if name not in names}
    told = {name: facts[name] for name in names} | silent
    return facts.select(
        "customer_id", "storefront", happened=happened(facts), **{name: told[name] for name in TOLD}
    )


def preference(facts: Facts) -> ibis.Table:
    """One row per customer and topic they made a choice about: the last one."""
    last = latest(
        facts.preference_set, "customer_id", "topic", keep=("sensitivity", "paused_until", "local_date")
    )
    return last.rename(chosen_date="local_date")


def mail_limit(facts: Facts) -> ibis.Table:
    """One row per customer who ever set a limit of their own: the last one, null once lifted."""
    last = latest(facts.limit_set, "customer_id", keep=("at_most",))
    return last.rename(own_limit="at_most")

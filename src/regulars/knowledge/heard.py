"""What a customer has heard from us."""

import ibis

from regulars.facts.tables import Facts
from regulars.kernel.purposes import EMAIL

CAME_TO_NOTHING = ("cancelled", "expired", "suppressed", "rejected")


def heard(facts: Facts) -> ibis.Table:
    """One row per marketing message decided and not come to nothing: to whom, on which topic, by which channel, when."""
    outcomes = facts.message_outcome
    nothing = outcomes.filter(outcomes.outcome.isin(CAME_TO_NOTHING)).select("intent").distinct()
    decided = facts.message_decided
    marketing = decided.filter((decided.nature == "marketing") & decided.customer_id.notnull()).anti_join(
        nothing, "intent"
    )
    return marketing.select(
        "customer_id",
        "storefront",
        "program",
        "topic",
        "intent",
        "at",
        "local_date",
        channel=marketing.channel.fill_null(EMAIL),
        day=marketing.local_date.epoch_days(),
    )


def said(facts: Facts) -> ibis.Table:
    """One row per program, thing and occasion a customer was already written to about, with the last day."""
    decided = facts.message_decided
    keys = ["customer_id", "storefront", "program", "about", "occasion"]
    return decided.group_by(*keys).aggregate(said_date=decided.local_date.max())

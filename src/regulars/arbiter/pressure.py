"""How much a customer has heard from us lately, against what they can bear (STANDARDS H6)."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.preferences import MONTH_DAYS
from regulars.arbiter.refusal import Refusal

SAYS = {
    "over_cap": {
        "en": "In the last {days} days you had {heard} of our mails, and {limit} is our limit.",
        "de": "In den letzten {days} Tagen bekamen Sie {heard} unserer Mails, und {limit} ist unsere Grenze.",
    },
    "too_soon": {
        "en": "We wrote to you on {last_on}, and we leave {days} days between two mails.",
        "de": "Wir haben Ihnen am {last_on} geschrieben und lassen {days} Tage zwischen zwei Mails.",
    },
}


def over_cap(candidate: ibis.Table, policy: Policy) -> Refusal:
    """At most so many marketing messages in the window."""
    full = (candidate.nature == "marketing") & (candidate.heard_count >= policy.at_most)
    values = {
        "heard": candidate.heard_count,
        "days": ibis.literal(policy.window_days),
        "limit": ibis.literal(policy.at_most),
    }
    return Refusal("over_cap", full, values)


def too_soon(candidate: ibis.Table, policy: Policy) -> Refusal:
    """At least so many days between two."""
    soon = (candidate.nature == "marketing") & (
        candidate.last_day + policy.gap_days > candidate.today.epoch_days()
    )
    return Refusal("too_soon", soon, {"last_on": candidate.last_date, "days": ibis.literal(policy.gap_days)})


def lately(heard: ibis.Table, storefront: ibis.Table, policy: Policy) -> ibis.Table:
    """One row per customer and storefront: marketing messages of any storefront in the policy's window and in a month as seen from this one, and the day of
    the last ever. The storefronts are one shop to whoever reads its mail."""
    dated = heard.drop("storefront").cross_join(storefront.select("storefront", "today"))
    ago = dated.today.epoch_days() - dated.day
    return dated.group_by("customer_id", "storefront").aggregate(
        heard_count=(ago < policy.window_days).sum(),
        heard_month=(ago < MONTH_DAYS).sum(),
        last_day=dated.day.max(),
        last_date=dated.local_date.max(),
    )


def lately_on_topic(heard: ibis.Table) -> ibis.Table:
    """One row per customer and topic: the day of the last marketing message."""
    return heard.group_by("customer_id", "topic").aggregate(
        topic_last_day=heard.day.max(), topic_last_date=heard.local_date.max()
    )

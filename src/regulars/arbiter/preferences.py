"""What the customer asked for: which topics, how often, and when not at all."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

DAYS_BETWEEN = {"important": 90, "monthly": 30, "weekly": 7}
"""At most one message on the topic in so many days."""

SAYS = {
    "unwanted_topic": {
        "en": "You asked on {chosen_on} not to hear about this.",
        "de": "Sie wollten seit dem {chosen_on} davon nichts hören.",
    },
    "pausing": {
        "en": "You asked for a pause until {until}.",
        "de": "Sie haben um eine Pause bis {until} gebeten.",
    },
    "too_often": {
        "en": "You asked to hear about this no more than every {days} days; the last was on {last_on}.",
        "de": "Sie wollten davon höchstens alle {days} Tage hören; zuletzt am {last_on}.",
    },
}


def unwanted(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Never means never."""
    return Refusal(
        "unwanted_topic",
        _marketing(candidate) & (candidate.sensitivity == "never"),
        {"chosen_on": candidate.chosen_date},
    )


def pausing(candidate: ibis.Table, policy: Policy) -> Refusal:
    """A pause holds to the end of the day before it ends."""
    return Refusal(
        "pausing",
        _marketing(candidate) & (candidate.paused_until > candidate.today),
        {"until": candidate.paused_until},
    )


def too_often(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Important only, monthly and weekly set the least time between two messages on the topic."""
    days = ibis.cases(
        *[(candidate.sensitivity == word, days) for word, days in DAYS_BETWEEN.items()], else_=0
    )
    lately = candidate.topic_last_day + days > candidate.today.epoch_days()
    return Refusal(
        "too_often", _marketing(candidate) & lately, {"days": days, "last_on": candidate.topic_last_date}
    )


def _marketing(candidate: ibis.Table) -> ibis.expr.types.BooleanValue:
    return candidate.nature == "marketing"

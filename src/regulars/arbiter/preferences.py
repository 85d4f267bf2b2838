"""What the customer asked for: which topics, how often, and when not at all."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

DAYS_BETWEEN = {"important": 90, "monthly": 30, "weekly": 7}
"""At most one message on the topic in so many days."""

MONTH_DAYS = 30
"""What a month is to a customer's own limit: any so many days in a row."""

SAYS = {
    "unwanted_topic": {
        "en": "You asked on {chosen_on} for no more {topic}{last}.",
        "de": "Sie wollten seit dem {chosen_on} keine {topic} mehr{last}.",
    },
    "pausing": {
        "en": "You asked for no {topic} until {until}{last}.",
        "de": "Sie wollten bis zum {until} keine {topic}{last}.",
    },
    "matters_little": {
        "en": "You asked for {topic} only when they matter, and this is about less than {percent} % of what you buy from us in a year{last}.",
        "de": "Sie wollten {topic} nur, wenn es um Wichtiges geht, und dies betrifft weniger als {percent} % Ihrer Einkäufe bei uns in einem Jahr{last}.",
    },
    "over_own_limit": {
        "en": "You asked for at most {own_limit} mails a month, and in the last {days} days you had {heard}{last}.",
        "de": "Sie wollten höchstens {own_limit} Mails im Monat, und in den letzten {days} Tagen waren es {heard}{last}.",
    },
    "too_often": {
        "en": "You asked for {topic} {asked}{last}.",
        "de": "Sie wollten {topic} {asked}{last}.",
    },
}
"""Each names the topic, what was asked, and the last mail (`arbiter/spoken.py`)."""


def unwanted(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Never means never."""
    return Refusal(
        "unwanted_topic",
        _marketing(candidate) & (candidate.sensitivity == "never"),
        {"chosen_on": candidate.chosen_date, **_topic(candidate)},
    )


def pausing(candidate: ibis.Table, policy: Policy) -> Refusal:
    """A pause holds to the end of the day before it ends."""
    return Refusal(
        "pausing",
        _marketing(candidate) & (candidate.paused_until > candidate.today),
        {"until": candidate.paused_until, **_topic(candidate)},
    )


def matters_little(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Important only: what it could bring is a fair share of a year of what the customer buys. Their purchases tell what matters to them."""
    year = candidate.margin_a_year_minor.fill_null(0).cast("float64")
    share = ibis.literal(float(policy.important_share), type="float64")
    little = (candidate.sensitivity == "important") & (candidate.gain_minor.cast("float64") < year * share)
    percent = ibis.literal(round(policy.important_share * 100))
    return Refusal(
        "matters_little", _marketing(candidate) & little, {"percent": percent, **_topic(candidate)}
    )


def too_often(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Important only, monthly and weekly set the least time between two messages on the topic."""
    days = ibis.cases(
        *[(candidate.sensitivity == word, days) for word, days in DAYS_BETWEEN.items()], else_=0
    )
    lately = candidate.topic_last_day + days > candidate.today.epoch_days()
    return Refusal(
        "too_often", _marketing(candidate) & lately, {"asked": candidate.sensitivity, **_topic(candidate)}
    )


def over_own_limit(candidate: ibis.Table, policy: Policy) -> Refusal:
    """The customer's own limit counts all topics and storefronts together."""
    full = candidate.heard_month >= candidate.own_limit
    values = {
        "own_limit": candidate.own_limit,
        "heard": candidate.heard_month,
        "days": ibis.literal(MONTH_DAYS),
        "last": candidate.last_date,
    }
    return Refusal("over_own_limit", _marketing(candidate) & full, values)


def _topic(candidate: ibis.Table) -> dict[str, ibis.expr.types.Value]:
    """What the mail would be about, and when the last one about it came."""
    return {"topic": candidate.topic, "last": candidate.topic_last_date}


def _marketing(candidate: ibis.Table) -> ibis.expr.types.BooleanValue:
    return candidate.nature == "marketing"

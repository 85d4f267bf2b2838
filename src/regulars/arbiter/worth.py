"""What a message is worth: the margin it can be expected to bring, less the harm it can be expected to do (STANDARDS H5).

A first honest estimate. Chances start from stated priors with the weight of so many messages and give way to what was measured here. Of
the measured answers only a share is taken to be owed to the message, until experiments measure it (decision 0005).
"""

import ibis
import ibis.expr.types as ir

from regulars.arbiter import by_letter
from regulars.arbiter.policy import Policy
from regulars.knowledge import taste

LEFT = 0.5
"""What is left of the chance after a customer asked for less of something."""


def worth(candidate: ibis.Table, policy: Policy, *, fewer: float | None = None) -> ir.FloatingValue:
    """In the storefront's minor units, to a thousandth; null where the gain is unknown, and for service, which is owed and does not bid.

    gain × chance that the message brings it, less the chance that it costs the permission × what a year of permission is worth, and less
    paper and postage of a letter. Each message heard lately adds its share to the harm. What a customer asked for less of brings its gain half as likely, for each time they did
    (decision 0017); `fewer` is as if they had asked so often.
    """
    answers = candidate.answers.fill_null(0).cast("float64") * _number(policy.incremental_share)
    sent = candidate.sent.fill_null(0).cast("float64") + _number(policy.prior_weight)
    asked = taste.fewer(candidate) if fewer is None else _number(fewer)
    chance = (candidate.prior * _number(policy.prior_weight) + answers) / sent * _number(LEFT) ** asked
    regrets = candidate.regrets.fill_null(0).cast("float64")
    regret = (regrets + _number(policy.regret_prior * policy.prior_weight)) / sent
    year = ibis.coalesce(candidate.margin_a_year_minor, candidate.usual_year_minor, 0)
    permission = year.cast("float64") * _number(policy.mail_share)
    pressed = candidate.heard_count.cast("float64") + _number(1.0)
    harm = regret * ibis.greatest(permission, _number(0.0)) * pressed
    bid = (candidate.gain_minor.cast("float64") * chance - harm - by_letter.cost(candidate)).round(3)
    return ibis.ifelse(candidate.nature == "marketing", bid, None)


def _number(value: float) -> ir.FloatingScalar:
    return ibis.literal(float(value), type="float64")

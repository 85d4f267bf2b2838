"""May we advertise to this mailbox? Explicit consent, or the soft opt-in of a purchase (ePrivacy Art. 13(2)); each with its evidence."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

SAYS = {
    "withdrawn": {
        "en": "You withdrew your permission for advertising on {since}.",
        "de": "Sie haben Ihre Erlaubnis für Werbung am {since} widerrufen.",
    },
    "no_consent": {
        "en": "You have not allowed us to send you advertising.",
        "de": "Sie haben uns Werbung nicht erlaubt.",
    },
    "lapsed": {
        "en": "Your permission of {since} ended on {until}.",
        "de": "Ihre Erlaubnis vom {since} ist am {until} abgelaufen.",
    },
}


def withdrawn(candidate: ibis.Table, policy: Policy) -> Refusal:
    """The last word was a withdrawal or an objection."""
    refused = ~candidate.may & candidate.consent_date.notnull()
    return Refusal("withdrawn", _marketing(candidate) & refused, {"since": candidate.consent_date})


def never_given(candidate: ibis.Table, policy: Policy) -> Refusal:
    """There is no consent on record; unknown is no (INV-12)."""
    return Refusal("no_consent", _marketing(candidate) & ~candidate.may)


def lapsed(candidate: ibis.Table, policy: Policy) -> Refusal:
    """A permission ends with its time, such as a soft opt-in 24 months after the last order (STANDARDS C3.2)."""
    over = candidate.expires_at.notnull() & (candidate.expires_at <= candidate.as_of)
    values = {"since": candidate.consent_date, "until": candidate.expires_at.date()}
    return Refusal("lapsed", _marketing(candidate) & over, values)


def _marketing(candidate: ibis.Table) -> ibis.expr.types.BooleanValue:
    return candidate.nature == "marketing"

"""May we write to this mailbox for this purpose? Explicit consent, or the soft opt-in of a purchase (ePrivacy Art. 13(2)); each with its evidence."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

SAYS = {
    "withdrawn": {
        "en": "You withdrew your permission on {since} (“{purpose}”).",
        "de": "Sie haben Ihre Erlaubnis am {since} widerrufen („{purpose}“).",
    },
    "no_consent": {
        "en": "You have not allowed us to write to you about this (“{purpose}”).",
        "de": "Sie haben uns hierfür keine Erlaubnis gegeben („{purpose}“).",
    },
    "unproven": {
        "en": "Nothing proves that you allowed this (“{purpose}”), so we do not write.",
        "de": "Nichts belegt, dass Sie dies erlaubt haben („{purpose}“), deshalb schreiben wir nicht.",
    },
    "unprofiled": {
        "en": "Since {since} you do not want anything chosen for you by what you bought.",
        "de": "Sie möchten seit dem {since} nichts, was nach Ihren Einkäufen für Sie ausgesucht ist.",
    },
    "lapsed": {
        "en": "Your permission of {since} ended on {until}.",
        "de": "Ihre Erlaubnis vom {since} ist am {until} abgelaufen.",
    },
}


def withdrawn(candidate: ibis.Table, policy: Policy) -> Refusal:
    """The last word was a withdrawal or an objection."""
    refused = ~candidate.may & candidate.consent_date.notnull()
    values = {"since": candidate.consent_date, "purpose": candidate.purpose}
    return Refusal("withdrawn", _marketing(candidate) & refused, values)


def unproven(candidate: ibis.Table, policy: Policy) -> Refusal:
    """All there is, is an import's word for it (STANDARDS C1.5)."""
    only_claimed = candidate.claimed & candidate.consent_date.isnull()
    return Refusal("unproven", _marketing(candidate) & only_claimed, {"purpose": candidate.purpose})


def never_given(candidate: ibis.Table, policy: Policy) -> Refusal:
    """There is no consent on record; unknown is no (INV-12)."""
    return Refusal("no_consent", _marketing(candidate) & ~candidate.may, {"purpose": candidate.purpose})


def lapsed(candidate: ibis.Table, policy: Policy) -> Refusal:
    """A permission ends with its time, such as a soft opt-in 24 months after the last order (STANDARDS C3.2)."""
    over = candidate.expires_at.notnull() & (candidate.expires_at <= candidate.as_of)
    values = {"since": candidate.consent_date, "until": candidate.expires_at.date()}
    return Refusal("lapsed", _marketing(candidate) & over, values)


def unprofiled(candidate: ibis.Table, policy: Policy) -> Refusal:
    """An objection to being profiled for advertising is absolute (GDPR Art. 21(2), (3))."""
    objected = candidate.profiles & candidate.unprofiled_date.notnull()
    return Refusal("unprofiled", _marketing(candidate) & objected, {"since": candidate.unprofiled_date})


def _marketing(candidate: ibis.Table) -> ibis.expr.types.BooleanValue:
    return candidate.nature == "marketing"

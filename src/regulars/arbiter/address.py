"""Is there a mailbox, and does it take mail from us? These gates bind service messages too, but for the complaint."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

SAYS = {
    "no_address": {
        "en": "We have no e-mail address of yours.",
        "de": "Wir haben keine E-Mail-Adresse von Ihnen.",
    },
    "suppressed": {
        "en": "Mail to your address came back on {since}, so we no longer write there.",
        "de": "Post an Ihre Adresse kam am {since} zurück, deshalb schreiben wir nicht mehr dorthin.",
    },
    "complained": {
        "en": "You reported a mail of ours as unwanted on {since}; you get no more advertising from us.",
        "de": "Sie haben am {since} eine Mail von uns als unerwünscht gemeldet; Sie bekommen keine Werbung mehr von uns.",
    },
}


def has_mailbox(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Nobody is written to without an address."""
    return Refusal("no_address", candidate.mailbox_id.isnull())


def works(candidate: ibis.Table, policy: Policy) -> Refusal:
    """A mailbox that does not exist gets nothing."""
    return Refusal("suppressed", candidate.suppressed, {"since": candidate.suppressed_date})


def complained(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Who reported us as spam gets no advertising, whatever they allow elsewhere (STANDARDS B3.3)."""
    return Refusal(
        "complained",
        (candidate.nature == "marketing") & candidate.complained,
        {"since": candidate.complained_date},
    )

"""Nobody is told the same thing twice."""

import ibis

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

SAYS = {
    "already_said": {
        "en": "We wrote to you about this on {said_on}.",
        "de": "Darüber haben wir Ihnen am {said_on} geschrieben.",
    },
}


def told_already(candidate: ibis.Table, policy: Policy) -> Refusal:
    """The same program, about the same thing, on the same occasion."""
    return Refusal("already_said", candidate.said_date.notnull(), {"said_on": candidate.said_date})

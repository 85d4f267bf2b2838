"""The gates every candidate passes, in the order they are asked, and the sentence of every refusal."""

from collections.abc import Callable

import ibis

from regulars.arbiter import address, consent, likes, preferences, pressure, repetition
from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal

Gate = Callable[[ibis.Table, Policy], Refusal]

GATES: tuple[tuple[str, Gate], ...] = (
    ("has a mailbox", address.has_mailbox),
    ("mailbox works", address.works),
    ("was not told this already", repetition.told_already),
    ("did not complain", address.complained),
    ("has not withdrawn", consent.withdrawn),
    ("permission is proven", consent.unproven),
    ("gave permission", consent.never_given),
    ("permission still holds", consent.lapsed),
    ("may be profiled", consent.unprofiled),
    ("wants this topic", preferences.unwanted),
    ("is not pausing", preferences.pausing),
    ("wants this thing", likes.turned_down),
    ("wants it at this price", likes.dear),
    ("matters enough", preferences.matters_little),
    ("not more often than asked", preferences.too_often),
    ("not more mails a month than asked", preferences.over_own_limit),
    ("heard little lately", pressure.over_cap),
    ("heard nothing just now", pressure.too_soon),
)
"""Asked in this order; the first that refuses gives the reason. Adding a rule is adding a line."""

SENTENCES: dict[str, dict[str, str]] = {
    **address.SAYS,
    **repetition.SAYS,
    **consent.SAYS,
    **preferences.SAYS,
    **likes.SAYS,
    **pressure.SAYS,
    "no_rate": {
        "en": "We could not tell what this is worth to you and us: there is no exchange rate for your orders' currency.",
        "de": "Wir konnten nicht abschätzen, was dies Ihnen und uns bringt: Für die Währung Ihrer Bestellungen fehlt ein Kurs.",
    },
    "not_worth_it": {
        "en": "We did not think this would be worth your attention.",
        "de": "Wir fanden, dass dies Ihre Aufmerksamkeit nicht wert wäre.",
    },
    "outbid": {
        "en": "Something else seemed more useful to you that day: {winner}.",
        "de": "Etwas anderes schien an dem Tag nützlicher für Sie: {winner}.",
    },
}

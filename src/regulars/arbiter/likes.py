"""What the customer wanted less of, and rather. Less holds back; more only puts one proposal before another and lets nothing through."""

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal
from regulars.knowledge import taste

SAYS = {
    "less_of_this": {
        "en": "You asked for less of {named} on {said_on}.",
        "de": "Sie wollten seit dem {said_on} weniger hiervon: {named}.",
    },
    "too_dear": {
        "en": "You found {named} too dear on {said_on}, and it costs no less now.",
        "de": "Am {said_on} fanden Sie dies zu teuer, und günstiger ist es nicht geworden: {named}.",
    },
    "less_welcome": {
        "en": "You asked for less of {named} on {said_on}, and so we did not think this would be worth your attention.",
        "de": "Sie wollten seit dem {said_on} weniger hiervon: {named}. Darum fanden wir, dass dies Ihre Aufmerksamkeit nicht wert wäre.",
    },
}
ASPECTS = tuple(aspect for aspect, _ in taste.THINGS)
MORE = 2.0
"""How much further up a proposal stands for each time the customer asked for more of such (decision 0017)."""


def turned_down(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Not this thing, nothing of this maker, or of this category."""
    stops = [candidate[f"{aspect}_stops"].fill_null(False) for aspect in ASPECTS]
    first = {
        name: ibis.cases(
            *[(stop, candidate[f"{aspect}_{name}"]) for stop, aspect in zip(stops, ASPECTS, strict=True)]
        )
        for name in ("named", "said_date")
    }
    when = _marketing(candidate) & reduce(or_, stops)
    return Refusal("less_of_this", when, {"named": first["named"], "said_on": first["said_date"]})


def dear(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Found too dear, until its price falls."""
    when = _marketing(candidate) & taste.too_dear_for_them(candidate)
    return Refusal("too_dear", when, {"named": candidate.own_dear_named, "said_on": candidate.own_dear_date})


def less_welcome(candidate: ibis.Table, policy: Policy) -> Refusal:
    """Worth nothing, and it would be worth something had they not asked for less of such."""
    aspects = ("topic", "maker", "category")
    named = ibis.coalesce(*[candidate[f"{aspect}_named"] for aspect in aspects], candidate.dear_named)
    said_on = ibis.coalesce(*[candidate[f"{aspect}_said_date"] for aspect in aspects], candidate.dear_date)
    when = _marketing(candidate) & (candidate.worth_minor <= 0) & (candidate.worth_unasked > 0)
    return Refusal("less_welcome", when, {"named": named, "said_on": said_on})


def rank(candidate: ibis.Table) -> ir.FloatingValue:
    """By what proposals that are all worth something are compared."""
    number = ibis.literal(MORE, type="float64")
    ranked: ir.FloatingValue = candidate.worth_minor * number ** taste.rather(candidate)
    return ranked


def _marketing(candidate: ibis.Table) -> ir.BooleanValue:
    return candidate.nature == "marketing"

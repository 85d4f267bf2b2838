"""Weighs every candidate: gates first, then worth, and of all marketing for a person at most the best one. Silence is a result."""

from functools import reduce

import ibis
import ibis.expr.types as ir

from regulars.arbiter import by_letter, likes, pressure
from regulars.arbiter.gates import GATES
from regulars.arbiter.policy import Policy
from regulars.arbiter.refusal import Refusal
from regulars.arbiter.worth import worth
from regulars.kernel.purposes import CHANNELS, PROFILING
from regulars.knowledge import taste
from regulars.knowledge.beside import beside
from regulars.knowledge.know import Known
from regulars.knowledge.profile import VALUE

CANDIDATES = ibis.table(
    {
        "customer_id": "int64", "storefront": "string", "program": "string", "topic": "string", "nature": "string", "purpose": "string",
        "profiles": "boolean", "by_post": "boolean", "prior": "float64", "prior_by_post": "float64",
        "about": "string", "occasion": "string", "gain_minor": "int64", "variant": "string",
    },
    name="candidate",
)  # fmt: skip
"""Everything proposed: one row per customer, program and thing."""
PAST_GATES = {"heard": "How much somebody heard from us is counted so that we leave them in peace."}
"""What deciding must see whatever a customer switched off, and why."""


def decide(known: Known, policy: Policy) -> ibis.Table:
    """One row per candidate: `verdict` send or refused, the `reason_key`, its values as `reason_NAME` columns, the worth, and whereto."""
    weighed = _weighed(known, policy)
    weighed = weighed.mutate(
        worth_minor=worth(weighed, policy), worth_unasked=worth(weighed, policy, fewer=0.0)
    )
    gated = weighed.mutate(
        reason_key=ibis.cases(*[(_sure(refusal.when), refusal.key) for refusal in _refusals(weighed, policy)])
    )
    judged = _outbid(gated.mutate(bids=gated.reason_key.isnull() & (gated.nature == "marketing")))
    return judged.select(
        "customer_id", "storefront", "program", "topic", "nature", "purpose", "about", "occasion", "variant", "gain_minor", "worth_minor",
        "channel", "mailbox_id", "language", "country", "zone", "currency", "reason_key",
        verdict=ibis.ifelse(judged.reason_key.isnull(), "send", "refused"), **_values(judged, policy),
    )  # fmt: skip


def _outbid(gated: ibis.Table) -> ibis.Table:
    """Of all that bids for a customer's attention the best wins, its program is the `winner`, and the rest is refused as outbid."""
    bid = {name: gated[name] for name in ("program", "about", "occasion", "storefront")}
    order = ibis.struct({"less": -likes.rank(gated), **bid})
    best = gated.filter(gated.bids).group_by("customer_id").aggregate(best=order.min())
    best = best.select(
        "customer_id", winner=best.best["program"], **{f"best_{name}": best.best[name] for name in bid}
    )
    both = beside(gated, (best, ["customer_id"]))
    wins = reduce(lambda all_equal, name: all_equal & (both[name] == both[f"best_{name}"]), bid, both.bids)
    return both.mutate(reason_key=ibis.ifelse(both.bids & ~wins, "outbid", both.reason_key))


def _refusals(candidate: ibis.Table, policy: Policy) -> tuple[Refusal, ...]:
    """What every gate says of the candidates, and whether marketing is worth anything."""
    marketing = candidate.nature == "marketing"
    return (
        *(gate(candidate, policy) for _, gate in GATES),
        Refusal("no_rate", marketing & candidate.worth_minor.isnull()),
        likes.less_welcome(candidate, policy),
        Refusal("not_worth_it", marketing & (candidate.worth_minor <= 0)),
    )


def _weighed(known: Known, policy: Policy) -> ibis.Table:
    """One row per candidate, with all that gates and worth look at."""
    lately = pressure.lately(known.heard, known.storefront, policy)
    people = VALUE.allowed(known).profile.select("customer_id", "storefront", "margin_a_year_minor")
    person, topic = ["customer_id", "storefront"], ["customer_id", "topic"]
    rows = CANDIDATES.join(
        known.storefront.select("storefront", "today", "currency", "letter_cost_minor"), "storefront"
    ).cross_join(known.now.select("as_of"))
    others = (
        (known.contact.select(*person, "mailbox_id", "language", "country", "zone"), person),
        (known.standing, ["mailbox_id"]),
        (known.permission, ["mailbox_id", "purpose"]),
        (_objects_to_profiling(known), ["mailbox_id"]),
        (known.by_post, ["customer_id", "purpose"]),
        (known.preference, topic),
        (known.mail_limit, ["customer_id"]),
        (lately, person),
        (pressure.lately_on_topic(known.heard), topic),
        (known.said, [*person, "program", "about", "occasion"]),
        *((by_letter.response(known.response, channel), ["program"]) for channel in CHANNELS),
        (people, person),
        *taste.of_things(known),
        taste.of_topics(known),
        (known.usual, ["storefront"]),
    )
    joined = beside(rows, *others)
    filled = joined.mutate(
        heard_count=joined.heard_count.fill_null(0),
        heard_month=joined.heard_month.fill_null(0),
        may=joined.may.fill_null(False),
        claimed=joined.claimed.fill_null(False),
        suppressed=joined.suppressed.fill_null(False),
        complained=joined.complained.fill_null(False),
    )
    return by_letter.addressed(filled)


def _objects_to_profiling(known: Known) -> ibis.Table:
    """One row per mailbox whose owner does not want to be profiled for advertising."""
    said = known.permission
    refused = said.filter((said.purpose == PROFILING) & ~said.may & said.consent_date.notnull())
    return refused.select("mailbox_id", unprofiled_date="consent_date")


def _sure(when: ir.BooleanValue) -> ir.BooleanValue:
    return when.fill_null(False)


def _values(judged: ibis.Table, policy: Policy) -> dict[str, ir.Value]:
    """A text column for each name that any reason has a value for, filled for the rows refused for that reason."""
    refusals = [*_refusals(judged, policy), Refusal("outbid", judged.bids, {"winner": judged.winner})]
    names = sorted({name for refusal in refusals for name in refusal.values})
    said = {
        name: [
            (judged.reason_key == r.key, r.values[name].cast("string")) for r in refusals if name in r.values
        ]
        for name in names
    }
    return {f"reason_{name}": ibis.cases(*cases) for name, cases in said.items()}

"""What messages did: how many were answered by an order or an answer, how many cost a permission, and in how many a link was followed."""

import ibis

from regulars.facts.tables import Facts
from regulars.kernel.purposes import ADVERTISING, EMAIL, MARKETING
from regulars.knowledge.beside import beside
from regulars.knowledge.feature import Feature

ANSWER_WITHIN_DAYS = 14
REGRET_WITHIN_DAYS = 7
WITHDRAWS = ("withdraw", "object")
A_DAY = 86_400
REACTIONS = Feature(
    "reactions",
    title={"en": "Learning from your reactions", "de": "Lernen, was Ihnen hilft"},
    uses={
        "en": "Whether you ordered or answered within 14 days of a mail, or ended your permission within 7.",
        "de": "Ob Sie binnen 14 Tagen nach einer Mail bestellt oder geantwortet haben, oder binnen 7 die Erlaubnis beendet.",
    },
    why={
        "en": "To learn which kinds of mail help people and which only disturb. It is counted over all customers, never noted about you alone.",
        "de": "Um zu lernen, welche Mails helfen und welche nur stören. Gezählt wird über alle Kunden, nichts wird über Sie allein vermerkt.",
    },
    benefit={
        "en": "Mail that helps nobody becomes rarer, for you, too.",
        "de": "Mails, die niemandem helfen, werden seltener, auch für Sie.",
    },
    profiling=True,
)


def response(facts: Facts) -> ibis.Table:
    """One row per program and channel: messages whose 14 days are over, of these answered within them (by an order or feedback), and regretted within 7 (by
    a withdrawal of that channel, or a complaint about mail). Younger ones do not count yet: most of them are still to be answered.

    `followed` is how often people, not machines, followed a link of the program, by its own day, since most such facts name no message. It is
    for people to look at and does not bid (decision 0019).
    """
    reactions = REACTIONS.allowed(facts)
    sent = _old_enough(facts, reactions.heard)
    ordered = _followed(sent, reactions.order_placed.select("customer_id", at_then="at"), ANSWER_WITHIN_DAYS)
    feedback = reactions.feedback_given
    answered = ordered.union(
        sent.select("intent").semi_join(feedback.filter(feedback.intent.notnull()), "intent"), distinct=True
    )
    consents = facts.consent_recorded
    of_advertising = consents.purpose.isin([MARKETING, *ADVERTISING])
    withdrawn = consents.filter(consents.action.isin(WITHDRAWS) & of_advertising)
    complained = facts.address_suppressed.filter(lambda t: t.scope == "marketing").mutate(
        channel=ibis.literal(EMAIL)
    )
    told = [each.select("customer_id", "channel", at_then="at") for each in (withdrawn, complained)]
    regretted = _followed(sent, ibis.union(*told), REGRET_WITHIN_DAYS, "channel")
    marked = beside(
        sent.select("intent", "program", "channel"),
        (answered.mutate(answered=ibis.literal(1)), ["intent"]),
        (regretted.mutate(regretted=ibis.literal(1)), ["intent"]),
    )
    counted = marked.group_by("program", "channel").aggregate(
        sent=marked.count(),
        answers=marked.answered.count(),
        regrets=marked.regretted.count(),
    )
    links = _old_enough(facts, facts.link_followed)
    people = links.filter(links.sign == "").group_by("program").aggregate(followed=ibis._.count())
    both = beside(counted, (people.mutate(channel=ibis.literal(EMAIL)), ["program", "channel"]))
    return both.mutate(followed=both.followed.fill_null(0))


def _old_enough(facts: Facts, happened: ibis.Table) -> ibis.Table:
    """What happened so long ago that the time for an answer is over."""
    aged = happened.cross_join(facts.now.select("as_of"))
    age = aged.as_of.epoch_seconds() - aged["at"].epoch_seconds()
    return aged.filter(age >= ANSWER_WITHIN_DAYS * A_DAY)


def _followed(sent: ibis.Table, then: ibis.Table, days: int, *also: str) -> ibis.Table:
    """The intents after which it happened to the same customer, and with the same of `also`, within so many days."""
    messages = sent.select("intent", "customer_id", *also, sent_at="at")
    pairs = messages.join(then, ["customer_id", *also])
    soon = (pairs.at_then > pairs.sent_at) & (
        pairs.at_then.epoch_seconds() <= pairs.sent_at.epoch_seconds() + days * A_DAY
    )
    return pairs.filter(soon).select("intent").distinct()

"""Feedback request."""

from dataclasses import dataclass

import ibis

from regulars.knowledge.beside import beside
from regulars.knowledge.know import Known
from regulars.knowledge.latest import max_by
from regulars.knowledge.profile import NAMING
from regulars.programs.base import Condition, Program, setting


@dataclass(frozen=True)
class Feedback(Program):
    """Asks how it was, once the customer had time to try it.

    One question for each order, answered with one click; their words, if they add any, reach you in the office.
    """

    title = {"en": "Feedback request", "de": "Bitte um Rückmeldung"}
    topic = "feedback"
    nature = "marketing"
    purpose = "product_information"
    profiles = False
    because = {
        "en": "You received order {order_ref} {days_ago} days ago, and we would like to know how it was.",
        "de": "Ihre Bestellung {order_ref} kam vor {days_ago} Tagen an, und wir wüssten gern, wie sie war.",
    }
    unmet = {
        "answered": {
            "en": "You already told us how order {order_ref} was.",
            "de": "Wie Bestellung {order_ref} war, haben Sie uns schon gesagt.",
        },
        "arrived": {
            "en": "Order {order_ref} is still on its way.",
            "de": "Bestellung {order_ref} ist noch unterwegs.",
        },
        "tried": {
            "en": "Order {order_ref} came only {days_ago} days ago; there was hardly time to try it.",
            "de": "Bestellung {order_ref} kam erst vor {days_ago} Tagen an; zum Ausprobieren war kaum Zeit.",
        },
        "fresh": {
            "en": "Order {order_ref} came {days_ago} days ago, too long to ask how it was.",
            "de": "Bestellung {order_ref} kam vor {days_ago} Tagen an, zu lange her für eine Frage danach.",
        },
    }
    past_gates = {
        "purchase": "The question is about one order, and whether anything of it was kept; without that there is none.",
        "order_step": "Nobody is asked about what has not arrived.",
        "feedback_given": "Who answered is not asked again.",
    }
    prior = 0.08
    keeps_days = 4

    after_days: int = setting(
        10, says="How long after the order arrived we ask.", least=1, most=90, unit="days"
    )
    until_days: int = setting(24, says="After this long we no longer ask.", least=2, most=180, unit="days")
    in_transit_days: int = setting(
        3,
        says="Where nobody tells us of the delivery, we take an order to arrive after this.",
        least=0,
        most=60,
        unit="days",
    )
    worth_minor: int = setting(
        60, says="What an answer is worth to you, in cents or pence.", least=0, most=10000
    )

    def consider(self, known: Known) -> ibis.Table:
        """One row per order with something kept in it."""
        bought = known.purchase
        orders = bought.group_by("customer_id", "storefront", "order_ref").aggregate(
            ordered_date=bought.local_date.min(),
        )
        named = NAMING.allowed(known).own_purchase
        titles = named.group_by("storefront", "order_ref").aggregate(
            title=max_by(named.title, ibis.struct({"net": named.net_minor, "variant": named.variant}))
        )
        steps = known.order_step
        delivered = (
            steps.filter(steps.step == "delivered")
            .group_by("storefront", "order_ref")
            .aggregate(delivered_date=steps.local_date.min())
        )
        answers = (
            known.feedback_given.filter(lambda t: t.order_ref.notnull())
            .select("storefront", "order_ref")
            .distinct()
        )
        keys = ["storefront", "order_ref"]
        answered = answers.mutate(answered=ibis.literal(True))
        each = beside(orders, (titles, keys), (delivered, keys), (answered, keys))
        dated = each.join(known.storefront.select("storefront", "today"), "storefront")
        arrived = ibis.coalesce(
            dated.delivered_date.epoch_days(), dated.ordered_date.epoch_days() + self.in_transit_days
        )
        return dated.select(
            "customer_id", "storefront", "order_ref", "title", "answered",
            about=dated.order_ref, occasion=ibis.literal("once"), gain_minor=ibis.literal(self.worth_minor, type="int64"),
            ordered_on=dated.ordered_date.cast("string"), delivered_on=dated.delivered_date.cast("string"),
            days_ago=dated.today.epoch_days() - arrived,
        )  # fmt: skip

    def conditions(self, row: ibis.Table) -> tuple[Condition, ...]:
        """Arrived and tried by now, still remembered, not answered yet."""
        return (
            Condition("fresh", row.days_ago <= self.until_days),
            Condition("arrived", row.days_ago >= 0),
            Condition("tried", row.days_ago >= self.after_days),
            Condition("answered", row.answered.isnull()),
        )

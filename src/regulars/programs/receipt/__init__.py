"""Receipt with thank-you."""

from dataclasses import dataclass

import ibis

from regulars.knowledge.beside import beside
from regulars.knowledge.feature import Feature
from regulars.knowledge.know import Known
from regulars.programs.base import Condition, Program, setting

GREETING = Feature(
    "greeting",
    title={"en": "Greeting you as somebody new or known", "de": "Begrüßung als neu oder bekannt"},
    uses={"en": "Whether you ordered from us before.", "de": "Ob Sie schon einmal bei uns bestellt haben."},
    why={
        "en": "So that a receipt bids you welcome the first time, and welcome back later.",
        "de": "Damit die Bestellbestätigung Sie beim ersten Mal willkommen heißt und später wieder.",
    },
    benefit={
        "en": "A receipt by people who know you. Without it, it says the same to everybody.",
        "de": "Eine Bestätigung von Leuten, die Sie kennen. Ohne dies steht bei allen dasselbe.",
    },
    profiling=False,
)


@dataclass(frozen=True)
class Receipt(Program):
    """Thanks the customer for an order and says what was ordered.

    Goes out within seconds of the order. It is owed, so it goes to everyone with an address, whatever they chose about offers. Orders
    that were imported as history get none.
    """

    title = {"en": "Receipt with thank-you", "de": "Bestellbestätigung mit Dank"}
    topic = "orders"
    nature = "service"
    because = {
        "en": "You placed order {order_ref} on {placed_on}.",
        "de": "Sie haben am {placed_on} die Bestellung {order_ref} aufgegeben.",
    }
    unmet = {
        "live": {
            "en": "Order {order_ref} was imported as history; its receipt was the old system's to send.",
            "de": "Bestellung {order_ref} wurde nachträglich eingelesen; ihre Bestätigung kam vom alten System.",
        },
        "fresh": {
            "en": "Order {order_ref} of {placed_on} is too long ago for a receipt.",
            "de": "Bestellung {order_ref} vom {placed_on} liegt für eine Bestätigung zu lange zurück.",
        },
    }
    features = (GREETING,)
    past_gates = dict.fromkeys(
        ("order_placed", "order_line"), "A receipt is owed, and says what was ordered."
    )

    within_hours: int = setting(
        72,
        says="A receipt for an order older than this is not sent any more.",
        least=1,
        most=240,
        unit="hours",
    )

    def consider(self, known: Known) -> ibis.Table:
        """One row per order."""
        lines = known.order_line
        things = lines.filter(lines.customer_id.notnull())
        listed = things.group_by("customer_id", "storefront", "order_ref").aggregate(
            lines=ibis.struct(
                {
                    "n": things.id,
                    "title": things.title,
                    "quantity": things.quantity,
                    "total_minor": things.total_minor,
                    "sort": things.sort,
                }
            ).collect()
        )
        orders = known.order_placed
        placed = beside(orders, (_first(known), ["id"])).join(
            listed, ["customer_id", "storefront", "order_ref"]
        )
        now = known.now
        aged = placed.cross_join(now.select("as_of"))
        return aged.select(
            "customer_id", "storefront", "order_ref", "currency", "total_minor", "shipping_minor", "tax_minor", "discount_minor",
            "first_order", "source",
            about=aged.order_ref, occasion=ibis.literal("placed"), gain_minor=ibis.literal(0, type="int64"),
            placed_on=aged.local_date.cast("string"),
            age_hours=(aged.as_of.epoch_seconds() - aged["at"].epoch_seconds()) // 3600,
            lines=aged.lines.sort(),
        )  # fmt: skip

    def conditions(self, row: ibis.Table) -> tuple[Condition, ...]:
        """Placed lately, and not read from a file."""
        return (
            Condition("live", ~row.source.startswith("import")),
            Condition("fresh", row.age_hours < self.within_hours),
        )


def _first(known: Known) -> ibis.Table:
    """One row per order of somebody who lets us look: whether it is their first one at the storefront."""
    orders = GREETING.allowed(known).order_placed
    orders = orders.filter(orders.customer_id.notnull())
    number = ibis.row_number().over(
        group_by=["customer_id", "storefront"], order_by=[orders["at"], orders.id]
    )
    return orders.select("id", first_order=number == 0)

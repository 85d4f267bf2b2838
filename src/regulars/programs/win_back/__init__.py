"""Win-back."""

from dataclasses import dataclass

import ibis

from regulars.knowledge.beside import beside
from regulars.knowledge.know import Known
from regulars.knowledge.rhythm import RHYTHM
from regulars.programs.base import Condition, Program, setting


@dataclass(frozen=True)
class WinBack(Program):
    """Asks after a customer who has been away much longer than is usual for them.

    What is usual is their own rhythm. Once for each absence, then silence until they order again.
    """

    title = {"en": "Win-back", "de": "Wiedersehen"}
    topic = "offers"
    nature = "marketing"
    purpose = "promotions"
    because = {
        "en": "You used to order about every {typical_gap_days} days, and your last order was {days_since} days ago.",
        "de": "Sie haben etwa alle {typical_gap_days} Tage bestellt, und wir haben seit {days_since} Tagen nichts von Ihnen gehört.",
    }
    unmet = {
        "rhythm": {
            "en": "Orders so far: {orders}, too few to know what is usual for you.",
            "de": "Bestellungen bisher: {orders}, zu wenige, um zu wissen, was für Sie üblich ist.",
        },
        "away": {
            "en": "Your last order was {days_since} days ago, which is not unusual for you.",
            "de": "Ihre letzte Bestellung ist {days_since} Tage her, das ist für Sie nicht ungewöhnlich.",
        },
        "not_gone": {
            "en": "Your last order was {days_since} days ago; we take it that you have moved on.",
            "de": "Ihre letzte Bestellung ist {days_since} Tage her; wir denken, dass Sie weitergezogen sind.",
        },
    }
    by_post = True
    prior = 0.01
    keeps_days = 7

    times_gap: float = setting(
        2.0,
        says="Away means: this many times the customer's own usual gap.",
        least=1.2,
        most=10,
        unit="times",
    )
    least_days: int = setting(45, says="And at least this long.", least=7, most=365, unit="days")
    gone_days: int = setting(400, says="After this long we let them go.", least=60, most=2000, unit="days")

    def consider(self, known: Known) -> ibis.Table:
        """One row per customer who bought anything and lets us go by their rhythm."""
        keys = ["customer_id", "storefront"]
        people = beside(RHYTHM.allowed(known).profile, (known.rhythm, keys), (known.favourite, keys))
        return people.select(
            *keys, "orders", "days_since", "typical_gap_days", "favourite", "currency", variant=people.favourite_variant,
            about=ibis.literal("customer"), occasion=people.last_order_date.cast("string"), gain_minor=people.margin_an_order_minor,
            last_ordered_on=people.last_order_date.cast("string"),
        )  # fmt: skip

    def conditions(self, row: ibis.Table) -> tuple[Condition, ...]:
        """Has a rhythm, has broken it, is not gone for good."""
        times = ibis.literal(self.times_gap, type="float64")
        away = (row.days_since > row.typical_gap_days.cast("float64") * times) & (
            row.days_since >= self.least_days
        )
        return (
            Condition("rhythm", row.typical_gap_days.notnull()),
            Condition("away", away),
            Condition("not_gone", row.days_since <= self.gone_days),
        )

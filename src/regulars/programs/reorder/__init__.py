"""Re-order reminder."""

from dataclasses import dataclass

import ibis

from regulars.knowledge.beside import beside
from regulars.knowledge.know import Known
from regulars.programs.base import Condition, Program, setting


@dataclass(frozen=True)
class Reorder(Program):
    """Reminds a customer shortly before something they buy again and again runs out.

    How long a thing lasts is learned from the customer's own purchases and from those of others; where the purchases show no regular
    interval, nobody is reminded.
    """

    title = {"en": "Re-order reminder", "de": "Erinnerung ans Nachbestellen"}
    topic = "reminders"
    nature = "marketing"
    purpose = "product_information"
    because = {
        "en": "You have bought {title} {times_bought} times, and it lasts you about {interval_days} days.",
        "de": "Sie haben {title} {times_bought}-mal gekauft, und es reicht Ihnen etwa {interval_days} Tage.",
    }
    because_stated = {
        "en": "You told us that you need {title} about every {interval_days} days.",
        "de": "Sie haben uns gesagt, dass Sie {title} etwa alle {interval_days} Tage brauchen.",
    }
    unmet = {
        "bought_again": {
            "en": "{title}: bought so far {times_bought}×, too seldom to know that you would want it again.",
            "de": "{title}: bisher {times_bought}× gekauft, zu selten, um zu wissen, ob Sie es wieder möchten.",
        },
        "interval": {
            "en": "{title}: bought {times_bought} times, but at no regular intervals.",
            "de": "{title}: {times_bought}-mal gekauft, aber nicht in regelmäßigen Abständen.",
        },
        "soon": {
            "en": "{title} should last until about {runs_out_on}.",
            "de": "{title} sollte noch bis etwa {runs_out_on} reichen.",
        },
        "not_over": {
            "en": "{title} ran out around {runs_out_on}; you seem to manage without.",
            "de": "{title} war um den {runs_out_on} zu Ende; Sie kommen wohl ohne aus.",
        },
        "in_stock": {"en": "{title} is sold out.", "de": "{title} ist ausverkauft."},
    }
    prior = 0.03

    lead_days: int = setting(5, says="How long before it runs out we remind.", least=0, most=60, unit="days")
    grace_days: int = setting(
        10, says="How long after it ran out we still remind.", least=0, most=120, unit="days"
    )
    least_times: int = setting(
        2, says="How often someone must have bought a thing before we remind.", least=1, most=20, unit="times"
    )

    def consider(self, known: Known) -> ibis.Table:
        """One row per customer and thing they bought."""
        keys = ["customer_id", "storefront", "variant"]
        things = known.habit.select(
            *keys, "title", "times_bought", "last_date", "margin_minor", "paid_each_minor", "paid_currency"
        )
        timed = known.replenishment.select(
            *keys, "interval_days", "rests_on", "runs_out_day", "runs_out_date"
        )
        stock = known.catalogue.select("storefront", "variant", "stock")
        today = known.storefront.select("storefront", "today")
        due = beside(things, (timed, keys), (today, ["storefront"]), (stock, ["storefront", "variant"]))
        return due.select(
            "customer_id", "storefront", "title", "times_bought", "interval_days", "rests_on", "stock", "variant",
            about=due.variant, occasion=due.last_date.cast("string"), gain_minor=due.margin_minor,
            last_bought_on=due.last_date.cast("string"), runs_out_on=due.runs_out_date.cast("string"),
            unit_price_minor=due.paid_each_minor, currency=due.paid_currency,
            days_left=due.runs_out_day - due.today.epoch_days(),
        )  # fmt: skip

    def conditions(self, row: ibis.Table) -> tuple[Condition, ...]:
        """Bought often enough and at intervals, about to run out, not given up, to be had."""
        return (
            Condition("bought_again", row.times_bought >= self.least_times),
            Condition("interval", row.interval_days.notnull()),
            Condition("soon", row.days_left <= self.lead_days),
            Condition("not_over", row.days_left >= -self.grace_days),
            Condition("in_stock", row.stock.isnull() | (row.stock > 0)),
        )

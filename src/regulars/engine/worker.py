"""The worker: what arrived becomes facts, whoever it concerns is thought about, what was decided is sent, and once a day everybody is."""

from collections.abc import Callable
from dataclasses import dataclass

from regulars.delivery import outbox
from regulars.delivery.carriers import Carrier
from regulars.engine import day, moment
from regulars.engine.shop import Shop
from regulars.intake import translate
from regulars.kernel.clock import Clock

PAUSE_SECONDS = 0.2


@dataclass(frozen=True)
class Ticked:
    """What one turn did."""

    translated: int
    planned: int
    sent: int
    day_ran: bool

    @property
    def idle(self) -> bool:
        """Nothing was to be done."""
        return not (self.translated or self.planned or self.sent or self.day_ran)


def tick(shop: Shop, clock: Clock, carrier: Carrier) -> Ticked:
    """One turn of everything."""
    translated = translate.waiting(clock)
    ran = day.run_if_due(shop, clock) if day.is_quick(shop) else None  # it takes along whoever is due
    planned = moment.run(shop, clock)
    ran = ran or day.run_if_due(shop, clock)
    sent = outbox.send_due(clock, carrier)
    return Ticked(translated, planned, sent.sent, day_ran=ran is not None)


def run(shop: Shop, clock: Clock, carrier: Carrier, stop: Callable[[], bool]) -> None:
    """Turn after turn until told to stop; rests a fifth of a second when there is nothing to do."""
    moment.warm_up(shop, clock)
    while not stop():
        if tick(shop, clock, carrier).idle:
            clock.sleep(PAUSE_SECONDS)

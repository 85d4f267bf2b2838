"""The worker: new mail is fetched, what arrived becomes facts, whoever it concerns is thought about, what was decided is sent, and once a day everybody is."""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import close_old_connections

from regulars.delivery import answered, backlash, batch, hits, letter_files, openings, outbox, settle
from regulars.delivery.carriers import Carrier
from regulars.engine import day, moment
from regulars.engine.shop import Shop
from regulars.intake import translate
from regulars.intake.imap import Letterbox
from regulars.kernel.clock import Clock

PAUSE_SECONDS = 0.2
TROUBLE_SECONDS = 5
NEW_THINGS = 50_000  # made before they are searched for garbage; 700 is Python's own figure
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ticked:
    """What one turn did."""

    fetched: int
    translated: int
    planned: int
    sent: int
    day_ran: bool

    @property
    def idle(self) -> bool:
        """Nothing was to be done."""
        return not (self.fetched or self.translated or self.planned or self.sent or self.day_ran)


class Turn:
    """Does one part after the other; what goes wrong in one stops none of the others, and is raised at the end."""

    def __init__(self) -> None:
        self.troubles: list[Exception] = []

    def do(self, part: Callable[[], T], otherwise: T) -> T:
        """The part's answer, or the other one when it fails."""
        try:
            return part()
        except Exception as wrong:  # noqa: BLE001  raised by `end`
            self.troubles.append(wrong)
            return otherwise

    def end(self) -> None:
        """Raises an ExceptionGroup of what went wrong."""
        if self.troubles:
            raise ExceptionGroup("a turn of the worker was not done whole", self.troubles)


def tick(shop: Shop, clock: Clock, carrier: Carrier, letterbox: Letterbox | None = None) -> Ticked:
    """One turn of everything. Raises an ExceptionGroup when parts of it failed, after the others are done."""
    turn = Turn()
    fetched = turn.do(lambda: letterbox.look(clock), 0) if letterbox else 0
    translated = turn.do(lambda: translate.waiting(clock), 0)
    if translated:
        turn.do(lambda: backlash.look(clock.now()), 0)
    turn.do(lambda: settle.reconcile(clock.now()), 0)
    turn.do(lambda: hits.settle(clock), 0)
    quick = day.is_quick(shop)  # such a day takes along whoever is due
    ran = turn.do(lambda: day.run_if_due(shop, clock), None) if quick else None
    planned = turn.do(lambda: moment.run(shop, clock), 0)
    ran = ran or turn.do(lambda: day.run_if_due(shop, clock), None)
    tally = turn.do(lambda: outbox.send_due(clock, carrier), outbox.Tally())
    if tally.total:
        turn.do(lambda: backlash.look(clock.now()), 0)
    if ran:
        turn.do(lambda: answered.forget(clock.now()), 0)
        turn.do(lambda: openings.forget(clock.now()), 0)
        turn.do(lambda: batch.expire(clock.now()), 0)
        turn.do(lambda: letter_files.forget_old(shop.home, clock.now()), 0)
    turn.end()
    return Ticked(fetched, translated, planned, tally.sent, day_ran=ran is not None)


def run(shop: Shop, clock: Clock, carrier: Carrier, stop: Callable[[], bool]) -> None:
    """Turn after turn until told to stop; rests a fifth of a second when there is nothing to do, and longer when something went wrong."""
    moment.warm_up(shop, clock)
    letterbox = Letterbox(settings.MAILBOX)
    with seldom_searched():
        _turns(shop, clock, carrier, letterbox, stop)


@contextmanager
def seldom_searched() -> Iterator[None]:
    """What is in memory now stays, and is not searched for garbage again and again; what comes is searched less often."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(NEW_THINGS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _turns(
    shop: Shop, clock: Clock, carrier: Carrier, letterbox: Letterbox, stop: Callable[[], bool]
) -> None:
    while not stop():
        try:
            idle = tick(shop, clock, carrier, letterbox).idle
        except ExceptionGroup:
            log.exception("the worker goes on in %s seconds", TROUBLE_SECONDS)
            close_old_connections()
            clock.sleep(TROUBLE_SECONDS)
        else:
            if idle:
                clock.sleep(PAUSE_SECONDS)

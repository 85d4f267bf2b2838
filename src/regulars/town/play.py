"""Plays days at the simulated shop, in virtual time and through the shop's front doors: equal seeds and days give equal facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.test import override_settings

from regulars.delivery.carriers import Carrier
from regulars.delivery.links import FEEDBACK
from regulars.engine.shop import Shop
from regulars.engine.worker import tick
from regulars.kernel.clock import PlayedClock
from regulars.town import letter as mail
from regulars.town.agenda import Agenda
from regulars.town.catalogue import Catalogue, catalogue
from regulars.town.letter import Letter
from regulars.town.mailbox import Mailbox
from regulars.town.mind import Mind
from regulars.town.order import Order
from regulars.town.people import people
from regulars.town.react import react
from regulars.town.restock import EVERY_DAYS, describe, restock
from regulars.town.till import Till

NIGHT = time(4, 2)
"""When a play begins and ends: the last day's plan is made, and its mail waits for the morning."""
BUSY = (time(11, 40), time(19, 10), time(13, 20), time(16, 45))
"""When the worker turns, on one day and the next; customers and parcels come a little earlier."""
ASK = f"/{FEEDBACK.partition('<')[0]}"
MORNING = timedelta(hours=1)
ORDERS_OF_A_MORNING = 6
TRACKED_DAYS = 14
"""So long the shop has told of parcels on their way, too."""
SLIP_DAYS = (1, 40, 150)
"""So many days before the end the shop's system posts something that cannot be read."""
SEEDS_APART = 1_000_003


@dataclass(frozen=True, kw_only=True)
class Script:
    """What is to be played: so many customers for so many days up to one, from a seed."""

    seed: int
    customers: int
    days: int
    ends_on: date

    @property
    def starts_on(self) -> date:
        """The first day."""
        return self.ends_on - timedelta(days=self.days)


@dataclass
class Played:
    """How much happened."""

    customers: int = 0
    days: int = 0
    orders: int = 0
    mails: int = 0
    acts: int = 0


class Play:
    """A shop with its till, its customers and their mailbox. Mail goes out by `carrier` and must end up in `mailbox`."""

    def __init__(self, script: Script, shop: Shop, *, carrier: Carrier, mailbox: Mailbox) -> None:
        self.script = script
        self.shop = shop
        self.carrier = carrier
        self.mailbox = mailbox
        self.clock = PlayedClock(self._local(script.starts_on, NIGHT), script.seed)
        self.agenda = Agenda(self.clock)
        self.chance = self._chance(0)
        self.catalogue: Catalogue = catalogue(self.chance)
        cast = people(script.customers, script.days, self.catalogue, self.chance)
        self.minds = {who.address: Mind(who, self.catalogue, self._chance(who.number)) for who in cast}
        self.till = Till(
            shop=shop.first,
            secret=settings.API_SECRETS[0],
            clock=self.clock,
            agenda=self.agenda,
            chance=self._chance(script.customers + 1),
            parcel=self._parcel,
            tracked_from=self._local(script.ends_on - timedelta(days=TRACKED_DAYS), NIGHT),
        )
        self.played = Played(customers=len(cast))

    def run(self, progress: Callable[[], object] = lambda: None) -> Played:
        """Play every day, and the night before the last one; `progress` is called after each day."""
        with override_settings(CLOCK=self.clock):
            describe(self.catalogue, self.shop.first, self.clock)
            for number in range(self.script.days):
                self._day(number, self.script.starts_on + timedelta(days=number))
                progress()
            self._turn(self._local(self.script.ends_on, NIGHT))
        return self.played

    def morning(self, now: datetime) -> None:
        """After the play: a few orders since the night, and one with a slip in it, left at the door for the worker to find."""
        self.clock.move_to(now - MORNING)
        early = sorted(self.chance.chance.uniform(0, 1) for _ in range(ORDERS_OF_A_MORNING))
        for share in early:
            self.clock.move_to(now - MORNING * (1 - share))
            mind = self.chance.chance.choice(list(self.minds.values()))
            self._buy(mind, {self.chance.chance.choice(self.catalogue.items).sku: 1})
        self.clock.move_to(now)
        self.till.slip()

    def _day(self, number: int, today: date) -> None:
        if number % EVERY_DAYS == 0:
            restock(self.catalogue, self.shop.first, self.clock, self.chance)
        for mind in self.minds.values():
            if number >= mind.customer.comes_on and (basket := mind.basket(today)):
                self.agenda.at(self._comes(today), partial(self._buy, mind, basket))
        if self.script.days - number in SLIP_DAYS:
            self.agenda.at(self._busy(today) - timedelta(seconds=10), self.till.slip)
        self._turn(self._busy(today))
        self.played.days += 1

    def _turn(self, at: datetime) -> None:
        """Let time go by until the worker turns, let it, and let customers read what came."""
        self.agenda.until(at)
        tick(self.shop, self.clock, self.carrier)
        for raw in self.mailbox.fresh():
            self._read(mail.read(raw))

    def _buy(self, mind: Mind, basket: dict[str, int]) -> Order:
        things = {self.catalogue.by_sku[sku]: quantity for sku, quantity in basket.items()}
        order = self.till.order(mind.customer, things, first=not mind.came_before)
        mind.ordered(order.ref)
        self.played.orders += 1
        return order

    def _read(self, letter: Letter) -> None:
        self.played.mails += 1
        mind = self.minds[letter.to]
        asks = next((link for link in letter.links if ASK in link), None)
        act = mind.reads(letter, asks, self.shop.first.local_date(self.clock.now()))
        if act is not None:
            self.played.acts += 1
            self.agenda.at(self.clock.now() + act.after, partial(react, act, letter, mind, self.clock))

    def _comes(self, today: date) -> datetime:
        """When a customer comes: some minutes before the worker's turn, so that nobody waits long for a receipt."""
        return self._busy(today) - timedelta(seconds=self.chance.chance.randint(20, 900))

    def _parcel(self, after: datetime, days: int) -> datetime:
        """When a parcel moves on: that many days later, on a working day, some time before the worker's turn."""
        day = self.shop.first.local_date(after) + timedelta(days=days)
        while day.weekday() > 5:
            day += timedelta(days=1)
        return self._busy(day) - timedelta(minutes=self.chance.chance.randint(16, 150))

    def _busy(self, day: date) -> datetime:
        return self._local(day, BUSY[day.toordinal() % len(BUSY)])

    def _local(self, day: date, at: time) -> datetime:
        return self.shop.first.localise(datetime.combine(day, at))

    def _chance(self, number: int) -> PlayedClock:
        """A stream of chance of somebody's own."""
        start = datetime.combine(self.script.starts_on, NIGHT)
        return PlayedClock(self.shop.first.localise(start), self.script.seed * SEEDS_APART + number)

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
"""When the worker turns to the day's plan, and when a play ends."""
TURNS = (time(9, 5), time(12, 20), time(19, 10))
"""When the worker turns to what happened since; the shop's customers come a little earlier."""
OPEN_TURNS = TURNS[1:]
PACKED_AT = time(18, 55)
ASK = f"/{FEEDBACK.partition('<')[0]}"
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
        secret = settings.API_SECRETS[0]
        self.till = Till(
            shop.first, secret, self.clock, self.agenda, self._chance(script.customers + 1), self._packed_at
        )
        self.played = Played()

    def run(self, progress: Callable[[], object] = lambda: None) -> Played:
        """Play every day, and the night before the last one; `progress` is called after each day."""
        with override_settings(CLOCK=self.clock):
            describe(self.catalogue, self.shop.first, self.clock)
            for number in range(self.script.days):
                self._day(number, self.script.starts_on + timedelta(days=number))
                progress()
            self._turn(self._local(self.script.ends_on, NIGHT))
        return self.played

    def _day(self, number: int, today: date) -> None:
        if number % EVERY_DAYS == 0:
            restock(self.catalogue, self.shop.first, self.clock, self.chance)
        turns = [self._local(today, NIGHT), *(self._local(today, turn) for turn in TURNS)]
        for mind in self.minds.values():
            if number >= mind.customer.comes_on and (basket := mind.basket(today)):
                self.agenda.at(self._comes(today), partial(self._buy, mind, basket))
        for turn in turns:
            self._turn(turn)
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
            language = mind.customer.language
            self.agenda.at(self.clock.now() + act.after, lambda: react(act, letter, language, self.clock))

    def _comes(self, today: date) -> datetime:
        """When a customer comes: some minutes before one of the worker's turns, so that nobody waits long for a receipt."""
        turn = self._local(today, self.chance.chance.choice(OPEN_TURNS))
        return turn - timedelta(seconds=self.chance.chance.randint(20, 900))

    def _packed_at(self, placed_at: datetime) -> datetime:
        """The evening of the next working day."""
        day = self.shop.first.local_date(placed_at) + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return self._local(day, PACKED_AT)

    def _local(self, day: date, at: time) -> datetime:
        return self.shop.first.localise(datetime.combine(day, at))

    def _chance(self, number: int) -> PlayedClock:
        """A stream of chance of somebody's own."""
        start = datetime.combine(self.script.starts_on, NIGHT)
        return PlayedClock(self.shop.first.localise(start), self.script.seed * SEEDS_APART + number)

"""How a customer of the simulated shop decides: what to buy and when, and what to do about a mail."""

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.delivery.followed import GO
from regulars.delivery.links import LESS, MORE, YOUR_PAGE
from regulars.kernel.clock import Clock
from regulars.town.catalogue import Catalogue, Item
from regulars.town.letter import Letter
from regulars.town.people import Customer

SURE_DAYS = 10
SAME_TRIP_DAYS = 12
HALF_FORGOTTEN_DAYS = 24
NOTICES_A_DAY = 0.4
OWN_PAGE, MORE_OF_THIS, LESS_OF_THIS, TO_THE_SHOP = (
    f"/{path.partition('<')[0]}" for path in (YOUR_PAGE, MORE, LESS, GO)
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """What someone does `after` reading a mail: follow a link, answer, choose, leave, complain, or ask for more or less; `link` is where."""

    what: str
    after: timedelta
    link: str = ""


class Mind:
    """One customer's memory and mood. All chance is their own, so that what one does changes nobody else."""

    def __init__(self, customer: Customer, catalogue: Catalogue, clock: Clock) -> None:
        self.customer = customer
        self.catalogue = catalogue
        self.chance = clock.chance
        self.readiness = 0.0
        self.runs_out: dict[str, date] = {}
        self.errand: tuple[date, Item] | None = None
        self.awaited: set[str] = set()
        self.came_before = False
        self.lost = False
        self.weariness = 0.0
        self.weary_on = date.min

    def basket(self, today: date) -> dict[str, int]:
        """What they buy today, as quantities by article number; most days nothing. To be asked once a day."""
        if self.lost and self.errand is None:
            return {}
        basket = self._errand(today) | self._staples(today) | self._visit(today)
        if basket and self.chance.random() < self.customer.habit.drifts_off:
            self.lost = True
        for sku, quantity in basket.items():
            self._took_home(self.catalogue.by_sku[sku], quantity, today)
        return basket

    def reads(self, letter: Letter, feedback_link: str | None, today: date) -> Act | None:
        """What they do about a mail; `feedback_link` is the one among its links that asks how it was. Mostly nothing."""
        awaited = {ref for ref in self.awaited if ref in letter.text}
        self.awaited -= awaited
        if self.chance.random() > (0.95 if awaited else self.customer.attentive):
            return None
        if awaited:
            return self._leaves(letter, 0.002)
        fed_up = self._fed_up(today)
        if feedback_link is not None:
            return self._answers(feedback_link) or self._leaves(letter, fed_up)
        meant = [item for item in self.customer.staples if item.title in letter.subject + letter.text]
        if any(self._reminded(item, today) for item in meant) or (not meant and self._wooed(today)):
            return self._wants("more", MORE_OF_THIS, letter, 0.03) or self._goes(letter)
        return self._leaves(letter, fed_up)

    def ordered(self, ref: str) -> None:
        """They placed an order and await its receipt."""
        self.came_before = True
        self.awaited.add(ref)

    def _errand(self, today: date) -> dict[str, int]:
        if self.errand is None or self.errand[0] > today:
            return {}
        item, self.errand, self.lost = self.errand[1], None, False
        return {item.sku: 1}

    def _staples(self, today: date) -> dict[str, int]:
        """What has run out, if they notice, and if they do not get it elsewhere; what runs out soon comes along."""
        out = [item for item in self.customer.staples if self._runs_out(item) <= today]
        if not out or self.chance.random() > NOTICES_A_DAY:
            return {}
        if self.chance.random() > self.customer.loyal:
            for item in out:
                self._took_home(item, 1, today)
            return {}
        soon = today + timedelta(days=SAME_TRIP_DAYS)
        return {item.sku: 1 for item in self.customer.staples if self._runs_out(item) <= soon}

    def _visit(self, today: date) -> dict[str, int]:
        """A look around when it is time again: things to their taste, in season, and staples they have not tried here yet."""
        customer = self.customer
        self.readiness -= customer.habit.months[today.month - 1]
        if self.readiness > 0:
            return {}
        self.readiness = self.chance.gammavariate(4, customer.gap_days / 4)
        new = [
            item for item in customer.staples if item.sku not in self.runs_out and self.chance.random() < 0.8
        ]
        things = [self._found(today) for _ in range(self.chance.randint(*customer.habit.things))]
        return {
            item.sku: 2 if item.lasts_days and self.chance.random() < 0.08 else 1 for item in (*new, *things)
        }

    def _found(self, today: date) -> Item:
        shelves = self.catalogue.shelves
        taste = (
            self.chance.choice(self.customer.tastes)
            if self.chance.random() < 0.8
            else self.chance.choice(sorted(shelves))
        )
        fitting = [
            item for item in shelves[taste] if taste != "Socks" or item.size == self.customer.sock_size
        ]
        return self.chance.choices(fitting, [item.months[today.month - 1] for item in fitting])[0]

    def _took_home(self, item: Item, quantity: int, today: date) -> None:
        if item in self.customer.staples:
            days = item.lasts_days * self.customer.pace * quantity * self.chance.gauss(1.0, 0.1)
            self.runs_out[item.sku] = max(today, self.runs_out.get(item.sku, today)) + timedelta(
                days=max(3, round(days))
            )

    def _runs_out(self, item: Item) -> date:
        return self.runs_out.get(item.sku, date.max)

    def _fed_up(self, today: date) -> float:
        """The chance that this offer is one too many; each wears patience down, and time restores it."""
        rested = (today - self.weary_on).days if self.weariness else 0
        self.weariness = 1 + self.weariness * 0.5 ** (rested / HALF_FORGOTTEN_DAYS)
        self.weary_on = today
        return 0.003 + 0.025 * max(0.0, self.weariness / self.customer.patience - 0.6)

    def _answers(self, link: str) -> Act | None:
        if self.chance.random() > self.customer.talkative:
            return None
        return Act(what="answer", after=self._some_hours(), link=link)

    def _reminded(self, item: Item, today: date) -> bool:
        """A reminder that comes at the right time makes a purchase, mostly."""
        fits = abs((self._runs_out(item) - today).days) <= SURE_DAYS
        if fits and self.chance.random() < 0.3 + 0.4 * self.customer.loyal:
            self.errand = (today + timedelta(days=self.chance.randint(0, 2)), item)
        return self.errand is not None

    def _wooed(self, today: date) -> bool:
        """An offer brings some people to the shop, now and then someone lost."""
        if self.chance.random() > (0.1 if self.lost else 0.15):
            return False
        self.lost = False
        self.readiness = min(self.readiness, self.chance.uniform(0, 4))
        return True

    def _leaves(self, letter: Letter, chance: float) -> Act | None:
        """Most who have had enough press “unsubscribe”; some choose less, or less of this; a few call it spam."""
        if letter.one_click is None or self.chance.random() > chance:
            return None
        what = self.chance.choices(("leave", "choose", "less", "complain"), (60, 18, 16, 6))[0]
        if what == "less":
            return self._wants("less", LESS_OF_THIS, letter, 1.0)
        page = next((link for link in letter.links if OWN_PAGE in link), "")
        return Act(what=what, after=self._some_hours(), link=page if what == "choose" else letter.one_click)

    def _wants(self, what: str, path: str, letter: Letter, chance: float) -> Act | None:
        """They press more or less of this, under the mail or at a thing in it."""
        links = [link for link in letter.links if path in link]
        if not links or self.chance.random() > chance:
            return None
        return Act(what=what, after=self._some_hours(), link=self.chance.choice(links))

    def _goes(self, letter: Letter) -> Act | None:
        """Who was won over mostly looks at the shop by way of the mail."""
        link = next((link for link in letter.links if TO_THE_SHOP in link), "")
        return Act(what="follow", after=self._some_hours(), link=link) if link else None

    def _some_hours(self) -> timedelta:
        return timedelta(minutes=round(self.chance.expovariate(1 / 300)) + 2)

"""The simulated shop's customers: invented people, what they like, how often they come and how much mail they bear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from regulars.kernel.clock import Clock
from regulars.town.catalogue import Catalogue, Item

FIRST_GERMAN = (
    "Anna Jonas Lena Lukas Marie Paul Katharina Felix Johanna Moritz Greta Emil Clara Anton Ida Jakob Franziska Tobias Hannah Sebastian "
    "Charlotte Matthias Elisabeth Florian Theresa Philipp Sabine Thomas Ulrike Stefan Birgit Andreas Renate Jürgen Monika Günther"
)
LAST_GERMAN = (
    "Albrecht Bergmann Brandt Dietrich Ebner Falkenberg Fuchs Gruber Haas Hartmann Hoffmann Huber Jansen Keller Kirchner Köhler Krämer "
    "Lindemann Lorenz Mayer Neumann Petersen Pfeiffer Reuter Richter Schäfer Schreiber Seidel Sommer Steiner Vogel Wagner Weiß Winkler"
)
FIRST_ENGLISH = (
    "Alice Arthur Beatrice Callum Charlotte Daniel Edith Eleanor Finn Florence George Grace Harriet Harry Imogen Isla James Jasper Kate "
    "Leo Lucy Mabel Martha Nathan Niamh Oliver Orla Oscar Poppy Rosie Rowan Samuel Sophie Theo Toby Violet"
)
LAST_ENGLISH = (
    "Abbott Ashworth Barlow Bennett Byrne Carter Cooper Dalton Ellis Farrow Fletcher Gallagher Hargreaves Hughes Kelly Lowe Marsden "
    "Mercer Murphy Nolan Osborne Palmer Pritchard Quinn Reeves Rowe Sharpe Sutton Thorne Turner Walsh Webb Whitaker Wren"
)


class Land(NamedTuple):
    """Where customers live: country, time zone, the language they read, and their share of all."""

    country: str
    zone: str
    language: str
    share: int


LANDS = (
    Land("DE", "Europe/Berlin", "de", 50),
    Land("AT", "Europe/Vienna", "de", 10),
    Land("GB", "Europe/London", "en", 22),
    Land("IE", "Europe/Dublin", "en", 8),
    Land("NL", "Europe/Amsterdam", "en", 6),
    Land("CA", "America/Toronto", "en", 4),
)
PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
EARLY = 0.4
CLOSED = "closed.example.test"
OPEN = "example.test"
YEAR = (0.95, 0.9, 0.95, 1.0, 1.0, 0.95, 0.85, 0.85, 1.0, 1.05, 1.35, 1.5)
GIFTS = (0.4, 0.6, 0.6, 0.8, 0.9, 0.5, 0.4, 0.5, 0.6, 0.9, 2.6, 4.0)


@dataclass(frozen=True)
class Habit:
    """A way of being a customer: its share of all, days between visits, things taken home, things used up, and when (January first)."""

    name: str
    share: int
    gap_days: tuple[int, int]
    things: tuple[int, int]
    staples: tuple[int, int]
    drifts_off: float
    months: tuple[float, ...]


HABITS = (
    Habit("regular", 25, (32, 80), (1, 3), (1, 3), 0.02, YEAR),
    Habit("occasional", 38, (64, 140), (1, 3), (0, 2), 0.08, YEAR),
    Habit("giver", 14, (90, 190), (2, 4), (0, 1), 0.12, GIFTS),
    Habit("passer-by", 23, (200, 400), (1, 2), (0, 0), 0.90, YEAR),
)


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Someone who shops here from day `comes_on` of the play. `staples` are what they use up and like to buy again.

    `patience`: how many offers in a few weeks they bear; `attentive`: the share of mail they read; `loyal`: how surely they buy here when
    something has run out; `offers`: whether they agreed to offers with the first order, and on which ground.
    """

    number: int
    name: str
    address: str
    language: str
    country: str
    zone: str
    habit: Habit
    comes_on: int
    gap_days: float
    tastes: tuple[str, ...]
    staples: tuple[Item, ...]
    sock_size: str
    pace: float
    patience: float
    attentive: float
    loyal: float
    talkative: float
    offers: str | None


def people(count: int, days: int, catalogue: Catalogue, clock: Clock) -> list[Customer]:
    """So many customers; four in ten know the shop when the play begins, the others come in the course of its `days`."""
    named = islice(_names(clock), count)
    return [
        _customer(number, name, land, days=days, catalogue=catalogue, clock=clock)
        for number, (name, land) in enumerate(named, start=1)
    ]


def moved(customer: Customer) -> Customer:
    """The same customer with a mailbox that does not exist (any more)."""
    return replace(customer, address=customer.address.replace(OPEN, CLOSED))


def _names(clock: Clock) -> Iterator[tuple[str, Land]]:
    """Names without end, each once (the second Anna Weber is Anna B. Weber), with the country their bearer lives in."""
    bearers: dict[tuple[str, str], int] = {}
    while True:
        land = clock.chance.choices(LANDS, [land.share for land in LANDS])[0]
        german = land.language == "de"
        first = clock.chance.choice((FIRST_GERMAN if german else FIRST_ENGLISH).split())
        last = clock.chance.choice((LAST_GERMAN if german else LAST_ENGLISH).split())
        bearers[first, last] = nth = bearers.get((first, last), 0) + 1
        yield f"{first} {last}" if nth == 1 else f"{first} {chr(64 + nth)}. {last}", land


def _customer(
    number: int, name: str, land: Land, *, days: int, catalogue: Catalogue, clock: Clock
) -> Customer:
    chance = clock.chance
    habit = chance.choices(HABITS, [habit.share for habit in HABITS])[0]
    tastes = tuple(chance.sample(sorted(catalogue.shelves), 3))
    customer = Customer(
        number=number,
        name=name,
        address=f"{name.translate(PLAIN).lower().replace('. ', '.').replace(' ', '.')}@{OPEN}",
        language=land.language,
        country=land.country,
        zone=land.zone,
        habit=habit,
        comes_on=chance.randrange(max(1, days // 6)) if chance.random() < EARLY else chance.randrange(days),
        gap_days=chance.uniform(*habit.gap_days),
        tastes=tastes,
        staples=_staples(chance.randint(*habit.staples), catalogue, clock),
        sock_size=chance.choice(("35–38", "39–42", "39–42", "43–46")),
        pace=chance.uniform(0.8, 1.3),
        patience=chance.uniform(2.0, 9.0),
        attentive=chance.uniform(0.35, 0.85),
        loyal=chance.uniform(0.3, 0.7),
        talkative=chance.uniform(0.05, 0.5),
        offers=chance.choices(("soft_opt_in", "consent", None), (52, 30, 18))[0],
    )
    return moved(customer) if chance.random() < 0.012 else customer


def _staples(count: int, catalogue: Catalogue, clock: Clock) -> tuple[Item, ...]:
    """Things this customer uses up, the popular ones (early on each shelf) more often than others; one of a shelf."""
    used_up = {
        category: [item for item in items if item.lasts_days] for category, items in catalogue.shelves.items()
    }
    shelves = sorted(category for category, items in used_up.items() if items)
    chosen = clock.chance.choices(
        shelves, [3 if shelf in ("Coffee", "Tea") else 1 for shelf in shelves], k=count
    )
    return tuple(_popular(used_up[shelf], clock) for shelf in dict.fromkeys(chosen))


def _popular(items: Sequence[Item], clock: Clock) -> Item:
    return clock.chance.choices(items, [1 / (place + 2) for place in range(len(items))])[0]

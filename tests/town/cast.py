"""A shop to try things in: its catalogue, one customer and their mind, all drawn from seed 7."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from regulars.kernel.clock import PlayedClock
from regulars.town.catalogue import Catalogue, catalogue
from regulars.town.letter import Letter
from regulars.town.mind import Mind
from regulars.town.people import HABITS, Customer, people

START = datetime(2026, 3, 2, 4, 2, tzinfo=UTC)
REGULAR = HABITS[0]


def seeded(seed: int = 7) -> PlayedClock:
    return PlayedClock(START, seed)


@cache
def shelves() -> Catalogue:
    return catalogue(seeded())


def regular(**changes) -> Customer:
    """Comes from the first day on, uses up one bag of coffee in 16 days, reads and does everything."""
    wares = shelves()
    someone = people(1, 365, wares, seeded())[0]
    certain = {"comes_on": 0, "attentive": 1.0, "loyal": 1.0, "pace": 1.0, "patience": 4.0, "talkative": 1.0}
    habit = replace(REGULAR, drifts_off=0.0)
    return replace(someone, habit=habit, staples=(wares.by_sku["COF-01-250G"],), **(certain | changes))


def mind(seed: int = 7, **changes) -> Mind:
    return Mind(regular(**changes), shelves(), seeded(seed))


def letter(
    text: str = "", *, subject: str = "News from the shop", one_click: str | None = "http://shop.test/u/1"
) -> Letter:
    return Letter(
        to="a@example.test",
        subject=subject,
        text=text,
        links=(),
        one_click=one_click,
        message_id="<1@shop.test>",
    )

"""Canaries: customers whose past can be seen through one way of personalising each, in the shop of the cast.

Of every canary all other ways are switched off. So what one feature sees of them is all that is left; switched off, too, the shop must be
as if that past had never been.
"""

from regulars.facts.kinds import Fact
from regulars.knowledge.feature import Feature
from regulars.programs.registry import features
from tests.shop import (
    COFFEE,
    MUG,
    NEW_YEAR,
    TEA,
    cast,
    consent,
    day,
    every,
    line,
    order,
    switched,
    writes_from,
    written,
)

DRINKS_TEA, GONE, ASKED, BUYS_MUCH, BACK, ANSWERS = CANARIES = range(21, 27)
PAST = "import-test"
"""A source whose orders are history: no receipt is owed for them."""


def present() -> list[Fact]:
    """What stays: all may be written to, some ordered lately."""
    return [
        *(fact for who in CANARIES for fact in (writes_from(who, NEW_YEAR), consent(who, NEW_YEAR))),
        *order(ASKED, day(5, 16), {MUG: 1}, ref="asked", delivered=day(5, 20)),
        *order(BUYS_MUCH, day(5, 16), {MUG: 1}, ref="much", delivered=day(5, 20)),
        *order(BACK, day(6, 1, 11), {MUG: 1}, ref="back"),
    ]


def past() -> list[Fact]:
    """What only some way of personalising can see."""
    return [
        *every(DRINKS_TEA, TEA, day(3, 1), 30, 3, source=PAST),
        *every(GONE, COFFEE, day(1, 1), 10, 3, source=PAST),
        line(ASKED, day(5, 16), "asked", TEA, 3),
        *order(BUYS_MUCH, day(2, 1), {TEA: 100}, source=PAST),
        *order(BACK, day(2, 1), {MUG: 1}, source=PAST),
        written(ANSWERS, day(3, 1), "feedback", topic="feedback"), *order(ANSWERS, day(3, 2), {MUG: 1}, source=PAST),
    ]  # fmt: skip


def facts(feature: Feature, *, on: bool, canaries: bool) -> list[Fact]:
    """The shop with this feature on or off for all canaries, every other one off, and with or without their past."""
    keys = {*features(), feature.key}
    choices = [
        switched(who, day(1, 2), key, on=on and key == feature.key)
        for who in CANARIES
        for key in sorted(keys)
    ]
    return [*cast(), *present(), *choices, *(past() if canaries else [])]

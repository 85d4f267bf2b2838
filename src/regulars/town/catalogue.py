"""What the simulated shop sells: a few hundred things, made from `shelves.toml` and a seed."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from regulars.kernel.clock import Clock

SHELVES = Path(__file__).parent / "shelves.toml"
EVERY_MONTH = [1.0] * 12
COLOURS_OF_A_THING = 3


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing on sale. Money in cents; `lasts_days` is 0 for what is kept; `months` weighs its sales, January first."""

    sku: str
    product: str
    title: str
    maker: str
    category: str
    size: str | None
    colour: str | None
    price_minor: int
    cost_minor: int
    stock: int
    lasts_days: int
    months: tuple[float, ...]


class Catalogue:
    """Everything on sale, in the order of the shelves."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = tuple(items)
        self.by_sku = {item.sku: item for item in self.items}

    @cached_property
    def shelves(self) -> dict[str, tuple[Item, ...]]:
        """The items of each category."""
        shelves: dict[str, list[Item]] = {}
        for item in self.items:
            shelves.setdefault(item.category, []).append(item)
        return {category: tuple(items) for category, items in shelves.items()}


def catalogue(clock: Clock) -> Catalogue:
    """The shop's catalogue; equal chance gives equal prices, colours and stock."""
    shelves = tomllib.loads(SHELVES.read_text(encoding="utf-8"))["shelf"]
    return Catalogue([item for shelf in shelves for item in _stocked(shelf, clock)])


def _stocked(shelf: dict[str, Any], clock: Clock) -> Iterator[Item]:
    things = [
        (maker, thing, price) for maker, made in shelf["things"].items() for thing, price in made.items()
    ]
    for number, (maker, thing, about) in enumerate(things, start=1):
        product = f"{shelf['code']}-{number:02d}"
        price = about * clock.chance.uniform(0.93, 1.07)
        cost = clock.chance.uniform(*shelf["cost"])
        for colour in _colours(shelf, clock):
            for size, factor, days in shelf["sizes"]:
                minor = _pretty(price * factor)
                yield Item(
                    sku="-".join(filter(None, (product, _short(colour), _short(size)))),
                    product=product,
                    title=", ".join(filter(None, (thing, colour, size))),
                    maker=maker,
                    category=shelf["category"],
                    size=size or None,
                    colour=colour or None,
                    price_minor=minor,
                    cost_minor=round(minor * cost),
                    stock=clock.chance.randint(8, 90),
                    lasts_days=days,
                    months=tuple(shelf.get("months", EVERY_MONTH)),
                )


def _colours(shelf: dict[str, Any], clock: Clock) -> list[str]:
    offered: list[str] = shelf.get("colours", [""])
    return clock.chance.sample(offered, min(COLOURS_OF_A_THING, len(offered)))


def _pretty(price: float) -> int:
    """The price in cents, ending in 90 or 50."""
    return int(price) * 100 + (90 if price % 1 >= 0.5 else 50)


def _short(word: str) -> str:
    """`set of 3` → `SETOF3`, `linen grey` → `LINENGREY`: a word as part of an article number."""
    return "".join(sign for sign in word.upper() if sign.isascii() and sign.isalnum())

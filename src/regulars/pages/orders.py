"""What a customer bought, order by order, each thing to be marked as a gift, so that it no longer shapes what we write. Only inside (decision 0022)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from regulars.facts.kinds import GiftMarked, OrderLine, OrderStep
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.pages.section import Pick, Section, Step, Wish
from regulars.pages.speech import day
from regulars.pages.visit import Visit

GIFT = "gift-"
MINE, GIVEN = "mine", "gift"


@dataclass(frozen=True)
class Line:
    """A thing in an order of theirs; `number` is that of its first line, `gift` whether they gave it away."""

    number: int
    order_ref: str
    variant: str
    title: str
    ordered_on: date
    gift: bool

    @property
    def name(self) -> str:
        """Its form field, and its name in the API."""
        return f"{GIFT}{self.number}"


class Orders(Section):
    """`gift-NUMBER`, each gift or mine; the number is that of the order's line."""

    template = "orders.html"

    def listed(self, visit: Visit) -> bool:
        """Where they ordered something, and it can be told."""
        return bool(_lines(visit))

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """One a thing in an order."""
        return [_wish(visit, line) for line in _lines(visit)]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """As facts."""
        if visit.known:
            marked = [
                _marked(visit, line, chosen[line.name]) for line in _lines(visit) if line.name in chosen
            ]
            record(marked, visit.clock.now())

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """What follows for each."""
        say = visit.say["orders"]
        return [say[f"{step.now}_told"].format(title=step.wish.title) for step in steps]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """Inside: the orders, latest first; unfolded after a mark, for the next."""
        say = visit.say["orders"]
        orders = groupby(_lines(visit), key=lambda line: (line.ordered_on, line.order_ref))
        return {
            "open": any(name.startswith(GIFT) for name in visit.request.POST),
            "orders": [
                {
                    "title": say["order"].format(order=order_ref, day=day(ordered_on, visit.language)),
                    "lines": list(lines),
                }
                for (ordered_on, order_ref), lines in orders
            ],
        }


def _lines(visit: Visit) -> list[Line]:
    """The things in orders that were not cancelled, latest order first; none but inside."""
    return list(_found(visit)) if visit.inside else []


def _found(visit: Visit) -> Iterator[Line]:
    theirs = {"customer_id__in": visit.customers, "storefront": visit.store.key}
    cancelled = facts_of(OrderStep).filter(**theirs, step="cancelled").values("order_ref")
    goods = facts_of(OrderLine).filter(**theirs, sort="goods").exclude(order_ref__in=cancelled)
    rows = goods.order_by("-local_date", "-order_ref", "id")
    marks = facts_of(GiftMarked).filter(**theirs).order_by("at", "recorded_at", "id")
    gifts = {(ref, variant): gift for ref, variant, gift in marks.values_list("order_ref", "variant", "gift")}
    seen = set()
    for number, ref, variant, title, on in rows.values_list(
        "id", "order_ref", "variant", "title", "local_date"
    ):
        if (ref, variant) not in seen:
            seen.add((ref, variant))
            yield Line(number, ref, variant, title, on, gifts.get((ref, variant), False))


def _wish(visit: Visit, line: Line) -> Pick:
    say = visit.say["orders"]
    offers = ((MINE, say[MINE]), (GIVEN, say[GIVEN]))
    return Pick(line.name, line.title, GIVEN if line.gift else MINE, offers)


def _marked(visit: Visit, line: Line, now: str) -> GiftMarked:
    return GiftMarked(
        source="page", key=visit.clock.token(), at=visit.clock.now(), storefront=visit.store.key, customer_id=visit.reader.customer_id,
        order_ref=line.order_ref, variant=line.variant, gift=now == GIVEN,
    )  # fmt: skip

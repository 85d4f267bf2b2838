"""What was sold, and what it was called."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter

from regulars.intake.orders import Order, by_time

OFFERED = ("goods", "gift_card")
SORT, VARIANT = itemgetter(0), itemgetter(0)


@dataclass
class Sold:
    """Over all orders of an import: how many lines of each sort, how often each variant was sold as what, and since when."""

    sorts: Counter[str] = field(default_factory=Counter)
    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[str, datetime] = field(default_factory=dict)

    def notice(self, orders: Sequence[Order]) -> None:
        """Take in complete orders."""
        things = [thing for order in orders for thing in order.things]
        self.sorts.update(map(SORT, things))
        first: dict[str, datetime] = {}
        for order in sorted(orders, key=by_time, reverse=True):
            sold = [
                thing[1:3]
                for thing in order.things
                if thing[5] and thing[3] > 0 and thing[2] and thing[0] in OFFERED
            ]
            self.times.update(sold)
            first.update(dict.fromkeys(map(VARIANT, sold), order.at))
        for variant, at in first.items():
            self.first[variant] = min(at, self.first.get(variant, at))

    def titles(self) -> dict[str, str]:
        """The title each variant was sold by most often; of equals the first in the alphabet."""
        best: dict[str, tuple[int, str]] = {}
        for (variant, title), times in sorted(self.times.items()):
            if times > best.get(variant, (0, ""))[0]:
                best[variant] = times, title
        return {variant: title for variant, (_, title) in best.items()}

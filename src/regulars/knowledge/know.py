"""All knowledge in the order it is made; each table may rest on facts and on the tables above it."""

from collections.abc import Callable, Iterator

import ibis

from regulars.facts.tables import Facts
from regulars.knowledge import (
    by_post,
    catalogue,
    contact,
    correction,
    feature,
    gift,
    heard,
    insight,
    profile,
    purchases,
    replenishment,
    response,
    rhythm,
    standing,
    taste,
)

Make = Callable[["Known"], ibis.Table]

KNOWLEDGE: tuple[tuple[str, Make], ...] = (
    ("switch", feature.switch),
    ("contact", contact.contact),
    ("preference", contact.preference),
    ("mail_limit", contact.mail_limit),
    ("standing", standing.standing),
    ("permission", standing.permission),
    ("by_post", by_post.by_post),
    ("heard", heard.heard),
    ("said", heard.said),
    ("response", response.response),
    ("rate", purchases.rate),
    ("catalogue", catalogue.catalogue),
    ("purchase", purchases.purchase),
    ("correction", correction.correction),
    ("gift", gift.gift),
    ("own_purchase", gift.own_purchase),
    ("liking", taste.liking),
    ("taste", taste.taste),
    ("too_dear", taste.too_dear),
    ("profile", profile.profile),
    ("usual", profile.usual),
    ("favourite", profile.favourite),
    ("rhythm", rhythm.rhythm),
    ("wait", replenishment.wait),
    ("interval", replenishment.interval),
    ("habit", replenishment.habit),
    ("replenishment", replenishment.replenishment),
)
POPULATION = ("response", "rate", "catalogue", "usual", "interval")
"""What is learned about everybody, once a day, and used as stored until the next day (Foundation 3); all else is about each person."""
FEATURES: tuple[feature.Feature, ...] = (
    replenishment.REORDER_PREDICTIONS,
    rhythm.RHYTHM,
    profile.NAMING,
    profile.VALUE,
    response.REACTIONS,
)
"""The ways of personalising that knowledge offers; programs add their own."""
INSIGHTS: tuple[insight.Insight, ...] = (replenishment.LASTS, profile.FAVOURITE, rhythm.ORDERS_EVERY)
"""What is known of a customer and told to them, in the order their page has it."""
GATED_LATER = "Only puts together what happened; whoever reads it does so through a gate of their own."
PAST_GATES: dict[str, dict[str, str]] = {
    "contact": {"order_placed": "The language and place somebody stated decide how they can be reached."},
    "purchase": dict.fromkeys(("order_placed", "order_line", "order_step", "line_returned"), GATED_LATER),
    "own_purchase": {"purchase": GATED_LATER, "gift": gift.HOLDS_BACK},
    "gift": {"gift_marked": gift.HOLDS_BACK},
    "profile": {"purchase": GATED_LATER},
    "heard": dict.fromkeys(("message_decided", "message_outcome"), GATED_LATER),
    "said": {"message_decided": "Nobody is told the same thing twice."},
}
"""Per table, what it must see whatever a customer switched off, and why; `tests/programs/test_every_feature.py` finds what is not said here."""


class Known(Facts):
    """Facts and knowledge as unbound tables by name: `known.profile`, `known.order_placed`, `known.now`."""

    def __init__(self) -> None:
        self._made: dict[str, ibis.Table] = {}
        self.expressions: dict[str, ibis.Table] = {}
        for name, make in KNOWLEDGE:
            expression = make(self)
            self.expressions[name] = expression
            self._made[name] = ibis.table(expression.schema(), name=name)

    def __getattr__(self, name: str) -> ibis.Table:
        made: dict[str, ibis.Table] = self.__dict__.get("_made", {})
        return made[name] if name in made else super().__getattr__(name)

    def schemas(self) -> Iterator[tuple[str, ibis.Schema]]:
        """Name and columns of every knowledge table."""
        return ((name, table.schema()) for name, table in self._made.items())

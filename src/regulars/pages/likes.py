"""What a customer told us they want more and less of; inside, they take it back. A mail in anybody's hand only adds to it (decision 0017)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from regulars.facts.kinds import LikeSaid
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel import money
from regulars.pages.choices import topics
from regulars.pages.for_sale import Thing, thing
from regulars.pages.section import Pick, Section, Step, Wish
from regulars.pages.speech import day, topic_title
from regulars.pages.visit import Visit

LIKE = "like-"
DIRECTIONS = ("more", "neither", "less")
MAILED = ("more", "less")
"""The forms of pages whose link is about the message, or a thing in it."""


class Liking(Pick):
    """More or less of something. More lets nothing through that was held back, so that it may be asked for from a mail; less is lifted inside."""

    def raises(self, value: str) -> bool:
        """Whether it takes back that they want less."""
        return self.holds == "less" and value != "less"


@dataclass(frozen=True)
class Like:
    """An aspect of what was written about, and what holds of it; `key` is that of the fact that says so."""

    aspect: str
    which: str
    named: str
    direction: str = "neither"
    key: str | None = None
    said_on: date | None = None
    currency: str | None = None
    unit_price_millionths: int | None = None

    @property
    def name(self) -> str:
        """Its form field, and its name in the API."""
        return f"{LIKE}{self.aspect}-{self.which}"


class Likes(Section):
    """`like-ASPECT-WHICH`, each more, neither or less."""

    template = "likes.html"

    def listed(self, visit: Visit) -> bool:
        """Inside, where they told us something."""
        return bool(self.shown(visit)["likes"])

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """What they said something about, and what the link is about."""
        return [_wish(visit, like) for like in self._all(visit).values()]

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """As facts, one an aspect; what is taken back is named."""
        likes = self._all(visit)
        if visit.known:
            said = [
                _said(visit, likes[name], direction) for name, direction in chosen.items() if name in likes
            ]
            record(said, visit.clock.now())

    def told(self, visit: Visit, steps: Sequence[Step]) -> list[str]:
        """What follows for each."""
        likes = self._all(visit)
        return [sentence(visit, likes[step.wish.name], step.now) for step in steps]

    def shown(self, visit: Visit) -> dict[str, Any]:
        """Inside: what stands, latest first, each to be taken back."""
        standing = [like for like in said(visit) if like.direction != "neither"] if visit.inside else []
        likes = sorted(standing, key=lambda like: (str(like.said_on), like.name), reverse=True)
        return {
            "likes": [
                {
                    "name": like.name,
                    "sentence": sentence(visit, like, like.direction),
                    "said_on": visit.say["likes"]["said_on"].format(day=day(like.said_on, visit.language)),
                    "holds": like.direction,
                }
                for like in likes
            ]
        }

    def _all(self, visit: Visit) -> dict[str, Like]:
        """By name: what was said, and what the link could be about, as it is called and costs now."""
        last = {like.name: like for like in said(visit)}
        return last | {like.name: _holds(like, last.get(like.name)) for like in asked_about(visit)}


def said(visit: Visit) -> list[Like]:
    """The last word on each aspect they said anything about."""
    rows = facts_of(LikeSaid).filter(customer_id__in=visit.customers, storefront=visit.store.key)
    columns = (
        "aspect",
        "which",
        "named",
        "direction",
        "key",
        "local_date",
        "currency",
        "unit_price_millionths",
    )
    told = (Like(*row) for row in rows.order_by("at", "recorded_at", "id").values_list(*columns))
    return list({like.name: like for like in told}.values())


def taken_back(visit: Visit) -> list[LikeSaid]:
    """What would be said by taking back all of it."""
    return [_said(visit, like, "neither") for like in said(visit) if like.direction != "neither"]


def _holds(now: Like, last: Like | None) -> Like:
    """An aspect as the catalogue has it, with the last word on it. What was too dear and costs less now can be too dear again."""
    if last is None:
        return now
    cheaper = (now.unit_price_millionths or 0) < (last.unit_price_millionths or 0)
    if last.direction == "neither" or cheaper:
        return replace(now, key=last.key)
    return last


def asked_about(visit: Visit) -> Iterable[Like]:
    """What one could say more or less of with this link: the message's topic, and what is known of the thing."""
    topic = visit.reader.topic
    if topic in topics():
        yield Like("topic", topic, topic)
    found = thing(visit.store.key, visit.reader.about) if visit.form in MAILED else None
    if found is not None:
        yield from _aspects(found)


def sentence(visit: Visit, like: Like, direction: str) -> str:
    """What it means that they want more or less, or neither any more."""
    say = visit.say["likes"]
    named = topic_title(like.which, visit.language) if like.aspect == "topic" else like.named
    told: str = say["neither"] if direction == "neither" else say[direction][like.aspect]
    return told.format(named=named, price=_price(visit, like))


def _price(visit: Visit, like: Like) -> str:
    if like.unit_price_millionths is None or like.currency is None:
        return ""
    minor = like.unit_price_millionths * money.minor_per_major(like.currency) // 1_000_000
    return str(money.show(minor, like.currency, visit.language))


def _aspects(found: Thing) -> Iterable[Like]:
    yield Like("thing", found.variant, found.title)
    if found.maker:
        yield Like("maker", found.maker, found.maker)
    if found.category:
        yield Like("category", found.category, found.category)
    if found.unit_price_millionths is not None:
        yield Like(
            "price",
            found.variant,
            found.title,
            currency=found.currency,
            unit_price_millionths=found.unit_price_millionths,
        )


def _wish(visit: Visit, like: Like) -> Liking:
    return Liking(like.name, sentence(visit, like, "less" if like.direction == "less" else "more"), like.direction,
                  tuple((each, each) for each in DIRECTIONS))  # fmt: skip


def _said(visit: Visit, like: Like, direction: str) -> LikeSaid:
    mailed = visit.form in MAILED
    return LikeSaid(
        source="page",
        key=visit.clock.token(),
        at=visit.clock.now(),
        storefront=visit.store.key,
        customer_id=visit.reader.customer_id,
        intent=visit.reader.intent if mailed else None,
        variant=(visit.reader.about or None) if mailed else None,
        aspect=like.aspect,
        which=like.which,
        named=like.named,
        direction=direction,
        undoes=like.key if direction == "neither" else None,
        currency=like.currency,
        unit_price_millionths=like.unit_price_millionths,
    )

"""A cast everyone knows, in a tea shop that buys and sells in round figures. Days are those of 2026, and today is 1 June.

Ana      bought coffee on the 1st, 11th and 21st of January, and has been quiet since.
Ben      placed his first order an hour ago.
Cleo     buys green tea every thirty days and is about to run out: on time.
Dora     buys green tea as Cleo does, and withdrew her permission on 10 May.
Emil     buys green tea as Cleo does; his soft opt-in ended with April.
Finn     bought a mug once, in March, and never gave an address.
Greta    bought a mug in April; her mailbox does not exist.
Hana     bought a mug in May, and has had it since the 20th.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from regulars.facts.kinds import (
    AddressSuppressed,
    ConsentRecorded,
    Corrected,
    CustomerKnown,
    Fact,
    FeatureSet,
    FeedbackGiven,
    GiftMarked,
    LikeSaid,
    LimitSet,
    LineReturned,
    MailboxUsed,
    MessageDecided,
    MessageOutcome,
    OrderLine,
    OrderPlaced,
    OrderStep,
    PostalAddressUsed,
    PreferenceSet,
    RateSet,
    VariantCosted,
    VariantDescribed,
    VariantPriced,
    VariantStocked,
)

ANA, BEN, CLEO, DORA, EMIL, FINN, GRETA, HANA = range(1, 9)
NAMES = ("", "Ana", "Ben", "Cleo", "Dora", "Emil", "Finn", "Greta", "Hana")
TEA, COFFEE, MUG = "TEA", "COFFEE", "MUG"
PRICES = {TEA: 1000, COFFEE: 1200, MUG: 800}
COSTS = {TEA: 400, COFFEE: 600}
TITLES = {TEA: "Green tea", COFFEE: "Dark coffee", MUG: "Blue mug"}
SHOP = "shop"
TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)

_numbers = count(1)


def day(month: int, number: int, hour: int = 12) -> datetime:
    """An hour of a day of 2026, noon unless said otherwise."""
    return datetime(2026, month, number, hour, tzinfo=UTC)


def called(who: int | None) -> str:
    return NAMES[who or 0] if (who or 0) < len(NAMES) else f"customer {who}"


def mailbox(who: int) -> int:
    return 100 + who


def said(who: int | None, at: datetime, **more: Any) -> dict[str, Any]:
    """What every fact has."""
    return {
        "source": "till",
        "key": f"k{next(_numbers)}",
        "at": at,
        "storefront": SHOP,
        "customer_id": who,
    } | more


def order(
    who: int | None,
    at: datetime,
    things: Mapping[str, int],
    *,
    ref: str = "",
    currency: str = "EUR",
    tax: int = 0,
    shipping: int = 0,
    discount: int = 0,
    delivered: datetime | None = None,
    **more: Any,
) -> list[Fact]:
    """An order of so many of each thing at its price; `tax` percent of each line is in it."""
    ref = ref or f"{called(who)}-{at:%m%d}"
    lines = [
        line(who, at, ref, thing, quantity, tax=tax, currency=currency, **more)
        for thing, quantity in things.items()
    ]
    total = sum(each.total_minor for each in lines) + shipping - discount
    placed = OrderPlaced(
        **said(who, at, **more), order_ref=ref, currency=currency, total_minor=total, shipping_minor=shipping, discount_minor=discount,
        tax_minor=sum(each.tax_minor for each in lines),
    )  # fmt: skip
    return [placed, *lines, *([step(who, ref, delivered, "delivered")] if delivered else [])]


def line(
    who: int | None,
    at: datetime,
    ref: str,
    thing: str,
    quantity: int,
    *,
    tax: int = 0,
    currency: str = "EUR",
    sort: str = "goods",
    **more: Any,
) -> OrderLine:
    price = PRICES.get(thing, 100)
    return OrderLine(
        **said(who, at, **more), order_ref=ref, sort=sort, variant=thing, title=TITLES.get(thing, thing), quantity=quantity,
        currency=currency, unit_price_millionths=price * 10_000, total_minor=quantity * price, tax_minor=quantity * price * tax // 100,
    )  # fmt: skip


def step(who: int | None, ref: str, at: datetime, what: str) -> OrderStep:
    return OrderStep(**said(who, at), order_ref=ref, step=what)


def returned(who: int, at: datetime, ref: str | None, thing: str, quantity: int, **more: Any) -> LineReturned:
    return LineReturned(
        **said(who, at, **more), order_ref=ref, sort="goods", variant=thing, quantity=quantity, currency="EUR",
        total_minor=quantity * PRICES[thing], match="matched" if ref else "unmatched",
    )  # fmt: skip


def on_sale(at: datetime = NEW_YEAR) -> list[Fact]:
    """Everything the shop sells; what a mug costs is not known."""
    facts: list[Fact] = []
    for thing in TITLES:
        facts.append(described(thing, at))
        facts.append(priced(thing, PRICES[thing], at))
        facts += [costed(thing, COSTS[thing], at)] if thing in COSTS else []
    return facts


def described(
    thing: str, at: datetime = NEW_YEAR, *, maker: str | None = None, category: str | None = None
) -> VariantDescribed:
    """What the catalogue says of a thing."""
    words = {"title": TITLES.get(thing, thing), "maker": maker, "category": category}
    return VariantDescribed(**said(None, at), variant=thing, product=thing, **words)


def priced(thing: str, price_minor: int, at: datetime, currency: str = "EUR") -> VariantPriced:
    return VariantPriced(
        **said(None, at), variant=thing, currency=currency, unit_price_millionths=price_minor * 10_000
    )


def costed(thing: str, cost_minor: int, at: datetime, currency: str = "EUR") -> VariantCosted:
    return VariantCosted(
        **said(None, at), variant=thing, currency=currency, unit_cost_millionths=cost_minor * 10_000
    )


def stocked(thing: str, quantity: int, at: datetime) -> VariantStocked:
    return VariantStocked(**said(None, at), variant=thing, quantity=quantity)


def rated(currency: str, rate: float, at: datetime = NEW_YEAR, base: str = "EUR") -> RateSet:
    return RateSet(
        **said(None, at), currency=currency, base_currency=base, rate_millionths=round(rate * 1_000_000)
    )


def writes_from(who: int, at: datetime, *, box: int | None = None) -> MailboxUsed:
    """The customer gave a mailbox."""
    return MailboxUsed(**said(who, at), mailbox_id=box or mailbox(who))


def home(who: int) -> int:
    return 200 + who


def lives_at(who: int, at: datetime, *, place: int | None = None) -> PostalAddressUsed:
    return PostalAddressUsed(**said(who, at), postal_id=place or home(who))


def stated(who: int, at: datetime, **what: str) -> CustomerKnown:
    return CustomerKnown(**said(who, at), **what)


def consent(
    who: int,
    at: datetime,
    action: str = "grant",
    *,
    ground: str = "consent",
    until: datetime | None = None,
    box: int | None = None,
    **more: Any,
) -> ConsentRecorded:
    about = {"purpose": "marketing", "channel": "email"} | more
    return ConsentRecorded(
        **said(who, at), **about, mailbox_id=box or mailbox(who), scope="", action=action, ground=ground, actor="subject", form="checkout",
        text_hash="", text_version="1", language="en", controls="", page="", evidence="checkout", expires_at=until,
    )  # fmt: skip


def suppressed(
    who: int, at: datetime, *, scope: str = "all", cause: str = "bounced", lifted: bool = False
) -> AddressSuppressed:
    return AddressSuppressed(
        **said(who, at), mailbox_id=mailbox(who), scope=scope, cause=cause, lifted=lifted
    )


def asked_for(
    who: int, at: datetime, topic: str, sensitivity: str, *, until: date | None = None
) -> PreferenceSet:
    """The customer chose how often to hear about a topic."""
    return PreferenceSet(**said(who, at), topic=topic, sensitivity=sensitivity, paused_until=until)


def wants_at_most(who: int, at: datetime, at_most: int | None) -> LimitSet:
    """The customer chose how many mails a month they want."""
    return LimitSet(**said(who, at), at_most=at_most)


def wants(
    who: int,
    at: datetime,
    direction: str,
    which: str = TEA,
    aspect: str = "thing",
    *,
    price: int | None = None,
    **more: Any,
) -> LikeSaid:
    """The customer asked for more or less of something."""
    named = TITLES.get(which, which)
    about = {
        "intent": None,
        "variant": which if which in TITLES else None,
        "aspect": aspect,
        "which": which,
        "named": named,
    }
    priced = {"currency": "EUR", "unit_price_millionths": price * 10_000} if price is not None else {}
    return LikeSaid(**said(who, at), **about, **priced, direction=direction, **more)


def switched(who: int, at: datetime, feature: str, *, on: bool) -> FeatureSet:
    """The customer switched a way of personalising on or off."""
    return FeatureSet(**said(who, at), feature=feature, on=on)


def gift(who: int, at: datetime, ref: str, thing: str, *, was: bool = True) -> GiftMarked:
    """The customer said that a thing in an order was a gift, or that it was not after all."""
    return GiftMarked(**said(who, at), order_ref=ref, variant=thing, gift=was)


def corrected(
    who: int, at: datetime, insight: str, which: str, *, days: int | None = None, word: str = "stated"
) -> Corrected:
    """The customer corrected what we know of them, or had it deleted."""
    return Corrected(**said(who, at), insight=insight, which=which, said=word, days=days)


def written(
    who: int, at: datetime, program: str = "win_back", *, topic: str = "offers", about: str = "customer", occasion: str = "once",
    nature: str = "marketing", **more: Any,
) -> MessageDecided:  # fmt: skip
    """We decided to write to the customer."""
    facts = said(who, at, **more)
    return MessageDecided(
        **facts, intent=f"{program} {facts['key']}", program=program, topic=topic, nature=nature, about=about, occasion=occasion,
        mailbox_id=mailbox(who), currency="EUR", worth_minor=10,
    )  # fmt: skip


def became(message: MessageDecided, at: datetime, outcome: str) -> MessageOutcome:
    return MessageOutcome(
        **said(message.customer_id, at),
        intent=message.intent,
        program=message.program,
        nature=message.nature,
        outcome=outcome,
    )


def answered(
    who: int, at: datetime, *, ref: str | None = None, intent: str | None = None, score: int = 5
) -> FeedbackGiven:
    return FeedbackGiven(**said(who, at), order_ref=ref, variant=None, score=score, intent=intent)


def moved_to(storefront: str, fact: Fact) -> Fact:
    """The same, at another storefront."""
    return replace(fact, storefront=storefront, key=f"{fact.key} at {storefront}")


def every(who: int, thing: str, first: datetime, days: int, times: int, **more: Any) -> list[Fact]:
    """One of a thing, every so many days."""
    moments = [first + timedelta(days=days * n) for n in range(times)]
    return [fact for at in moments for fact in order(who, at, {thing: 1}, **more)]


def cast() -> list[Fact]:
    """The shop on 1 June 2026, with everybody in it. Green tea was bought six times after thirty days."""
    return [
        *on_sale(),
        *every(ANA, COFFEE, day(1, 1), 10, 3), writes_from(ANA, day(1, 1)), consent(ANA, day(1, 1)), stated(ANA, day(1, 1), language="de"),
        *order(BEN, day(6, 1, 11), {MUG: 2, TEA: 1}, ref="Ben-1", shipping=400), writes_from(BEN, day(6, 1, 11)),
        *every(CLEO, TEA, day(3, 1), 30, 3), writes_from(CLEO, day(3, 1)), consent(CLEO, day(3, 1)),
        *every(DORA, TEA, day(3, 1), 30, 3), writes_from(DORA, day(3, 1)), consent(DORA, day(3, 1)), consent(DORA, day(5, 10), "withdraw"),
        *every(EMIL, TEA, day(3, 1), 30, 3), writes_from(EMIL, day(3, 1)),
        consent(EMIL, day(3, 1), "import", ground="soft_opt_in", until=day(5, 1, 0)),
        *order(FINN, day(3, 10), {MUG: 1}),
        *order(GRETA, day(4, 10), {MUG: 1}), writes_from(GRETA, day(4, 10)), consent(GRETA, day(4, 10)), suppressed(GRETA, day(4, 11)),
        *order(HANA, day(5, 16), {MUG: 1}, delivered=day(5, 20)), writes_from(HANA, day(5, 16)), consent(HANA, day(5, 16)),
    ]  # fmt: skip

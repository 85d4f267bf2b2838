"""A shop of tea drinkers: some with habits, some gone, some who said no; as many as a test asks for, equal for equal seeds."""

import random
from collections.abc import Iterator
from datetime import datetime

from regulars.facts import crowd as facts_crowd
from regulars.facts.kinds import (
    Fact,
    MessageDecided,
    MessageOutcome,
    RateSet,
    VariantDescribed,
    VariantPriced,
)
from regulars.facts.models import Mailbox
from regulars.facts.record import record_many
from regulars.kernel.clock import Clock
from tests.facts.tell import (
    STORE,
    consent,
    days,
    likes,
    lives,
    mailbox,
    merged,
    on_sale,
    order,
    step,
    suppressed,
    wants,
)

SHELF = tuple((f"V{n:02}", f"Tea number {n}", 1, 500 + 170 * n) for n in range(20))


def crowd(clock: Clock, many: int, seed: int = 1) -> list[int]:
    """That many customers with two years of history up to now, recorded as history; nobody is due for anything."""
    chance = random.Random(seed)
    now = clock.now()
    facts: list[Fact] = [*on_sale(now - days(700), *SHELF), *_catalogue(now - days(699))]
    facts.append(RateSet(source="test", key="GBP", at=now - days(700), storefront=STORE, currency="GBP", base_currency="EUR",
                         rate_millionths=1_150_000))  # fmt: skip
    names = [(("shop", str(n)), ("mailbox", f"customer{n}@example.test")) for n in range(many)]
    met = facts_crowd.customers(
        STORE, dict.fromkeys(names, now), {each: f"Customer {n}" for n, each in enumerate(names)}, clock
    )
    people = [found for each in names if (found := met[each].customer_id)]
    Mailbox.objects.bulk_create(
        [
            Mailbox(id=1_000_000 + n, address=f"customer{n}@example.test", address_hash=f"hash {n}")
            for n in range(many)
        ]
    )
    for n, customer_id in enumerate(people):
        facts += _life(chance, customer_id, n, now)
    facts += [merged(people[n + 1], people[n], now - days(20)) for n in range(0, many - 1, 25)]
    record_many(sorted(facts, key=lambda fact: type(fact).__name__), now)
    return people


def _catalogue(at: datetime) -> Iterator[Fact]:
    """Who makes what, of which category, and what one costs."""
    for n, (variant, title, _, price) in enumerate(SHELF):
        same = {"source": "test", "at": at, "storefront": STORE, "variant": variant}
        yield VariantDescribed(
            **same,
            key=f"{variant} made",
            product=variant,
            title=title,
            maker=f"Maker {n % 3}",
            category=f"Category {n % 4}",
        )
        yield VariantPriced(
            **same, key=f"{variant} priced", currency="EUR", unit_price_millionths=price * 10_000
        )


def _life(chance: random.Random, customer_id: int, n: int, now: datetime) -> list[Fact]:
    told: list[Fact] = []
    box = 1_000_000 + n
    if chance.random() < 0.95:
        told.append(mailbox(customer_id, box, now - days(600)))
    if chance.random() < 0.3:
        told.append(
            lives(
                customer_id,
                now - days(600),
                **chance.choice([{"language": "de"}, {"zone": "Asia/Tokyo"}, {"country": "FR"}]),
            )
        )
    told += _permissions(chance, customer_id, box, now)
    told += _orders(chance, customer_id, n, now)
    if chance.random() < 0.2:
        told.append(wants(customer_id, chance.choice(["offers", "reminders", "feedback"]),
                          chance.choice(["never", "important", "monthly", "weekly", "everything"]), now - days(chance.randrange(300))))  # fmt: skip
    told += _tastes(random.Random(n), customer_id, now)
    if chance.random() < 0.3:
        told += _mails(chance, customer_id, n, box, now)
    return told


def _permissions(chance: random.Random, customer_id: int, box: int, now: datetime) -> list[Fact]:
    given = now - days(chance.randrange(100, 500))
    told: list[Fact] = []
    if chance.random() < 0.85:
        ends = chance.choice([None, None, now + days(90), now - days(10)])
        told.append(
            consent(customer_id, box, given, chance.choice(["grant", "confirm", "import"]), expires_at=ends)
        )
    if chance.random() < 0.1:
        told.append(consent(customer_id, box, given + days(chance.randrange(0, 90)), "withdraw"))
    if chance.random() < 0.05:
        told.append(suppressed(box, now - days(50), scope=chance.choice(["all", "marketing"])))
    return told


def _tastes(chance: random.Random, customer_id: int, now: datetime) -> Iterator[Fact]:
    """A word or two about what they would have more or less of."""
    kin = [("maker", f"Maker {chance.randrange(3)}"), ("category", f"Category {chance.randrange(4)}")]
    things = [(aspect, f"V{chance.randrange(20):02}") for aspect in ("thing", "thing", "price")]
    about = (("topic", "offers"), ("topic", "reminders"), *kin, *things)
    for aspect, which in chance.sample(about, chance.choice([0, 0, 1, 2])):
        said = chance.choice(["less", "less", "more", "neither"])
        yield likes(customer_id, which, said, now - days(chance.randrange(60)), aspect=aspect, price=1200)


def _orders(chance: random.Random, customer_id: int, n: int, now: datetime) -> list[Fact]:
    """A habit: the same things again and again at about the same distance, ended some time ago or going on."""
    gap, last = chance.choice([14, 30, 45, 90]), chance.choice([1, 5, 12, 20, 31, 60, 120, 240])
    usual = chance.sample(SHELF, 2)
    currency = "GBP" if n % 9 == 0 else "CHF" if n % 31 == 0 else "EUR"
    told: list[Fact] = []
    ago = last
    for k in range(chance.choice([1, 1, 2, 4, 7])):
        at, ref = now - days(ago) - days(chance.random() / 4), f"{n}-{k}"
        told += order(customer_id, ref, at, *chance.sample(usual, chance.choice([1, 2])), currency=currency,
                      source="test" if chance.random() < 0.8 else "import:file")  # fmt: skip
        if chance.random() < 0.6 and ago > 4:
            told.append(step(customer_id, ref, "delivered", at + days(2)))
        if chance.random() < 0.04:
            told.append(step(customer_id, ref, "cancelled", at + days(1) if ago > 2 else at))
        ago += gap + chance.randrange(-gap // 7, gap // 7 + 1)
    return told


def _mails(chance: random.Random, customer_id: int, n: int, box: int, now: datetime) -> list[Fact]:
    told: list[Fact] = []
    for k in range(chance.randrange(1, 6)):
        at, intent = now - days(chance.randrange(1, 40)), f"earlier {n} {k}"
        program, topic = chance.choice(
            [("win_back", "offers"), ("reorder", "reminders"), ("feedback", "feedback")]
        )
        told.append(MessageDecided(
            source="delivery", key=intent, at=at, storefront=STORE, customer_id=customer_id, intent=intent, program=program, topic=topic,
            nature="marketing", about=f"{n}-{k}", occasion="once", mailbox_id=box, currency="EUR", worth_minor=10,
        ))  # fmt: skip
        told.append(MessageOutcome(
            source="delivery", key=f"{intent} end", at=at, storefront=STORE, customer_id=customer_id, intent=intent, program=program,
            nature="marketing", outcome=chance.choice(["accepted", "accepted", "expired"]),
        ))  # fmt: skip
    return told

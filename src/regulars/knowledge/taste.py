"""What a customer wants more and less of, as they said it: topics, things, makers, categories, and what they found too dear.

Whoever wants less of a thing wants a little less of its kin, too: what else its maker makes, what else is of its category. How much that
counts is assumed (decision 0017).
"""

from functools import reduce
from operator import add, or_

import ibis
import ibis.expr.types as ir

from regulars.facts.tables import Facts
from regulars.knowledge.latest import last, latest, max_by

KIN = 0.5
"""How much a word about one thing counts for another of its maker or its category, where a word about the maker itself counts one."""
PERSON = ["customer_id", "storefront"]
THINGS = (("thing", "variant"), ("maker", "maker"), ("category", "category"))


def liking(facts: Facts) -> ibis.Table:
    """One row per customer, storefront, aspect and which of it they want more or less of now: their last word, unless they took it back."""
    told = ("direction", "named", "unit_price_millionths", "currency", "at", "local_date")
    words = latest(facts.like_said, *PERSON, "aspect", "which", keep=told)
    stands = words.filter(words.customer_id.notnull() & (words.direction != "neither"))
    return stands.rename(said_date="local_date")


def taste(facts: Facts) -> ibis.Table:
    """One row per customer, storefront, and topic, thing, maker or category: how many times `fewer` and `rather` they want of it, and the last
    thing they wanted less of, as it was `named`. `stops` is whether they want none of it."""
    said = facts.liking.filter(facts.liking.aspect != "price")
    direct = said.select(
        *PERSON, "aspect", "which", "direction", "named", "at", "said_date", counts=_number(1.0)
    )
    all_said = direct.union(_kin(facts, "maker")).union(_kin(facts, "category"))
    less, more = all_said.direction == "less", all_said.direction == "more"
    return all_said.group_by(*PERSON, "aspect", "which").aggregate(
        stops=(less & (all_said.counts == _number(1.0)) & (all_said.aspect != "topic")).any(),
        fewer=all_said.counts.sum(where=less).fill_null(0.0),
        rather=all_said.counts.sum(where=more).fill_null(0.0),
        named=max_by(all_said.named, _order(all_said), where=less),
        said_date=all_said.said_date.max(where=less),
    )


def too_dear(facts: Facts) -> ibis.Table:
    """One row per customer, storefront and currency: the least price they found too dear, and for what."""
    prices = facts.liking.filter((facts.liking.aspect == "price") & (facts.liking.direction == "less"))
    priced = prices.filter(prices.unit_price_millionths.notnull())
    order = ibis.struct({"less": -priced.unit_price_millionths, "which": priced.which})
    return last(
        priced,
        *PERSON,
        "currency",
        keep={
            "dear_millionths": priced.unit_price_millionths,
            "dear_named": priced.named,
            "dear_date": priced.said_date,
        },
        order=order,
    ).rename(price_currency="currency")


def of_things(facts: Facts) -> tuple[tuple[ibis.Table, list[str]], ...]:
    """What stands beside rows with a customer, a storefront and a `variant`, for `stops`, `fewer` and `rather` to be asked of them."""
    on_sale = facts.catalogue.select(
        "storefront",
        "variant",
        "maker",
        "category",
        "price_currency",
        price_millionths="unit_price_millionths",
    )
    of_each = tuple((_of(facts, aspect, key), [*PERSON, key]) for aspect, key in THINGS)
    too_dear = facts.liking.filter((facts.liking.aspect == "price") & (facts.liking.direction == "less"))
    own = too_dear.select(
        *PERSON, variant="which", own_dear_millionths="unit_price_millionths", own_dear_named="named",
        own_dear_date="said_date", own_dear_currency="currency",
    )  # fmt: skip
    return (
        (on_sale, ["storefront", "variant"]),
        *of_each,
        (own, [*PERSON, "variant"]),
        (facts.too_dear, [*PERSON, "price_currency"]),
    )


def of_topics(facts: Facts) -> tuple[ibis.Table, list[str]]:
    """What stands beside rows with a topic as well."""
    return _of(facts, "topic", "topic"), [*PERSON, "topic"]


def stops(row: ibis.Table) -> ir.BooleanValue:
    """Whether they want none of this thing, at its price."""
    wanted_less = [row[f"{aspect}_stops"].fill_null(False) for aspect, _ in THINGS]
    return reduce(or_, wanted_less) | too_dear_for_them(row)


def too_dear_for_them(row: ibis.Table) -> ir.BooleanValue:
    """Whether they found this thing too dear, and it costs no less now."""
    same = row.own_dear_currency == row.price_currency
    return (same & (row.price_millionths >= row.own_dear_millionths)).fill_null(False)


def fewer(row: ibis.Table) -> ir.FloatingValue:
    """How many times they asked for less of such things: of its topic, maker, category, or of what costs as much."""
    dear = (row.price_millionths >= row.dear_millionths).fill_null(False)
    return _sum(row, "fewer") + ibis.ifelse(dear, _number(1.0), _number(0.0))


def rather(row: ibis.Table) -> ir.FloatingValue:
    """How many times they asked for more of such things."""
    return _sum(row, "rather")


def _sum(row: ibis.Table, name: str) -> ir.FloatingValue:
    columns = [f"{aspect}_{name}" for aspect in ("thing", "maker", "category", "topic")]
    said = [row[column].fill_null(0.0) for column in columns if column in row.columns]
    total: ir.FloatingValue = reduce(add, said)
    return total


def _of(facts: Facts, aspect: str, key: str) -> ibis.Table:
    """What they said of one aspect, its columns named for it."""
    taste = facts.taste.filter(facts.taste.aspect == aspect)
    names = ("stops", "fewer", "rather", "named", "said_date")
    return taste.select(*PERSON, **{key: taste.which}, **{f"{aspect}_{name}": taste[name] for name in names})


def _kin(facts: Facts, aspect: str) -> ibis.Table:
    """What words about things mean for their makers, or their categories."""
    things = facts.liking.filter(facts.liking.aspect == "thing")
    on_sale = facts.catalogue.select("storefront", "variant", kin=facts.catalogue[aspect])
    known = things.join(
        on_sale.filter(on_sale.kin.notnull()), [("storefront", "storefront"), ("which", "variant")]
    )
    return known.select(
        *PERSON,
        "direction",
        "named",
        "at",
        "said_date",
        aspect=ibis.literal(aspect),
        which="kin",
        counts=_number(KIN),
    ).select(*PERSON, "aspect", "which", "direction", "named", "at", "said_date", "counts")


def _order(said: ibis.Table) -> ir.StructValue:
    return ibis.struct({"counts": said.counts, "at": said["at"], "named": said.named})


def _number(value: float) -> ir.FloatingScalar:
    return ibis.literal(value, type="float64")

"""A thing marked as a gift shapes nothing: neither what is proposed nor its worth nor its words depend on what it was."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.facts.kinds import OrderLine, VariantCosted
from regulars.knowledge.gates import reads
from regulars.programs.registry import programs
from tests import thinking
from tests.canaries import PAST
from tests.programs.test_every_feature import everything, plan
from tests.shop import ANA, CLEO, COFFEE, HANA, MUG, TEA, cast, consent, day, gift, line, order
from tests.thinking import Paper

BY_THE_ORDER = {
    "own_purchase": "the gate itself",
    "profile": "what orders come to: totals",
    "rhythm": "the days of orders, whatever was in them",
    "considered feedback": "whether anything of the order was kept",
}
"""Who may see gifts, and for what. Whoever asks which thing it was reads `own_purchase`."""


def shop():
    """What things cost is left out, so that equal prices earn equally, and Hana may be asked how it was."""
    return [*(fact for fact in cast() if not isinstance(fact, VariantCosted)), consent(HANA, day(1, 1))]


gifts = st.lists(
    st.tuples(
        st.sampled_from((ANA, CLEO, HANA)),
        st.sampled_from((TEA, COFFEE, MUG)),
        st.sampled_from((TEA, COFFEE, MUG, "NEVER SEEN")),
        st.integers(1, 5),
        st.integers(1, 28),
    ),
    min_size=1,
    max_size=8,
)


def bought(who, at, thing, *, ref, price):
    return [
        fact if not isinstance(fact, OrderLine) else _at(fact, price)
        for fact in order(who, at, {thing: 1}, ref=ref, source=PAST)
    ]


def _at(fact, price):
    return replace(fact, total_minor=price, unit_price_millionths=price * 10_000)


@settings(max_examples=12, deadline=None)
@given(gifts, st.integers(1, 9000))
def test_which_thing_a_gift_was_makes_no_difference(marked, price):
    def with_things(which):
        past = [
            fact
            for n, (who, *things, month, on) in enumerate(marked)
            for fact in (
                *bought(who, day(month, on), things[which], ref=f"gift {n}", price=price),
                gift(who, day(5, 30), f"gift {n}", things[which]),
            )
        ]
        return plan(Paper([*shop(), *past]))

    assert with_things(0) == with_things(1)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from((TEA, COFFEE)), st.integers(1, 4)),
        min_size=1,
        max_size=4,
        unique_by=lambda each: each[0],
    )
)
def test_a_gift_that_cost_nothing_is_as_if_it_had_never_been_in_the_order(things):
    """Priced at nothing, so that even the totals are equal: then the whole plan is, to the last byte."""
    added = [_at(line(HANA, day(5, 16), "hana", thing, many, source=PAST), 0) for thing, many in things]
    base = [*shop(), *order(HANA, day(5, 16), {MUG: 1}, ref="hana", delivered=day(5, 20))]
    marks = [gift(HANA, day(5, 17), "hana", each.variant) for each in added]
    without, marked, unmarked = (Paper([*base, *more]) for more in ([], [*added, *marks], added))
    assert plan(marked) == plan(without)
    assert marked.know("own_purchase") == without.know("own_purchase")
    assert unmarked.know("habit") != without.know("habit")


def test_a_gift_shapes_until_it_is_marked_and_again_once_that_is_taken_back():
    orders = {fact.order_ref for fact in cast() if isinstance(fact, OrderLine) and fact.customer_id == CLEO}
    marks = [gift(CLEO, day(5, 30, 10), ref, TEA) for ref in orders]
    back = [gift(CLEO, day(5, 30, 11), ref, TEA, was=False) for ref in orders]
    sends = [
        ("reorder", CLEO) in {(row["program"], row["customer_id"]) for row in judged(more)}
        for more in ([], marks, [*marks, *back])
    ]
    assert sends == [True, False, True]


def judged(more):
    return Paper([*cast(), *more]).judge(*[loaded.program() for loaded in programs().values()])


def test_only_what_counts_orders_sees_gifts():
    known = thinking.known()
    expressions = known.expressions | {
        f"considered {key}": loaded.program().consider(known) for key, loaded in programs().items()
    }
    assert {
        name for name, table in expressions.items() if "purchase" in {read for read, _ in reads(table)}
    } == set(BY_THE_ORDER)
    assert "purchase" not in {table for table, _ in reads(everything()["decide"])}

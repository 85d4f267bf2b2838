"""What was bought for somebody else says nothing about who bought it; the order counts as before."""

from regulars.facts.kinds import OrderLine
from tests.shop import ANA, BEN, CLEO, COFFEE, MUG, TEA, day, every, gift, on_sale, order
from tests.thinking import Paper


def test_the_last_word_on_a_line_counts():
    marked = [
        gift(ANA, day(2, 1), "one", TEA),
        gift(ANA, day(2, 1), "two", TEA),
        gift(ANA, day(2, 2), "two", TEA, was=False),
        gift(ANA, day(2, 3), "two", MUG),
    ]
    assert Paper(marked).know("gift", "order_ref", "variant") == [
        {"order_ref": "one", "variant": TEA},
        {"order_ref": "two", "variant": MUG},
    ]


def test_nobody_marks_what_another_bought():
    bought = order(CLEO, day(1, 5), {TEA: 1}, ref="one")
    assert len(Paper([*bought, gift(BEN, day(1, 6), "one", TEA)]).know("own_purchase")) == 1


def test_a_gift_is_no_favourite_and_no_habit_but_counts_in_the_totals():
    bought = [*on_sale(), *order(CLEO, day(1, 5), {TEA: 5, COFFEE: 1}, ref="one")]
    before, after = Paper(bought), Paper([*bought, gift(CLEO, day(1, 6), "one", TEA)])
    assert before.know("favourite", "favourite") == [{"favourite": "Green tea"}]
    assert after.know("favourite", "favourite") == [{"favourite": "Dark coffee"}]
    assert after.know("habit", "variant") == [{"variant": COFFEE}]
    assert after.know("profile") == before.know("profile")
    assert after.know("purchase") == before.know("purchase")


def test_what_was_marked_later_was_none_the_day_before():
    facts = [*every(CLEO, TEA, day(1, 1), 30, 3), gift(CLEO, day(5, 10), "Cleo-0131", TEA)]
    bought = [len(Paper(facts, as_of=day(5, on)).know("own_purchase")) for on in (9, 11)]
    assert bought == [3, 2]


def test_others_learn_nothing_from_gifts():
    people = range(31, 41)
    orders = [fact for who in people for fact in every(who, TEA, day(1, 1), 30, 5)]
    assert Paper(orders).know("interval", "interval_days") == [{"interval_days": 30}]
    lines = [fact for fact in orders if isinstance(fact, OrderLine)]
    marked = [gift(fact.customer_id, day(5, 20), fact.order_ref, TEA) for fact in lines]
    assert Paper([*orders, *marked]).know("interval") == []

from tests.shop import COFFEE, MUG, TEA, costed, day, on_sale, priced, stocked
from tests.thinking import Late, Paper

WHAT = ("variant", "unit_price_millionths", "price_currency", "unit_cost_millionths", "stock")


def test_it_lists_what_was_described_with_the_price_and_cost_known():
    assert Paper(on_sale()).know("catalogue", *WHAT, "title") == [
        {"variant": COFFEE, "unit_price_millionths": 12_000_000, "price_currency": "EUR", "unit_cost_millionths": 6_000_000,
         "stock": None, "title": "Dark coffee"},
        {"variant": MUG, "unit_price_millionths": 8_000_000, "price_currency": "EUR", "unit_cost_millionths": None,
         "stock": None, "title": "Blue mug"},
        {"variant": TEA, "unit_price_millionths": 10_000_000, "price_currency": "EUR", "unit_cost_millionths": 4_000_000,
         "stock": None, "title": "Green tea"},
    ]  # fmt: skip


def prices(*facts, **asked):
    return [
        row["unit_price_millionths"]
        for row in Paper([*on_sale(), *facts], **asked).know("catalogue")
        if row["variant"] == TEA
    ]


def test_the_price_that_began_last_counts_in_whatever_order_it_was_told():
    assert prices(priced(TEA, 1300, day(5, 1)), priced(TEA, 1100, day(3, 1))) == [13_000_000]


def test_of_prices_that_begin_together_the_one_recorded_last_counts_then_the_one_told_last():
    raised, lowered = priced(TEA, 1300, day(5, 1)), priced(TEA, 1100, day(5, 1))
    assert prices(Late(raised, day(5, 3)), Late(lowered, day(5, 2))) == [13_000_000]
    assert prices(raised, lowered) == [11_000_000]


def test_a_price_to_come_does_not_count_yet():
    assert prices(priced(TEA, 1300, day(6, 2))) == [10_000_000]


def test_stock_and_cost_are_the_last_ones_told():
    facts = [*on_sale(), stocked(TEA, 9, day(2, 1)), stocked(TEA, 0, day(3, 1)), costed(TEA, 450, day(4, 1))]
    tea = Paper(facts).know("catalogue", *WHAT)[2]
    assert (tea["stock"], tea["unit_cost_millionths"]) == (0, 4_500_000)

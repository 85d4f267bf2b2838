import pytest

from regulars.kernel.storefront import Storefront
from tests.shop import (
    ANA,
    BEN,
    CLEO,
    COFFEE,
    MUG,
    NEW_YEAR,
    TEA,
    costed,
    day,
    line,
    on_sale,
    order,
    rated,
    returned,
    step,
)
from tests.thinking import Late, Paper

WHAT = ("variant", "quantity", "net_minor", "margin_minor", "cost_known")


def bought(*facts, **asked):
    return [tuple(row.values()) for row in Paper([*on_sale(), *facts], **asked).know("purchase", *WHAT)]


def test_a_known_cost_makes_the_margin_else_the_margin_rate_does():
    things = order(ANA, day(2, 1), {TEA: 2, MUG: 1})
    assert bought(*things) == [(MUG, 1, 800, 280, False), (TEA, 2, 2000, 1200, True)]


def test_what_came_back_is_taken_off():
    things = order(ANA, day(2, 1), {TEA: 3}, ref="1")
    assert bought(*things, returned(ANA, day(2, 9), "1", TEA, 1)) == [(TEA, 2, 2000, 1200, True)]


def test_what_came_back_whole_was_not_bought():
    things = order(ANA, day(2, 1), {TEA: 2, COFFEE: 1}, ref="1")
    back = [returned(ANA, day(2, 9), "1", TEA, 1), returned(ANA, day(2, 10), "1", TEA, 1)]
    assert bought(*things, *back) == [(COFFEE, 1, 1200, 600, True)]


def test_a_return_that_matches_no_order_takes_nothing_off():
    things = order(ANA, day(2, 1), {TEA: 1}, ref="1")
    assert bought(*things, returned(ANA, day(2, 9), None, TEA, 1)) == [(TEA, 1, 1000, 600, True)]


def test_tax_is_no_income_and_goes_back_with_what_is_returned():
    """Three at 10.00 with 20 % in it: 8.00 each stays; costs are without tax."""
    things = order(ANA, day(2, 1), {TEA: 3}, ref="1", tax=20)
    assert bought(*things) == [(TEA, 3, 2400, 1200, True)]
    assert bought(*things, returned(ANA, day(2, 9), "1", TEA, 1)) == [(TEA, 2, 1600, 800, True)]


def test_a_discount_on_the_order_is_shared_by_what_is_in_it():
    """5.60 off 28.00 is a fifth."""
    assert bought(*order(ANA, day(2, 1), {TEA: 2, MUG: 1}, discount=560)) == [
        (MUG, 1, 640, 224, False),
        (TEA, 2, 1600, 800, True),
    ]


def test_a_discount_larger_than_the_order_leaves_its_costs():
    assert bought(*order(ANA, day(2, 1), {TEA: 1}, discount=5000)) == [(TEA, 1, 0, -400, True)]


def test_a_cancelled_order_was_not_bought():
    things = order(ANA, day(2, 1), {TEA: 1}, ref="1")
    assert bought(*things, step(ANA, "1", day(2, 2), "cancelled")) == []


@pytest.mark.parametrize("sort", ["postage", "fee", "adjustment", "write_off", "gift_card"])
def test_only_goods_are_bought(sort):
    other = line(ANA, day(2, 1), "1", "POST", 1, sort=sort)
    assert bought(*order(ANA, day(2, 1), {TEA: 1}, ref="1"), other) == [(TEA, 1, 1000, 600, True)]


def test_a_purchase_by_nobody_in_particular_is_left_out():
    assert bought(*order(None, day(2, 1), {TEA: 1}, ref="1")) == []


def test_two_lines_of_a_thing_in_an_order_are_one():
    assert bought(*order(ANA, day(2, 1), {TEA: 1}, ref="1"), line(ANA, day(2, 1), "1", TEA, 2)) == [
        (TEA, 3, 3000, 1800, True)
    ]


def test_another_currency_is_changed_at_the_last_rate():
    """20.00 pounds at 1.25; the cost of 4.00 euros each is known in euros."""
    rates = [rated("GBP", 1.5), rated("GBP", 1.25, day(3, 1))]
    assert bought(*rates, *order(ANA, day(2, 1), {TEA: 2}, currency="GBP")) == [(TEA, 2, 2500, 1700, True)]


def test_a_cost_in_the_order_s_own_currency_is_changed_with_it():
    """10.00 pounds at 1.25, less 6.00 pounds at 1.25."""
    facts = [
        rated("GBP", 1.25),
        costed(MUG, 600, NEW_YEAR, "GBP"),
        *order(ANA, day(2, 1), {MUG: 1}, currency="GBP"),
    ]
    assert bought(*facts) == [(MUG, 1, 1000, 250, True)]


def test_without_a_rate_nobody_knows_what_it_earned():
    assert bought(*order(ANA, day(2, 1), {TEA: 1}, currency="USD")) == [(TEA, 1, None, None, True)]


def test_currencies_without_or_with_three_minor_digits_are_changed_rightly():
    """1000 yen at 0.0062 are 6.20; 1.000 dinar at 3.00 is 3.00."""
    yen, dinar = (
        order(ANA, day(2, 1), {"FAN": 10}, currency="JPY"),
        order(BEN, day(2, 1), {"FAN": 10}, currency="KWD"),
    )
    assert bought(rated("JPY", 0.0062), rated("KWD", 3.0), *yen, *dinar) == [
        ("FAN", 10, 300, 105, False),
        ("FAN", 10, 620, 217, False),
    ]


def test_a_shop_that_counts_in_yen_gets_yen():
    tokyo = Storefront(key="shop", currency="JPY", zone="Asia/Tokyo")
    facts = [rated("EUR", 160.0, base="JPY"), *order(ANA, day(2, 1), {MUG: 1})]
    assert bought(*facts, shops=[tokyo]) == [(MUG, 1, 1280, 448, False)]


def test_what_one_cost_is_told_as_it_was_paid():
    things = order(CLEO, day(2, 1), {TEA: 2}, tax=20, discount=200, currency="USD")
    assert Paper([*on_sale(), *things]).know("purchase", "paid_each_minor", "paid_currency") == [
        {"paid_each_minor": 1000, "paid_currency": "USD"}
    ]


def test_a_late_return_changes_what_is_known_of_the_day_and_not_what_was_known_then():
    """Sent back on 9 February, noticed on 1 March: looking back at 10 February, or standing there."""
    things = order(ANA, day(2, 1), {TEA: 3}, ref="1")
    back = Late(returned(ANA, day(2, 9), "1", TEA, 1), day(3, 1))
    assert bought(*things, back, as_of=day(2, 10)) == [(TEA, 2, 2000, 1200, True)]
    assert bought(*things, back, as_of=day(2, 10), known_at=day(2, 10)) == [(TEA, 3, 3000, 1800, True)]
    assert bought(*things, back, as_of=day(2, 8)) == [(TEA, 3, 3000, 1800, True)]

import pytest

from regulars.kernel.storefront import Storefront
from tests.shop import ANA, MUG, day, every, order
from tests.thinking import Paper


def rhythm(*facts, **asked):
    return Paper(facts, **asked).know("rhythm", "typical_gap_days", "gaps")


def test_three_orders_ten_days_apart_have_a_rhythm_of_ten():
    assert rhythm(*every(ANA, MUG, day(1, 1), 10, 3)) == [{"typical_gap_days": 10, "gaps": 2}]


def test_uneven_gaps_are_averaged():
    orders = [fact for n in (1, 4, 21) for fact in order(ANA, day(1, n), {MUG: 1})]
    assert rhythm(*orders) == [{"typical_gap_days": 10, "gaps": 2}]


@pytest.mark.parametrize("days", [0, 1, 2])
def test_fewer_than_three_days_are_no_rhythm(days):
    assert rhythm(*every(ANA, MUG, day(1, 1), 10, days)) == []


def test_three_orders_on_one_day_are_one_day():
    orders = [fact for n in range(3) for fact in order(ANA, day(1, 1, 9 + n), {MUG: 1}, ref=f"{n}")]
    assert rhythm(*orders) == []


def test_a_day_is_the_storefront_s():
    """Twenty to midnight and twenty past in Berlin are two days there; in London they are one."""
    late = [
        order(ANA, day(1, 1, 22), {MUG: 1}, ref="a"),
        order(ANA, day(1, 1, 23), {MUG: 1}, ref="b"),
        order(ANA, day(1, 5), {MUG: 1}),
    ]
    facts = [fact for one in late for fact in one]
    assert rhythm(*facts, shops=[Storefront(key="shop", zone="Europe/London")]) == []
    assert rhythm(*facts, shops=[Storefront(key="shop", zone="Europe/Berlin")]) == [
        {"typical_gap_days": 2, "gaps": 2}
    ]

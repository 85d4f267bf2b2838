from datetime import date, timedelta

from tests.shop import ANA, BEN, COFFEE, MUG, SHOP, TEA, day, every, on_sale, order, returned
from tests.thinking import Paper


def test_it_sums_up_what_someone_bought_and_when():
    facts = [*on_sale(), *order(ANA, day(1, 1), {TEA: 2}), *order(ANA, day(5, 2), {MUG: 1})]
    assert Paper(facts).know("profile") == [
        {
            "customer_id": ANA, "storefront": SHOP, "orders": 2, "spend_minor": 2800, "margin_minor": 1480, "costs_known": False,
            "first_order_at": day(1, 1).replace(tzinfo=None), "last_order_at": day(5, 2).replace(tzinfo=None),
            "first_order_date": date(2026, 1, 1), "last_order_date": date(2026, 5, 2), "currency": "EUR",
            "days_since": 30, "margin_an_order_minor": 740, "margin_a_year_minor": 1480,
        }
    ]  # fmt: skip


def test_a_margin_over_two_years_is_halved_and_one_of_a_month_is_not_multiplied():
    long_ago = day(6, 1) - timedelta(days=730)
    facts = [*on_sale(), *order(ANA, long_ago, {TEA: 4}), *order(BEN, day(5, 2), {TEA: 4})]
    assert Paper(facts).know("profile", "margin_a_year_minor") == [
        {"margin_a_year_minor": 1200},
        {"margin_a_year_minor": 2400},
    ]


def test_the_favourite_is_in_most_orders_then_the_one_most_was_spent_on():
    seldom = [*on_sale(), *order(ANA, day(1, 1), {COFFEE: 9}), *every(ANA, MUG, day(2, 1), 10, 2)]
    assert Paper(seldom).know("favourite", "favourite") == [{"favourite": "Blue mug"}]
    even = [*on_sale(), *order(ANA, day(1, 1), {COFFEE: 1, TEA: 1})]
    assert Paper(even).know("favourite", "favourite") == [{"favourite": "Dark coffee"}]


def test_who_sent_everything_back_or_bought_unknown_money_s_worth():
    back = [*on_sale(), *order(ANA, day(1, 1), {TEA: 1}, ref="1"), returned(ANA, day(1, 9), "1", TEA, 1)]
    assert Paper(back).know("profile") == []
    unknown = order(ANA, day(1, 1), {TEA: 1}, currency="USD")
    assert Paper([*on_sale(), *unknown]).know(
        "profile", "orders", "margin_minor", "margin_an_order_minor"
    ) == [{"orders": 1, "margin_minor": None, "margin_an_order_minor": None}]


def test_an_empty_shop_knows_nobody():
    assert Paper([]).know("profile") == []

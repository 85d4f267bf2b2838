import pytest

from regulars.programs.receipt import Receipt
from tests.shop import BEN, CLEO, MUG, NOW, TEA, cast, day, line, on_sale, order
from tests.thinking import Paper


def test_ben_gets_the_receipt_of_his_first_order():
    assert Paper(cast()).propose(Receipt()) == [
        {
            "customer_id": BEN, "storefront": "shop", "order_ref": "Ben-1", "currency": "EUR", "total_minor": 3000, "shipping_minor": 400,
            "tax_minor": 0, "discount_minor": 0, "first_order": True, "source": "till", "about": "Ben-1", "occasion": "placed",
            "gain_minor": 0, "placed_on": "2026-06-01", "age_hours": 1,
            "lines": [
                {"n": 19, "title": "Blue mug", "quantity": 2, "total_minor": 1600, "sort": "goods"},
                {"n": 20, "title": "Green tea", "quantity": 1, "total_minor": 1000, "sort": "goods"},
            ],
        }
    ]  # fmt: skip


def test_a_second_order_is_not_a_first_one():
    facts = [
        *order(CLEO, day(5, 1), {TEA: 1}),
        *order(CLEO, day(6, 1), {TEA: 1}),
        *order(BEN, day(6, 1), {TEA: 1}),
    ]
    assert Paper(facts).propose(Receipt(), "customer_id", "first_order") == [
        {"customer_id": BEN, "first_order": True}, {"customer_id": CLEO, "first_order": False}
    ]  # fmt: skip


def test_every_line_stands_on_it_as_it_was_written_postage_too():
    facts = [
        *order(BEN, NOW, {TEA: 1}, ref="1"),
        line(BEN, NOW, "1", "POST", 1, sort="postage"),
        line(BEN, NOW, "1", TEA, 2),
    ]
    (receipt,) = Paper(facts).propose(Receipt(), "lines")
    assert [(each["title"], each["quantity"], each["sort"]) for each in receipt["lines"]] == [
        ("Green tea", 1, "goods"), ("POST", 1, "postage"), ("Green tea", 2, "goods")
    ]  # fmt: skip


@pytest.mark.parametrize("source", ["import-shopify", "import-uci", "import"])
def test_history_gets_none(source):
    assert Paper(order(BEN, NOW, {MUG: 1}, ref="1", source=source)).nearest(
        Receipt(), "order_ref", "unmet_key"
    ) == [{"order_ref": "1", "unmet_key": "live"}]


def test_an_order_three_days_old_gets_none_any_more_and_a_minute_before_it_does():
    old, young = (
        order(BEN, day(5, 29, 12), {MUG: 1}, ref="old"),
        order(BEN, day(5, 29, 13), {MUG: 1}, ref="young"),
    )
    assert Paper([*on_sale(), *old]).nearest(Receipt(), "order_ref", "unmet_key") == [
        {"order_ref": "old", "unmet_key": "fresh"}
    ]
    assert Paper([*on_sale(), *young]).propose(Receipt(), "order_ref") == [{"order_ref": "young"}]
    assert Paper([*on_sale(), *young]).propose(Receipt(within_hours=48)) == []

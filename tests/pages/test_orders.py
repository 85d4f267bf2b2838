"""Gifts on the customer's page: only inside, line by line, with undo (decision 0022)."""

import pytest

from regulars.facts.kinds import GiftMarked, OrderLine, OrderStep
from regulars.facts.models import facts_of
from regulars.facts.record import record

pytestmark = pytest.mark.both_databases


def line(ana, clock, ref, variant, *, number=1):
    at = clock.now()
    record([OrderLine(source="test", key=f"{ref}/{variant}/{number}", at=at, storefront="shop", customer_id=ana.customer_id, order_ref=ref, sort="goods",
                      variant=variant, title={"TEA": "Green tea", "MUG": "Blue mug"}[variant], quantity=1, currency="EUR", unit_price_millionths=1, total_minor=1, tax_minor=0)], at)  # fmt: skip


@pytest.fixture
def bought(ana, clock):
    line(ana, clock, "1001", "TEA")
    line(ana, clock, "1001", "TEA", number=2)
    line(ana, clock, "1001", "MUG")
    clock.pass_seconds(3 * 86_400)
    line(ana, clock, "1002", "TEA")
    return {(each.order_ref, each.variant): f"gift-{each.id}" for each in facts_of(OrderLine).order_by("-id")}


def marked():
    return [(fact.order_ref, fact.variant, fact.gift) for fact in facts_of(GiftMarked).order_by("id")]


def orders(page):
    (part,) = [each["part"] for each in page.context["sections"] if each["template"].endswith("orders.html")]
    return [
        (order["title"], [(each.title, each.gift) for each in order["lines"]]) for order in part["orders"]
    ]


def test_inside_every_order_is_shown_latest_first_and_each_thing_once(ana, bought):
    assert orders(ana.inside().get()) == [
        ("Order 1002 of 4 October 2026", [("Green tea", False)]),
        ("Order 1001 of 1 October 2026", [("Green tea", False), ("Blue mug", False)]),
    ]


def test_a_thing_is_marked_told_and_taken_back(ana, bought):
    inside = ana.inside()
    page = inside.post({bought["1001", "TEA"]: "gift"})
    assert page.context["changes"] == (
        "Green tea: a gift. We no longer take it for something you like or need.",
    )
    assert orders(page)[1][1] == [("Green tea", True), ("Blue mug", False)]
    undone = inside.post({"undo": page.context["undo"]})
    assert undone.context["changes"] == ("Green tea: yours. It counts again for what we write to you.",)
    assert marked() == [("1001", "TEA", True), ("1001", "TEA", False)]


def test_from_a_mail_nothing_of_the_past_is_shown_or_marked(ana, bought, browser):  # decision 0015
    assert "Green tea" not in browser.get(ana.page).content.decode()
    browser.post(ana.page, {bought["1001", "TEA"]: "gift"})
    assert marked() == []


def test_nobody_marks_what_another_bought(ana, bought, clock):
    record([OrderLine(source="test", key="other", at=clock.now(), storefront="shop", customer_id=ana.customer_id + 1, order_ref="7", sort="goods",
                      variant="TEA", title="Tea", quantity=1, currency="EUR", unit_price_millionths=1, total_minor=1, tax_minor=0)], clock.now())  # fmt: skip
    other = facts_of(OrderLine).get(order_ref="7")
    ana.inside().post({f"gift-{other.id}": "gift"})
    assert marked() == []


def test_a_cancelled_order_asks_nothing(ana, bought, clock):
    record([OrderStep(source="test", key="x", at=clock.now(), storefront="shop", customer_id=ana.customer_id, order_ref="1002", step="cancelled")],
           clock.now())  # fmt: skip
    assert [title for title, _ in orders(ana.inside().get())] == ["Order 1001 of 1 October 2026"]

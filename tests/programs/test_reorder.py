from datetime import timedelta

from regulars.programs.reorder import Reorder
from tests.shop import (
    ANA,
    BEN,
    CLEO,
    DORA,
    EMIL,
    FINN,
    GRETA,
    HANA,
    TEA,
    cast,
    day,
    every,
    on_sale,
    order,
    returned,
    stocked,
)
from tests.thinking import Paper


def why_not(*facts, who=CLEO, **settings):
    return [
        row["unmet_key"] for row in Paper(facts).nearest(Reorder(**settings)) if row["customer_id"] == who
    ]


def reminded(*facts, **settings):
    return [(row["customer_id"], row["about"]) for row in Paper(facts).propose(Reorder(**settings))]


def test_cleo_is_reminded_of_her_tea_as_it_runs_out():
    (row,) = [row for row in Paper(cast()).propose(Reorder()) if row["customer_id"] == CLEO]
    assert row == {
        "customer_id": CLEO, "storefront": "shop", "title": "Green tea", "times_bought": 3, "interval_days": 30, "rests_on": "own",
        "stock": None, "variant": TEA, "about": TEA, "occasion": "2026-04-30", "gain_minor": 600, "last_bought_on": "2026-04-30",
        "runs_out_on": "2026-05-30", "unit_price_minor": 1000, "currency": "EUR", "days_left": -2,
    }  # fmt: skip


def test_of_the_cast_tea_drinkers_are_reminded_and_the_others_have_their_reasons():
    paper = Paper(cast())
    assert [row["customer_id"] for row in paper.propose(Reorder())] == [CLEO, DORA, EMIL]
    assert {row["customer_id"]: (row["about"], row["unmet_key"]) for row in paper.nearest(Reorder())} == {
        ANA: ("COFFEE", "interval"), BEN: ("TEA", "bought_again"), FINN: ("MUG", "bought_again"), GRETA: ("MUG", "bought_again"), HANA: ("MUG", "bought_again"),
    }  # fmt: skip


def drinkers(last_bought):
    """Three who bought tea every thirty days, up to a day of 2026."""
    return [
        *on_sale(),
        *(
            fact
            for who in (CLEO, DORA, EMIL)
            for fact in every(who, TEA, last_bought - timedelta(days=90), 30, 4)
        ),
    ]


def test_five_days_before_it_runs_out_is_early_enough_and_six_are_too_early():
    assert reminded(*drinkers(day(5, 7))) == [(CLEO, TEA), (DORA, TEA), (EMIL, TEA)]
    assert why_not(*drinkers(day(5, 8))) == ["soon"]


def test_ten_days_after_it_ran_out_is_not_too_late_and_eleven_are():
    assert len(reminded(*drinkers(day(4, 22)))) == 3
    assert why_not(*drinkers(day(4, 21))) == ["not_over"]


def test_what_is_sold_out_is_not_offered():
    assert why_not(*drinkers(day(5, 7)), stocked(TEA, 0, day(5, 30))) == ["in_stock"]
    assert len(reminded(*drinkers(day(5, 7)), stocked(TEA, 1, day(5, 30)))) == 3


def test_a_purchase_sent_back_did_not_refill_the_shelf():
    facts = [
        *drinkers(day(5, 7)),
        *order(CLEO, day(5, 20), {TEA: 1}, ref="wrong"),
        returned(CLEO, day(5, 25), "wrong", TEA, 1),
    ]
    assert (CLEO, TEA) in reminded(*facts)


def test_who_bought_once_is_reminded_only_if_the_shop_says_so():
    facts = [*drinkers(day(5, 7)), *order(BEN, day(5, 5), {TEA: 1})]
    assert why_not(*facts, who=BEN) == ["bought_again"]
    assert (BEN, TEA) in reminded(*facts, least_times=1)


def test_buying_again_is_a_new_occasion():
    (first,) = {row["occasion"] for row in Paper(drinkers(day(4, 30))).propose(Reorder())}
    (second,) = {row["occasion"] for row in Paper(drinkers(day(5, 5))).propose(Reorder())}
    assert (first, second) == ("2026-04-30", "2026-05-05")

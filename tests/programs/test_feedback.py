from regulars.programs.feedback import Feedback
from tests.shop import ANA, BEN, MUG, TEA, answered, day, on_sale, order, returned, step
from tests.thinking import Paper


def why_not(*facts, **settings):
    return [row["unmet_key"] for row in Paper(facts).nearest(Feedback(**settings), "unmet_key")]


def asked(*facts, **settings):
    return [
        (row["about"], row["days_ago"])
        for row in Paper(facts).propose(Feedback(**settings), "about", "days_ago")
    ]


def test_ten_days_after_the_parcel_came_we_ask_about_the_order():
    facts = [*on_sale(), *order(ANA, day(5, 18), {TEA: 1, MUG: 2}, ref="1", delivered=day(5, 22))]
    assert Paper(facts).propose(Feedback()) == [
        {
            "customer_id": ANA, "storefront": "shop", "order_ref": "1", "title": "Blue mug", "answered": None, "about": "1", "occasion": "once",
            "gain_minor": 60, "ordered_on": "2026-05-18", "delivered_on": "2026-05-22", "days_ago": 10,
        }
    ]  # fmt: skip


def test_a_day_earlier_there_was_hardly_time_to_try_it():
    assert why_not(*order(ANA, day(5, 18), {MUG: 1}, delivered=day(5, 23))) == ["tried"]


def test_where_nobody_tells_of_the_parcel_three_days_are_assumed():
    assert asked(*order(ANA, day(5, 19), {MUG: 1}, ref="1")) == [("1", 10)]
    assert why_not(*order(ANA, day(5, 20), {MUG: 1})) == ["tried"]
    assert why_not(*order(ANA, day(5, 30), {MUG: 1})) == ["arrived"]


def test_after_24_days_it_is_too_late_to_ask():
    assert asked(*order(ANA, day(5, 1), {MUG: 1}, ref="1", delivered=day(5, 8))) == [("1", 24)]
    assert why_not(*order(ANA, day(5, 1), {MUG: 1}, delivered=day(5, 7))) == ["fresh"]


def test_who_told_us_is_not_asked():
    facts = order(ANA, day(5, 15), {MUG: 1}, ref="1", delivered=day(5, 18))
    assert why_not(*facts, answered(ANA, day(5, 20), ref="1")) == ["answered"]


def test_what_was_cancelled_or_sent_back_is_not_asked_about():
    facts = order(ANA, day(5, 15), {MUG: 1}, ref="1", delivered=day(5, 18))
    assert asked(*facts, returned(ANA, day(5, 20), "1", MUG, 1)) == []
    assert asked(*facts, step(ANA, "1", day(5, 16), "cancelled")) == []


def test_each_order_is_asked_about_for_itself():
    facts = [
        *order(ANA, day(5, 15), {MUG: 1}, ref="1"),
        *order(ANA, day(5, 16), {MUG: 1}, ref="2"),
        *order(BEN, day(5, 17), {MUG: 1}, ref="3"),
    ]
    assert asked(*facts) == [("1", 14), ("2", 13), ("3", 12)]


def test_the_shop_sets_when_and_what_an_answer_is_worth():
    facts = order(ANA, day(5, 15), {MUG: 1}, delivered=day(5, 18))
    assert why_not(*facts, after_days=20) == ["tried"]
    assert Paper(facts).propose(Feedback(worth_minor=500), "gain_minor") == [{"gain_minor": 500}]

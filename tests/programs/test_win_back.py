from datetime import timedelta

from regulars.programs.win_back import WinBack
from tests.shop import (
    ANA,
    BEN,
    CLEO,
    COFFEE,
    DORA,
    EMIL,
    FINN,
    GRETA,
    HANA,
    MUG,
    NOW,
    cast,
    day,
    every,
    on_sale,
    order,
)
from tests.thinking import Paper


def why_not(*facts, **settings):
    return [row["unmet_key"] for row in Paper(facts).nearest(WinBack(**settings), "unmet_key")]


def missed(*facts, **settings):
    return [row["customer_id"] for row in Paper(facts).propose(WinBack(**settings))]


def away(days, *, gap=10):
    """Ana, who ordered three times at this gap, that many days ago for the last time."""
    return [*on_sale(), *every(ANA, COFFEE, NOW - timedelta(days=days + 2 * gap), gap, 3)]


def test_ana_who_came_every_ten_days_and_is_away_for_131_is_missed():
    assert Paper(cast()).propose(WinBack()) == [
        {
            "customer_id": ANA, "storefront": "shop", "orders": 3, "days_since": 131, "typical_gap_days": 10, "favourite": "Dark coffee",
            "currency": "EUR", "variant": COFFEE, "about": "customer", "occasion": "2026-01-21", "gain_minor": 600, "last_ordered_on": "2026-01-21",
        }
    ]  # fmt: skip


def test_of_the_cast_nobody_else_is_missed():
    assert {row["customer_id"]: row["unmet_key"] for row in Paper(cast()).nearest(WinBack())} == {
        BEN: "rhythm", CLEO: "away", DORA: "away", EMIL: "away", FINN: "rhythm", GRETA: "rhythm", HANA: "rhythm",
    }  # fmt: skip


def test_away_means_more_than_twice_the_usual_gap():
    assert why_not(*away(60, gap=30)) == ["away"]
    assert missed(*away(61, gap=30)) == [ANA]


def test_and_at_least_45_days_however_often_someone_came():
    assert why_not(*away(44)) == ["away"]
    assert missed(*away(45)) == [ANA]


def test_after_400_days_we_let_them_go():
    assert missed(*away(400)) == [ANA]
    assert why_not(*away(401)) == ["not_gone"]


def test_who_ordered_twice_has_no_rhythm_to_break():
    assert why_not(*on_sale(), *every(ANA, MUG, day(1, 1), 10, 2)) == ["rhythm"]


def test_who_is_back_is_not_missed():
    assert why_not(*away(131), *order(ANA, day(5, 30), {MUG: 1})) == ["away"]


def test_each_absence_is_an_occasion_of_its_own():
    (first,) = Paper(away(131)).propose(WinBack(), "occasion")
    (second,) = Paper(away(100)).propose(WinBack(), "occasion")
    assert (first, second) == ({"occasion": "2026-01-21"}, {"occasion": "2026-02-21"})


def test_an_order_of_unknown_worth_is_proposed_without_a_gain():
    facts = [fact for n in range(3) for fact in order(ANA, day(1, 1 + 10 * n), {MUG: 1}, currency="USD")]
    assert Paper(facts).propose(WinBack(), "gain_minor") == [{"gain_minor": None}]


def test_the_shop_sets_what_away_means():
    assert missed(*away(61, gap=30), times_gap=3.0) == []
    assert missed(*away(21), least_days=7) == [ANA]

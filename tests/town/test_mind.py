from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tests.town.cast import letter, mind

MONDAY = date(2026, 3, 2)
COFFEE = "COF-01-250G"


def days_of_buying(somebody, days=300):
    return [day for day in range(days) if somebody.basket(MONDAY + timedelta(days=day))]


def test_the_first_visit_is_on_the_first_day():
    assert days_of_buying(mind())[0] == 0


def test_coffee_is_bought_again_when_it_has_run_out():
    somebody = mind(seed=3, gap_days=5000)
    bought = [day for day in range(300) if COFFEE in somebody.basket(MONDAY + timedelta(days=day))]
    gaps = [later - earlier for earlier, later in pairwise(bought)]
    assert len(gaps) >= 10
    assert 16 <= sum(gaps) / len(gaps) <= 21


def test_who_is_not_loyal_buys_elsewhere():
    assert (
        len(days_of_buying(mind(loyal=0.1, gap_days=5000)))
        < len(days_of_buying(mind(loyal=1.0, gap_days=5000))) / 2
    )


def test_a_reminder_at_the_right_time_makes_a_purchase():
    came = 0
    for seed in range(100):
        somebody = mind(seed=seed, gap_days=5000)
        somebody.runs_out[COFFEE] = MONDAY + timedelta(days=6)
        somebody.readiness = 5000
        somebody.reads(letter("Morning Bell Espresso, 250 g runs out soon"), None, MONDAY)
        came += somebody.errand is not None
    assert 60 <= came <= 80


def test_who_is_won_over_goes_to_the_shop_by_way_of_the_mail():
    went = []
    for seed in range(100):
        somebody = mind(seed=seed, gap_days=5000)
        somebody.runs_out[COFFEE] = MONDAY + timedelta(days=6)
        somebody.readiness = 5000
        mail = replace(
            letter("Morning Bell Espresso, 250 g runs out soon"), links=("http://shop.test/go/a.b",)
        )
        act = somebody.reads(mail, None, MONDAY)
        went += [act.link] if act and act.what == "follow" else []
    assert len(went) > 50
    assert set(went) == {"http://shop.test/go/a.b"}


def test_a_reminder_at_the_wrong_time_makes_none():
    somebody = mind()
    somebody.runs_out[COFFEE] = MONDAY + timedelta(days=90)
    somebody.reads(letter("Morning Bell Espresso, 250 g runs out soon"), None, MONDAY)
    assert somebody.errand is None


def test_a_receipt_is_awaited_and_wears_nobody_out():
    somebody = mind()
    somebody.ordered("LL-10001")
    somebody.reads(letter("Thank you for order LL-10001"), None, MONDAY)
    assert (somebody.awaited, somebody.weariness) == (set(), 0.0)


def test_patience_wears_out_with_each_offer_and_recovers():
    somebody = mind()
    for day in range(5):
        somebody.reads(letter(), None, MONDAY + timedelta(days=day))
    worn = somebody.weariness
    somebody.reads(letter(), None, MONDAY + timedelta(days=365))
    assert 4 < worn < 5
    assert 1 < somebody.weariness < 1.1


def test_those_who_get_too_much_leave_and_others_mostly_stay():
    def left(mails):
        def leaves(seed):
            somebody = mind(seed=seed)
            acts = [somebody.reads(letter(), None, MONDAY + timedelta(days=day)) for day in range(mails)]
            return any(act and act.what in ("leave", "choose", "less", "complain") for act in acts)

        return sum(leaves(seed) for seed in range(100))

    assert left(1) <= 3
    assert left(40) >= 90


def test_feedback_is_answered_by_the_talkative():
    act = mind().reads(letter("How was it?"), "http://shop.test/feedback/x", MONDAY)
    assert (act.what, act.link) == ("answer", "http://shop.test/feedback/x")
    assert mind(talkative=0.0).reads(letter("How was it?"), "http://shop.test/feedback/x", MONDAY) is None


def test_who_reads_nothing_does_nothing():
    assert mind(attentive=0.0).reads(letter(), "http://shop.test/feedback/x", MONDAY) is None

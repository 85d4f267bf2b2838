"""What customers state beats what is inferred, and what they had deleted is not inferred; the day before knows nothing of it."""

from regulars.programs.registry import programs
from tests.shop import CLEO, COFFEE, TEA, cast, corrected, day, every, order
from tests.thinking import Paper

REORDER = programs()["reorder"].program


def due(facts, **how):
    return [
        (row["rests_on"], row["interval_days"])
        for row in Paper(facts, **how).propose(REORDER())
        if row["customer_id"] == CLEO
    ]


def test_stated_days_decide_over_inferred_ones():
    said = corrected(CLEO, day(5, 30), "lasts", TEA, days=28)
    assert due(cast()) == [("own", 30)]
    assert due([*cast(), said]) == [("stated", 28)]
    assert due([*cast(), corrected(CLEO, day(5, 30), "lasts", TEA, days=84)]) == []


def test_stated_days_are_enough_where_nothing_regular_shows():
    bought = [*order(CLEO, day(5, 2), {COFFEE: 1}), *order(CLEO, day(5, 4), {COFFEE: 1})]
    stated = corrected(CLEO, day(5, 5), "lasts", COFFEE, days=28)
    assert Paper(bought).know("replenishment") == []
    assert Paper([*bought, stated]).know("replenishment", "interval_days", "rests_on") == [
        {"interval_days": 28, "rests_on": "stated"}
    ]


def test_deleted_it_is_not_inferred_until_it_is_allowed_again():
    deleted = corrected(CLEO, day(5, 29), "lasts", TEA, word="deleted")
    allowed = corrected(CLEO, day(5, 30), "lasts", TEA, word="allowed")
    assert due([*cast(), deleted]) == []
    assert due([*cast(), deleted, allowed]) == [("own", 30)]
    assert [row for row in Paper([*cast(), deleted]).know("habit") if row["customer_id"] == CLEO] == []


def test_of_what_was_deleted_nobody_learns():
    people = range(31, 41)
    orders = [fact for who in people for fact in every(who, TEA, day(1, 1), 30, 5)]
    assert Paper(orders).know("interval", "interval_days") == [{"interval_days": 30}]
    gone = [corrected(who, day(5, 20), "lasts", TEA, word="deleted") for who in people]
    assert Paper([*orders, *gone]).know("interval") == []


def test_a_favourite_deleted_gives_way_to_the_next():
    bought = order(CLEO, day(1, 5), {TEA: 5, COFFEE: 1})
    gone = corrected(CLEO, day(1, 6), "favourite", TEA, word="deleted")
    assert Paper(bought).know("favourite", "favourite") == [{"favourite": "Green tea"}]
    assert Paper([*bought, gone]).know("favourite", "favourite") == [{"favourite": "Dark coffee"}]


def test_the_day_before_knows_nothing_of_it():
    deleted = corrected(CLEO, day(5, 30, 10), "lasts", TEA, word="deleted")
    whole, before = [*cast(), deleted], cast()
    yesterday = day(5, 29, 12)
    assert Paper(whole, as_of=yesterday).judge(REORDER()) == Paper(before, as_of=yesterday).judge(REORDER())
    assert Paper(whole).judge(REORDER()) != Paper(before).judge(REORDER())

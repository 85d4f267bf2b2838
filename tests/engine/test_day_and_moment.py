"""One customer and all of them are the same code: what the day decides, the moment decides, given the same knowledge of the population."""

from collections import Counter

import pytest

from regulars.engine import day, moment, population
from regulars.engine.models import Plan, Verdict
from regulars.engine.planning import planning
from regulars.facts import lake
from regulars.facts.merge import roots
from regulars.facts.record import record
from tests.engine.cast import crowd
from tests.facts.tell import NOON, days, order

pytestmark = pytest.mark.both_databases


def verdicts(shop, as_of, known_at=None, **how):
    with planning(shop, as_of, known_at or as_of, **how) as plan:
        assert plan.errors == {}
        return plan.rows()


def learn(shop, as_of):
    """Let the population be known, as a day leaves it."""
    with planning(shop, as_of, as_of, learn="anew") as plan:
        population.store(plan.con, shop.population, "learnt", as_of)


@pytest.mark.parametrize("large", [False, True], ids=["small desk", "over the lake"])
def test_the_day_and_the_moment_agree_about_two_hundred_customers(shop, clock, large):
    people = crowd(clock, 200)
    if large:
        lake.copy(shop.lake, shop.database)
        record(order(people[3], "since the copy", clock.now()), clock.now())
    learn(shop, clock.now())
    everybody = verdicts(shop, clock.now())
    assert len({row["customer_id"] for row in everybody}) >= 100
    assert len(Counter(row["reason_key"] for row in everybody)) >= 9
    assert "less_of_this" in {row["reason_key"] for row in everybody}
    assert {row["program"] for row in everybody} == {"feedback", "receipt", "reorder", "win_back"}
    for some in (people, people[:7], people[50:51]):
        family = {*some, *(roots(clock.now(), clock.now()).get(each) for each in some)}
        expected = [row for row in everybody if row["customer_id"] in family]
        assert verdicts(shop, clock.now(), customers=some) == expected


def test_over_the_lake_and_from_the_database_the_verdicts_are_equal(shop, clock):
    crowd(clock, 200, seed=2)
    from_the_database = verdicts(shop, clock.now(), learn="anew")
    lake.copy(shop.lake, shop.database)
    assert verdicts(shop, clock.now(), learn="anew") == from_the_database


def test_a_past_decision_can_be_played_again_whatever_was_learned_since(shop, clock):
    people = crowd(clock, 60, seed=3)
    then = clock.now()
    decided = verdicts(shop, then, learn="anew")
    clock.pass_seconds(86400)
    record([fact for each in people for fact in order(each, f"later {each}", then - days(1))], clock.now())
    assert verdicts(shop, then, then, learn="anew") == decided
    assert verdicts(shop, then, clock.now(), learn="anew") != decided


def test_a_merged_customer_is_decided_for_once(shop, clock):
    people = crowd(clock, 30, seed=4)
    first, second = people[0], people[1]
    record([*order(first, "a", NOON), *order(second, "b", NOON)], NOON)
    clock.pass_seconds(1)
    moment.run(shop, clock)
    told = Verdict.objects.filter(program="receipt", verdict="send", about__in=["a", "b"])
    assert sorted(told.values_list("customer_id", "about")) == [(first, "a"), (first, "b")]


def test_a_day_then_its_moments_use_what_the_day_learned(shop, clock):
    people = crowd(clock, 80, seed=5)
    plan = day.run_if_due(shop, clock)
    assert plan is not None
    assert population.files(shop.population)["interval"].exists()
    record(order(people[9], "now", clock.now()), clock.now())
    assert moment.run(shop, clock) == 1
    assert Plan.objects.filter(kind="moment").count() == 1

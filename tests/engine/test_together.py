"""Several workers and the day at one time: nobody hears too much, nothing is said twice, nothing due is lost."""

import threading
from collections import Counter
from datetime import timedelta

import duckdb
import pytest
from django.db import connection

from regulars.delivery.models import Outbox
from regulars.engine import commit, day, moment
from regulars.engine.models import Plan, Verdict
from regulars.facts.kinds import FeedbackGiven, MessageDecided, MessageOutcome
from regulars.facts.models import Due, Letter, facts_of
from regulars.facts.record import record
from regulars.kernel.clock import PlayedClock
from tests.engine.cast import crowd
from tests.facts.tell import order

pytestmark = pytest.mark.both_databases


def at_once(*works):
    """Run each in a thread of its own with its own connection; returns what went wrong."""
    wrong, go = [], threading.Barrier(len(works))

    def run(work):
        try:
            go.wait(30)
            work()
        except BaseException as error:  # noqa: BLE001  told by the test
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def until_nobody_is_due(shop, clock):
    for _ in range(200):
        if not moment.run(shop, clock) and not Due.objects.exists():
            return
        clock.pass_seconds(1)


def nobody_heard_too_much(shop):
    """No customer has more marketing messages in any window than the policy allows, nor two closer than its gap."""
    nothing = facts_of(MessageOutcome).filter(outcome="expired").values("intent")
    marketing = facts_of(MessageDecided).filter(nature="marketing").exclude(intent__in=nothing)
    heard: dict[int, list] = {}
    for customer_id, on in marketing.values_list("customer_id", "local_date"):
        heard.setdefault(customer_id, []).append(on)
    new = Counter(marketing.exclude(intent__startswith="earlier").values_list("customer_id", flat=True))
    assert len(new) > 100
    assert set(new.values()) == {1}, "two new marketing messages within the gap"
    for customer_id in new:
        today = max(heard[customer_id])
        lately = [on for on in heard[customer_id] if on > today - timedelta(days=shop.policy.window_days)]
        assert len(lately) <= shop.policy.at_most


def everything_is_said_once():
    said = Counter(facts_of(MessageDecided).values_list("customer_id", "program", "about", "occasion"))
    assert set(said.values()) == {1}
    outbox = set(Outbox.objects.values_list("intent", flat=True))
    assert outbox == set(Letter.objects.values_list("intent", flat=True))
    assert outbox == set(Verdict.objects.filter(verdict="send").values_list("intent", flat=True))
    assert outbox == set(
        facts_of(MessageDecided).exclude(intent__startswith="earlier").values_list("intent", flat=True)
    )


def test_two_workers_and_the_day_over_a_thousand_customers(shop, clock):
    people = crowd(clock, 1000, seed=11)
    now = clock.now()
    live = people[::2]
    record([fact for each in live for fact in order(each, f"live {each}", now)], now)
    answers = [
        FeedbackGiven(source="pages", key=f"answer {each}", at=now, storefront="shop", customer_id=each, order_ref=None, variant=None,
                      score=4, intent=None)
        for each in people[1::2]
    ]  # fmt: skip
    record(answers, now)
    clocks = [PlayedClock(now, seed=100 + n) for n in range(3)]
    wrong = at_once(
        lambda: until_nobody_is_due(shop, clocks[0]),
        lambda: until_nobody_is_due(shop, clocks[1]),
        lambda: day.run_if_due(shop, clocks[2]),
    )
    assert wrong == []
    assert not Due.objects.exists()
    planned = Plan.objects.get(kind="day")
    assert planned.finished_at
    became: dict[str, set] = {}
    receipts = Verdict.objects.filter(program="receipt", about__startswith="live")
    by_day = f"SELECT about, reason_key FROM '{shop.home / planned.place}' WHERE program = 'receipt' AND about LIKE 'live%'"
    for about, reason in [*receipts.values_list("about", "reason_key"), *duckdb.execute(by_day).fetchall()]:
        became.setdefault(about, set()).add(reason)
    assert set(became) == {f"live {each}" for each in live}
    assert all(reasons & {None, "no_address", "suppressed"} for reasons in became.values())
    nobody_heard_too_much(shop)
    everything_is_said_once()


def test_who_decided_meanwhile_makes_the_other_think_again(shop, clock, monkeypatch):
    """The same customer planned by two at once: the second finds the version changed, and sees the first one's decision."""
    people = crowd(clock, 40, seed=12)
    record(order(people[4], "live", clock.now()), clock.now())
    plan_for = commit.versions
    once: list[bool] = []

    def another_decides_first(customers):
        known = plan_for(customers)
        if not once:
            once.append(True)
            assert moment.plan_for(shop, clock, [people[4]]) == []
        return known

    monkeypatch.setattr(moment, "versions", another_decides_first)
    assert moment.run(shop, clock) == 1
    assert facts_of(MessageDecided).filter(about="live", program="receipt").count() == 1
    assert Verdict.objects.filter(about="live", program="receipt", reason_key="already_said").exists()
    everything_is_said_once()


def test_whoever_cannot_be_decided_for_waits_a_little_and_is_not_forgotten(shop, clock, monkeypatch):
    people = crowd(clock, 3, seed=12)
    record(order(people[0], "live", clock.now()), clock.now())
    monkeypatch.setattr(moment, "plan_for", lambda shop, clock, customers: list(customers))
    assert moment.run(shop, clock) == 0
    monkeypatch.undo()
    assert moment.run(shop, clock) == 0
    clock.pass_seconds(moment.AGAIN_AFTER.total_seconds())
    assert moment.run(shop, clock) == 1
    assert not Due.objects.exists()


def test_a_decision_of_a_machine_whose_clock_runs_ahead_is_seen(shop, clock):
    people = crowd(clock, 40, seed=12)
    ahead = PlayedClock(clock.now() + timedelta(seconds=90), seed=3)
    record(order(people[4], "live", clock.now()), clock.now())
    assert moment.plan_for(shop, ahead, [people[4]]) == []
    assert moment.run(shop, clock) == 1
    assert facts_of(MessageDecided).filter(about="live", program="receipt").count() == 1
    nobody = (
        facts_of(MessageDecided)
        .filter(customer_id=people[4], nature="marketing", source="delivery")
        .exclude(intent__startswith="earlier")
    )
    assert nobody.count() <= 1

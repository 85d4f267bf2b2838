"""The day: once for each date of the storefront, from four in the morning on, everybody."""

from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from regulars.delivery.models import Outbox
from regulars.engine import day, moment
from regulars.engine.models import Plan, Verdict
from regulars.engine.planning import planning
from regulars.facts import lake
from regulars.facts.kinds import MessageDecided
from regulars.facts.models import Due, facts_of
from regulars.facts.record import record
from regulars.kernel.clock import PlayedClock
from tests.engine.cast import crowd
from tests.facts.tell import order


def at(*when):
    return PlayedClock(datetime(*when, tzinfo=UTC))


@pytest.mark.both_databases
def test_once_for_each_local_date_from_four_in_the_morning_on(shop):
    clock = at(2026, 10, 1, 1, 59)
    assert day.run_if_due(shop, clock) is None
    clock.pass_seconds(60)
    first = day.run_if_due(shop, clock)
    assert first is not None
    assert first.local_date == date(2026, 10, 1)
    for _ in range(20):
        clock.pass_seconds(3600)
        assert day.run_if_due(shop, clock) is None
    clock.move_to(datetime(2026, 10, 2, 2, tzinfo=UTC))
    assert day.run_if_due(shop, clock).local_date == date(2026, 10, 2)
    assert Plan.objects.filter(kind="day").count() == 2


def test_on_the_nights_the_clocks_change_there_is_one_day_each(shop):
    clock = at(2026, 10, 24, 12)
    ran = []
    while clock.now() < datetime(2026, 10, 27, 12, tzinfo=UTC):
        clock.pass_seconds(1800)
        if day.run_if_due(shop, clock):
            ran.append(clock.now())
    assert ran == [datetime(2026, 10, 24, 12, 30, tzinfo=UTC), datetime(2026, 10, 25, 3, tzinfo=UTC), datetime(2026, 10, 26, 3, tzinfo=UTC),
                   datetime(2026, 10, 27, 3, tzinfo=UTC)]  # fmt: skip


@pytest.mark.both_databases
def test_its_winners_are_in_the_outbox_and_every_verdict_in_its_file(shop, clock):
    crowd(clock, 120, seed=7)
    plan = day.run_if_due(shop, clock)
    assert plan.errors == {}
    kept = duckdb.execute(f"SELECT verdict, count(*) FROM '{shop.home / plan.place}' GROUP BY 1").fetchall()
    assert dict(kept) == {"send": Outbox.objects.count(), "refused": sum(map(refusals, plan.counts.values()))}
    assert Verdict.objects.filter(plan=plan).count() == Outbox.objects.count() > 10
    assert {row.plan_id for row in Outbox.objects.all()} == {plan.id}
    assert plan.place == f"verdicts/2026-10-01/{plan.id}.parquet"


def refusals(counts):
    return sum(number for reason, number in counts.items() if reason != "sent")


def test_a_rehearsal_is_kept_apart_and_nobody_hears_of_it(shop, clock):
    crowd(clock, 40, seed=7)
    plan = day.rehearse(shop, clock, clock.now())
    assert (plan.kind, Outbox.objects.count(), Verdict.objects.count()) == ("dry", 0, 0)
    assert not facts_of(MessageDecided).exclude(intent__startswith="earlier").exists()
    assert (shop.home / plan.place).exists()
    assert not (shop.home / "population").exists(), "what a rehearsal learns is not used for real customers"
    assert day.run_if_due(shop, clock) is not None


def test_facts_at_hand_do_not_show_a_plan_of_the_past_what_came_after(shop, clock):
    people = crowd(clock, 30, seed=7)
    before = clock.now()
    clock.pass_seconds(60)
    record(order(people[0], "later", clock.now()), clock.now())
    record(order(people[1], "ahead", clock.now() + timedelta(minutes=3)), clock.now())
    assert lives(shop, clock.now()) == {"later"}
    assert lives(shop, before) == set()
    assert lives(shop, clock.now() + timedelta(minutes=3)) == {"later", "ahead"}


def lives(shop, as_of):
    with planning(shop, as_of, as_of, learn="anew") as plan:
        return {row["about"] for row in plan.rows("about IN ('later', 'ahead') AND program = 'receipt'")}


def test_a_shop_with_many_facts_is_planned_over_the_lake(shop, clock, monkeypatch):
    monkeypatch.setattr(day, "WORTH_A_COPY", 100)
    crowd(clock, 60, seed=7)
    plan = day.run_if_due(shop, clock)
    assert plan.lake_version == lake.Manifest.read(shop.lake).version == 1
    assert Outbox.objects.count() > 5


def test_who_was_decided_for_while_the_day_thought_is_planned_again(shop, clock, monkeypatch):
    people = crowd(clock, 60, seed=7)
    known = day.versions
    done: list[bool] = []

    def meanwhile(customers):
        read = known(customers)
        if not done:
            done.append(True)
            record(
                [fact for each in people for fact in order(each, f"live {each}", clock.now())], clock.now()
            )
            moment.run(shop, clock)
        return read

    monkeypatch.setattr(day, "versions", meanwhile)
    plan = day.run_if_due(shop, clock)
    assert plan.finished_at is not None
    receipts = facts_of(MessageDecided).filter(program="receipt", about__startswith="live")
    assert receipts.count() == len(set(receipts.values_list("customer_id", "about")))
    assert not Due.objects.exists()

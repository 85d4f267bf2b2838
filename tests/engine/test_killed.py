"""kill -9 at any point loses no moment and says nothing twice; a day that died half-way is taken over and finished."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from regulars.delivery.models import Outbox
from regulars.engine import day, moment
from regulars.engine.models import Plan, Verdict
from regulars.facts.kinds import MessageDecided, OrderPlaced
from regulars.facts.models import Due, Letter, facts_of
from regulars.facts.record import record
from tests.engine.cast import crowd
from tests.engine.test_together import everything_is_said_once
from tests.facts.tell import order

pytestmark = pytest.mark.both_databases


def killed(point, shop, clock, customer_id):
    """Run the worker that dies there."""
    known = {"CUSTOMER": str(customer_id), "REGULARS_HOME": os.environ["REGULARS_HOME"]}
    process = subprocess.run(
        [sys.executable, "-m", "tests.engine.dying", point, clock.now().isoformat(), str(shop.home)],
        env=os.environ | known, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == -signal.SIGKILL, process.stderr


def test_killed_between_the_commit_of_an_order_and_its_planning_its_receipt_comes(shop, clock):
    ana = crowd(clock, 3)[1]
    killed("recorded", shop, clock, ana)
    assert facts_of(OrderPlaced).filter(order_ref="live").count() == Due.objects.count() == 1
    assert moment.run(shop, clock) == 1
    assert Outbox.objects.filter(program="receipt", about="live").count() == 1


@pytest.mark.parametrize("point", ["claimed", "planned", "in the outbox"])
def test_killed_while_planning_nothing_is_half_done_and_another_worker_does_it(shop, clock, point):
    ana = crowd(clock, 3)[1]
    record(order(ana, "live", clock.now()), clock.now())
    killed(point, shop, clock, ana)
    assert (
        Outbox.objects.count(),
        Letter.objects.count(),
        Verdict.objects.count(),
        Plan.objects.count(),
    ) == (0, 0, 0, 0)
    assert facts_of(MessageDecided).filter(about="live").count() == 0
    assert moment.run(shop, clock) == 0, "held by the dead worker for a while"
    clock.pass_seconds(moment.HELD_FOR.total_seconds() + 1)
    assert moment.run(shop, clock) == 1
    assert Outbox.objects.filter(program="receipt", about="live").count() == 1
    assert not Due.objects.exists()
    everything_is_said_once()


def test_killed_after_the_commit_nothing_is_said_again(shop, clock):
    ana = crowd(clock, 3)[1]
    record(order(ana, "live", clock.now()), clock.now())
    killed("committed", shop, clock, ana)
    assert Outbox.objects.filter(program="receipt", about="live").count() == 1
    clock.pass_seconds(moment.HELD_FOR.total_seconds() + 1)
    assert moment.run(shop, clock) == 1
    assert not Due.objects.exists()
    everything_is_said_once()


def test_a_day_killed_half_way_is_taken_over_and_finished(shop, clock):
    people = crowd(clock, 120, seed=6)
    killed("day", shop, clock, people[0])
    left = Plan.objects.get(kind="day")
    before = Outbox.objects.count()
    assert (left.finished_at, before > 0) == (None, True)
    assert day.run_if_due(shop, clock) is None, "its holder may still be alive"
    clock.pass_seconds((day.HELD_FOR + timedelta(seconds=1)).total_seconds())
    again = day.run_if_due(shop, clock)
    assert again is not None
    assert again.id == left.id
    assert Plan.objects.get(kind="day").finished_at is not None
    assert Outbox.objects.count() > before
    everything_is_said_once()
    assert day.run_if_due(shop, clock) is None

"""A new sender's first weeks at a provider (STANDARDS A7.5)."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.delivery.warm_up import STEPS, Signals, allowed, next_step, step_after, told

LAST = len(STEPS)


def test_the_first_days_in_figures():
    assert STEPS[:8] == (200, 300, 450, 675, 1012, 1518, 2277, 3415)
    assert (LAST, STEPS[-1]) == (16, 87508)
    assert [allowed(step) for step in (0, 15, 16, 17)] == [200, 87508, None, None]


@pytest.mark.parametrize(
    ("signals", "light"),
    [
        (Signals(0), "green"),
        (Signals(1000, complained=1), "green"),
        (Signals(1000, complained=2), "amber"),
        (Signals(1000, complained=3), "red"),
        (Signals(200, complained=2), "amber"),
        (Signals(200, complained=3), "red"),
        (Signals(1000, bounced=20), "green"),
        (Signals(1000, bounced=21), "amber"),
        (Signals(1000, bounced=49), "amber"),
        (Signals(1000, bounced=50), "red"),
        (Signals(1000, deferred=50), "green"),
        (Signals(1000, deferred=51), "amber"),
        (Signals(1000, deferred=200), "red"),
        (Signals(1000, complained=2, deferred=200), "red"),
    ],
)
def test_what_a_day_was_like(signals, light):
    assert signals.light == light


@pytest.mark.parametrize(
    ("step", "signals", "then"),
    [
        (0, Signals(200), 1),
        (0, Signals(100), 1),
        (0, Signals(99), 0),
        (3, Signals(675, bounced=20), 3),
        (3, Signals(675, bounced=34), 2),
        (0, Signals(200, bounced=100), 0),
        (15, Signals(87508), 16),
        (16, Signals(0), 16),
        (16, Signals(500_000, bounced=20_000), 16),
        (16, Signals(500_000, bounced=25_000), 15),
    ],
)
def test_the_day_after(step, signals, then):
    assert next_step(step, signals) == then


days = st.builds(Signals, *(st.integers(0, most) for most in (200_000, 300, 6000, 20_000)))


@given(st.lists(days, max_size=40), st.integers(0, 40))
def test_never_more_than_half_as_many_again_and_the_same_after_a_restart(past, cut):
    steps = [step_after(past[:n]) for n in range(len(past) + 1)]
    figures = [allowed(step) or STEPS[-1] * 3 // 2 for step in steps]
    assert all(200 <= after <= before * 1.5 for before, after in pairwise(figures))
    again = step_after(past[:cut])
    for day in past[cut:]:
        again = next_step(again, day)
    assert again == steps[-1]


@pytest.mark.parametrize("seed", range(5))
def test_at_a_provider_with_a_memory_everything_is_sent_in_the_end(seed):
    """The provider defers what goes more than 75 % beyond what it knows of us; now and then a list was bad. What is over waits."""
    chance = random.Random(seed)
    waiting, taken, known = 60_000, 0, 150
    past: list[Signals] = []
    calendar = []
    while waiting:
        limit = allowed(step_after(past))
        tried = waiting if limit is None else min(waiting, limit)
        deferred = max(0, tried - int(known * 1.75))
        bounced = tried // 10 if chance.random() < 0.1 else 0
        past.append(Signals(tried, deferred=deferred, bounced=bounced))
        taken, waiting, known = (
            taken + tried - deferred,
            waiting - tried + deferred,
            max(known, tried - deferred),
        )
        calendar.append((tried, limit))
        assert len(past) < 60
    assert taken == 60_000
    assert all(limit is None or tried <= limit for tried, limit in calendar)
    assert sum(day.deferred for day in past) == 0


def test_the_plan_is_told_with_its_figures():
    assert told() == (
        "A new sender begins with 200 marketing mails a day to each mailbox provider, and half as many again after every good day: 200, 300, "
        "450, 675, 1012, 1518 and so on, without a limit after 16 good days. More than 0.1 % complaints, 2 % bounces or 5 % deferrals: as "
        "many as the day before. From 0.3 %, 5 % or 20 % on: one step back. Write to those first who lately clicked or bought."
    )

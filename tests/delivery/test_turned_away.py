"""A lane is paused when mail comes back later because of us (STANDARDS B3.2)."""

from datetime import timedelta

import pytest

from regulars.delivery import outbox, turned_away
from regulars.delivery.models import Outbox, Pause
from regulars.delivery.pace import resume
from regulars.facts.kinds import MessageReturned
from regulars.facts.record import record

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def accuse(people, write, clock):
    """So many messages come back, each from another mailbox at Google."""

    def accused(count, *, first=0, proven=True, sort="policy"):
        clock.pass_seconds(1)
        for number in range(first, first + count):
            message = write(people("Ana", f"ana{number}@gmail.com"))
            record([MessageReturned(
                source="mail", key=f"b{number}", at=clock.now(), storefront="shop", customer_id=message.customer_id, intent=message.intent,
                sort=sort, cause=sort, status="5.7.26", final=True, proven=proven,
            )], clock.now())  # fmt: skip
        return turned_away.look(clock.now(), clock.now())

    return accused


def test_after_ten_that_came_back_the_lane_waits_an_hour(accuse, clock, carrier):
    assert (accuse(9), accuse(1, first=9)) == (0, 1)
    paused = Pause.objects.get()
    assert (paused.nature, paused.provider, paused.until) == (
        "marketing",
        "google",
        clock.now() + timedelta(hours=1),
    )
    assert outbox.send_due(clock, carrier).counts == {"paused": 10}
    assert set(Outbox.objects.values_list("state", flat=True)) == {"planned"}


@pytest.mark.parametrize("said", [{"proven": False}, {"sort": "hard"}])
def test_what_does_not_prove_a_fault_of_ours_stops_nothing(accuse, said):
    assert accuse(20, **said) == 0


def test_a_pause_ended_by_hand_stays_ended_until_more_comes_back(accuse, clock):
    accuse(10)
    resume(Pause.objects.get().id)
    clock.pass_seconds(5)
    assert turned_away.look(clock.now(), clock.now()) == 0
    assert accuse(1, first=10) == 1

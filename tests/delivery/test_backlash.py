"""A stream is paused when too much of its mail is minded later than at the handing over (STANDARDS A7.5, B3.2)."""

from datetime import timedelta

import pytest

from regulars.delivery import answered, backlash, outbox
from regulars.delivery.models import Outbox, Pause
from regulars.delivery.pace import resume
from regulars.facts.kinds import MessageReturned
from regulars.facts.record import record

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
GOOGLE = ("marketing", "google")


@pytest.fixture
def tell(people, write, clock):
    """So many messages come back, each from another mailbox at Google."""

    def told(count, *, first=0, proven=True, sort="policy", program="reorder", domain="gmail.com"):
        clock.pass_seconds(300)
        for number in range(first, first + count):
            message = write(people("Ana", f"ana{number}@{domain}"), program=program)
            record([MessageReturned(
                source="mail", key=f"b{sort}{number}", at=clock.now(), storefront="shop", customer_id=message.customer_id, intent=message.intent,
                sort=sort, cause=sort, status="5.7.26", final=True, proven=proven,
            )], clock.now())  # fmt: skip
        return backlash.look(clock.now())

    return told


def took(clock, number, lane=GOOGLE):
    answered.add({(lane, "accepted"): number}, clock.now())


def test_after_ten_that_came_back_the_lane_waits_an_hour(tell, clock, carrier):
    assert (tell(9), tell(1, first=9)) == (0, 1)
    paused = Pause.objects.get()
    assert (paused.nature, paused.provider, paused.until) == (*GOOGLE, clock.now() + timedelta(hours=1))
    assert (paused.cause, paused.minded, paused.sent) == ("blamed", 10, 10)
    assert outbox.send_due(clock, carrier).counts == {"paused": 10}
    assert set(Outbox.objects.values_list("state", flat=True)) == {"planned"}


@pytest.mark.parametrize("said", [{"proven": False}, {"sort": "auto_reply"}])
def test_what_proves_nothing_stops_nothing(tell, said):
    assert tell(20, **said) == 0


def test_what_came_back_is_counted_once(tell, clock):
    tell(4, sort="hard")
    backlash.look(clock.now())
    assert answered.since(clock.now() - timedelta(days=1))[GOOGLE].bounced == 4


@pytest.mark.parametrize(("sent", "complaints", "stops"), [(900, 3, 1), (1100, 3, 0), (100, 2, 0)])
def test_three_complaints_in_a_thousand_stop_offers_for_a_day(tell, clock, sent, complaints, stops):  # A7.5
    took(clock, sent)
    assert tell(complaints, sort="complaint") == stops
    if stops:
        assert Pause.objects.get().until == clock.now() + timedelta(days=1)


@pytest.mark.parametrize(("sent", "bounces", "stops"), [(180, 10, 1), (300, 10, 0), (20, 9, 0)])
def test_five_in_a_hundred_that_come_back_stop_offers_for_a_day(tell, clock, sent, bounces, stops):  # A7.5
    took(clock, sent)
    assert tell(bounces, sort="hard") == stops


def test_service_mail_is_owed_and_waits_only_when_it_is_our_fault(tell):
    assert tell(20, sort="complaint", program="receipt") == 0
    assert tell(20, sort="policy", program="receipt") == 1


def test_providers_we_do_not_know_are_counted_and_stopped_together(tell, clock, carrier, write, people):
    for number in range(10):
        tell(1, first=number, sort="hard", domain=f"shop{number}.example")
    assert Pause.objects.get().provider == "others"
    write(people(address="new@elsewhere.example"))
    assert outbox.send_due(clock, carrier).counts == {"paused": 11}


def test_a_pause_ended_by_hand_stays_ended_until_as_much_comes_back_again(tell, clock):
    tell(10)
    assert resume(Pause.objects.get().id, clock.now())
    clock.pass_seconds(5)
    assert backlash.look(clock.now()) == 0
    assert tell(9, first=10) == 0
    assert tell(1, first=19) == 1


def test_what_waited_for_a_pause_goes_as_soon_as_it_is_ended(tell, clock, carrier):
    tell(10)
    outbox.send_due(clock, carrier)
    assert outbox.send_due(clock, carrier).total == 0
    resume(Pause.objects.get().id, clock.now())
    assert outbox.send_due(clock, carrier).counts == {"accepted": 10}


def test_mail_to_everybody_can_be_stopped_by_hand_and_dies_in_its_own_time(write, clock, carrier):
    from regulars.delivery.pace import BY_HAND, Stop, pause

    write(), write(program="receipt")
    pause(("marketing", ""), Stop("hand", clock.now() + BY_HAND), clock.now())
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1, "paused": 1}
    clock.pass_seconds(3 * 86_400)
    assert outbox.send_due(clock, carrier).counts == {"expired": 1}

"""A new sender's plan is held: each provider by itself, nothing dropped, also after a restart (STANDARDS A7.5)."""

from datetime import timedelta

import pytest

from regulars.delivery import answered, outbox
from regulars.delivery.allowance import plans
from regulars.delivery.models import Outbox

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = 86_400


@pytest.fixture(autouse=True)
def _new_sender(settings, shop, clock, monkeypatch):
    settings.WARM_UP = clock.now().date()
    settings.IN_HAND = 8
    monkeypatch.setattr("regulars.delivery.warm_up.STEPS", (10, 15, 22))


def write_many(write, people, count, domain="gmail.com", **what):
    for number in range(count):
        write(people(address=f"reader{Outbox.objects.count()}-{number}@{domain}"), **what)


def test_each_provider_gets_its_days_number_and_the_rest_waits_for_tomorrow(write, people, clock, carrier):
    write_many(write, people, 17)
    write_many(write, people, 12, "hotmail.com")
    assert outbox.send_due(clock, carrier).counts == {"accepted": 20, "tomorrow": 9}
    assert outbox.send_due(clock, carrier).total == 0
    waiting = Outbox.objects.filter(state="planned")
    assert {row.last_status for row in waiting} == {"warm-up"}
    assert {row.next_attempt_at.isoformat() for row in waiting} == {"2026-10-01T22:00:00+00:00"}, (
        "midnight in Berlin"
    )
    clock.pass_seconds(DAY)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 9}


def test_the_day_after_a_good_day_half_as_many_again_go(write, people, clock, carrier):
    went = []
    for _ in range(4):
        write_many(write, people, 30)
        went.append(outbox.send_due(clock, carrier)["accepted"])
        clock.pass_seconds(DAY)
    assert went == [10, 15, 22, 4 * 30 - 47], "after three good days there is no limit any more"


def test_after_a_bad_day_it_goes_one_step_back(clock):
    def went(**counts):
        answered.add({(("marketing", "google"), way): number for way, number in counts.items()}, clock.now())
        clock.pass_seconds(DAY)
        return plans(clock.now())["google"].allowed

    assert went(accepted=10) == 15
    assert went(accepted=15, complained=3) == 10
    assert went(accepted=10, deferred=1) == 10
    assert went(accepted=3) == 10, "a day that was hardly used proves nothing"
    assert plans(clock.now())["microsoft"].allowed == 10


def test_service_mail_counts_and_never_waits(write, people, clock, carrier):
    write_many(write, people, 12, program="receipt")
    write_many(write, people, 2)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 12, "tomorrow": 2}
    assert plans(clock.now())["google"].sent == 12


def test_a_message_that_is_worth_nothing_tomorrow_is_not_sent_then(write, people, clock, carrier):
    write_many(write, people, 11, expires_at=clock.now() + timedelta(hours=5))
    outbox.send_due(clock, carrier)
    clock.pass_seconds(5 * 3600)
    assert outbox.send_due(clock, carrier).counts == {"expired": 1}


def test_an_old_sender_has_no_plan(settings, write, people, clock, carrier):
    settings.WARM_UP = None
    write_many(write, people, 30)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 30}
    assert plans(clock.now()) == {}

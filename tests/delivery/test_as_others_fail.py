"""Where other senders lose or double mail (STANDARDS A9): one test a row of its table, each failing on the behaviour described there."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from regulars.delivery import claim, outbox
from regulars.delivery.models import Outbox
from regulars.facts.kinds import MessageOutcome
from regulars.facts.models import MODEL_OF

pytestmark = [pytest.mark.django_db]
MANY = 40


@pytest.fixture
def campaign(write, people):
    """A reminder to each of forty people."""
    return [write(people(address=f"reader{n}@example.test")) for n in range(MANY)]


def reached(sink):
    return sorted(taken.recipient for taken in sink.script.taken)


def everybody():
    return sorted(f"reader{n}@example.test" for n in range(MANY))


def test_a_lock_that_went_stale_destroys_no_message(campaign, clock, carrier, sink):  # Postal
    claim.claim(clock, MANY)
    clock.pass_seconds(48 * 3600)
    assert outbox.send_due(clock, carrier).sent == MANY
    assert reached(sink) == everybody()


def test_a_reset_after_the_dot_is_no_reason_to_send_again(campaign, clock, carrier, sink):  # Postal
    sink.script.says["dot"] = [None]
    counts = outbox.send_due(clock, carrier).counts
    assert counts == {"accepted": MANY - 1, "uncertain": 1}
    clock.pass_seconds(3600)
    assert outbox.send_due(clock, carrier).total == 0
    assert sink.script.begun == MANY


def test_who_was_fetched_when_the_process_died_is_written_to_afterwards_and_once(
    campaign, clock, carrier, sink
):  # listmonk
    claim.claim(clock, MANY // 2)
    assert outbox.send_due(clock, carrier).sent == MANY // 2
    clock.pass_seconds(15 * 60)
    assert outbox.send_due(clock, carrier).sent == MANY // 2
    assert reached(sink) == everybody()


def test_nothing_is_called_finished_while_somebody_was_not_written_to(campaign, clock, carrier):  # listmonk
    claim.claim(clock, 10)
    outbox.send_due(clock, carrier)
    assert set(Outbox.objects.values_list("state", flat=True)) == {"accepted", "claimed"}


def test_a_throttled_worker_does_not_send_what_another_took_over(campaign, clock, carrier, sink):  # Notifuse
    held, _ = claim.claim(clock, MANY)
    clock.pass_seconds(16 * 60)
    assert outbox.send_due(clock, carrier).sent == MANY
    slow = outbox.Round(carrier, clock)
    slow.claimed.extend(held)
    while slow.go():
        pass
    assert slow.became == {"overtaken": MANY}
    assert reached(sink) == everybody()


def test_overlapping_runs_say_everything_once(campaign, clock, carrier, sink):  # Mautic
    first, _ = claim.claim(clock, MANY)
    assert outbox.send_due(clock, carrier).total == 0
    ours = outbox.Round(carrier, clock)
    ours.claimed.extend(first)
    while ours.go():
        pass
    assert reached(sink) == everybody()


def test_one_refused_recipient_does_not_send_the_others_again(campaign, clock, carrier, sink):  # Mautic
    sink.script.says["rcpt"] = [b"550 5.1.1 no such user"]
    assert outbox.send_due(clock, carrier).counts == {"accepted": MANY - 1, "rejected": 1}
    clock.pass_seconds(24 * 3600)
    assert outbox.send_due(clock, carrier).total == 0
    assert len(reached(sink)) == len(set(reached(sink))) == MANY - 1


def test_a_message_that_was_given_up_leaves_a_record(write, clock, carrier):  # PostHog
    write(expires_at=clock.now() + timedelta(minutes=1))
    claim.claim(clock, 1)
    clock.pass_seconds(3600)
    outbox.send_due(clock, carrier)
    assert list(MODEL_OF[MessageOutcome].objects.values_list("outcome", flat=True)) == ["expired"]


def test_the_same_thing_decided_twice_is_said_once(write, people, clock, carrier, sink):  # PostHog
    ana = people()
    write(ana, about="tea")
    with pytest.raises(outbox.AlreadySaid):
        write(ana, about="tea")
    outbox.send_due(clock, carrier)
    assert reached(sink) == ["ana@example.test"]


def test_what_cannot_be_written_down_is_not_sent(campaign, clock, carrier, sink):  # KumoMTA; A8.6, INV-12
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            with pytest.raises(OperationalError):
                outbox.send_due(clock, carrier)
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert sink.script.taken == []
    assert outbox.send_due(clock, carrier).sent == MANY

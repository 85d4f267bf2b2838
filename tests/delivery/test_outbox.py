"""The outbox loses nothing and doubles nothing (STANDARDS A7, A8, INV-1 to INV-4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from regulars.delivery import outbox
from regulars.delivery.models import Outbox
from regulars.facts.kinds import AddressSuppressed, MessageDecided, MessageOutcome
from regulars.facts.models import MODEL_OF, Letter
from tests.delivery.conftest import consent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EVENING = datetime(2026, 10, 1, 20, 30, tzinfo=UTC)  # half past ten in Berlin


def state(message):
    return Outbox.objects.values_list("state", flat=True).get(intent=message.intent)


def outcomes():
    rows = MODEL_OF[MessageOutcome].objects.order_by("id")
    return list(rows.values_list("intent", "outcome", "detail"))


def test_a_message_is_taken_in_once_with_its_letter_and_its_fact(write, clock):
    ana = write()
    row = Outbox.objects.get()
    assert (row.intent, row.state, row.message_id) == (ana.intent, "planned", f"<{ana.intent}@tee.example>")
    assert Letter.objects.get().customer_id == ana.customer_id
    assert MODEL_OF[MessageDecided].objects.values_list("intent", "program", "worth_minor").get() == (
        ana.intent,
        "reorder",
        12,
    )


def test_the_same_thing_on_the_same_occasion_is_refused(write, people):
    ana = people()
    write(ana, about="tea")
    with pytest.raises(outbox.AlreadySaid):
        write(ana, about="tea")
    assert Outbox.objects.count() == Letter.objects.count() == 1


def test_a_due_message_is_sent_and_told(write, clock, carrier, sink):
    ana = write()
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1}
    assert [(t.recipient, t.sender.split()[1]) for t in sink.script.taken] == [
        ("ana@example.test", "FROM:<hallo@tee.example>")
    ]
    row = Outbox.objects.get()
    assert (row.state, row.accepted_at, row.dated_at, row.last_status) == (
        "accepted",
        clock.now(),
        clock.now(),
        "dot 250 2.0.0",
    )
    assert outcomes() == [(ana.intent, "accepted", "")]
    assert outbox.send_due(clock, carrier).counts == {}


def test_a_message_for_later_waits(write, clock, carrier, sink):
    write(send_after=clock.now() + timedelta(hours=1))
    assert outbox.send_due(clock, carrier).total == 0
    clock.pass_seconds(3600)
    assert outbox.send_due(clock, carrier).sent == 1


def test_marketing_waits_for_the_morning_at_the_attempt_but_a_receipt_goes(
    write, clock, carrier, sink
):  # A7.6
    ana, ben = write(), write(program="receipt")
    clock.move_to(EVENING)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1, "waiting": 1}
    assert (state(ana), state(ben)) == ("planned", "accepted")
    assert Outbox.objects.get(intent=ana.intent).next_attempt_at == datetime(2026, 10, 2, 6, 0, tzinfo=UTC)
    clock.move_to(datetime(2026, 10, 2, 6, 0, tzinfo=UTC))
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1}


def test_quiet_hours_follow_the_zone_the_customer_stated(write, people, clock, carrier):
    from regulars.facts.kinds import CustomerKnown
    from regulars.facts.record import record

    ana = people()
    record([CustomerKnown(source="test", key="1", at=clock.now(), storefront="shop", customer_id=ana.customer_id, zone="America/New_York")],
           clock.now())  # fmt: skip
    write(ana)  # noon in Berlin is six in the morning in New York
    assert outbox.send_due(clock, carrier).counts == {"waiting": 1}
    assert Outbox.objects.get().next_attempt_at == datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def test_a_message_dies_with_its_occasion(write, clock, carrier, sink):  # A7.2
    ana = write(expires_at=clock.now() + timedelta(minutes=5))
    clock.pass_seconds(300)
    assert outbox.send_due(clock, carrier).counts == {"expired": 1}
    assert outcomes() == [(ana.intent, "expired", "")]
    assert sink.script.taken == []


def test_a_withdrawal_before_the_claim_stops_marketing_but_not_the_receipt(
    write, people, clock, carrier, sink
):  # B3.5, INV-4
    ana = people()
    offer, receipt = write(ana), write(ana, program="receipt")
    consent(ana.customer_id, ana.mailbox_id, clock.now(), "withdraw")
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1, "suppressed": 1}
    assert (state(offer), state(receipt)) == ("suppressed", "accepted")
    assert (offer.intent, "suppressed", "no_consent") in outcomes()


def test_a_withdrawal_between_claim_and_dot_stops_the_message(write, people, clock, carrier, sink):  # INV-4
    ana = people()
    first, second = write(ana), write(ana)

    def withdraw():
        consent(ana.customer_id, ana.mailbox_id, clock.now(), "withdraw")

    assert outbox.send_due(clock, Meddling(carrier, withdraw)).counts == {"suppressed": 2}
    assert sink.script.taken == []
    assert {state(first), state(second)} == {"suppressed"}


def test_an_erased_person_gets_nothing(write, clock, carrier, sink):
    from regulars.facts.models import Mailbox

    write()
    Mailbox.objects.update(address="")
    assert outbox.send_due(clock, carrier).counts == {"cancelled": 1}


def test_a_worker_killed_before_the_dot_loses_nothing(
    write, clock, carrier, sink
):  # A8.1: claimed is safe to retry
    ana = write()
    outbox.claim.claim(clock, 10)
    assert state(ana) == "claimed"
    assert outbox.send_due(clock, carrier).total == 0, "the lease still runs"
    clock.pass_seconds(15 * 60)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1}
    assert len(sink.script.taken) == 1


def test_marketing_in_doubt_is_parked_for_ever(write, clock, carrier, sink):  # A8.2, INV-1, INV-3
    ana = write()
    with pytest.raises(Killed):
        outbox.send_due(clock, Dying(carrier))
    assert state(ana) == "dot_pending"
    clock.pass_seconds(15 * 60)
    assert outbox.send_due(clock, carrier).counts == {"uncertain": 1}
    clock.pass_seconds(24 * 3600)
    assert outbox.send_due(clock, carrier).total == 0
    assert (state(ana), outcomes()) == ("uncertain", [(ana.intent, "uncertain", "answer lost")])


def test_service_mail_in_doubt_goes_once_more_as_the_same_bytes(
    write, clock, carrier, sink, settings
):  # A8.2
    receipt = write(program="receipt")
    sink.script.says["dot"] = [None]
    assert outbox.send_due(clock, carrier).counts == {"uncertain": 1}
    kept = bytes(Letter.objects.get().body)
    settings.STOREFRONTS = {"shop": replace(settings.STOREFRONTS["shop"], name="Renamed")}
    clock.pass_seconds(14 * 60)
    assert outbox.send_due(clock, carrier).total == 0
    clock.pass_seconds(60)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1}
    assert [taken.content for taken in sink.script.taken] == [kept]
    assert [outcome for _, outcome, _ in outcomes()] == ["uncertain", "accepted"]
    assert Letter.objects.get().body is None, "bytes are kept until the end state only"
    assert state(receipt) == "accepted"


def test_service_mail_in_doubt_twice_is_parked(write, clock, carrier, sink):
    receipt = write(program="receipt")
    sink.script.says["dot"] = [None, None]
    outbox.send_due(clock, carrier)
    clock.pass_seconds(15 * 60)
    outbox.send_due(clock, carrier)
    clock.pass_seconds(24 * 3600)
    assert outbox.send_due(clock, carrier).total == 0
    assert state(receipt) == "uncertain"


def test_a_worker_whose_lease_ran_out_does_not_pass_the_gate(write, clock, carrier, sink):  # A8.5
    ana = write()

    def overtaken():
        clock.pass_seconds(16 * 60)
        other = outbox.claim.claim(clock, 10)
        assert len(other[0]) == 1

    assert outbox.send_due(clock, Meddling(carrier, overtaken)).counts == {"overtaken": 1}
    assert sink.script.taken == []
    assert state(ana) == "claimed"


def test_a_retry_keeps_message_id_and_date(write, clock, carrier, sink):  # A2
    write(program="receipt")
    sink.script.says["dot"] = [b"451 4.3.0 later"]
    assert outbox.send_due(clock, carrier).counts == {"deferred": 1}
    first = Outbox.objects.get()
    clock.pass_seconds(60)
    assert outbox.send_due(clock, carrier).total == 0
    clock.pass_seconds(5 * 60)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 1}
    second = Outbox.objects.get()
    assert (second.message_id, second.dated_at, second.attempts) == (first.message_id, first.dated_at, 1)


def test_retries_grow_further_apart_until_the_message_expires(write, clock, carrier, sink):  # A7.2
    write(expires_at=clock.now() + timedelta(hours=8), program="receipt")
    sink.script.says["rcpt"] = [b"451 4.7.1 greylisted"] * 20
    waits = []
    while outbox.send_due(clock, carrier)["deferred"]:
        due = Outbox.objects.get().next_attempt_at
        waits.append((due - clock.now()).total_seconds() / 60)
        clock.move_to(due)
    assert [
        round(wait / table, 1) for wait, table in zip(waits, (5, 15, 30, 60, 120, 120, 120), strict=False)
    ] == pytest.approx([1] * len(waits), abs=0.21)
    assert len(waits) in (5, 6, 7)
    assert [outcome for _, outcome, _ in outcomes()] == ["expired"]


def test_a_mailbox_that_does_not_exist_is_never_written_to_again(write, people, clock, carrier, sink):  # B3.1
    ana = people()
    first, _ = write(ana, program="receipt"), write(ana, program="receipt")
    sink.script.says["rcpt"] = [b"550 5.1.1 <ana@example.test>: no such user"]
    assert outbox.send_due(clock, carrier).counts == {"rejected": 1, "suppressed": 1}
    assert (first.intent, "rejected", "hard: rcpt 550 5.1.1") in outcomes()
    assert MODEL_OF[AddressSuppressed].objects.values_list("mailbox_id", "scope", "cause").get() == (
        ana.mailbox_id,
        "all",
        "hard_bounce",
    )
    third = write(ana, program="receipt")
    outbox.send_due(clock, carrier)
    assert state(third) == "suppressed"
    assert sink.script.taken == []


def test_a_server_that_is_down_costs_no_message_an_attempt(write, clock, carrier, sink):  # A7.4
    for _ in range(3):
        write()
    sink.script.says["connect"] = [b"554 5.3.2 closed"]
    assert outbox.send_due(clock, carrier).counts == {"unreachable": 1}
    assert set(Outbox.objects.values_list("state", "attempts")) == {("planned", 0)}
    clock.pass_seconds(60)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 3}


def test_a_sender_refused_at_mail_from_loses_no_mail(
    write, clock, carrier, sink
):  # the whole stream would go
    write()
    sink.script.says["mail"] = [b"550 5.7.1 you may not send as this"]
    assert outbox.send_due(clock, carrier).counts == {"deferred": 1}


def test_words_that_lack_a_value_are_not_sent(write, clock, carrier, sink):  # E3.3
    ana = write(values={})
    assert outbox.send_due(clock, carrier).counts == {"words": 1}
    row = Outbox.objects.get(intent=ana.intent)
    assert (row.state, row.last_status) == ("planned", "words: NoWords")


def test_every_message_ends_in_exactly_one_state(write, people, clock, carrier, sink):  # INV-2
    sink.script.says["rcpt"] = [b"250 ok", b"550 5.1.1 gone", b"250 ok", b"451 later"]
    sink.script.says["dot"] = [b"250 ok", None]
    for number in range(12):
        write(people(address=f"reader{number}@example.test"))
    counts = outbox.send_due(clock, carrier).counts
    assert sum(counts.values()) == 12
    assert counts == {"accepted": 9, "rejected": 1, "uncertain": 1, "deferred": 1}


class Killed(BaseException):
    """The process ends here."""


class Dying:
    """A carrier whose process is killed right after the gate."""

    def __init__(self, carrier):
        self.carrier = carrier

    def open(self, sender):
        return self.carrier.open(sender)

    def take(self, envelopes):
        raise Killed

    def answers(self, least, meanwhile):
        raise Killed


class Meddling:
    """A carrier before whose first gate something else happens."""

    def __init__(self, carrier, meanwhile):
        self.carrier = carrier
        self.meanwhile = [meanwhile]

    def open(self, sender):
        if self.meanwhile:
            self.meanwhile.pop()()
        return self.carrier.open(sender)

    def take(self, envelopes):
        self.carrier.take(envelopes)

    def answers(self, least, meanwhile):
        return self.carrier.answers(least, meanwhile)


def test_a_slow_server_does_not_make_two_workers_speak_of_one_message(write, clock, carrier, sink):  # A8.5
    write(), write()
    assert outbox.send_due(clock, Meddling(carrier, lambda: clock.pass_seconds(14 * 60))).sent == 2
    write(), write()
    slow = Meddling(carrier, lambda: clock.pass_seconds(16 * 60))
    assert outbox.send_due(clock, slow).counts == {"overtaken": 2, "accepted": 2}
    assert len(sink.script.taken) == len({taken.content for taken in sink.script.taken}) == 4

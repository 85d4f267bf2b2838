"""How fast mail goes to whom, and when it stops (STANDARDS A7.3, A7.4, B3.2)."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.delivery import answered, outbox
from regulars.delivery.carrier import Answer
from regulars.delivery.models import Outbox, Pause
from regulars.delivery.pace import BEGIN_WITH, Pace, Stop, resume
from regulars.delivery.pace import paused as paused_lanes
from regulars.delivery.providers import provider
from regulars.facts.kinds import AddressSuppressed
from regulars.facts.models import MODEL_OF, Standing

GMAIL = ("marketing", "google")
ANSWERS = {
    "accepted": Answer(kind="accepted"), "deferred": Answer(kind="deferred"), "policy": Answer(kind="rejected", cause="policy"),
    "hard": Answer(kind="rejected", cause="hard"), "uncertain": Answer(kind="uncertain"),
}  # fmt: skip


@pytest.fixture
def storm(write, people, sink):
    """A reminder to many readers at one provider, which finds our signatures wrong."""
    messages = [write(people(address=f"reader{number}@gmail.com")) for number in range(200)]
    sink.script.says["dot"] = [b"550 5.7.26 this mail is not authenticated"] * 1000
    return messages


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_storm_of_refusals_for_our_own_fault_suppresses_nobody_and_pauses_the_stream(
    storm, clock, carrier, sink
):  # B3.2
    counts = outbox.send_due(clock, carrier).counts
    assert counts["rejected"] < 50
    assert counts["rejected"] + counts["paused"] == len(storm)
    assert not MODEL_OF[AddressSuppressed].objects.exists()
    assert not Standing.objects.filter(purpose="all").exists()
    assert Pause.objects.values_list("nature", "provider", "status").get() == (*GMAIL, "dot 550 5.7.26")
    assert outbox.send_due(clock, carrier).total == 0, "what waits is not looked at again and again"


@pytest.fixture
def paused(storm, clock, carrier, sink):
    """The stream is paused, and the provider has come to its senses."""
    outbox.send_due(clock, carrier)
    sink.script.says["dot"] = []


@pytest.mark.django_db
@pytest.mark.usefixtures("paused")
def test_a_pause_stops_one_stream_at_one_provider_and_nothing_else(write, people, clock, carrier):  # A1.3
    ana = people(address="ana@gmail.com")
    other = {write(people(address="ben@example.test")).intent, write(ana, program="receipt").intent}
    held = write(ana)
    assert outbox.send_due(clock, carrier).counts == {"accepted": 2, "paused": 1}
    assert set(Outbox.objects.filter(state="accepted").values_list("intent", flat=True)) == other
    assert Outbox.objects.get(intent=held.intent).last_status == "paused"


@pytest.mark.django_db
def test_after_the_pause_it_is_tried_gently_again(storm, clock, carrier, sink):
    outbox.send_due(clock, carrier)
    begun = sink.script.begun
    clock.pass_seconds(3600)
    assert outbox.send_due(clock, carrier)["rejected"] < 50
    assert sink.script.begun - begun < 50
    sink.script.says["dot"] = []
    clock.pass_seconds(3600)
    assert outbox.send_due(clock, carrier)["accepted"] > 100


@pytest.mark.django_db
def test_somebody_can_end_a_pause(storm, clock, carrier, sink):
    outbox.send_due(clock, carrier)
    stopped = Pause.objects.get().id
    assert resume(stopped, clock.now())
    assert not resume(stopped, clock.now()), "it is over already"
    assert paused_lanes(clock.now()) == {}


@pytest.mark.django_db
@pytest.mark.both_databases
def test_every_answer_is_counted_by_provider_and_stream(storm, write, people, clock, carrier):
    write(people(address="ben@example.test"), program="receipt")
    counts = outbox.send_due(clock, carrier).counts
    received = answered.since(answered.slot(clock.now()))
    assert received["service", "others"] == answered.Received(blamed=1)
    assert received[GMAIL] == answered.Received(blamed=counts["rejected"] - 1)
    assert answered.forget(clock.now() + answered.KEPT * 2) == 2


@given(st.lists(st.sampled_from(list(ANSWERS)), max_size=300))
def test_a_window_never_leaves_its_bounds_and_asks_to_wait_close_it(said):
    pace = Pace(64)
    for kind in said:
        before = pace.window(GMAIL)
        pace.heard(GMAIL, ANSWERS[kind])
        after = pace.window(GMAIL)
        assert 1 <= after <= 64
        assert (after > before) <= (kind == "accepted")
        assert (after < before) <= (kind in ("deferred", "policy"))


def test_it_begins_slowly_and_doubles_while_all_is_well():
    pace = Pace(64)
    windows = []
    for _ in range(4):
        windows.append(pace.window(GMAIL))
        for _ in range(windows[-1]):
            pace.heard(GMAIL, ANSWERS["accepted"])
    assert windows == [BEGIN_WITH, 16, 32, 64]


def test_many_requests_to_wait_pause_for_a_quarter_of_an_hour(clock):
    pace = Pace(64)
    for _ in range(25):
        pace.heard(GMAIL, ANSWERS["deferred"])
    assert pace.stops(clock.now()) == {GMAIL: Stop("deferred", clock.now() + timedelta(minutes=15), 25, 25)}
    assert pace.stops(clock.now()) == {}, "it is told once"


def test_a_provider_is_known_by_its_domains():
    known = Counter(map(provider, ("gmail.com", "GoogleMail.com", "example.test", "hotmail.com")))
    assert known == {"google": 2, "example.test": 1, "microsoft": 1}

"""Delivery in the office: what waits, how each provider receives our mail, and the switch that stops it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery import answered, pace
from regulars.delivery.models import Outbox, Pause
from regulars.delivery.queue import queue
from tests.office.test_today import CAST, orders

pytestmark = pytest.mark.django_db


def rows(page):
    """The cells of each line of the page's tables, by provider."""
    lines = re.findall(r"<tr>\s*(<td>.*?)</tr>", page, re.DOTALL)
    told = [
        [
            re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<td.*?</td>", line, re.DOTALL)
        ]
        for line in lines
    ]
    return {cells[0]: cells[1:] for cells in told}


def received(clock, lane=("marketing", "google"), **counts):
    answered.add({(lane, way): number for way, number in counts.items()}, clock.now())


def test_an_empty_shop_says_what_will_stand_here(desk):
    page = desk.get("/office/delivery").text
    assert "Nothing waits to be handed over." in page
    assert "Nothing was sent in the last day." in page


@pytest.mark.both_databases
def test_each_provider_with_what_waits_went_out_and_was_minded(desk, clock):
    received(clock, accepted=1_990, deferred=10, bounced=4, blamed=2, complained=3)
    received(clock, ("marketing", "tea.example"), accepted=5)
    clock.pass_seconds(2 * 3600)
    received(clock, accepted=4)
    page = desk.get("/office/delivery").text
    assert rows(page) == {
        "Google": ["0", "4", "2,000", "0.5%", "0.2%", "0.1%", "0.15% , more than is good"],
        "all other providers": ["0", "0", "5", "0", "0", "0", "0"],
    }
    assert "<strong>4</strong> went out in the last hour" in page
    assert "1,999 taken, 10 times put off, 6 refused or come back" in page


@pytest.mark.both_databases
def test_what_waits_is_told_by_provider_with_the_oldest(desk, clock):
    orders(clock, *CAST)
    began = clock.now()
    clock.pass_seconds(600)
    waiting = queue(clock.now())
    assert (waiting.counts, waiting.total) == ({("service", "others"): 3}, 3)
    assert waiting.oldest["service", "others"] <= began
    assert "<strong>3</strong> messages wait to be handed over" in desk.get("/office/delivery").text
    some = queue(clock.now(), at_most=2)
    assert (some.total, some.whole) == (2, False)


def test_what_is_handed_over_or_not_yet_due_does_not_wait(clock, desk):
    orders(clock, *CAST[:2])
    first, second = Outbox.objects.order_by("intent").values_list("intent", flat=True)
    Outbox.objects.filter(intent=first).update(state="accepted", next_attempt_at=None)
    Outbox.objects.filter(intent=second).update(send_after=clock.now() + timedelta(hours=1))
    assert queue(clock.now()).total == 0


def test_a_stream_is_stopped_by_hand_and_goes_on_by_hand(desk, clock):
    assert desk.get("/office/delivery/stop").status_code == 405
    answer = desk.post("/office/delivery/stop", {"nature": "marketing", "provider": ""}, follow=True)
    assert "Offers to everybody: stopped." in answer.text
    assert "Offers to everybody wait: the shop stopped them here. Nothing is lost." in answer.text
    assert pace.waits(("marketing", "tea.example"), pace.paused(clock.now() + timedelta(days=365)))
    assert pace.waits(("service", "google"), pace.paused(clock.now())) is None
    desk.post(f"/office/delivery/resume/{Pause.objects.get().id}")
    assert pace.paused(clock.now()) == {}


@pytest.mark.parametrize(
    "asked", [{}, {"nature": "all", "provider": ""}, {"nature": "marketing", "provider": "x.example"}]
)
def test_a_stream_that_does_not_exist_is_not_stopped(desk, asked):
    assert "There is no such stream" in desk.post("/office/delivery/stop", asked, follow=True).text
    assert not Pause.objects.exists()


@pytest.mark.parametrize(("cause", "says"), [
    ("blamed", "3 of 40 were refused because of us"), ("deferred", "3 of 40 were put off"),
    ("complained", "3 of 40 were marked as spam"), ("bounced", "3 of 40 came back"), ("hand", "the shop stopped them"),
])  # fmt: skip
def test_every_pause_is_told_in_a_sentence(desk, clock, cause, says):
    pace.pause(
        ("service", "microsoft"), pace.Stop(cause, clock.now() + timedelta(hours=1), 3, 40), clock.now()
    )
    assert f"Service mail to Microsoft waits: {says}" in desk.get("/office/delivery").text


def test_what_changes_by_the_moment_can_be_fetched_alone(desk, clock):
    received(clock, accepted=7)
    part = desk.get("/office/delivery", headers={"HX-Request": "true", "HX-Target": "now"}).text
    assert "Google" in part
    assert "<html" not in part


@pytest.mark.both_databases
def test_as_many_questions_for_many_providers_as_for_one(desk, clock):
    counts = []
    for name in ("google", "microsoft", "yahoo"):
        received(clock, ("marketing", name), accepted=10)
        with CaptureQueriesContext(connection) as asked:
            desk.get("/office/delivery")
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_a_new_senders_plan_is_told_by_provider(desk, clock, settings):
    assert "Warm-up" not in desk.get("/office/delivery").text
    settings.WARM_UP = clock.now().date()
    received(clock, accepted=120)
    page = desk.get("/office/delivery").text
    assert "120 of 200 today" in page
    assert page.count("0 of 200 today") == 8

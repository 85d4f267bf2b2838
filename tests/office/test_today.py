"""Today: what was decided and why, what is waiting, what went wrong."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.delivery import pace
from regulars.delivery.models import Outbox, Pause
from regulars.engine import day, moment
from regulars.engine.shop import shop
from regulars.facts.models import Due, RawDelivery
from tests.office import shelf

CAST = (
    ("Ana Alder", "17850", "ana@example.test"),
    ("Ben Birch", "17851", "ben@example.test"),
    ("Cleo Cedar", "17852", "cleo@example.test"),
)


def orders(clock, *cast):
    """Each of the cast orders just now, and Regulars thinks about them."""
    for name, number, address in cast:
        who = shelf.customer(clock, name, number, address)
        shelf.order(clock, who, ref=f"A{number}")
        Due.objects.create(customer_id=who, because="OrderPlaced", due_at=clock.now())
    moment.run(shop(), clock)


def parked(key, **more):
    store = next(iter(configured.STOREFRONTS))
    told = {
        "source": "api",
        "key": key,
        "storefront": store,
        "received_at": shelf.NOON,
        "body": b"{}",
        "state": "parked",
    }
    return RawDelivery.objects.create(**told | more)


def test_an_empty_shop_says_what_will_stand_here(desk):
    page = desk.get("/office/").text
    assert "Nothing was decided yet." in page
    assert "Everything decided is done." in page


def test_who_hears_from_us_and_why(desk, clock):
    orders(clock, CAST[0])
    page = desk.get("/office/").text
    assert "Ana Alder" in page
    assert "“You placed order A17850 on 10 March 2026.”" in page
    assert "Receipt with thank-you" in page
    assert "<strong>1</strong> message to be handed over" in page


def test_silence_is_told_with_its_reasons(desk, clock):
    for name, number, address in CAST:
        who = shelf.customer(clock, name, number, address)
        shelf.order(clock, who, ref=f"A{number}", ago=15)
    day.run_if_due(shop(), clock)
    page = desk.get("/office/").text
    assert "Regulars weighed <strong>3 proposals</strong>" in page
    assert "never gave permission" in page


@pytest.mark.both_databases
def test_as_many_questions_for_three_winners_and_troubles_as_for_one(desk, clock):
    counts = []
    for n, each in enumerate(CAST):
        orders(clock, each)
        parked(f"x{n}", error=f"line {n}")
        with CaptureQueriesContext(connection) as asked:
            desk.get("/office/")
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_a_delivery_that_could_not_be_read_can_be_read_again(desk, clock):
    stuck = parked("x", error="lines/0: “quantity” is missing")
    assert "lines/0: “quantity” is missing" in desk.get("/office/").text
    assert desk.get(f"/office/replay/{stuck.id}").status_code == 405
    answer = desk.post(f"/office/replay/{stuck.id}", follow=True)
    assert "It will be read again in a moment." in answer.text
    stuck.refresh_from_db()
    assert (stuck.state, stuck.error) == ("waiting", "")
    assert "not parked any more" in desk.post(f"/office/replay/{stuck.id}", follow=True).text


def test_deliveries_that_failed_alike_stand_together_and_are_read_again_together(desk, clock):
    first = parked("x", error="currency: “EURO” is not a currency of ISO 4217")
    parked("y", error="currency: “EURO” is not a currency of ISO 4217")
    other = parked("z", error="lines/0: “quantity” is missing")
    page = desk.get("/office/").text
    assert "3 deliveries from the shop could not be read" in page
    assert "2 times, last today 12:00" in page
    assert "2 deliveries will be read again" in desk.post(f"/office/replay/{first.id}", follow=True).text
    assert list(RawDelivery.objects.filter(state="parked")) == [other]


def test_a_stream_that_was_stopped_is_told_and_can_go_on_at_once(desk, clock):
    stop = pace.Stop("blamed", clock.now() + timedelta(hours=1), 10, 50)
    pace.pause(("marketing", "google"), stop, clock.now(), "dot 550 5.7.26")
    page = desk.get("/office/").text
    assert "Sending is paused" in page
    assert "Offers to Google wait: 10 of 50 were refused because of us, not of the addresses" in page
    stopped = Pause.objects.get()
    assert desk.get(f"/office/delivery/resume/{stopped.id}").status_code == 405
    answer = desk.post(f"/office/delivery/resume/{stopped.id}", {"from": "today"}, follow=True)
    assert "goes on in a moment" in answer.text
    assert answer.redirect_chain[-1][0] == "/office/"
    assert "Sending is paused" not in desk.get("/office/").text
    assert "over already" in desk.post(f"/office/delivery/resume/{stopped.id}", follow=True).text


def test_mail_that_went_wrong_is_told(desk, clock):
    orders(clock, *CAST[:2])
    first, second = Outbox.objects.order_by("intent")
    Outbox.objects.filter(intent=first.intent).update(state="rejected", last_status="RCPT 550 5.1.1")
    Outbox.objects.filter(intent=second.intent).update(state="uncertain")
    page = desk.get("/office/").text
    assert "Mail that was refused" in page
    assert "RCPT 550 5.1.1" in page
    assert "Mail that may or may not have arrived" in page

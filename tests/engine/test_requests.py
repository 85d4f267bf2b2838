"""Requests that came another way have a month (GDPR Art. 12 (3); STANDARDS C4.1)."""

from datetime import UTC, date, datetime

import pytest

from regulars.engine import requests
from regulars.engine.requests import Came, NotARequest
from regulars.facts.models import FreeText
from regulars.kernel.clock import PlayedClock
from regulars.kernel.storefront import Storefront

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
STORE = Storefront(key="shop", zone="Europe/Berlin")
ANA = 7


@pytest.fixture(autouse=True)
def _shop(settings):
    settings.STOREFRONTS = {"shop": STORE}


@pytest.fixture
def clock():
    return PlayedClock(datetime(2028, 1, 31, 9, 0, tzinfo=UTC), seed=3)


def asked(clock, right="access", on=None, words="", customer=ANA):
    came = on or STORE.local_date(clock.now())
    requests.receive(customer, Came(right, "letter", "shown papers", came, words), STORE, clock)
    return requests.of_customers([customer])[0]


@pytest.mark.parametrize(("came", "due", "longer"), [
    (date(2027, 1, 31), date(2027, 2, 28), date(2027, 4, 30)), (date(2028, 1, 31), date(2028, 2, 29), date(2028, 4, 30)),
    (date(2026, 12, 15), date(2027, 1, 15), date(2027, 3, 15)), (date(2027, 11, 30), date(2027, 12, 30), date(2028, 2, 29)),
])  # fmt: skip
def test_a_month_ends_on_the_same_day_or_the_last_one(came, due, longer):
    assert (requests.due_on(came, extended=False), requests.due_on(came, extended=True)) == (due, longer)


def test_a_request_waits_until_it_is_answered_and_the_words_lie_apart(clock):
    request = asked(clock, words="Send me what you have.")
    assert (request.due_on, request.open) == (date(2028, 2, 29), True)
    assert [each.number for each in requests.waiting()] == [request.number]
    clock.pass_seconds(86_400)
    requests.go_on(request, "answered", "Sent by post.", STORE, clock)
    [done] = requests.of_customers([ANA])
    assert [(each.step, each.words) for each in done.steps] == [
        ("received", "Send me what you have."),
        ("answered", "Sent by post."),
    ]
    assert not done.open
    assert requests.waiting() == []
    assert FreeText.objects.filter(kind="request", customer_id=ANA).count() == 2


def test_it_can_take_longer_once_if_that_is_told_in_time(clock):
    request = asked(clock)
    clock.pass_seconds(29 * 86_400)
    requests.go_on(request, "extended", "Many orders.", STORE, clock)
    [longer] = requests.waiting()
    assert longer.due_on == date(2028, 4, 30)
    with pytest.raises(NotARequest, match="only once"):
        requests.go_on(longer, "extended", "Still.", STORE, clock)
    late = asked(clock, customer=8)
    clock.pass_seconds(40 * 86_400)
    with pytest.raises(NotARequest, match="the month is over"):
        requests.go_on(late, "extended", "Sorry.", STORE, clock)


def test_the_first_due_comes_first(clock):
    second = asked(clock, customer=8)
    first = asked(clock, on=date(2028, 1, 2))
    assert [each.number for each in requests.waiting()] == [first.number, second.number]


@pytest.mark.parametrize(("came", "wrong"), [
    (Came("everything", "letter", "not yet", date(2028, 1, 31)), "say what is asked for"),
    (Came("access", "pigeon", "not yet", date(2028, 1, 31)), "how it came"),
    (Came("access", "letter", "not yet", date(2028, 2, 1)), "still to come"),
    (Came("access", "letter", "not yet", date(2017, 1, 1)), "no such right yet"),
    (Came("access", "letter", "not yet", date(2028, 1, 31), "x" * 2001), "at most 2,000"),
])  # fmt: skip
def test_what_cannot_be_meant_is_told(clock, came, wrong):
    with pytest.raises(NotARequest, match=wrong):
        requests.receive(ANA, came, STORE, clock)
    assert requests.waiting() == []


def test_an_answer_says_something_and_is_given_once(clock):
    request = asked(clock)
    with pytest.raises(NotARequest, match="write what you told them"):
        requests.go_on(request, "declined", "  ", STORE, clock)
    requests.go_on(request, "declined", "You are not Ana.", STORE, clock)
    with pytest.raises(NotARequest, match="answered already"):
        requests.go_on(requests.of_customers([ANA])[0], "answered", "Yes.", STORE, clock)

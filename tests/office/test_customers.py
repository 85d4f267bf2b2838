"""The customers' list, search and page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.facts.models import Person
from tests.office import shelf
from tests.office.test_today import CAST, orders


@pytest.fixture
def ana(desk, clock):
    ana = shelf.customer(clock)
    shelf.order(clock, ana, ago=5)
    return ana


def questions(desk, address):
    with CaptureQueriesContext(connection) as asked:
        answer = desk.get(address)
    assert answer.status_code == 200
    return len(asked)


def test_an_empty_office_says_how_customers_come(desk):
    assert "regulars import orders FILE" in desk.get("/office/customers").text


@pytest.mark.both_databases
def test_the_list_asks_as_many_questions_for_three_customers_as_for_one(desk, clock):
    counts = []
    for name, number, address in CAST:
        shelf.order(clock, shelf.customer(clock, name, number, address), ref=f"A{number}")
        counts.append(questions(desk, "/office/customers"))
    assert counts == [counts[0]] * 3


def test_the_page_asks_as_many_questions_for_three_orders_as_for_one(desk, clock, ana):
    one = questions(desk, f"/office/customers/{ana}")
    for ref in ("1002", "1003"):
        shelf.order(clock, ana, ref=ref, ago=1)
    assert questions(desk, f"/office/customers/{ana}") == one


@pytest.mark.parametrize(
    "sought", ["17850", "ana@example.test", "ANA@Example.test", "alder", "1001", "ana@ex"]
)
def test_a_customer_is_found_by_what_staff_know(desk, ana, clock, sought):
    shelf.customer(clock, "Ben Birch", "99", "ben@shop.test")
    page = desk.get("/office/customers", {"q": sought}).text
    assert "Ana Alder" in page
    assert "Ben Birch" not in page


def test_while_typing_only_the_list_is_answered(desk, ana):
    page = desk.get(
        "/office/customers", {"q": "alder"}, headers={"HX-Request": "true", "HX-Target": "found"}
    ).text
    assert "Ana Alder" in page
    assert "<html" not in page


def test_the_page_tells_what_they_corrected_and_what_proves_nothing(desk, clock, ana):
    shelf.corrected(clock, ana)
    shelf.corrected(clock, ana, "favourite", "deleted", None)
    shelf.corrected(clock, ana, "favourite", "allowed", None)
    shelf.consent(clock, ana, action="claim")
    shelf.consent(clock, ana, action="request")
    page = desk.get(f"/office/customers/{ana}").text
    for sentence in (
        "Said how long ASSAM lasts them: 42 days.",
        "Deleted what we knew: that they like ASSAM. It is not worked out again.",
        "Let it be known again that they like ASSAM.",
        "Is said by an import, without proof, to allow offers by e-mail.",
        "Asked for, and has yet to confirm, offers by e-mail.",
    ):
        assert sentence in page


@pytest.mark.both_databases
def test_the_page_tells_what_happened(desk, clock, ana):
    shelf.consent(clock, ana, ago=5)
    shelf.chosen(clock, ana)
    shelf.limited(clock, ana)
    shelf.feedback(clock, ana)
    page = desk.get(f"/office/customers/{ana}").text
    for sentence in (
        "Ordered for €45.20: 2 × Assam tea, 250 g, Blue mug (order 1001).",
        "Order 1001 was delivered.",
        "Allowed offers by e-mail, because they bought, and did not say no.",
        "Chose how often to hear about offers: once a month at most.",
        "Chose how many mails a month they want: at most 2 a month.",
        "<dt>All mails together</dt><dd>at most 2 a month",
        "Gave 5 of 5 for order 1001.",
        "Lovely mug!",
        "Offers: yes, they bought, and did not say no.",
        "by customer, on /checkout, text 2026-01, evidence order 1001",
    ):
        assert sentence in page


def test_what_a_customer_is_called_cannot_write_into_the_page(desk, ana):
    Person.objects.update(name='<script>alert(1)</script>{{7*7}}"><a href=//evil>')
    for address in ("/office/customers", f"/office/customers/{ana}"):
        page = desk.get(address).text
        assert "<script>alert" not in page
        assert "<a href=//evil" not in page


def test_no_such_customer(desk):
    assert desk.get("/office/customers/12").status_code == 404


@pytest.mark.parametrize("before", ["1", "x", "9" * 30, "٣"])
def test_a_page_mark_that_is_none_is_let_go(desk, before):
    assert desk.get("/office/customers", {"before": before}).status_code == 200


@pytest.mark.parametrize("before", ["yesterday", "2026-03-01", "2026-03-01T00:00:00+00:00"])
def test_a_time_mark_that_is_none_is_let_go(desk, ana, before):
    assert desk.get(f"/office/customers/{ana}", {"before": before}).status_code == 200


def test_the_page_asks_as_many_questions_on_a_busy_day(desk, clock):
    counts = []
    for each in CAST:
        orders(clock, each)
        ana = Person.objects.get(name="Ana Alder").customer_id
        counts.append(questions(desk, f"/office/customers/{ana}"))
    assert counts == [counts[0]] * 3


@pytest.mark.both_databases
def test_why_and_why_not_is_answered_for_any_day(desk, clock):
    orders(clock, CAST[0])
    ana = Person.objects.get().customer_id
    page = desk.get(f"/office/customers/{ana}", {"on": "2026-03-10"}).text
    assert "“You placed order A17850 on 10 March 2026.”" in page
    assert "nothing proposed" in page
    assert "No plan was made" in desk.get(f"/office/customers/{ana}", {"on": "2026-03-01"}).text
    alone = desk.get(
        f"/office/customers/{ana}", {"on": "2026-03-10"}, headers={"HX-Request": "true", "HX-Target": "why"}
    ).text
    assert "You placed order A17850" in alone
    assert "<html" not in alone

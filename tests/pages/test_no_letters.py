"""No more letters: by the code at a letter's foot, without a mailbox and without a sign-in (STANDARDS C3.4)."""

import pytest

from regulars.delivery.models import LetterBatch, Outbox, PrintedLetter
from regulars.facts.by_post import refusal
from regulars.facts.kinds import ConsentRecorded, PostalAddressUsed
from regulars.facts.models import facts_of
from regulars.facts.postal import postal_for
from regulars.facts.record import record
from regulars.kernel.postal import Postal

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CODE, PATH = "ABCDEFGHJK", "/letter/ABCDE-FGHJK"
BASEL = Postal(name="Ana Example", street="Freie Straße 1", postcode="4001", city="Basel", country="CH")


@pytest.fixture
def home(ana, clock):
    """Where Ana lives; she allowed letters at the checkout, and holds one."""
    at = clock.now()
    number = postal_for(BASEL, at, clock)
    about = {"source": "api", "at": at, "storefront": "shop", "customer_id": ana.customer_id}
    record([PostalAddressUsed(**about, key="home", postal_id=number)], at)
    allowed(ana, number, clock)
    Outbox.objects.create(
        intent=f"{9:032x}", program="win_back", topic="offers", nature="marketing", purpose="promotions", channel="post", about="customer",
        occasion="once", customer_id=ana.customer_id, mailbox_id=number, storefront="shop", language="en", plan_id="p", state="accepted",
        decided_at=at, send_after=at, expires_at=at, message_id="<9@shop>", accepted_at=at, armed_at=at,
    )  # fmt: skip
    batch = LetterBatch.objects.create(storefront="shop", made_at=at, finished_at=at)
    PrintedLetter.objects.create(intent=f"{9:032x}", batch=batch, place=1, code=CODE)
    return number


def allowed(ana, number, clock, **more):
    clock.pass_seconds(1)
    said = {"purpose": "marketing", "channel": "post", "ground": "consent"} | more
    record([ConsentRecorded(
        source="api", key=f"post {clock.now()}", at=clock.now(), storefront="shop", customer_id=ana.customer_id, mailbox_id=number,
        scope="shop", action="grant", actor="subject", form="checkout", text_hash="", text_version="1", language="en",
        controls="box", page="", evidence="1001", **said,
    )], clock.now())  # fmt: skip


def may(ana, home, clock):
    return refusal([ana.customer_id], home, "promotions", clock.now()) is None


def log(home):
    return list(facts_of(ConsentRecorded).filter(mailbox_id=home).order_by("id").values_list("action", "form", "controls"))  # fmt: skip


@pytest.mark.parametrize("look", ["get", "head"])
def test_looking_changes_nothing(home, ana, browser, clock, look):
    for _ in range(3):
        assert getattr(browser, look)(PATH).status_code == 200
    assert may(ana, home, clock)
    assert len(log(home)) == 1


def test_a_press_ends_letters_and_nothing_else(home, ana, browser, clock):
    from regulars.facts.standing import may_send_each

    asked = browser.get(PATH).text
    assert ("No more letters?" in asked, "Tee &amp; Kanne" in asked) == (True, True)
    said = browser.post(PATH).text
    assert "You get no more letters from us." in said
    assert not may(ana, home, clock)
    assert log(home)[1:] == [("withdraw", "letter", "button")]
    box = ana.mailbox_id, "promotions"
    assert may_send_each({box}, clock.now()) == {box: None}
    browser.post(PATH)
    assert len(log(home)) == 2, "twice is once"
    assert "You get no more letters from us." in browser.get(PATH).text


@pytest.mark.parametrize("typed", ["abcde-fghjk", " ABCDE FGHJK ", "ABCDEFGHJK", "abcde–fghjk"])
def test_the_code_is_taken_however_it_is_typed(home, browser, typed):
    answer = browser.get("/letter", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, PATH)
    assert browser.get(PATH).status_code == 200


@pytest.mark.parametrize("path", ["/letter/ABCDE-FGHJX", "/letter/x", "/letter/%00", "/letter/" + "9" * 300])
def test_a_code_that_no_letter_bears_says_so_and_asks_again(home, browser, path):
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "We know no letter with this code." in answer.text
    assert browser.post(path).status_code == 404


def test_nobody_is_told_who_the_letter_was_for(home, browser):
    for answer in (browser.get(PATH), browser.post(PATH)):
        assert not {"Ana", "Basel", "Freie"} & set(answer.text.split())
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"


def test_the_no_of_a_letter_shows_on_their_page_and_a_yes_there_counts_again(home, ana, browser, clock):
    from regulars.pages.permission import holds

    visit = visiting(ana, clock)
    assert holds(visit, ("promotions", "post"))
    browser.post(PATH)
    assert not holds(visiting(ana, clock), ("promotions", "post"))
    clock.pass_seconds(60)
    inside = ana.inside()
    assert "Saved" in inside.post({"promotions-post": "yes", "was-promotions-post": "no"}).text
    assert may(ana, home, clock)
    assert browser.get(PATH).status_code == 200


def test_stopping_all_advertising_by_mail_ends_letters_too_and_undo_brings_them_back(
    home, ana, browser, clock
):
    clock.pass_seconds(60)
    stopped = browser.post(ana.unsubscribe, {"scope": "all"})
    assert not may(ana, home, clock)
    clock.pass_seconds(60)
    browser.post(ana.unsubscribe, {"undo": stopped.context["undo"]})
    assert may(ana, home, clock)


def test_one_click_ends_letters_too(home, ana, browser, clock):
    browser.post(ana.unsubscribe, {"List-Unsubscribe": "One-Click"})
    assert not may(ana, home, clock)


def visiting(ana, clock):
    from django.conf import settings
    from django.test import RequestFactory

    from regulars.pages.visit import Visit

    return Visit(
        RequestFactory().get("/you"), "", ana.reader(), settings.STOREFRONTS["shop"], clock, inside=True
    )

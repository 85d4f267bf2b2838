"""Leaving is as easy as one click, works for years, and happens only when somebody asks for it (STANDARDS A5, E5, RFC 8058)."""

import pytest
from django.test import Client

from regulars.facts.kinds import ConsentRecorded, PreferenceSet
from regulars.facts.models import Standing, facts_of
from regulars.kernel.tokens import sign

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def may():
    return Standing.objects.get(purpose="marketing").may


def consents():
    return list(facts_of(ConsentRecorded).order_by("id").values_list("action", "form", "ground"))


@pytest.mark.parametrize("encoding", ["multipart", "form"])
def test_one_click_withdraws_without_cookie_or_redirect(ana, encoding):  # A5.1, A5.2
    browser = Client(enforce_csrf_checks=True)
    if encoding == "multipart":
        answer = browser.post(ana.unsubscribe, ONE_CLICK)
    else:
        answer = browser.post(
            ana.unsubscribe, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
    assert (answer.status_code, answer.cookies) == (200, {})
    assert not may()
    assert consents() == [("grant", "checkout", "consent"), ("withdraw", "one-click", "consent")]


def test_looking_changes_nothing_however_often(ana, browser):  # A5.4, E5.2
    for path in (ana.unsubscribe, ana.page, ana.feedback, f"{ana.feedback}?score=5"):
        for _ in range(3):
            assert browser.get(path).status_code == 200
            assert browser.head(path).status_code == 200
            assert browser.options(path).status_code == 405
    assert may()
    assert len(consents()) == 1


def test_asking_twice_is_asking_once(ana, browser):  # A5.3
    for _ in range(5):
        assert browser.post(ana.unsubscribe, ONE_CLICK).status_code == 200
    assert len(consents()) == 2


def test_who_never_allowed_anything_can_still_object(ana, browser):
    stranger = ana.paths(mailbox_id=77)
    assert browser.post(stranger.unsubscribe, ONE_CLICK).status_code == 200
    assert not Standing.objects.get(mailbox_id=77).may


def test_an_erased_customer_gets_the_same_answer(ana, browser):  # A5.3
    from regulars.facts.models import Person

    Person.objects.all().delete()
    assert browser.post(ana.unsubscribe, ONE_CLICK).status_code == 200
    assert facts_of(ConsentRecorded).order_by("-id").values_list("customer_id", flat=True).first() is None


def test_the_page_stops_everything_and_offers_the_way_back(ana, browser, clock):
    assert "Stop all advertising" in browser.get(ana.unsubscribe).content.decode()
    answer = browser.post(ana.unsubscribe, {"scope": "all"})
    assert "Done. You get no more advertising from us." in answer.content.decode()
    assert not may()
    clock.pass_seconds(1)
    browser.post(ana.unsubscribe, {"undo": answer.context["undo"]})
    assert may()
    assert consents()[-1] == ("grant", "undo of unsubscribe page", "consent")


def test_the_way_back_closes_after_ten_minutes(ana, browser, clock):
    undo = browser.post(ana.unsubscribe, {"scope": "all"}).context["undo"]
    clock.pass_seconds(601)
    browser.post(ana.unsubscribe, {"undo": undo})
    assert not may()


def test_the_page_can_stop_the_topic_alone(ana, browser):
    answer = browser.post(ana.unsubscribe, {"scope": "topic"})
    assert "Reminders of things that run out" in answer.content.decode()
    assert may()
    assert list(facts_of(PreferenceSet).values_list("customer_id", "topic", "sensitivity")) == [
        (ana.customer_id, "reminders", "never")
    ]
    browser.post(ana.unsubscribe, {"undo": answer.context["undo"]})
    assert (
        facts_of(PreferenceSet).order_by("-id").values_list("sensitivity", flat=True).first() == "everything"
    )


def test_from_a_receipt_only_all_advertising_can_be_stopped(ana, browser):  # its own topic is owed
    receipt = ana.paths(topic="orders").unsubscribe
    assert browser.get(receipt).context["only_topic"] == ""
    browser.post(receipt, {"scope": "topic"})
    assert not may()


def test_a_link_of_years_ago_still_unsubscribes(
    ana, browser, clock, settings
):  # A5.5: no expiry, rotated keys
    old = ana.paths(minted="2019-01-01").unsubscribe
    settings.LINK_KEYS = [b"a new key", *settings.LINK_KEYS]
    browser.post(old, ONE_CLICK)
    assert not may()


@pytest.mark.parametrize("purpose", ["prefs", "feedback", "undo", "confirm", "login"])
def test_a_token_opens_only_what_it_was_made_for(ana, browser, settings, purpose):  # A5.5, E5.1
    token = ana.reader().token(purpose, settings.LINK_KEYS)
    assert browser.post(f"/unsubscribe/{token}", ONE_CLICK).status_code == 404
    assert may()


@pytest.mark.parametrize("path", ["unsubscribe", "you", "feedback"])
def test_a_forged_or_damaged_token_opens_nothing(ana, browser, path, settings):
    good = ana.reader().token(
        {"unsubscribe": "unsub", "you": "prefs", "feedback": "feedback"}[path], settings.LINK_KEYS
    )
    for token in (
        good[:-2],
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        "x",
        sign("unsub", "[]", settings.LINK_KEYS),
        "%00",
    ):
        answer = browser.post(f"/{path}/{token}", ONE_CLICK)
        assert answer.status_code == 404
        assert "no longer good" in answer.content.decode()


def test_no_page_leaks_its_address_or_runs_a_script(ana, browser):  # E1 14.2.1, C6.5
    for path in (ana.unsubscribe, ana.page, ana.feedback, "/unsubscribe/forged"):
        answer = browser.get(path)
        told = {name: answer[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
        assert told == {
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        }
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
        page = answer.content.decode()
        assert "<script" not in page
        assert "style=" not in page
        assert 'src="' not in page


def test_the_page_speaks_the_language_the_customer_stated(ana, browser, clock):
    from regulars.facts.kinds import CustomerKnown
    from regulars.facts.record import record

    record(
        [
            CustomerKnown(
                source="t",
                key="1",
                at=clock.now(),
                storefront="shop",
                customer_id=ana.customer_id,
                language="de-AT",
            )
        ],
        clock.now(),
    )
    page = browser.get(ana.unsubscribe).content.decode()
    assert '<html lang="de">' in page
    assert "Alle Werbung abbestellen" in page

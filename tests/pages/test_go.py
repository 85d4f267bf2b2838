"""Following a link of an offer: on at once, whoever asks; what is noted, and what becomes of it (STANDARDS C6.3, C6.4, E4)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from regulars.delivery import hits, settle
from regulars.delivery.followed import Followed
from regulars.delivery.links import Reader
from regulars.delivery.models import Hit, Outbox, Wording
from regulars.delivery.program_words import words_of
from regulars.facts.kinds import ConsentRecorded, LinkFollowed, MessageOutcome
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.tokens import sign
from tests.pages.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept-Language": "de",
}
SCANNER = {"User-Agent": "python-requests/2.31"}
SHOP_PAGE = "https://shop.example/tea"


@pytest.fixture
def offer(ana, clock):
    """A reminder that Ana's mail server took ten minutes ago, with two links in it."""
    from regulars.delivery.words import wording

    made = wording(
        'subject: x\n---\n<mj-section><mj-column><mj-text><a href="{{ shop.url }}/tea">tea</a> <a href="https://blog.shop.example/x">blog</a>'
        "</mj-text></mj-column></mj-section>",
        "en",
    )
    Wording.objects.create(
        content_hash=made.content_hash, program="reorder", language="en", compiled=made.stored
    )
    return Outbox.objects.create(
        intent="1" * 32, program="reorder", topic="reminders", nature="marketing", about="TEA", occasion="once", customer_id=ana.customer_id,
        mailbox_id=ana.mailbox_id, storefront="shop", language="en", plan_id="p", state="accepted", decided_at=NOON, send_after=NOON,
        expires_at=NOON + timedelta(days=3), purpose="product_information", message_id="<1@shop.example>", dated_at=NOON, accepted_at=NOON - timedelta(minutes=10),
        template=made.content_hash,
    )  # fmt: skip


@pytest.fixture
def follow(browser, offer, settings):
    def followed(number=1, target=SHOP_PAGE, *, headers=BROWSER, method="get", intent=offer.intent):
        token = Followed(intent, number, target).token(settings.LINK_KEYS)
        return getattr(browser, method)(f"/go/{token}", headers=headers)

    return followed


def allow(ana, clock, purpose, action="grant"):
    at = clock.now()
    record(
        [
            ConsentRecorded(
                source="page", key=f"{purpose} {action} {at}", at=at, storefront="shop", customer_id=ana.customer_id, mailbox_id=ana.mailbox_id,
                purpose=purpose, channel="email", scope="shop", action=action, ground="consent", actor="subject", form="page", text_hash="",
                text_version="1", language="en", controls="box", page="", evidence="",
            )
        ],
        at,
    )  # fmt: skip


def told(clock, days=1):
    clock.pass_seconds(days * 86_400)
    hits.settle(clock)
    return [
        (fact.intent, fact.customer_id, fact.number, fact.sign)
        for fact in facts_of(LinkFollowed).order_by("id")
    ]


def test_a_link_leads_on_at_once(follow):  # E4.2
    answer = follow()
    assert (answer.status_code, answer["Location"]) == (302, SHOP_PAGE)
    told = {
        name: answer[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Content-Length")
    }
    assert told == {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "Content-Length": "0",
    }
    assert answer.cookies == {}


def test_without_a_permission_a_day_is_told_of_a_program_and_nobody_is_named(ana, follow, clock):  # C4.7
    follow()
    clock.pass_seconds(60)
    follow(2, "https://blog.shop.example/x")
    assert facts_of(LinkFollowed).count() == 0
    assert told(clock) == [(None, None, 1, "")]
    fact = facts_of(LinkFollowed).get()
    assert (fact.program, fact.at.isoformat(), str(fact.local_date)) == (
        "reorder",
        "2026-09-30T22:00:00+00:00",
        "2026-10-01",
    )
    assert "1" * 32 not in fact.key
    assert not Hit.objects.exists()


def test_with_the_permission_message_and_customer_are_named_minutes_later(ana, follow, clock):
    allow(ana, clock, "profiling")
    follow()
    clock.pass_seconds(60)
    follow(2, "https://blog.shop.example/x")
    clock.pass_seconds(59)
    assert hits.settle(clock) == 0
    clock.pass_seconds(90)
    assert hits.settle(clock) == 1
    fact = facts_of(LinkFollowed).get()
    assert (fact.intent, fact.customer_id, fact.number, fact.at) == ("1" * 32, ana.customer_id, 1, NOON)
    follow()
    assert len(told(clock)) == 1, "a message is followed once, however often its link is pressed"


def test_who_asks_by_gpc_not_to_be_followed_is_only_counted(ana, follow, clock):  # C6.4
    allow(ana, clock, "profiling")
    follow(headers=BROWSER | {"Sec-GPC": "1"})
    assert told(clock) == [(None, None, 1, "")]


@pytest.mark.parametrize("purpose", ["marketing", "profiling", "open_tracking"])
def test_of_who_objected_nothing_is_noted_and_the_link_works(ana, follow, clock, purpose):  # C4.4
    allow(ana, clock, "profiling")
    clock.pass_seconds(1)
    allow(ana, clock, purpose, "withdraw")
    assert follow().status_code == 302
    assert not Hit.objects.exists()


def test_of_the_erased_nothing_is_left(ana, follow, clock, tmp_path, settings):
    from regulars.engine.erase import CARRIES

    follow()
    assert Hit in CARRIES
    Hit.objects.filter(customer_id=ana.customer_id).delete()
    assert told(clock) == []


def test_a_person_three_seconds_after_delivery_is_a_person(follow, offer, clock):  # C6.3
    Outbox.objects.update(accepted_at=NOON - timedelta(seconds=3))
    assert follow().status_code == 302
    assert told(clock) == [(None, None, 1, "")]


@pytest.mark.parametrize(
    ("headers", "sign"),
    [
        (SCANNER, "scanner"),
        (BROWSER | {"User-Agent": "Mozilla/5.0 (compatible; Barracuda Sentinel)"}, "scanner"),
        ({"User-Agent": "Mozilla/5.0"}, "no browser and no language and hasty"),
        ({"User-Agent": BROWSER["User-Agent"]}, "no language and hasty"),
        ({"Accept-Language": "en"}, "no browser and hasty"),
    ],
)
def test_machines_are_told_by_one_sure_sign_or_two_others(follow, offer, clock, headers, sign):  # C6.3
    Outbox.objects.update(accepted_at=NOON - timedelta(seconds=59))
    assert follow(headers=headers).status_code == 302
    assert told(clock) == [(None, None, 1, sign)]


def test_all_links_within_seconds_are_a_machines_even_when_it_looks_like_a_browser(follow, clock):  # C6.3
    follow()
    clock.pass_seconds(9)
    follow(2, "https://blog.shop.example/x")
    assert told(clock) == [(None, None, 1, "all at once")]


def test_a_burst_marks_what_came_before_it(ana, follow, clock):
    allow(ana, clock, "profiling")
    follow()
    clock.pass_seconds(9)
    follow(2, "https://blog.shop.example/x")
    clock.pass_seconds(111)
    assert hits.settle(clock) == 1
    assert facts_of(LinkFollowed).get().sign == "all at once"


def test_one_link_and_our_own_page_within_seconds_are_a_machines(ana, follow, browser, offer, settings):
    """Mails with a single link are scanned as well, and scanners follow the links to our pages, too."""
    from regulars.delivery.links import links

    shop = settings.STOREFRONTS["shop"]
    made = words_of("reorder", "en")
    Wording.objects.create(
        content_hash=made.content_hash, program="reorder", language="en", compiled=made.stored
    )
    Outbox.objects.update(template=made.content_hash)
    reader = Reader(**ana.reader()._asdict() | {"intent": offer.intent})
    unsubscribe = links(shop, reader, settings.LINK_KEYS)["unsubscribe"].removeprefix(shop.url)
    follow()
    assert browser.get(unsubscribe, headers=BROWSER).status_code == 200
    assert told(settings.CLOCK) == [(None, None, 1, "all at once")]


def test_a_scanner_fifty_times_then_a_person(follow, clock):  # E5.4
    for _ in range(50):
        assert follow(headers=SCANNER).status_code == 302
        assert follow(headers=SCANNER, method="head").status_code == 302
    clock.pass_seconds(3_600)
    assert follow().status_code == 302
    assert told(clock) == [(None, None, 1, "scanner"), (None, None, 1, "")]


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}, {"X-Purpose": "preview"}]
)  # fmt: skip
def test_what_is_fetched_ahead_leads_on_and_is_not_noted(follow, headers):
    assert follow(headers=BROWSER | headers).status_code == 302
    assert not Hit.objects.exists()


def test_head_leads_on_and_is_not_noted_and_nothing_else_is_answered(follow):
    assert follow(method="head")["Location"] == SHOP_PAGE
    assert [follow(method=method).status_code for method in ("post", "put", "delete", "options")] == [405] * 4
    assert not Hit.objects.exists()


@pytest.mark.parametrize("purpose", ["unsub", "prefs", "feedback", "form", "seen", "undo"])
def test_tokens_of_another_purpose_lead_nowhere(browser, offer, settings, purpose):  # A5.5, E5.1
    said = bytes.fromhex(offer.intent) + b"\0\1" + SHOP_PAGE.encode()
    answer = browser.get(f"/go/{sign(purpose, said, settings.LINK_KEYS)}")
    assert (answer.status_code, "Location" in answer) == (404, False)
    assert "no longer good" in answer.content.decode()


def test_a_link_is_good_for_no_other_page(
    browser, offer, ana, settings
):  # A5.5: click-tracker token on unsub
    token = Followed(offer.intent, 1, SHOP_PAGE).token(settings.LINK_KEYS)
    for page in ("unsubscribe", "you", "feedback"):
        assert browser.get(f"/{page}/{token}").status_code == 404
        assert browser.post(f"/{page}/{token}", {"List-Unsubscribe": "One-Click"}).status_code == 404


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "\\\\evil.example", "https://shop.example@evil.example", "javascript:alert(1)",
     "https://shop.example/\r\nSet-Cookie: a=b", "https://shop.example\\.evil.example", "https://ѕhop.example"],
)  # fmt: skip
def test_not_even_what_we_signed_leads_elsewhere(follow, target):  # E4.1
    answer = follow(target=target)
    assert (answer.status_code, "Location" in answer) == (404, False)


def test_what_stands_in_the_words_of_that_very_message_is_led_to(follow, offer):
    assert follow(2, "https://blog.shop.example/x")["Location"] == "https://blog.shop.example/x"
    assert follow(2, "https://blog.shop.example/x", intent="2" * 32).status_code == 404


def test_no_address_is_taken_from_the_query(browser, offer, settings):
    token = Followed(offer.intent, 1, SHOP_PAGE).token(settings.LINK_KEYS)
    assert browser.get(f"/go/{token}?url=https://evil.example&next=//evil.example")["Location"] == SHOP_PAGE


def test_a_link_leads_on_when_nothing_can_be_noted(follow, monkeypatch):  # E4.2: without a database
    def broken(*_, **__):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(hits, "note", broken)
    assert follow()["Location"] == SHOP_PAGE


def test_a_link_of_years_ago_leads_on(follow, offer, settings, clock):  # E4.2
    Outbox.objects.all().delete()
    settings.LINK_KEYS = [b"a new key", *settings.LINK_KEYS]
    token = Followed(offer.intent, 1, SHOP_PAGE).token(settings.LINK_KEYS[1:])
    from django.test import Client

    assert Client().get(f"/go/{token}", headers=BROWSER)["Location"] == SHOP_PAGE
    assert not Hit.objects.exists()


def test_service_mail_is_not_measured_however_its_link_came_about(follow, offer):
    Outbox.objects.update(nature="service")
    assert follow().status_code == 302
    assert not Hit.objects.exists()


def test_a_followed_link_proves_that_its_mail_arrived(follow, offer, clock):  # A8.3
    Outbox.objects.update(state="uncertain", dated_at=NOON, accepted_at=None, doubts=1)
    assert settle.reconcile(clock.now()) == 0
    follow()
    assert settle.reconcile(clock.now()) == 1
    assert facts_of(MessageOutcome).get().outcome == "accepted"

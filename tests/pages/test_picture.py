"""Asking for a mail's picture: one dot for whoever asks; what is kept of it, and of whom (STANDARDS C6.1, C6.3, C6.4)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.delivery import hits, openings, settle
from regulars.delivery.followed import Followed
from regulars.delivery.models import Hit, Opening, Outbox
from regulars.delivery.picture import token
from regulars.facts.kinds import AddressSuppressed, LinkFollowed, MessageOutcome
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.kernel.tokens import sign
from tests.pages.conftest import NOON
from tests.pages.test_go import BROWSER, SCANNER, SHOP_PAGE, allow, offer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
__all__ = ["offer"]
APPLE = {"User-Agent": "Mozilla/5.0"}
GOOGLE = {
    "User-Agent": "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"
}
YAHOO = {"User-Agent": "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html"}
OUTLOOK = {"User-Agent": "Mozilla/4.0 (compatible; ms-office; MSOffice 16)"}


@pytest.fixture
def ask(browser, offer, settings):
    """Asks for the picture of the offer, or of another message."""

    def asked(headers=BROWSER, *, method="get", intent=offer.intent):
        return getattr(browser, method)(f"/picture/{token(intent, settings.LINK_KEYS)}", headers=headers)

    return asked


@pytest.fixture
def seen(ana, clock):
    """Ana lets us see whether she opens our mail."""
    allow(ana, clock, "open_tracking")
    clock.pass_seconds(1)
    return ana


def kept(clock):
    """What is kept two minutes later."""
    clock.pass_seconds(121)
    hits.settle(clock)
    return [(row.intent[:1], row.via, row.sign) for row in Opening.objects.order_by("at", "id")]


def another(offer, number):
    """One more offer to Ana."""
    said = {name: value for name, value in vars(offer).items() if not name.startswith("_")}
    return Outbox.objects.create(**said | {"intent": f"{number}" * 32, "about": f"T{number}"})


def test_the_answer_is_one_transparent_dot_that_nobody_keeps(seen, ask):
    answer = ask()
    assert (answer.status_code, answer["Content-Type"], len(answer.content)) == (200, "image/gif", 42)
    assert answer.content[:10] == b"GIF89a\1\0\1\0"
    told = {
        name: answer[name]
        for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Cross-Origin-Resource-Policy")
    }
    assert told == {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    assert answer.cookies == {}


def test_a_person_who_allows_it_opened_it_once(seen, ask, clock):
    for _ in range(3):
        ask()
        clock.pass_seconds(20)
    assert kept(clock) == [("1", "", "")]
    row = Opening.objects.get()
    assert (row.customer_id, row.mailbox_id, row.at) == (
        seen.customer_id,
        seen.mailbox_id,
        NOON + timedelta(seconds=1),
    )
    ask()
    assert not Hit.objects.exists(), "what is known is not noted again"
    assert facts_of(LinkFollowed).count() == 0


@pytest.mark.parametrize("said", [[], ["withdraw"], ["grant", "withdraw"], ["request"], ["claim"]])
def test_of_all_others_nothing_is_noted_and_the_answer_is_the_same(ana, ask, clock, said):
    for each in said:
        allow(ana, clock, "open_tracking", each)
        clock.pass_seconds(1)
    answer = ask()
    assert (answer.status_code, len(answer.content)) == (200, 42)
    assert not Hit.objects.exists()
    assert kept(clock) == []


def test_taken_back_between_sending_and_opening_nothing_is_noted(seen, ask, clock):
    allow(seen, clock, "open_tracking", "withdraw")
    ask()
    assert not Hit.objects.exists()


def test_taken_back_between_opening_and_keeping_nothing_is_kept(seen, ask, clock):
    ask()
    clock.pass_seconds(60)
    allow(seen, clock, "open_tracking", "withdraw")
    assert kept(clock) == []
    assert not Hit.objects.exists()


@pytest.mark.parametrize("scope", ["all", "marketing"])
def test_nothing_is_noted_of_a_mailbox_that_is_closed(seen, ask, clock, scope):
    record(
        [AddressSuppressed(source="t", key="1", at=clock.now(), storefront="shop", mailbox_id=seen.mailbox_id, scope=scope, cause="hard")],
        clock.now(),
    )  # fmt: skip
    ask()
    assert not Hit.objects.exists()


def test_taken_back_afterwards_it_counts_no_more_and_is_deleted(seen, ask, clock):
    ask()
    assert kept(clock) == [("1", "", "")]
    assert openings.forget(clock.now()) == 0
    allow(seen, clock, "open_tracking", "withdraw")
    assert not openings.allowed(clock.now()).exists()
    assert openings.forget(clock.now()) == 1


def test_after_thirteen_months_it_is_deleted(seen, ask, clock):
    ask()
    kept(clock)
    at = Opening.objects.get().at
    assert openings.forget(at.replace(year=2027, month=10, day=31)) == 0
    assert openings.forget(at.replace(year=2027, month=11, day=1)) == 1


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    ("headers", "via", "sign"),
    [
        (BROWSER, "", ""),
        (OUTLOOK, "", ""),
        (GOOGLE, "google", ""),
        (YAHOO, "yahoo", ""),
        (APPLE, "apple", "apple"),
        (SCANNER, "", "scanner"),
        (BROWSER | {"User-Agent": "Mozilla/5.0 (compatible; Barracuda Sentinel)"}, "", "scanner"),
        ({}, "", "no browser and no language"),
    ],
)
def test_who_asked_is_told_by_how(ask, clock, headers, via, sign):  # C6.3
    ask(headers)
    assert kept(clock) == [("1", via, sign)]


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    ("headers", "seconds", "sign"),
    [
        (BROWSER, 9, "too soon"),
        (BROWSER, 11, ""),
        (GOOGLE, 9, "too soon"),
        (GOOGLE, 59, "google and hasty"),
        (GOOGLE, 61, ""),
        (OUTLOOK, 59, "no language and hasty"),
    ],
)
def test_within_seconds_of_its_arrival_a_machine_opens_it(ask, clock, headers, seconds, sign):
    Outbox.objects.update(accepted_at=clock.now() - timedelta(seconds=seconds))
    ask(headers)
    assert [each[2] for each in kept(clock)] == [sign]


def test_many_mails_at_once_nobody_reads(seen, ask, offer, clock):
    for number in (2, 3, 4):
        another(offer, number)
    ask(intent="1" * 32)
    clock.pass_seconds(60)
    for number in (2, 3, 4):
        ask(intent=f"{number}" * 32)
        clock.pass_seconds(4)
    assert kept(clock) == [("1", "", ""), *((f"{number}", "", "many at once") for number in (2, 3, 4))]


def test_a_burst_is_judged_whole_when_it_is_settled_bit_by_bit(seen, ask, offer, clock):
    for number in (2, 3):
        another(offer, number)
    for number in (1, 2, 3):
        ask(intent=f"{number}" * 32)
        clock.pass_seconds(4)
    clock.pass_seconds(108)
    for _ in range(5):
        hits.settle(clock)
        clock.pass_seconds(4)
    assert [each[2] for each in kept(clock)] == ["many at once"] * 3


def test_two_mails_one_after_the_other_somebody_reads(seen, ask, offer, clock):
    another(offer, 2)
    ask()
    clock.pass_seconds(4)
    ask(intent="2" * 32)
    assert kept(clock) == [("1", "", ""), ("2", "", "")]


def test_who_opens_and_follows_a_link_at_once_is_a_person(seen, ask, browser, clock, settings):
    allow(seen, clock, "profiling")
    ask()
    clock.pass_seconds(3)
    browser.get(f"/go/{Followed('1' * 32, 1, SHOP_PAGE).token(settings.LINK_KEYS)}", headers=BROWSER)
    assert kept(clock) == [("1", "", "")]
    assert facts_of(LinkFollowed).get().sign == ""


def test_who_opens_and_follows_all_links_at_once_is_a_machine(seen, ask, browser, clock, settings):
    ask()
    clock.pass_seconds(3)
    for number, target in ((1, SHOP_PAGE), (2, "https://blog.shop.example/x")):
        browser.get(f"/go/{Followed('1' * 32, number, target).token(settings.LINK_KEYS)}", headers=BROWSER)
    assert kept(clock) == [("1", "", "all at once")]


def test_a_burst_of_links_marks_what_came_after_its_beginning(ana, browser, offer, clock, settings):
    allow(ana, clock, "profiling")
    for number, target in ((1, SHOP_PAGE), (2, "https://blog.shop.example/x")):
        browser.get(f"/go/{Followed('1' * 32, number, target).token(settings.LINK_KEYS)}", headers=BROWSER)
        clock.pass_seconds(9)
    clock.pass_seconds(103)
    for _ in range(4):
        hits.settle(clock)
        clock.pass_seconds(9)
    assert [fact.sign for fact in facts_of(LinkFollowed)] == ["all at once"]


def test_a_machine_first_and_a_person_later_are_both_known(seen, ask, clock):
    ask(APPLE)
    assert kept(clock) == [("1", "apple", "apple")]
    ask()
    assert kept(clock) == [("1", "apple", "apple"), ("1", "", "")]


@pytest.mark.parametrize("headers", [{"Sec-GPC": "1"}, {"Sec-Purpose": "prefetch"}, {"Purpose": "preview"}])
def test_who_asks_not_to_be_followed_or_looks_ahead_is_not_noted(seen, ask, headers):  # C6.4
    assert ask(BROWSER | headers).status_code == 200
    assert not Hit.objects.exists()


def test_head_shows_the_dot_and_notes_nothing_and_nothing_else_is_answered(seen, ask):
    assert ask(method="head")["Content-Type"] == "image/gif"
    assert [ask(method=method).status_code for method in ("post", "put", "delete", "options")] == [405] * 4
    assert not Hit.objects.exists()


@pytest.mark.parametrize("purpose", ["unsub", "prefs", "go", "go from", "open", "form"])
def test_forged_tokens_get_the_same_dot_and_note_nothing(seen, browser, offer, settings, purpose):  # A5.5
    answer = browser.get(
        f"/picture/{sign(purpose, bytes.fromhex(offer.intent), settings.LINK_KEYS)}", headers=BROWSER
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
    assert not Hit.objects.exists()


def test_a_picture_is_good_for_no_page(browser, offer, settings):
    said = token(offer.intent, settings.LINK_KEYS)
    for page in ("unsubscribe", "you", "feedback", "go"):
        assert browser.get(f"/{page}/{said}").status_code == 404
    assert browser.get(f"/go/{said}.{said}").status_code == 404


def test_its_address_names_nobody(ana, settings):
    assert len(token("1" * 32, settings.LINK_KEYS)) == 43  # the message's random name and its signature


def test_of_service_mail_and_of_unknown_messages_nothing_is_noted(seen, ask):
    Outbox.objects.update(nature="service")
    ask()
    ask(intent="9" * 32)
    assert not Hit.objects.exists()


def test_the_dot_is_shown_when_nothing_can_be_noted(seen, ask, monkeypatch):
    def broken(*_, **__):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(hits, "note_opened", broken)
    assert ask().status_code == 200


def test_it_proves_that_its_mail_arrived(seen, ask, clock):  # A8.3
    Outbox.objects.update(state="uncertain", dated_at=NOON, accepted_at=None, doubts=1)
    ask()
    assert settle.reconcile(clock.now()) == 1
    assert facts_of(MessageOutcome).get().outcome == "accepted"
    assert kept(clock) == [("1", "", "")], "that we learned of its arrival just now makes nobody a machine"


def test_what_is_counted_are_the_mails_that_may_tell(seen, ask, offer, clock):
    """Of four mails, one without the picture and one to somebody who has taken it back since, two may tell."""
    from regulars.delivery.models import Wording
    from regulars.delivery.program_words import words_of

    made = words_of("reorder", "en").with_picture
    Wording.objects.create(
        content_hash=made.content_hash, program="reorder", language="en", compiled=made.stored
    )
    for number in (2, 3, 4):
        another(offer, number)
    carrying = Outbox.objects.exclude(intent="1" * 32)
    carrying.update(template=made.content_hash)
    Outbox.objects.filter(intent="4" * 32).update(mailbox_id=seen.mailbox_id + 1)
    ask(APPLE, intent="2" * 32)
    ask(intent="2" * 32)
    clock.pass_seconds(30)
    ask(APPLE, intent="3" * 32)
    assert len(kept(clock)) == 3
    since = NOON - timedelta(days=30)
    assert openings.by_program(since, clock.now()) == {
        "reorder": openings.Opened(people=1, machines=1, told=2)
    }
    allow(seen, clock, "open_tracking", "withdraw")
    assert openings.by_program(since, clock.now()) == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["yes", "no", "open", "settle", "forget"]), max_size=12))
def test_in_whatever_order_an_open_is_known_only_under_a_yes_that_never_ended_unseen(seen, ask, clock, story):
    """The rule: a yes holds when the picture is asked for, when that is kept, whenever what is over is forgotten, and now."""
    Hit.objects.all().delete()
    Opening.objects.all().delete()
    clock.pass_seconds(200)
    allow(seen, clock, "open_tracking", "withdraw")
    may = waiting = known = False
    for step in story:
        clock.pass_seconds(200)
        if step in ("yes", "no"):
            may = step == "yes"
            allow(seen, clock, "open_tracking", "grant" if may else "withdraw")
        elif step == "open":
            ask()
            waiting = waiting or (may and not known)
        elif step == "settle":
            hits.settle(clock)
            known, waiting = known or (waiting and may), False
        else:
            openings.forget(clock.now())
            known = known and may
        assert openings.allowed(clock.now()).exists() == (known and may)

"""Each purpose by e-mail and by post is given and taken back alone, with the words that were shown; more than now is asked for inside (STANDARDS C1, C2)."""

from datetime import timedelta
from itertools import product

import pytest
from django.conf import settings as django_settings

from regulars.delivery.links import links
from regulars.delivery.models import Outbox
from regulars.facts import asking, chain
from regulars.facts.kinds import ConsentRecorded, CustomerKnown
from regulars.facts.models import Letter, Requested, Standing, Witness, facts_of
from regulars.facts.record import record
from regulars.facts.standing import may_send_each, permits
from regulars.kernel.language import SHIPPED
from regulars.kernel.often import OFTEN
from regulars.kernel.purposes import ADVERTISING, CHANNELS, MARKETING, OPEN_TRACKING, PURPOSES, TITLES, ways
from regulars.pages.choices import topics
from regulars.pages.speech import speech
from tests.pages.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def in_germany(ana, clock):
    """Where a yes by e-mail has to be confirmed."""
    at = NOON - timedelta(days=1)
    record(
        [
            CustomerKnown(
                source="api", key="moved", at=at, storefront="shop", customer_id=ana.customer_id, country="DE"
            )
        ],
        clock.now(),
    )
    return ana


def said():
    """What was recorded after the checkout: action, purpose, channel."""
    return list(facts_of(ConsentRecorded).order_by("id").values_list("action", "purpose", "channel"))[1:]


def held(browser, path):
    """What the page says holds, by wish."""
    sections = {each["template"]: each["part"] for each in browser.get(path).context["sections"]}
    purposes = sections["pages/permissions.html"]["purposes"]
    return {way["name"]: way["holds"] for purpose in purposes for way in purpose["ways"]}


def mail_to(ana, purpose, clock):
    return may_send_each({(ana.mailbox_id, purpose)}, clock.now())[ana.mailbox_id, purpose]


def confirm_link(ana):
    [row] = Requested.objects.all()
    made = links(
        django_settings.STOREFRONTS["shop"], ana.reader(intent=row.intent), django_settings.LINK_KEYS
    )
    return made["confirm"].removeprefix("https://shop.example")


def test_the_page_asks_for_every_purpose_by_every_way_with_why_and_how(ana, browser):
    page = ana.inside().get("/you").content.decode()
    for purpose, channel in product(PURPOSES, CHANNELS):
        assert (f'name="{purpose}-{channel}"' in page) == (channel in ways(purpose))
        if channel in ways(purpose):
            words = asking.asking(purpose, channel, "en")
            assert words.how in page
            assert words.why in page
            assert words.yes.replace("{shop}", "Tee &amp; Kanne") in page


def test_a_checkout_s_yes_to_advertising_is_a_yes_to_each_kind_of_mail_and_to_nothing_else(ana, browser):
    assert held(browser, ana.page) == {
        "newsletter-email": "yes", "promotions-email": "yes", "product_information-email": "yes", "open_tracking-email": "no",
        "profiling-email": "yes", "newsletter-post": "yes", "promotions-post": "yes", "product_information-post": "yes", "profiling-post": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    "wish", ["newsletter-email", "promotions-post", "profiling-email", "product_information-email"]
)
def test_a_mailed_link_takes_one_back_and_leaves_the_others(ana, browser, clock, wish):
    before = held(browser, ana.page)
    answer = browser.post(ana.page, {wish: "no"})
    assert answer.status_code == 200
    assert said() == [("withdraw", *wish.split("-"))]
    assert held(browser, ana.page) == before | {wish: "no"}
    browser.post(ana.page, {wish: "yes"})
    assert len(said()) == 1  # a mail in anybody's hand gives nothing
    refused = {purpose: mail_to(ana, purpose, clock) for purpose in ADVERTISING}
    assert refused == {
        purpose: "no_consent" if wish == f"{purpose}-email" else None for purpose in ADVERTISING
    }


def test_what_is_given_inside_is_kept_with_the_exact_words(ana, clock):
    ana.inside().post({"open_tracking-email": "yes"})
    fact = facts_of(ConsentRecorded).order_by("id").last()
    assert (fact.action, fact.purpose, fact.ground, fact.text_version, fact.form, fact.page) == (
        "grant", "open_tracking", "consent", "2", "your page", "/you",
    )  # fmt: skip
    shown = asking.text_of(fact.text_hash)
    assert shown.startswith("Yes, Tee & Kanne may see whether I open its mail.")
    assert "A tiny picture in our advertising mail" in shown
    assert permits(ana.mailbox_id, OPEN_TRACKING, clock.now())


@pytest.mark.parametrize("wish", ["newsletter-email", "profiling-post"])
def test_undo_brings_back_what_was_taken_back_without_asking_anew(in_germany, browser, clock, wish):
    ana = in_germany
    undo = {"undo": browser.post(ana.page, {wish: "no"}).context["undo"]}
    clock.pass_seconds(1)
    browser.post(ana.page, undo)
    assert held(browser, ana.page)[wish] == "yes"
    assert not Requested.objects.exists()


def test_stopping_everything_ends_each_of_them_and_undo_brings_back_no_more_than_held(ana, browser, clock):
    ana.inside().post({"open_tracking-email": "yes", "newsletter-email": "no"})
    before = held(browser, ana.page)
    clock.pass_seconds(5)
    undo = {"undo": browser.post(ana.page, {"advertising": "no"}).context["undo"]}
    assert {mail_to(ana, purpose, clock) for purpose in ADVERTISING} == {"no_consent"}
    assert not permits(ana.mailbox_id, OPEN_TRACKING, clock.now())
    clock.pass_seconds(5)
    browser.post(ana.page, undo)
    assert held(browser, ana.page) == before


def test_who_stopped_everything_and_allowed_one_again_can_stop_everything_again(ana, browser, clock):
    browser.post(ana.page, {"advertising": "no"})
    clock.pass_seconds(1)
    ana.inside().post({"newsletter-email": "yes"})
    assert [mail_to(ana, purpose, clock) for purpose in ADVERTISING] == [None, "no_consent", "no_consent"]
    clock.pass_seconds(1)
    browser.post(ana.unsubscribe, {"List-Unsubscribe": "One-Click"})
    assert mail_to(ana, "newsletter", clock) == "no_consent"


def test_a_yes_that_must_be_confirmed_counts_from_the_button_on_and_not_from_looking(
    in_germany, browser, clock
):  # C2.2, C2.3
    ana = in_germany
    answer = ana.inside().post({"open_tracking-email": "yes", "promotions-post": "no"})
    assert answer.context["changes"][-1].endswith("we sent you a mail. It counts once you confirm it there.")
    assert said() == [("withdraw", "promotions", "post")]
    link = confirm_link(ana)
    for _ in range(3):
        assert "A tiny picture in our advertising mail" in browser.get(link).content.decode()
        browser.head(link)
    assert not permits(ana.mailbox_id, OPEN_TRACKING, clock.now())
    clock.pass_seconds(3600)
    assert "Confirmed" in browser.post(link, REMOTE_ADDR="203.0.113.77").content.decode()
    assert permits(ana.mailbox_id, OPEN_TRACKING, clock.now())
    request, confirm = facts_of(ConsentRecorded).filter(purpose="open_tracking").order_by("id")
    [mail] = Outbox.objects.filter(program="confirm")
    assert (request.action, request.at, request.form, request.evidence) == (
        "request",
        NOON,
        "your page",
        mail.intent,
    )
    assert (confirm.action, confirm.at, confirm.evidence) == (
        "confirm",
        NOON + timedelta(hours=1),
        mail.intent,
    )
    assert Witness.objects.get(consent_key=confirm.key).ip == "203.0.113.0/24"
    assert list(chain.breaks()) == []
    browser.post(link)
    assert (Requested.objects.count(), len(said())) == (0, 3)


def test_the_mail_that_asks_is_service_without_advertising_and_comes_once_a_day(in_germany, clock):  # C2.1
    ana = in_germany
    for wishes in ({"open_tracking-email": "yes"}, {"open_tracking-email": "yes"}):
        ana.inside().post(wishes)
    [mail] = Outbox.objects.filter(program="confirm")
    assert (mail.nature, mail.purpose, mail.state) == ("service", "service", "planned")
    assert '"wishes": ["Seeing whether you open our mail"]' in Letter.objects.get(intent=mail.intent).values
    clock.pass_seconds(24 * 3600 + 1)
    ana.inside().post({"open_tracking-email": "yes"})
    assert Outbox.objects.filter(program="confirm").count() == 2


def test_a_link_older_than_seven_days_confirms_nothing(in_germany, browser, clock):
    in_germany.inside().post({"open_tracking-email": "yes"})
    link = confirm_link(in_germany)
    clock.pass_seconds(7 * 86_400)
    assert "nothing to confirm" in browser.post(link).content.decode()
    assert said() == []


@pytest.mark.parametrize(
    "stop", [{"advertising": "no"}, {"open_tracking-email": "no", "was-open_tracking-email": "yes"}]
)
def test_who_says_no_before_confirming_cannot_be_confirmed_any_more(in_germany, browser, clock, stop):
    ana = in_germany
    ana.inside().post({"open_tracking-email": "yes"})
    link = confirm_link(ana)
    if "advertising" in stop:
        browser.post(ana.page, stop)
        browser.post(link)
        assert not permits(ana.mailbox_id, OPEN_TRACKING, clock.now())
        assert Standing.objects.filter(may=True).count() == 0
    else:
        browser.post(link)
        clock.pass_seconds(1)
        browser.post(ana.page, stop)
        assert not permits(ana.mailbox_id, OPEN_TRACKING, clock.now())


def test_allowing_all_advertising_again_waits_for_its_mailbox_too(in_germany, browser, clock):
    ana = in_germany
    browser.post(ana.page, {"advertising": "no"})
    clock.pass_seconds(1)
    answer = ana.inside().post({"advertising": "yes"})
    assert "we sent you a mail" in answer.content.decode()
    assert mail_to(ana, "newsletter", clock) == "no_consent"
    clock.pass_seconds(1)
    browser.post(confirm_link(ana))
    assert mail_to(ana, "newsletter", clock) is None


def test_in_france_a_yes_ends_after_three_years(ana, clock):  # C1.7
    at = NOON - timedelta(days=1)
    record(
        [
            CustomerKnown(
                source="api", key="moved", at=at, storefront="shop", customer_id=ana.customer_id, country="FR"
            )
        ],
        clock.now(),
    )
    ana.inside().post({"open_tracking-email": "yes"})
    assert permits(ana.mailbox_id, OPEN_TRACKING, NOON.replace(year=2029) - timedelta(seconds=1))
    assert not permits(ana.mailbox_id, OPEN_TRACKING, NOON.replace(year=2029))


@pytest.mark.parametrize("language", SHIPPED)
def test_every_topic_choice_and_permission_is_written_in_every_language(language):
    said = speech(language)
    titles = [titles[language] for titles in (TITLES[purpose] for purpose in (*PURPOSES, MARKETING))]
    asked = [asking.asking(purpose, channel, language) for purpose in PURPOSES for channel in ways(purpose)]
    sentences = [text for each in asked for text in (each.why, each.how, each.yes)]
    assert set(topics()) <= set(said["topics"])
    assert set(said["often"]) == set(OFTEN)
    assert all(text.strip() for text in (*said["topics"].values(), *said["often"].values(), *titles))
    assert all(text.endswith(".") for text in sentences)
    assert len({(each.yes, each.how) for each in asked}) == len(asked)

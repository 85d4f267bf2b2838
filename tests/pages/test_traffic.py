"""What a choice will mean, told from the mails that came lately."""

from datetime import date, timedelta

import pytest

from regulars.facts.kinds import MessageDecided, MessageOutcome
from regulars.facts.record import record
from regulars.pages.traffic import Mail, Traffic, would_have_come
from tests.pages.conftest import NOON


def on(*days, topic="offers"):
    return [Mail(topic, date(2026, 9, day)) for day in days]


OFTEN = [*on(1, 4, 8, 15), Mail("reminders", date(2026, 9, 16)), *on(30), Mail("offers", date(2026, 10, 1))]


@pytest.mark.parametrize(
    ("often", "at_most", "came"),
    [
        ({}, None, OFTEN),
        ({"offers": "everything"}, None, OFTEN),
        ({"offers": "weekly"}, None, [OFTEN[n] for n in (0, 2, 3, 4, 5)]),
        ({"offers": "monthly"}, None, [OFTEN[n] for n in (0, 4, 6)]),
        ({"offers": "important"}, None, [OFTEN[n] for n in (0, 4)]),
        ({"offers": "never"}, None, [OFTEN[4]]),
        ({}, 2, [OFTEN[n] for n in (0, 1, 6)]),
        ({"offers": "never", "reminders": "never"}, 2, []),
        ({"offers": "weekly"}, 2, [OFTEN[n] for n in (0, 2, 6)]),
    ],
)
def test_the_mails_that_a_choice_would_have_let_through(often, at_most, came):
    assert would_have_come(OFTEN, often, at_most) == came


@pytest.mark.parametrize(("days", "a_month"), [(29, None), (30, 3.0), (90, 1.0), (180, 0.5)])
def test_mails_a_month_are_told_once_there_was_a_month(days, a_month):
    assert Traffic((), days).a_month(on(1, 2, 3)) == a_month


@pytest.fixture
def mailed(ana, clock):
    """Ana was sent marketing so many days ago."""

    def send(*ago, topic="offers", outcome=None, nature="marketing"):
        for days in ago:
            at, intent = NOON - timedelta(days=days), f"{topic} {nature} {outcome} {days}"
            same = {"source": "engine", "at": at, "storefront": "shop", "customer_id": ana.customer_id, "intent": intent,
                    "program": "win_back", "nature": nature}  # fmt: skip
            decided = MessageDecided(
                **same,
                key=intent,
                topic=topic,
                about="customer",
                occasion=str(days),
                mailbox_id=ana.mailbox_id,
                currency="EUR",
                worth_minor=10,
            )
            became = MessageOutcome(**same, key=f"{intent} became", outcome=outcome or "accepted")
            record([decided, became], at)

    return send


def how_often(answer):
    return answer.context["sections"][0]["part"]


def means(answer):
    """What each choice is said to mean, where anything is."""
    return {
        f"{topic['name']} {o['key']}": o["means"]
        for topic in how_often(answer)["topics"]
        for o in topic["often"]
        if o["means"]
    }


def test_a_page_says_what_came_lately_and_what_fewer_would_be(ana, mailed):
    """Ordered 30 days ago; four offers and one reminder since."""
    mailed(25, 20, 17, 5)
    mailed(12, topic="reminders")
    answer = ana.inside().get()
    assert (
        how_often(answer)["lately"]
        == "Lately you had about 5 a month from us, not counting mail about your orders."
    )
    assert means(answer) == {
        "topic-offers weekly": "about 3 a month",
        "topic-offers monthly": "about 1 a month",
        "topic-offers important": "about 1 a month",
    }


def test_whoever_merely_holds_a_mail_is_told_nothing_of_what_came(ana, browser, mailed):
    mailed(25, 20, 17, 5)
    answer = browser.get(ana.page)
    assert (how_often(answer)["lately"], means(answer)) == ("", {})
    answer = browser.post(ana.page, {"topic-offers": "monthly"})
    assert answer.context["changes"] == ("Offers and news: At most monthly (was: Whenever it may help)",)


def test_a_choice_is_answered_with_what_it_means(ana, mailed):
    mailed(25, 20, 17, 5)
    mailed(12, topic="reminders")
    inside = ana.inside()
    *_, means = inside.post({"topic-offers": "monthly"}).context["changes"]
    assert means == "Going by your mail lately, that means about 2 a month instead of about 5."
    *_, means = inside.post({"topic-offers": "never", "topic-reminders": "never"}).context["changes"]
    assert means == "Going by your mail lately, that means none a month instead of about 2."


def test_nobody_is_told_what_more_would_mean(ana, mailed):
    """What a looser choice would have let through never came, so it cannot be counted."""
    mailed(25, 20, 17, 5)
    inside = ana.inside()
    inside.post({"limit": "1"})
    assert inside.post({"limit": "none"}).context["changes"] == (
        "All mails together: As many as may help (was: At most 1 a month)",
    )


def test_nothing_is_told_after_too_short_a_time_or_without_mail(ana, mailed):
    answer = ana.inside().get()
    assert (how_often(answer)["lately"], means(answer)) == ("", {})


def test_receipts_and_what_came_to_nothing_are_not_counted(ana, mailed):
    mailed(25, 20, outcome="expired")
    mailed(24, 19, nature="service", topic="orders")
    mailed(11)
    assert how_often(ana.inside().get())["lately"].startswith("Lately you had about 1 a month")

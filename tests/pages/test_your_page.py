"""The customer's own page: what they choose holds from now on, is told back, and can be taken back."""

import re
from datetime import date, timedelta

import pytest

from regulars.facts.kinds import ConsentRecorded, LimitSet, PreferenceSet
from regulars.facts.models import Standing, facts_of
from regulars.kernel.language import SHIPPED
from regulars.pages.sections import SECTIONS
from regulars.pages.speech import speech

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(ana):
    """Ana's page after a fresh link."""
    return ana.inside()


def preferences():
    rows = facts_of(PreferenceSet).order_by("id")
    return list(rows.values_list("topic", "sensitivity", "paused_until"))


def how_often(answer):
    return answer.context["sections"][0]["part"]


def held(answer):
    """The choice that is ticked, by topic."""
    return {topic["name"].removeprefix("topic-"): topic["holds"] for topic in how_often(answer)["topics"]}


def test_every_topic_that_advertises_can_be_chosen_about(ana, browser):
    answer = browser.get(ana.page)
    assert held(answer) == {"feedback": "everything", "offers": "everything", "reminders": "everything"}
    assert answer.content.decode().count('value="everything" checked') == 3


def test_only_what_changed_is_recorded_and_told(ana, browser):
    said = {
        "topic-feedback": "everything",
        "topic-offers": "never",
        "topic-reminders": "monthly",
        "pause": "",
    }
    answer = browser.post(ana.page, said)
    assert preferences() == [("offers", "never", None), ("reminders", "monthly", None)]
    assert answer.context["changes"] == (
        "Offers and news: Never (was: Whenever it may help)",
        "Reminders of things that run out: At most monthly (was: Whenever it may help)",
    )
    assert held(browser.get(ana.page)) == {
        "feedback": "everything",
        "offers": "never",
        "reminders": "monthly",
    }


def test_undo_brings_back_what_held_before(ana, browser):
    browser.post(ana.page, {"topic-offers": "weekly"})
    answer = browser.post(ana.page, {"topic-offers": "never", "pause": "2026-12-01"})
    browser.post(ana.page, {"undo": answer.context["undo"]})
    now = browser.get(ana.page)
    assert held(now)["offers"] == "weekly"
    assert how_often(now)["pause"] == ""


def test_a_pause_holds_for_every_topic_and_keeps_the_choices(ana, browser):
    browser.post(ana.page, {"topic-offers": "weekly"})
    answer = browser.post(ana.page, {"pause": "2026-12-01"})
    until = date(2026, 12, 1)
    assert sorted(preferences()[1:]) == [
        ("feedback", "everything", until),
        ("offers", "weekly", until),
        ("reminders", "everything", until),
    ]
    assert answer.context["changes"] == ("Silence until: 1 December 2026 (was: none)",)


def test_a_pause_that_is_over_is_not_shown(ana, browser, clock):
    browser.post(ana.page, {"pause": "2026-10-03"})
    clock.pass_seconds(3 * 24 * 3600)
    assert how_often(browser.get(ana.page))["pause"] == ""


@pytest.mark.parametrize("day", ["2026-10-01", "2020-01-01", "2040-01-01", "soon", "20261201", "2026-W49-2"])
def test_a_day_nobody_can_pause_until_changes_nothing(ana, browser, day):
    answer = browser.post(ana.page, {"pause": day, "topic-offers": "never"})
    assert "Please choose a day between tomorrow and two years from now." in answer.content.decode()
    assert preferences() == []


def limits():
    return list(facts_of(LimitSet).order_by("id").values_list("at_most", flat=True))


def test_a_limit_for_all_mails_together_is_recorded_told_and_taken_back(ana, browser):
    assert how_often(browser.get(ana.page))["limit"]["holds"] == "none"
    answer = browser.post(ana.page, {"limit": "2"})
    assert limits() == [2]
    assert answer.context["changes"] == ("All mails together: At most 2 a month (was: As many as may help)",)
    assert how_often(browser.get(ana.page))["limit"]["holds"] == "2"
    browser.post(ana.page, {"undo": answer.context["undo"]})
    assert limits() == [2, None]
    assert preferences() == []


@pytest.mark.parametrize("limit", ["2", "", "-1", "0", "7", "many"])
def test_the_same_limit_and_limits_nobody_offers_change_nothing(ana, browser, limit):
    browser.post(ana.page, {"limit": "2"})
    answer = browser.post(ana.page, {"limit": limit})
    assert "Nothing was changed." in answer.content.decode()
    assert answer.context["undo"] == ""
    assert limits() == [2]


def test_looking_sets_no_limit(ana, browser):
    browser.get(ana.page, {"limit": "1"})
    browser.head(ana.page)
    assert limits() == []


def test_words_nobody_offers_are_not_taken(ana, browser):
    browser.post(ana.page, {"topic-offers": "hourly", "topic-orders": "never", "topic-unknown": "never"})
    assert preferences() == []


def test_all_advertising_can_be_stopped_from_a_mail_and_allowed_again_inside(ana, browser, inside, clock):
    browser.post(ana.page, {"advertising": "no"})
    assert not Standing.objects.get(purpose="marketing").may
    assert "may send me advertising by e-mail" not in browser.get(ana.page).content.decode()
    assert "Yes, Tee &amp; Kanne may send me advertising by e-mail" in inside.get().content.decode()
    clock.pass_seconds(1)
    inside.post({"advertising": "yes"})
    assert Standing.objects.get(purpose="marketing").may
    assert list(facts_of(ConsentRecorded).order_by("id").values_list("action", "form"))[1:] == [
        ("withdraw", "your page"),
        ("grant", "your page"),
    ]


def test_a_link_works_for_a_year_and_then_says_what_to_do(ana, browser, clock):
    clock.pass_seconds(timedelta(days=400).total_seconds())
    assert browser.get(ana.page).status_code == 200
    clock.pass_seconds(timedelta(days=1).total_seconds())
    answer = browser.get(ana.page)
    assert answer.status_code == 404
    assert "use the link in a newer mail" in answer.content.decode()


def test_an_erased_customer_leaves_no_new_traces(ana, browser):
    from regulars.facts.models import Person

    Person.objects.all().delete()
    assert browser.post(ana.page, {"topic-offers": "never", "limit": "1"}).status_code == 200
    assert preferences() == []
    assert limits() == []


def test_every_language_says_everything():
    from regulars.kernel.language import SHIPPED
    from regulars.pages.speech import speech

    def names(said):
        return {
            f"{k}.{inner}" if inner else k
            for k, v in said.items()
            for inner in (names(v) if isinstance(v, dict) else [""])
        }

    assert {language: names(speech(language)) for language in SHIPPED} == dict.fromkeys(
        SHIPPED, names(speech("en"))
    )


@pytest.mark.parametrize("inside", [True, False])
def test_the_index_leads_to_every_part_that_shows_something(ana, browser, inside):
    page = ana.inside().get() if inside else browser.get(ana.page)
    parts = re.findall(r'<div class="part" id="([\w-]+)">\s*(</div>)?', page.content.decode())
    listed = [key for key, _ in page.context["index"]]
    assert [key for key, empty in parts if not empty] == listed
    assert {"how-often", "advertising", "personalising", "permissions"} <= set(listed)
    assert ("my-data" in listed) is inside


@pytest.mark.parametrize("language", SHIPPED)
def test_the_index_names_every_part(language):
    assert {section.key for section in SECTIONS} == speech(language)["your_page"]["index"].keys()

"""Who may do what: a mail in anybody's hand only stops, pauses and turns down; more needs a visit inside, or Undo right after."""

import pytest
from django.test import Client

from regulars.facts.kinds import ConsentRecorded, CustomersMerged, LimitSet, PreferenceSet
from regulars.facts.models import Standing, facts_of
from regulars.facts.record import record
from tests.pages.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def chosen():
    """The topics' last sensitivities and pauses, and the last limit."""
    topics = facts_of(PreferenceSet).order_by("id").values_list("topic", "sensitivity", "paused_until")
    limits = facts_of(LimitSet).order_by("id").values_list("at_most", flat=True)
    return {topic: (often, until and until.isoformat()) for topic, often, until in topics}, list(limits)[-1:]


def outside(answer):
    """Whether they are asked to have a link sent."""
    return "Have a link to your page sent" in answer.content.decode()


def may():
    return Standing.objects.get(purpose="marketing").may


RAISED = [
    ({"topic-offers": "monthly"}, {"topic-offers": "weekly"}),
    ({"topic-offers": "never"}, {"topic-offers": "important"}),
    ({"limit": "1"}, {"limit": "2"}),
    ({"limit": "4"}, {"limit": "none"}),
    ({"pause": "2026-12-01"}, {"pause": "2026-11-30"}),
    ({"pause": "2026-12-01"}, {"pause": ""}),
    ({"advertising": "no"}, {"advertising": "yes"}),
]


@pytest.mark.parametrize(("less", "more"), RAISED)
def test_whoever_holds_a_mail_can_ask_for_less_and_not_for_more(ana, browser, clock, less, more):
    assert browser.post(ana.page, less).context["refused"] == []
    before = chosen(), may()
    clock.pass_seconds(1)
    answer = browser.post(ana.page, more)
    assert (chosen(), may()) == before
    assert len(answer.context["refused"]) == 1
    assert "More than now is chosen with a fresh link" in answer.content.decode()
    answer = ana.inside().post(more)
    assert answer.context["refused"] == []
    assert (chosen(), may()) != before


def test_what_is_less_is_done_beside_what_is_refused(ana, browser):
    browser.post(ana.page, {"topic-offers": "monthly"})
    answer = browser.post(ana.page, {"topic-offers": "everything", "topic-reminders": "never"})
    assert chosen()[0] == {"offers": ("monthly", None), "reminders": ("never", None)}
    assert answer.context["refused"] == ["Offers and news"]


def test_a_mailed_page_offers_no_more_than_what_holds(ana, browser):
    browser.post(ana.page, {"topic-offers": "important", "limit": "2", "pause": "2026-12-01"})
    part = browser.get(ana.page).context["sections"][0]["part"]
    offered = {topic["name"]: [each["key"] for each in topic["often"]] for topic in part["topics"]}
    assert offered["topic-offers"] == ["important", "never"]
    assert [key for key, _ in part["limit"]["offers"]] == ["2", "1"]
    assert part["earliest"] == "2026-12-01"


def test_undo_works_once(ana, browser):
    undo = {"undo": browser.post(ana.page, {"topic-offers": "never"}).context["undo"]}
    assert browser.post(ana.page, undo).context["told"] == "All as before."
    browser.post(ana.page, {"topic-offers": "never"})
    assert "can no longer be undone" in browser.post(ana.page, undo).context["told"]
    assert chosen()[0] == {"offers": ("never", None)}


def test_undo_closes_after_ten_minutes(ana, browser, clock):
    undo = {"undo": browser.post(ana.page, {"limit": "1"}).context["undo"]}
    clock.pass_seconds(601)
    assert "can no longer be undone" in browser.post(ana.page, undo).context["told"]
    assert chosen()[1] == [1]


def test_undo_is_void_once_something_else_was_chosen(ana, browser):
    undo = {"undo": browser.post(ana.page, {"topic-offers": "never"}).context["undo"]}
    Client().post(ana.page, {"topic-reminders": "never"})
    browser.post(ana.page, undo)
    assert chosen()[0] == {"offers": ("never", None), "reminders": ("never", None)}


def test_undo_is_void_where_the_choice_came_from_elsewhere_since(ana, browser, clock):
    undo = {"undo": browser.post(ana.page, {"limit": "2"}).context["undo"]}
    clock.pass_seconds(1)
    record([LimitSet(source="shop", key="1", at=clock.now(), storefront="shop", customer_id=ana.customer_id, at_most=1)], clock.now())  # fmt: skip
    browser.post(ana.page, undo)
    assert chosen()[1] == [1]


def test_undo_of_somebody_else_or_made_for_something_else_is_nothing(ana, browser, settings):
    stranger = ana.paths(customer_id=77)
    browser.post(ana.page, {"limit": "2"})
    undo = browser.post(ana.page, {"limit": "1"}).context["undo"]
    browser.post(stranger.page, {"undo": undo})
    for forged in ("", "x", undo[:-1], ana.reader().token("undo", settings.LINK_KEYS)):
        assert browser.post(ana.page, {"undo": forged}).status_code == 200
    assert chosen()[1] == [1]
    browser.post(ana.page, {"undo": undo})
    assert chosen()[1] == [2]


def test_a_permission_taken_back_by_undo_lasts_no_longer_than_before(ana, browser, clock):
    given = facts_of(ConsentRecorded).order_by("id").values_list("action", "expires_at")
    undo = browser.post(ana.unsubscribe, {"scope": "all"}).context["undo"]
    clock.pass_seconds(1)
    browser.post(ana.unsubscribe, {"undo": undo})
    assert list(given) == [("grant", None), ("withdraw", None), ("grant", None)]


def test_where_no_permission_was_known_there_is_none_to_bring_back(ana, browser):
    stranger = ana.paths(mailbox_id=77)
    assert browser.post(stranger.unsubscribe, {"scope": "all"}).context["undo"] == ""


def test_a_second_tab_changes_only_what_was_changed_in_it(ana):
    """Both show what held at noon; the first turns offers down, the second sets a limit and sends its old form along."""
    first, second = ana.inside(), ana.inside()
    first.post({"topic-offers": "never", "was-topic-offers": "everything"})
    answer = second.post(
        {"topic-offers": "everything", "was-topic-offers": "everything", "limit": "2", "was-limit": "none"}
    )
    assert chosen() == ({"offers": ("never", None)}, [2])
    assert answer.context["changes"] == ("All mails together: At most 2 a month (was: As many as may help)",)


def merged(ana, clock, other, *, joined=True):
    clock.pass_seconds(1)
    fact = CustomersMerged(source="office", key=clock.token(), at=clock.now(), storefront="shop", customer_id=ana.customer_id,
                           into_customer_id=other, joined=joined)  # fmt: skip
    record([fact], clock.now())


def test_whoever_is_part_of_another_sees_and_sets_what_counts(ana, browser, clock):
    from regulars.facts.identity import customer_for

    other = customer_for("shop", {"shop": "C2"}, NOON, clock)
    browser.post(ana.paths(customer_id=other).page, {"topic-offers": "never", "limit": "1"})
    merged(ana, clock, other)
    page = browser.get(ana.page).context["sections"][0]["part"]
    assert [topic["holds"] for topic in page["topics"]] == ["everything", "never", "everything"]
    assert page["limit"]["holds"] == "1"
    clock.pass_seconds(1)
    undo = browser.post(ana.page, {"topic-reminders": "never"}).context["undo"]
    theirs = browser.get(ana.paths(customer_id=other).page).context["sections"][0]["part"]
    assert [topic["holds"] for topic in theirs["topics"]] == ["everything", "never", "never"]
    clock.pass_seconds(1)
    assert browser.post(ana.paths(customer_id=other).page, {"undo": undo}).context["told"] == "All as before."
    merged(ana, clock, other, joined=False)
    apart = browser.get(ana.page).context["sections"][0]["part"]
    assert [topic["holds"] for topic in apart["topics"]] == ["everything", "everything", "never"]


def test_a_visit_ends_after_half_an_hour_of_silence_or_when_closed(ana, clock):
    inside = ana.inside()
    for _ in range(3):
        clock.pass_seconds(29 * 60)
        assert not outside(inside.get())
    clock.pass_seconds(30 * 60)
    assert outside(inside.get())
    inside = ana.inside()
    assert "This page is closed." in inside.post({"close": "yes"}).content.decode()
    assert outside(inside.get())


def test_a_visit_ends_after_four_hours(ana, clock):
    inside = ana.inside()
    for _ in range(9):
        clock.pass_seconds(25 * 60)
        assert not outside(inside.get())
    clock.pass_seconds(16 * 60)
    assert outside(inside.get())


def test_no_form_is_taken_that_was_not_shown_in_this_visit(ana):
    inside, other = ana.inside(), ana.inside()
    for key in ("", "x", other.get().context["form_key"]):
        answer = inside.browser.post("/you", {"limit": "1", "form-key": key})
        assert outside(answer)
        assert "nothing was changed" in answer.content.decode()
    assert chosen() == ({}, [])


def test_a_visit_is_bound_to_its_storefront_and_its_cookie_tells_nothing(ana, settings):
    from dataclasses import replace

    inside = ana.inside()
    (cookie,) = inside.browser.cookies.values()
    assert (cookie.key, cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        "__Host-visit-shop", True, True, "Lax", "/", "",
    )  # fmt: skip
    assert str(ana.customer_id) not in cookie.value
    shop = settings.STOREFRONTS["shop"]
    settings.STOREFRONTS = {"other": replace(shop, key="other")}
    inside.browser.cookies["__Host-visit-other"] = cookie.value
    assert outside(inside.get())


def test_an_erased_customer_has_no_visit_any_more(ana):
    from regulars.facts.models import Person

    inside = ana.inside()
    Person.objects.all().delete()
    assert outside(inside.get())

"""How was it? The mail's link chooses a mark; only the customer sends it."""

import pytest

from regulars.facts.kinds import FeedbackGiven
from regulars.facts.models import Due, FreeText, facts_of
from tests.pages.conftest import INTENT

pytestmark = pytest.mark.django_db


def given():
    return list(facts_of(FeedbackGiven).order_by("id").values_list("order_ref", "score", "intent"))


def test_the_mark_in_the_link_is_chosen_and_not_sent(ana, browser):
    answer = browser.get(f"{ana.feedback}?score=4")
    assert 'value="4" checked' in answer.content.decode()
    assert given() == []


def test_an_answer_is_a_fact_and_its_words_lie_in_the_erasable_store(ana, browser):
    answer = browser.post(ana.feedback, {"score": "2", "words": "Kam zerbrochen an."})
    assert "We have your answer: 2 of 5." in answer.content.decode()
    assert "We are sorry" in answer.content.decode()
    assert given() == [("1001", 2, INTENT)]
    assert list(FreeText.objects.values_list("kind", "key", "customer_id", "text")) == [
        ("feedback", f"{INTENT} 1", ana.customer_id, "Kam zerbrochen an.")
    ]
    assert list(Due.objects.values_list("because", flat=True))[-1] == "FeedbackGiven"


def test_sending_the_same_twice_is_saying_it_once_and_a_change_of_mind_is_kept(ana, browser):
    for score in ("4", "4", "5"):
        browser.post(ana.feedback, {"score": score})
    assert [score for _, score, _ in given()] == [4, 5]


def test_whoever_holds_the_mail_does_not_see_what_was_answered(ana, browser):  # a forwarded mail
    browser.post(ana.feedback, {"score": "5"})
    assert "checked required" not in browser.get(ana.feedback).content.decode()


@pytest.mark.parametrize("score", ["", "0", "6", "-1", "five", "٣٣"])
def test_without_a_mark_nothing_is_sent_and_the_words_are_not_lost(ana, browser, score):
    answer = browser.post(ana.feedback, {"score": score, "words": "It was <b>fine</b>"})
    assert "Please choose a mark from 1 to 5." in answer.content.decode()
    assert "It was &lt;b&gt;fine&lt;/b&gt;" in answer.content.decode()
    assert given() == []


def test_about_something_that_is_no_order_the_mark_names_none(ana, browser):
    browser.post(ana.paths(about="TEA-100").feedback, {"score": "3"})
    assert given() == [(None, 3, INTENT)]

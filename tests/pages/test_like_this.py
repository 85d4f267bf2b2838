"""More like this, less like this: one button under a mail. Less is obeyed, more only puts forward, looking does nothing (STANDARDS A5.4, A5.5)."""

import pytest

from regulars.facts.kinds import LikeSaid, PreferenceSet, VariantDescribed, VariantPriced
from regulars.facts.models import facts_of
from regulars.facts.record import record
from regulars.pages.speech import speech
from tests.pages.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TEA = "TEA"


@pytest.fixture
def tea(ana):
    """Green tea by Leaf & Co, a drink, for 12.00; the links for it in Ana's reminder, and those of the reminder itself."""
    same = {"source": "test", "at": NOON, "storefront": "shop", "variant": TEA}
    record(
        [
            VariantDescribed(
                **same, key="1", product=TEA, title="Green tea", maker="Leaf & Co", category="Drinks"
            ),
            VariantPriced(**same, key="2", currency="EUR", unit_price_millionths=12_000_000),
        ],
        NOON,
    )
    return ana


@pytest.fixture
def less(tea):
    return tea.like("less", TEA)


@pytest.fixture
def more(tea):
    return tea.like("more", TEA)


def said():
    names = ("aspect", "which", "direction", "variant")
    return list(facts_of(LikeSaid).order_by("id").values_list(*names))


def often():
    return list(facts_of(PreferenceSet).order_by("id").values_list("topic", "sensitivity"))


def page(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_each_answer_will_change_and_has_one_chosen(less, browser):
    options = [(option.value, option.title, option.means) for option in browser.get(less).context["options"]]
    assert options == [
        ("thing", "This: Green tea", "We no longer recommend this to you: Green tea."),
        ("maker", "Things by Leaf & Co", "We recommend nothing by Leaf & Co to you."),
        ("category", "This kind of thing: Drinks", "We recommend nothing of this kind to you: Drinks."),
        ("price", "It is too dear", "We recommend Green tea to you again once it costs less than €12.00, and dear things more seldom."),
        ("weekly", "Such mails come too often", "Reminders of things that run out: At most weekly (now: Whenever it may help)."),
    ]  # fmt: skip
    assert 'value="thing" checked' in page(browser.get(less))


WHAT = {
    "": [("thing", TEA, "less", TEA)],
    "nonsense": [("thing", TEA, "less", TEA)],
    "thing": [("thing", TEA, "less", TEA)],
    "maker": [("maker", "Leaf & Co", "less", TEA)],
    "category": [("category", "Drinks", "less", TEA)],
    "price": [("price", TEA, "less", TEA)],
    "weekly": [("topic", "reminders", "less", TEA)],
}


@pytest.mark.parametrize("what", WHAT)
def test_one_press_says_so_and_tells_what_changed(less, browser, what):
    answer = browser.post(less, {"what": what} if what else {})
    assert said() == WHAT[what]
    assert often() == ([("reminders", "weekly")] if what == "weekly" else [])
    assert 'role="status"' in page(answer)
    assert answer.context["changes"]


def test_of_the_mail_as_a_whole_each_press_takes_one_step_down_until_never(tea, browser):
    link = tea.like("less", "")
    for step in ("weekly", "monthly", "important", "never"):
        assert browser.get(link).context["options"][0].value == step
        browser.post(link)
    assert [sensitivity for _, sensitivity in often()] == ["weekly", "monthly", "important", "never"]
    assert said() == [("topic", "reminders", "less", None)]
    assert "You hear nothing about this from us any more already." in page(browser.get(link))
    browser.post(link)
    assert len(often()) == 4


def test_pressing_twice_is_pressing_once(less, tea, browser):
    for _ in range(2):
        browser.post(less, {"what": "weekly"})
        browser.post(tea.like("less", ""), {"what": "weekly"})
    assert often() == [("reminders", "weekly")]
    assert len(said()) == 1


def test_undo_takes_it_back_by_name_within_ten_minutes_and_once(less, browser, clock):
    undo = browser.post(less, {"what": "weekly"}).context["undo"]
    clock.pass_seconds(590)
    assert "All as before." in page(browser.post(less, {"undo": undo}))
    assert often()[-1] == ("reminders", "everything")
    first, taken_back = facts_of(LikeSaid).order_by("id")
    assert (taken_back.direction, taken_back.undoes) == ("neither", first.key)
    assert "can no longer be undone" in page(browser.post(less, {"undo": undo}))
    assert len(said()) == 2


def test_after_ten_minutes_undo_is_over(less, browser, clock):
    undo = browser.post(less).context["undo"]
    clock.pass_seconds(601)
    browser.post(less, {"undo": undo})
    assert len(said()) == 1


def test_looking_changes_nothing(less, more, browser):  # A5.4
    for link in (less, more):
        for _ in range(3):
            page(browser.get(link))
            assert browser.head(link).status_code == 200
            assert browser.options(link).status_code == 405
    assert (said(), often()) == ([], [])


def test_more_asks_for_no_more_mail(more, browser):
    assert "You do not get more mail by it." in page(browser.get(more))
    assert [option.value for option in browser.get(more).context["options"]] == ["thing", "maker", "category"]
    browser.post(more, {"what": "maker"})
    assert said() == [("maker", "Leaf & Co", "more", TEA)]
    assert often() == []


def test_more_from_a_mail_lifts_no_less(less, more, browser):
    browser.post(less)
    answer = browser.post(more)
    assert "You asked for less of this before." in page(answer)
    assert said() == [("thing", TEA, "less", TEA)]
    browser.post(less, {"what": "weekly"})
    browser.post(more, {"what": "topic"})
    assert often() == [("reminders", "weekly")]


def test_a_thing_the_catalogue_does_not_know_can_still_come_less_often(tea, browser):
    assert [option.value for option in browser.get(tea.like("less", "GONE")).context["options"]] == [
        "weekly",
        "monthly",
        "important",
        "never",
    ]


@pytest.mark.parametrize("purpose", ["more", "less"])
def test_a_token_opens_only_what_it_was_made_for(tea, browser, settings, purpose):  # A5.5
    for other in {"unsub", "prefs", "feedback", "open", "more", "less"} - {purpose}:
        token = tea.reader(about=TEA).token(other, settings.LINK_KEYS)
        assert browser.post(f"/{purpose}/{token}").status_code == 404
    assert said() == []


def test_what_was_too_dear_and_costs_less_can_be_too_dear_again(tea, less, browser, clock):
    def found():
        return list(facts_of(LikeSaid).order_by("id").values_list("direction", "unit_price_millionths"))

    browser.post(less, {"what": "price"})
    browser.post(less, {"what": "price"})
    assert found() == [("less", 12_000_000)]
    clock.pass_seconds(1)
    cheaper = VariantPriced(source="test", key="3", at=clock.now(), storefront="shop", variant=TEA, currency="EUR",
                            unit_price_millionths=11_000_000)  # fmt: skip
    record([cheaper], clock.now())
    browser.post(less, {"what": "price"})
    assert found() == [("less", 12_000_000), ("less", 11_000_000)]


def test_an_erased_customer_leaves_no_new_trace(less, browser):
    from regulars.facts.models import Person

    Person.objects.all().delete()
    page(browser.post(less))
    assert said() == []


def test_what_they_told_us_is_shown_and_taken_back_inside_only(tea, less, browser):
    browser.post(less, {"what": "maker"})
    assert "Leaf &amp; Co" not in page(browser.get(tea.page))
    assert "We recommend nothing by Leaf &amp; Co to you." in page(tea.inside().get())
    answer = browser.post(tea.page, {"like-maker-Leaf & Co": "neither"})
    assert answer.context["refused"] != []
    assert len(said()) == 1
    answer = tea.inside().post({"like-maker-Leaf & Co": "neither"})
    assert "Leaf &amp; Co: as before." in page(answer)
    assert "What you told us" not in page(answer)
    assert said()[-1] == ("maker", "Leaf & Co", "neither", None)


def test_every_answer_is_said_in_every_language():
    def keys(said):
        return {
            name: keys(each) if isinstance(each, dict) else {*places(each)} for name, each in said.items()
        }

    def places(text):
        from string import Formatter

        return (name for _, name, _, _ in Formatter().parse(text) if name)

    assert keys(speech("en")["likes"]) == keys(speech("de")["likes"])

"""Less like this, from a mail: what the next plan makes of it, what `why` says, and Undo; in a real browser, with and without JavaScript."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def ana(live_server, clock):
    """Ana buys Assam tea every thirty days, most lately 28 days ago, and allowed offers."""
    from regulars.facts.kinds import VariantDescribed, VariantPriced
    from regulars.facts.record import record

    ana = shelf.customer(clock)
    shelf.consent(clock, ana, ago=200)
    for n in range(6):
        shelf.order(
            clock,
            ana,
            ref=f"{1000 + n}",
            ago=28 + 30 * n,
            things=(("TEA", "Assam tea, 250 g", 1, 1500),),
            total=1500,
        )
    same = {"source": "test", "at": clock.now(), "storefront": "shop", "variant": "TEA"}
    words = {"title": "Assam tea, 250 g", "maker": "Leaf & Co", "category": "Tea"}
    record(
        [
            VariantDescribed(**same, key="t", product="TEA", **words),
            VariantPriced(**same, key="p", currency="EUR", unit_price_millionths=15_000_000),
        ],
        clock.now(),
    )
    return ana


@pytest.fixture
def planned(ana, clock):
    """Lets a day be planned, and tells what it made of the reminder: its verdict, and `why`, in one sentence."""

    def plan():
        from regulars.engine import day, why
        from regulars.engine.shop import shop

        clock.pass_seconds(86_400)
        day.run_if_due(shop(), clock)
        (told,) = [each for each in why.told(shop(), ana) if each.program == "reorder"]
        return told.verdict, told.sentence

    return plan


@pytest.fixture
def bought_again(ana, clock):
    """Lets her buy her tea once more, and use it up but for a few days' worth."""

    def buy():
        shelf.order(clock, ana, ref="2000", things=(("TEA", "Assam tea, 250 g", 1, 1500),), total=1500)
        clock.pass_seconds(25 * 86_400)

    return buy


def mailed(direction, about):
    """The path of a link in the newest mail: of the thing, or of the mail as a whole."""
    from regulars.delivery.models import Outbox
    from regulars.delivery.render import shown

    text = shown(Outbox.objects.order_by("-decided_at").first().intent).text
    paths = [urlsplit(address).path for address in re.findall(r"https?://[^\s>)\]]+", text)]
    thing, whole = [path for path in paths if path.startswith(f"/{direction}/")]
    return {"the thing": thing, "the mail": whole}[about]


def often():
    from regulars.facts.kinds import PreferenceSet
    from regulars.facts.models import facts_of

    return list(facts_of(PreferenceSet).order_by("id").values_list("topic", "sensitivity"))


def likes():
    from regulars.facts.kinds import LikeSaid
    from regulars.facts.models import facts_of

    return list(facts_of(LikeSaid).order_by("id").values_list("aspect", "which", "direction"))


@both
def test_less_of_a_thing_from_a_mail_then_undo(opened, planned, javascript):
    assert planned()[0] == "send"
    window = opened(java_script_enabled=javascript, viewport=PHONE)
    window.goto(mailed("less", "the thing"))
    assert window.get_by_label("This: Assam tea, 250 g").is_checked()
    assert likes() == [], "looking does nothing"
    window.get_by_role("button", name="Less like this").click()
    assert (
        "We no longer recommend this to you: Assam tea, 250 g." in window.get_by_role("status").inner_text()
    )
    assert likes() == [("thing", "TEA", "less")]
    window.get_by_role("button", name="Undo").click()
    assert "All as before." in window.get_by_role("status").inner_text()
    assert likes()[-1] == ("thing", "TEA", "neither")


@pytest.mark.parametrize(
    ("taken_back", "became"),
    [
        (False, ("refused", "You asked for less of Assam tea, 250 g on 11 March 2026.")),
        (True, ("send", "You have bought Assam tea, 250 g 7 times, and it lasts you about 30 days.")),
    ],
    ids=["less", "less and Undo"],
)
def test_when_it_runs_out_again_the_plan_honours_what_was_said(
    opened, planned, bought_again, taken_back, became
):
    assert planned()[0] == "send"
    window = opened()
    window.goto(mailed("less", "the thing"))
    window.get_by_role("button", name="Less like this").click()
    if taken_back:
        settings.CLOCK.pass_seconds(60)
        window.get_by_role("button", name="Undo").click()
        window.get_by_text("All as before.").wait_for()
    window.get_by_role("status").wait_for()
    bought_again()
    assert planned() == became


@both
def test_the_next_days_verdict_quotes_a_topic_turned_down_with_the_keyboard(
    opened, planned, bought_again, javascript
):
    assert planned()[0] == "send"
    window = opened(java_script_enabled=javascript, viewport=PHONE)
    window.goto(mailed("less", "the mail"))
    for _ in range(20):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement.type") == "radio":
            break
    window.keyboard.press("ArrowDown")
    assert window.get_by_label("At most monthly").is_checked()
    window.keyboard.press("Enter")
    window.get_by_role("status").wait_for()
    assert "Reminders of things that run out: At most monthly" in window.get_by_role("status").inner_text()
    assert often() == [("reminders", "monthly")]
    bought_again()
    assert planned() == ("refused", "You asked for reminders at most monthly; the last was on 11 March 2026.")


@both
def test_more_from_a_mail_says_that_it_brings_no_more_mail(opened, planned, javascript):
    planned()
    window = opened(java_script_enabled=javascript, viewport=PHONE)
    window.goto(mailed("more", "the thing"))
    window.get_by_text("You do not get more mail by it.").wait_for()
    window.get_by_label("Things by Leaf & Co").check()
    window.get_by_role("button", name="More like this").click()
    assert "Things by Leaf & Co come first" in window.get_by_role("status").inner_text()
    assert (likes(), often()) == ([("maker", "Leaf & Co", "more")], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_and_all_fits_a_small_phone(opened, planned, scheme):
    planned()
    window = opened(viewport=PHONE, color_scheme=scheme)
    axe, wrong = Axe(), {}

    def judge(state):
        found = axe.run(window).response
        assert found["passes"]
        wrong[state] = [each["id"] for each in found["violations"]]
        assert window.evaluate("document.documentElement.scrollWidth") == 320

    for direction in ("more", "less"):
        for about in ("the thing", "the mail"):
            window.goto(mailed(direction, about))
            judge(f"{direction} {about}")
            window.get_by_role("button", name="like this").click()
            window.get_by_role("status").wait_for()
            judge(f"{direction} {about} said")
    assert set(map(tuple, wrong.values())) == {()}, wrong

"""The customer in control, from end to end in a real browser: with and without JavaScript, by keyboard, on a small phone."""

import re
from urllib.parse import urlsplit

import pytest

from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
PHONE = {"width": 320, "height": 640}
TEA = (("TEA", "Assam tea, 250 g", 1, 1500),)


@pytest.fixture
def ana(clock, settings, live_server):
    """Ana buys Assam tea every thirty days, most lately 28 days ago, and allowed offers; our pages are where the browser goes."""
    from dataclasses import replace

    store = next(iter(settings.STOREFRONTS.values()))
    settings.STOREFRONTS = {store.key: replace(store, url=live_server.url, sender="hello@shop.example")}
    customer = shelf.customer(clock)
    shelf.consent(clock, customer, ago=200)
    for n in range(6):
        shelf.order(clock, customer, ref=f"2{n}", ago=28 + 30 * n, things=TEA, total=1500)
    return customer


@pytest.fixture
def inside(ana, opened, live_server, clock):
    """Opens a window on Ana's page, after a fresh link."""
    from django.conf import settings
    from django.http import HttpResponse

    from regulars.delivery.links import Reader
    from regulars.facts.models import Mailbox
    from regulars.pages.visiting import begin

    def window(**how):
        mailbox, store = Mailbox.objects.get().id, next(iter(settings.STOREFRONTS))
        reader = Reader(
            storefront=store,
            customer_id=ana,
            mailbox_id=mailbox,
            intent="",
            topic="",
            about="",
            minted="2026-03-10",
        )
        answer = HttpResponse()
        begin(answer, reader, how="link", clock=clock)
        page = opened(**how)
        page.context.add_cookies(
            [
                {"name": each.key, "value": each.value, "url": f"{live_server.url}/"}
                for each in answer.cookies.values()
            ]
        )
        page.goto("/you")
        return page

    return window


@pytest.fixture
def planned(ana, clock):
    """Lets the next day be planned, and tells what became of the reminder: verdict and sentence."""

    def plan():
        from regulars.engine import day, why
        from regulars.engine.shop import shop

        clock.pass_seconds(86_400)
        day.run_if_due(shop(), clock)
        (told,) = [each for each in why.told(shop(), ana) if each.program == "reorder"]
        return told.verdict, told.sentence

    return plan


def press(window, key, reached):
    """Move by keyboard to what `reached` says stands under the focus, and press a key there."""
    for _ in range(200):
        window.keyboard.press("Tab")
        if window.evaluate(f"Boolean({reached})"):
            window.keyboard.press(key)
            return
    pytest.fail(f"the keyboard never gets to {reached}")


def link(address):
    return f"document.activeElement.href?.endsWith('{address}')"


def radio(name):
    return f"document.activeElement.name === '{name}'"


@both
def test_a_feature_is_looked_at_switched_off_and_the_next_plan_obeys(inside, planned, javascript):
    window = inside(java_script_enabled=javascript, viewport=PHONE)
    press(window, "Enter", link("of=reorder_predictions"))
    window.get_by_role("heading", name="“Re-order predictions”: with and without").wait_for()
    mail = window.frame_locator("iframe").get_by_text("Assam tea, 250 g").first
    mail.scroll_into_view_if_needed()
    assert mail.is_visible()
    assert window.get_by_text("We would not write this mail at all.").is_visible()
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    press(window, "Enter", link("/you"))
    window.wait_for_url(re.compile("/you$"))
    press(window, "ArrowRight", radio("feature-reorder_predictions"))
    window.keyboard.press("Enter")
    window.get_by_text("Re-order predictions: Off (was: On)").wait_for()
    assert planned() == ("silent", "You switched off “Re-order predictions”.")


@both
def test_a_pause_is_kept_by_the_next_plan(inside, planned, javascript):
    window = inside(java_script_enabled=javascript, viewport=PHONE)
    window.get_by_label("Silence until").fill("2026-06-01")
    window.get_by_label("Silence until").press("Enter")
    window.get_by_text("Silence until: 1 June 2026").wait_for()
    verdict, sentence = planned()
    assert verdict == "refused"
    assert "1 June 2026" in sentence


@both
def test_a_topic_set_to_monthly_is_quoted_by_a_later_day(inside, ana, planned, clock, javascript):
    assert planned()[0] == "send"
    shelf.order(clock, ana, ref="3000", things=TEA, total=1500)
    clock.pass_seconds(25 * 86_400)
    window = inside(java_script_enabled=javascript, viewport=PHONE)
    topic = window.get_by_role("group", name="Reminders of things that run out")
    topic.get_by_label("At most monthly").focus()
    window.keyboard.press("Space")
    window.keyboard.press("Enter")
    window.get_by_text("Reminders of things that run out: At most monthly").wait_for()
    assert planned() == ("refused", "You asked for reminders at most monthly; the last was on 11 March 2026.")


@both
def test_a_permission_is_taken_back_by_keyboard_and_the_next_plan_obeys(inside, planned, javascript):
    window = inside(java_script_enabled=javascript, viewport=PHONE)
    name = "product_information-email"
    assert window.locator(f"[name='{name}'][value=yes]").is_checked()
    press(window, "ArrowDown", radio(name))
    window.keyboard.press("Enter")
    window.get_by_role("status").wait_for()
    assert window.locator(f"[name='{name}'][value=no]").is_checked()
    assert planned()[0] == "refused"


@both
def test_a_permission_given_counts_once_its_mailbox_confirmed_it(inside, ana, clock, javascript):
    from regulars.facts.kinds import CustomerKnown
    from regulars.facts.record import record

    record(
        [
            CustomerKnown(
                source="test", key="moved", at=clock.now(), storefront="shop", customer_id=ana, country="DE"
            )
        ],
        clock.now(),
    )
    window = inside(java_script_enabled=javascript, viewport=PHONE)
    name = "open_tracking-email"
    press(window, "ArrowUp", radio(name))
    window.keyboard.press("Enter")
    window.get_by_text("It counts once you confirm it there.").wait_for()
    assert window.locator(f"[name='{name}'][value=no]").is_checked()
    window.goto(confirmation())
    window.get_by_text("Is this what you want?").wait_for()
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    press(window, "Enter", "document.activeElement.tagName === 'BUTTON'")
    window.get_by_text("Confirmed. Thank you.").wait_for()
    window.goto("/you")
    assert window.locator(f"[name='{name}'][value=yes]").is_checked()


def confirmation():
    """The path of the button in the mail that asks for it."""
    import json

    from django.conf import settings

    from regulars.delivery import filling
    from regulars.delivery.held import held
    from regulars.delivery.links import links
    from regulars.delivery.models import Outbox
    from regulars.facts.models import Letter

    (row,) = held(Outbox.objects.filter(program="confirm"))
    said = json.loads(Letter.objects.get(intent=row.intent).values)
    store = settings.STOREFRONTS[row.storefront]
    return urlsplit(links(store, filling.reader(row, said), settings.LINK_KEYS)["confirm"]).path


@both
def test_less_like_this_shows_the_next_mail_where_they_are_inside(inside, planned, javascript):
    assert planned()[0] == "send"
    window = inside(java_script_enabled=javascript, viewport=PHONE)
    window.goto(mailed("less"))
    window.get_by_role("button", name="Less like this").click()
    window.get_by_role("heading", name="Your next mail, with and without what you told us").wait_for()
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    window.get_by_role("button", name="Undo").click()
    window.get_by_text("Nothing would change today.").wait_for()


def mailed(direction):
    """The path of a link at the thing in the newest mail."""
    from regulars.delivery.models import Outbox
    from regulars.delivery.render import shown

    text = shown(Outbox.objects.order_by("-decided_at").first().intent).text
    paths = [urlsplit(address).path for address in re.findall(r"https?://[^\s>)\]]+", text)]
    return next(path for path in paths if path.startswith(f"/{direction}/"))

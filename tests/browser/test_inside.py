"""The ways to the customer's own page, and the page inside, in a real browser: by keyboard, on a small phone, for everybody to read."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from regulars.pages.hand_over import signature
from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


@pytest.fixture
def ana(settings, live_server, clock):
    """Ana, who ordered and allowed advertising; our pages are where the browser goes."""
    from dataclasses import replace

    store = next(iter(settings.STOREFRONTS.values()))
    settings.STOREFRONTS = {store.key: replace(store, url=live_server.url, sender="hello@shop.example")}
    customer = shelf.customer(clock)
    shelf.order(clock, customer, ref="1009", ago=60)
    shelf.consent(clock, customer)
    return customer


@pytest.fixture
def mailed():
    """The path of the newest fresh link."""
    from django.conf import settings

    from regulars.delivery import filling
    from regulars.delivery.held import held
    from regulars.delivery.models import Outbox
    from regulars.facts.models import Letter

    def newest():
        import json

        (row,) = held(Outbox.objects.filter(program="fresh_link").order_by("-decided_at")[:1])
        said = json.loads(Letter.objects.get(intent=row.intent).values)
        return f"/you/open/{filling.reader(row, said).token('open', settings.LINK_KEYS)}"

    return newest


def handed_over(clock, **changed):
    from django.conf import settings

    said = {"storefront": next(iter(settings.STOREFRONTS)), "customer": "17850", "email": "", "time": str(int(clock.now().timestamp())),
            "nonce": clock.token()}  # fmt: skip
    said |= changed
    query = said | {"signature": signature(said, settings.API_SECRETS[0])}
    return "/you/from-shop?" + "&".join(f"{name}={value}" for name, value in query.items())


@both
def test_by_keyboard_from_typing_the_address_to_closing_the_page(ana, mailed, opened, javascript):
    window = opened(java_script_enabled=javascript, viewport={"width": 320, "height": 640})
    window.goto("/you")
    window.get_by_label("Your e-mail address").focus()
    window.keyboard.type("ana@example.test")
    window.keyboard.press("Enter")
    window.get_by_text("Please look into your mailbox").wait_for()
    window.goto(mailed())
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    window.wait_for_url(re.compile("/you$"))
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    together = window.get_by_role("group", name="All mails together")
    together.get_by_label("At most 2 a month").focus()
    window.keyboard.press("Space")
    window.keyboard.press("Enter")
    window.get_by_text("All mails together: At most 2 a month").wait_for()
    window.get_by_role("button", name="Undo").focus()
    window.keyboard.press("Enter")
    window.get_by_text("All as before.").wait_for()
    window.get_by_role("button", name="Close this page").focus()
    window.keyboard.press("Enter")
    window.get_by_text("This page is closed.").wait_for()
    window.goto("/you")
    assert window.get_by_label("Your e-mail address").is_visible()


@both
def test_from_the_shop_s_account_page_on_another_site(ana, opened, clock, live_server, javascript):
    """The form stands on another site; the page it leads to keeps its cookie nevertheless."""
    window = opened(java_script_enabled=javascript)
    fields = re.findall(r"(\w+)=([^&]*)", handed_over(clock).partition("?")[2])
    hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields)
    window.set_content(
        f'<form method="post" action="{live_server.url}/you/from-shop">{hidden}<button>To my page</button></form>'
    )
    window.get_by_role("button", name="To my page").click()
    window.wait_for_url(re.compile("/you$"))
    window.get_by_label("At most 2 a month").check()
    window.get_by_role("button", name="Save").click()
    window.get_by_text("All mails together: At most 2 a month").wait_for()


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize(("width", "scheme"), [*itertools.product([320, 1180], ["light", "dark"])])
def test_axe_finds_nothing_wrong_with_any_state(mailed, opened, clock, width, scheme):
    window = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
    axe, wrong = Axe(), {}

    def judge(state, text):
        window.get_by_text(text).first.wait_for()
        found = axe.run(window).response
        assert found["passes"]
        assert window.evaluate("document.documentElement.scrollWidth") == width, state
        wrong[state] = [each["id"] for each in found["violations"]]

    def press(name):
        window.get_by_role("button", name=name).first.click()

    window.goto("/you")
    judge("ask", "There is no password")
    window.evaluate("document.forms[0].noValidate = true")
    press("Send me a link")
    judge("no address", "Please type an e-mail address")
    window.get_by_label("Your e-mail address").fill("ana@example.test")
    press("Send me a link")
    judge("sent", "Please look into your mailbox")
    window.goto(mailed())
    judge("open", "This link works once")
    press("Open my page")
    judge("inside", "Close this page")
    window.get_by_label("At most 2 a month").check()
    press("Save")
    judge("saved", "All mails together: At most 2 a month")
    press("Stop all advertising")
    judge("stopped", "Allow it again")
    press("Close this page")
    judge("closed", "This page is closed.")
    window.goto(mailed())
    judge("used", "This link was used")
    window.goto(handed_over(clock))
    judge("from the shop", "You come from your account")
    window.goto(handed_over(clock, customer="nobody"))
    judge("nothing known", "There is nothing here yet")
    assert {state: found for state, found in wrong.items() if found} == {}
    assert len(wrong) == 11


def test_a_form_of_a_visit_that_ended_says_so(ana, mailed, opened, clock):
    window = opened()
    window.goto(handed_over(clock))
    window.get_by_role("button", name="Open my page").click()
    window.get_by_text("Close this page").wait_for()
    clock.pass_seconds(1801)
    window.get_by_role("button", name="Save").click()
    window.get_by_text("Your page was closed in the meantime").wait_for()

"""The office in a real browser: a member of staff at work, by mouse, by keyboard, on a phone, and without JavaScript."""

import pytest

from tests.office import shelf

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana(live_server, clock):
    """Ana bought tea on four days, thirty days apart, the last 8 days ago; she may be written to, and just ordered a mug."""
    from regulars.engine import moment
    from regulars.engine.shop import shop
    from regulars.facts.models import Due

    shelf.clerk()
    ana = shelf.customer(clock)
    for n, ago in enumerate((98, 68, 38, 8)):
        shelf.order(
            clock, ana, ref=f"100{n}", total=1290, things=(("TEA", "Assam tea, 250 g", 1, 1290),), ago=ago
        )
    shelf.consent(clock, ana, ago=8)
    shelf.order(clock, ana, ref="1009", total=1520, things=(("MUG", "Blue mug", 1, 1520),))
    Due.objects.create(customer_id=ana, because="OrderPlaced", due_at=clock.now())
    moment.run(shop(), clock)
    return ana


def sign_in(window, to="/office/"):
    window.goto(to)
    window.get_by_label("Login").fill("clara")
    window.get_by_label("Password").fill("quite a long password")
    window.get_by_role("button", name="Sign in", exact=True).click()
    window.wait_for_url(f"**{to}")


def test_a_day_at_the_office(opened, ana):
    window = opened()
    sign_in(window)
    winners = window.get_by_role("region", name="Who hears from us")
    assert "You placed order 1009 on 10 March 2026." in winners.inner_text()

    winners.get_by_role("link", name="Ana Alder", exact=True).click()
    window.get_by_text("Ordered for €15.20: Blue mug (order 1009).").wait_for()
    assert "Receipts and news of their orders: yes, they are owed." in window.locator("main").inner_text()

    window.get_by_role("link", name="Programs").click()
    window.get_by_role("link", name="Re-order reminder").click()
    window.get_by_text("0 customers would get it now").wait_for()
    window.get_by_text("Assam tea, 250 g should last until about 1 April 2026.").wait_for()
    assert window.locator(".subject").inner_text().endswith("Is your Assam tea, 250 g running low?")
    window.frame_locator("iframe.desk").get_by_text("Running low?").first.wait_for()

    window.get_by_label("How long before it runs out we remind.").fill("25")
    window.get_by_text("They would get it now").wait_for()
    window.get_by_text("1 customer would get it now").wait_for()
    window.get_by_text("not saved").wait_for()
    window.get_by_role("button", name="Save").click()
    window.get_by_text("Saved. Re-order reminder is on").wait_for()
    assert window.get_by_label("How long before it runs out we remind.").input_value() == "25"


def test_customers_are_found_while_one_types(opened, ana, clock):
    shelf.order(clock, shelf.customer(clock, "Ben Birch", "17851", "ben@example.test"), ref="B1")
    window = opened()
    sign_in(window, "/office/customers")
    assert window.locator("tbody tr").count() == 2
    window.get_by_label("Find a customer").press_sequentially("birch")
    window.get_by_text("1 customer for “birch”.").wait_for()
    assert window.locator("tbody tr").count() == 1
    assert window.url.endswith("/office/customers?q=birch")


def test_the_office_works_without_javascript(opened, ana):
    window = opened(java_script_enabled=False)
    sign_in(window, "/office/customers")
    window.get_by_label("Find a customer").fill("alder")
    window.get_by_role("button", name="Find").click()
    window.get_by_role("link", name="Ana Alder").click()
    window.get_by_label("What was weighed on").fill("2026-03-10")
    window.get_by_role("button", name="Ask").click()
    assert "You placed order 1009 on 10 March 2026." in window.locator("#why").inner_text()
    window.goto("/office/programs/reorder")
    window.get_by_label("How long before it runs out we remind.").fill("25")
    window.get_by_role("button", name="Look first").click()
    assert "They would get it now" in window.locator("#preview").inner_text()


def test_the_keyboard_reaches_the_page_and_shows_where_it_is(opened, ana):
    window = opened()
    sign_in(window)
    window.keyboard.press("Tab")
    assert window.locator(":focus").inner_text() == "Skip to the page"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"
    window.keyboard.press("Tab")
    assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_no_page_is_wider_than_a_small_phone(opened, ana):
    window = opened(viewport={"width": 320, "height": 640})
    sign_in(window)
    places = [
        "",
        "customers",
        f"customers/{ana}",
        f"customers/{ana}/allowed",
        f"customers/{ana}/requests",
        "permissions",
        "permissions/newsletter/email/en",
        "programs",
        "programs/reorder",
        "sent",
        "delivery",
        "account",
        "account/two-factor/",
    ]
    wide = {}
    for place in places:
        window.goto(f"/office/{place}", wait_until="networkidle")
        wide[place] = window.evaluate("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(places, 320)

"""What we know about you, in a real browser: corrected and deleted by keyboard, on a small phone, for everybody to read."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.browser.test_inside import ana, handed_over
from tests.browser.test_orders import press
from tests.office import shelf

__all__ = ["ana"]
pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
TEA = (("OOLONG", "Oolong tea, 250 g", 1, 1500),)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_what_we_know_is_corrected_and_deleted_with_the_keyboard(ana, opened, clock, javascript):
    for n in range(5):
        shelf.order(clock, ana, ref=f"2{n}", ago=28 + 30 * n, things=TEA, total=1500)
    window = opened(java_script_enabled=javascript, viewport={"width": 320, "height": 640})
    window.goto(handed_over(clock))
    press(window, "button")
    window.get_by_label("I need it: Oolong tea").focus()
    window.keyboard.type("every 6")
    window.get_by_role("button", name="Correct: Oolong tea").focus()
    window.keyboard.press("Enter")
    window.get_by_text("Oolong tea, 250 g: every 6 weeks, as you told us.").wait_for()
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    if javascript:
        assert [each["id"] for each in Axe().run(window).response["violations"]] == []
    window.get_by_role("button", name="Delete: Oolong tea").first.focus()
    window.keyboard.press("Enter")
    window.get_by_text("because you deleted that").wait_for()
    window.get_by_role("button", name="You may know it again").focus()
    window.keyboard.press("Enter")
    window.get_by_text("Oolong tea, 250 g: we go by your orders again.").wait_for()


def test_longer_words_fit_a_small_phone_too(ana, opened, clock):
    from regulars.facts.kinds import CustomerKnown
    from regulars.facts.record import record

    for n in range(5):
        shelf.order(clock, ana, ref=f"2{n}", ago=28 + 30 * n, things=TEA, total=1500)
    store = next(iter(settings.STOREFRONTS))
    known = {"source": "test", "key": "speaks", "at": clock.now(), "storefront": store, "customer_id": ana}
    record([CustomerKnown(**known, country="DE", language="de", zone=None)], clock.now(), wake=False)
    window = opened(viewport={"width": 320, "height": 640})
    window.goto(handed_over(clock))
    press(window, "button")
    window.get_by_label("Ich brauche es: Oolong tea").wait_for()
    assert window.evaluate("document.documentElement.scrollWidth") == 320

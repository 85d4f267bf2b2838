"""Marking a gift, in a real browser: by keyboard, on a small phone, for everybody to read."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_inside import ana, handed_over

__all__ = ["ana"]
pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_gift_is_marked_and_taken_back_with_the_keyboard(ana, opened, clock, javascript):
    window = opened(java_script_enabled=javascript, viewport={"width": 320, "height": 640})
    window.goto(handed_over(clock))
    press(window, "button")
    window.get_by_text("Show my orders").focus()
    window.keyboard.press("Enter")
    window.get_by_role("button", name="This was a gift: Blue mug").focus()
    window.keyboard.press("Enter")
    window.get_by_text("Blue mug: a gift. We no longer take it for something you like or need.").wait_for()
    assert window.get_by_role("button", name="It was for me after all: Blue mug").is_visible()
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    if javascript:
        assert [each["id"] for each in Axe().run(window).response["violations"]] == []
    window.get_by_role("button", name="Undo").focus()
    window.keyboard.press("Enter")
    window.get_by_text("Blue mug: yours.").wait_for()


def press(window, role):
    window.locator(f"main {role}").first.focus()
    window.keyboard.press("Enter")
    window.wait_for_url("**/you")
